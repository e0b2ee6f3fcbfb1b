// Counting what strangers try, before it is tried: by the address that asks, and at sign-in by the
// account that is named, whether there is such an account or not.

import { type AttemptKind, addressSubject } from './attempt-limits.ts';
import type { PeopleDesk, PeopleRows } from './people-store.ts';
import { refusal } from './refusals.ts';

export type Attempt = readonly [kind: AttemptKind, subject: string];

const subjectHash = (desk: PeopleDesk, [kind, subject]: Attempt): string =>
  desk.secrets.digest(`${kind} ${subject}`);

export const byAddress = (kind: AttemptKind, address: string): Attempt => [
  kind,
  addressSubject(address),
];

/** Counts each, in that order; the answer is how long to wait, 0 = go on. */
export async function countAttempts(
  desk: PeopleDesk,
  rows: PeopleRows,
  attempts: readonly Attempt[],
  now: number,
): Promise<number> {
  for (const attempt of attempts) {
    const wait = await rows.countAttempt(attempt[0], subjectHash(desk, attempt), now);
    if (wait > 0) return wait;
  }
  return 0;
}

export async function refundAttempts(
  desk: PeopleDesk,
  rows: PeopleRows,
  attempts: readonly Attempt[],
): Promise<void> {
  for (const attempt of attempts) {
    await rows.refundAttempt(attempt[0], subjectHash(desk, attempt));
  }
}

export function refuseIfTooMany(wait: number): void {
  if (wait <= 0) return;
  throw refusal(
    'too_many_attempts',
    'Too many attempts, for this account or from this address: wait, then try again.',
    Math.ceil(wait / 1000),
  );
}
