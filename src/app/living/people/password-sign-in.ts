// Sign-in by e-mail and password. Known or unknown, active or not, with a password or without: the
// statements, the hash that is computed and the answer are the same.

import {
  type Attempt,
  byAddress,
  countAttempts,
  refundAttempts,
  refuseIfTooMany,
} from './attempts.ts';
import { beginSession } from './begin-session.ts';
import { normalizedPassword } from './password-rules.ts';
import type { Origin, PeopleDesk } from './people-store.ts';
import { normalizedEmail, type Person } from './person.ts';
import { signInFailed } from './refusals.ts';
import type { SignedIn } from './session.ts';

export interface PasswordSignIn {
  email: string;
  password: string;
  replacedToken: string | null;
}

export async function signInByPassword(
  desk: PeopleDesk,
  { email, password, replacedToken }: PasswordSignIn,
  origin: Origin,
  now: number,
): Promise<SignedIn> {
  const account = emailOrText(email);
  const attempts = [byAddress('address', origin.address), ['account', account] as Attempt];
  const found = await desk.store.transaction(async (rows) => {
    const wait = await countAttempts(desk, rows, attempts, now);
    const person = wait > 0 ? null : await rows.personByEmail(account);
    const hash = wait > 0 ? null : await rows.passwordOf(person?.id ?? desk.secrets.id());
    return { wait, person, hash };
  });
  refuseIfTooMany(found.wait);
  const { person } = found;
  const hash = person?.active ? found.hash : null;
  const matches = await desk.secrets.matchesPassword(normalizedPassword(password), hash);
  if (!matches || person === null || hash === null) {
    await recordFailure(desk, person, origin);
    throw signInFailed();
  }
  const better = desk.secrets.isOutdated(hash)
    ? await desk.secrets.hashPassword(normalizedPassword(password))
    : null;
  const signedIn = await desk.store.transaction(async (rows) => {
    const current = await rows.personForChange(person.id);
    if (!current?.active || (await rows.passwordOf(person.id)) !== hash) return null;
    if (better !== null) await rows.setPassword(person.id, better, now);
    await refundAttempts(desk, rows, attempts);
    const proven = { person: current, method: 'password' as const, replacedToken };
    return beginSession(desk, rows, proven, origin, now);
  });
  if (signedIn === null) throw signInFailed();
  return signedIn;
}

/** What is typed is counted and looked up in one spelling, also when it is no e-mail. */
function emailOrText(text: string): string {
  try {
    return normalizedEmail(text);
  } catch {
    return text.trim().toLowerCase();
  }
}

/** The text that was typed is not kept: it may be a password in the wrong field. */
function recordFailure(desk: PeopleDesk, person: Person | null, origin: Origin): Promise<void> {
  return desk.store.transaction((rows) =>
    rows.record({
      actor: '',
      personId: null,
      keyId: null,
      action: 'session.refused',
      object: person === null ? '' : `person:${person.id}`,
      before: null,
      after: null,
      address: origin.address,
    }),
  );
}
