// Who asks: the person of a session token, or the key of a program. What a person may do is read
// afresh from their row, so that a right taken away is gone.

import type { Caller } from '../caller.ts';
import type { RefusedError } from '../ports.ts';
import { type ApiKey, isKeyLive, parsedKey } from './api-key.ts';
import type { PeopleDesk } from './people-store.ts';
import type { Person } from './person.ts';
import { refusal } from './refusals.ts';
import { isFresh, isLive, SEEN_STEP, type Session } from './session.ts';

export interface Identified {
  caller: Caller;
  session: Session | null; // null: an API key
}

export async function identifySession(
  desk: PeopleDesk,
  token: string,
  now: number,
): Promise<Identified | null> {
  if (!/^[0-9a-f]{64}$/.test(token)) return null;
  const tokenHash = desk.secrets.digest(token);
  return desk.store.transaction(async (rows) => {
    const found = await rows.sessionByToken(tokenHash);
    if (found === null || !isLive(found.session, now) || !found.person.active) return null;
    const { session, person } = found;
    if (now - session.lastSeenAt >= SEEN_STEP) await rows.seeSession(session.id, now);
    return { caller: callerOfPerson(desk.orgId, person), session };
  });
}

export async function identifyKey(
  desk: PeopleDesk,
  text: string,
  now: number,
): Promise<Identified | null> {
  const parts = parsedKey(text);
  if (parts === null) return null;
  const secretHash = desk.secrets.digest(parts.secret);
  return desk.store.transaction(async (rows) => {
    const key = await rows.key(parts.id);
    if (key === null || !desk.secrets.sameText(key.secretHash, secretHash)) return null;
    if (!isKeyLive(key, now)) return null;
    if (now - (key.lastUsedAt ?? 0) >= SEEN_STEP) await rows.useKey(key.id, now);
    return { caller: callerOfKey(desk.orgId, key), session: null };
  });
}

export const callerOfPerson = (orgId: number, person: Person): Caller => ({
  orgId,
  personId: person.id,
  keyId: null,
  name: person.name,
  roles: person.roles,
  partyId: person.partyId,
  scopes: null,
});

const callerOfKey = (orgId: number, key: ApiKey): Caller => ({
  orgId,
  personId: null,
  keyId: key.id,
  name: `key ${key.name}`,
  roles: [key.role],
  partyId: key.partyId,
  scopes: key.scopes,
});

/** The person behind a session; a key is nobody who has a password or passkeys. */
export function mustBePerson(who: Identified): { personId: string; session: Session } {
  const { caller, session } = who;
  if (caller.personId !== null && session !== null) return { personId: caller.personId, session };
  throw refusal('not_allowed', 'Only a person who is signed in may do this: a key is not one.');
}

/** Where passkeys are required: a session of one factor is for registering the first passkey. */
export function passkeyNeeded(): RefusedError {
  return refusal(
    'passkey_needed',
    'A password alone does not do here: sign in by your passkey, or register your first one.',
  );
}

export function mustBeFresh(session: Session, now: number): void {
  if (isFresh(session, now)) return;
  throw refusal(
    'sign_in_again',
    'This is done within 15 minutes of signing in: sign in again, then repeat it.',
  );
}
