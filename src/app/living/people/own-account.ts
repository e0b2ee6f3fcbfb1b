// What a person does with their own account: sign out, change the password, see and end sessions.

import {
  type Attempt,
  byAddress,
  countAttempts,
  refundAttempts,
  refuseIfTooMany,
} from './attempts.ts';
import { auditEntry } from './audit-entry.ts';
import { beginSession } from './begin-session.ts';
import { type Identified, mustBeFresh, mustBePerson } from './identify.ts';
import { checkPassword, normalizedPassword } from './password-rules.ts';
import type { Origin, PeopleDesk } from './people-store.ts';
import { refusal, signInFailed } from './refusals.ts';
import { isLive, type Session, type SignedIn } from './session.ts';

export async function signOut(
  desk: PeopleDesk,
  who: Identified,
  origin: Origin,
  now: number,
): Promise<void> {
  const { session } = mustBePerson(who);
  await endOwnSession(desk, who, session.id, origin, now);
}

export async function ownSessions(
  desk: PeopleDesk,
  who: Identified,
  now: number,
): Promise<Session[]> {
  const { personId } = mustBePerson(who);
  const sessions = await desk.store.transaction((rows) => rows.sessionsOf(personId));
  return sessions.filter((session) => isLive(session, now));
}

/** All of one's sessions but the one that asks. */
export async function endOtherSessions(
  desk: PeopleDesk,
  who: Identified,
  origin: Origin,
  now: number,
): Promise<number> {
  const { personId, session } = mustBePerson(who);
  mustBeFresh(session, now);
  return desk.store.transaction(async (rows) => {
    const count = await rows.endSessionsOf(personId, 'ended', now, session.id);
    const change = { after: { count }, address: origin.address };
    await rows.record(
      auditEntry(who.caller, 'person.sessions_ended', `person:${personId}`, change),
    );
    return count;
  });
}

/** One of one's sessions; another one than that which asks takes a fresh sign-in. */
export async function endOwnSession(
  desk: PeopleDesk,
  who: Identified,
  sessionId: string,
  origin: Origin,
  now: number,
): Promise<void> {
  const { personId, session } = mustBePerson(who);
  if (session.id !== sessionId) mustBeFresh(session, now);
  await desk.store.transaction(async (rows) => {
    const sessions = await rows.sessionsOf(personId);
    if (!sessions.some(({ id }) => id === sessionId)) {
      throw refusal('not_found', 'You have no session with this id.');
    }
    await rows.endSession(sessionId, 'signed_out', now);
    const change = { address: origin.address };
    await rows.record(auditEntry(who.caller, 'session.ended', `session:${sessionId}`, change));
  });
}

/**
 * The current password is asked for once more; without one (passkey or company sign-in alone) the
 * sign-in must be fresh. All sessions end, and the one that asked goes on under a new token.
 */
export async function changePassword(
  desk: PeopleDesk,
  who: Identified,
  asked: { currentPassword: string | null; newPassword: string },
  origin: Origin,
  now: number,
): Promise<SignedIn> {
  const { personId, session } = mustBePerson(who);
  const before = await desk.store.transaction(async (rows) => {
    const person = await rows.person(personId);
    if (person === null) throw signInFailed();
    const attempts = [byAddress('address', origin.address), ['account', person.email] as Attempt];
    const wait = await countAttempts(desk, rows, attempts, now);
    return { person, attempts, wait, hash: await rows.passwordOf(personId) };
  });
  refuseIfTooMany(before.wait);
  if (before.hash === null) mustBeFresh(session, now);
  else await checkCurrentPassword(desk, asked.currentPassword ?? '', before.hash);
  checkPassword(asked.newPassword, before.person, desk.secrets.isCommon);
  const hash = await desk.secrets.hashPassword(normalizedPassword(asked.newPassword));
  return desk.store.transaction(async (rows) => {
    const person = await rows.personForChange(personId);
    if (!person?.active || (await rows.passwordOf(personId)) !== before.hash) throw signInFailed();
    await refundAttempts(desk, rows, before.attempts);
    await rows.setPassword(personId, hash, now);
    await rows.endSessionsOf(personId, 'password_changed', now);
    await rows.dropLinks('invitation', personId);
    const change = { address: origin.address };
    await rows.record(auditEntry(who.caller, 'person.password_set', `person:${personId}`, change));
    const proven = { person, method: session.method, replacedToken: null };
    return beginSession(desk, rows, proven, origin, now);
  });
}

async function checkCurrentPassword(desk: PeopleDesk, text: string, hash: string): Promise<void> {
  if (await desk.secrets.matchesPassword(normalizedPassword(text), hash)) return;
  throw refusal('password_wrong', 'The current password is another one.');
}
