// Passkeys: a person who has just signed in registers one; later it signs them in by itself,
// without a name to be typed. A challenge is used up by its first answer, right or wrong.

import type { Caller } from '../caller.ts';
import { byAddress, countAttempts, refuseIfTooMany } from './attempts.ts';
import { auditEntry } from './audit-entry.ts';
import { beginSession } from './begin-session.ts';
import { type Identified, mustBeFresh, mustBePerson, passkeyNeeded } from './identify.ts';
import { checkMayGive } from './invitations.ts';
import { CHALLENGE_LIFE, type Passkey, type PasskeyCeremony } from './passkey.ts';
import type { Origin, PeopleDesk } from './people-store.ts';
import { normalizedName, type Person } from './person.ts';
import { refusal } from './refusals.ts';
import type { SignedIn } from './session.ts';

const ceremonyFailed = () =>
  refusal(
    'sign_in_failed',
    'The passkey was not accepted. Ask for new options and try again, or sign in another way.',
  );

/** `isFirst`: the session has one factor only, where two are asked for. */
export async function beginRegistration(
  desk: PeopleDesk,
  who: Identified,
  isFirst: boolean,
  now: number,
): Promise<{ challenge: string; person: Person; known: Passkey[] }> {
  const { personId, session } = mustBePerson(who);
  mustBeFresh(session, now);
  const challenge = desk.secrets.token();
  return desk.store.transaction(async (rows) => {
    const person = await rows.person(personId);
    if (person === null) throw refusal('not_found', 'There is no person with this id.');
    const known = await rows.passkeysOf(personId);
    if (isFirst && known.length > 0) throw passkeyNeeded();
    await rows.addChallenge({
      challengeHash: desk.secrets.digest(challenge),
      purpose: 'registration',
      sessionId: session.id,
      expiresAt: now + CHALLENGE_LIFE,
    });
    return { challenge, person, known };
  });
}

export async function registerPasskey(
  desk: PeopleDesk,
  ceremony: PasskeyCeremony,
  who: Identified,
  asked: { answer: unknown; name: string; isFirst: boolean },
  origin: Origin,
  now: number,
): Promise<Passkey> {
  const { personId, session } = mustBePerson(who);
  mustBeFresh(session, now);
  const name = normalizedName(asked.name);
  const challenge = await usedUp(desk, ceremony, asked.answer, 'registration', session.id, now);
  const registered = await ceremony.registered(asked.answer, challenge);
  if (registered === null) throw ceremonyFailed();
  const passkey: Passkey = { ...registered, personId, name, createdAt: now, lastUsedAt: null };
  await desk.store.transaction(async (rows) => {
    await rows.personForChange(personId); // of two at a moment only one is the first
    if (asked.isFirst && (await rows.passkeysOf(personId)).length > 0) throw passkeyNeeded();
    if (!(await rows.addPasskey(passkey))) {
      throw refusal('passkey_exists', 'This passkey is registered already.');
    }
    const change = { after: { name }, address: origin.address };
    await rows.record(auditEntry(who.caller, 'passkey.added', `passkey:${passkey.id}`, change));
  });
  return passkey;
}

export async function removePasskey(
  desk: PeopleDesk,
  who: Identified,
  id: string,
  origin: Origin,
  now: number,
): Promise<void> {
  const { personId, session } = mustBePerson(who);
  mustBeFresh(session, now);
  await desk.store.transaction(async (rows) => {
    if (!(await rows.removePasskey(id, personId))) {
      throw refusal('not_found', 'You have no passkey with this id.');
    }
    const change = { address: origin.address };
    await rows.record(auditEntry(who.caller, 'passkey.removed', `passkey:${id}`, change));
  });
}

/** An admin takes all passkeys of a person away, whose device is lost: their sessions end. */
export async function removePasskeysOf(
  desk: PeopleDesk,
  caller: Caller,
  id: string,
  origin: Origin,
  now: number,
): Promise<number> {
  return desk.store.transaction(async (rows) => {
    const person = await rows.personForChange(id);
    if (person === null) throw refusal('not_found', 'There is no person with this id.');
    checkMayGive(caller, person.roles);
    const count = await rows.removePasskeysOf(id);
    await rows.endSessionsOf(id, 'passkeys_removed', now);
    const change = { after: { count }, address: origin.address };
    await rows.record(auditEntry(caller, 'person.passkeys_removed', `person:${id}`, change));
    return count;
  });
}

export async function beginPasskeySignIn(
  desk: PeopleDesk,
  origin: Origin,
  now: number,
): Promise<string> {
  const challenge = desk.secrets.token();
  const wait = await desk.store.transaction(async (rows) => {
    const attempts = [byAddress('ceremony', origin.address)];
    const wait = await countAttempts(desk, rows, attempts, now);
    if (wait > 0) return wait;
    await rows.addChallenge({
      challengeHash: desk.secrets.digest(challenge),
      purpose: 'sign_in',
      sessionId: null,
      expiresAt: now + CHALLENGE_LIFE,
    });
    return 0;
  });
  refuseIfTooMany(wait);
  return challenge;
}

export async function signInByPasskey(
  desk: PeopleDesk,
  ceremony: PasskeyCeremony,
  asked: { answer: unknown; replacedToken: string | null },
  origin: Origin,
  now: number,
): Promise<SignedIn> {
  const challenge = await usedUp(desk, ceremony, asked.answer, 'sign_in', null, now);
  const id = ceremony.passkeyIdOf(asked.answer) ?? '';
  const passkey = await desk.store.transaction((rows) => rows.passkey(id));
  const proof = passkey && (await ceremony.signedIn(asked.answer, challenge, passkey));
  if (passkey === null || proof === null) throw ceremonyFailed();
  return desk.store.transaction(async (rows) => {
    const person = await rows.personForChange(passkey.personId);
    if (!person?.active) throw ceremonyFailed();
    if (!(await rows.usePasskey(passkey.id, proof.counter, proof.backedUp, now))) {
      throw ceremonyFailed();
    }
    const { replacedToken } = asked;
    const proven = { person, method: 'passkey' as const, replacedToken };
    return beginSession(desk, rows, proven, origin, now);
  });
}

/** The challenge that an answer is for, taken out of the store in its own transaction. */
async function usedUp(
  desk: PeopleDesk,
  ceremony: PasskeyCeremony,
  answer: unknown,
  purpose: 'registration' | 'sign_in',
  sessionId: string | null,
  now: number,
): Promise<string> {
  const text = ceremony.challengeOf(answer);
  if (text === null) throw ceremonyFailed();
  const hash = desk.secrets.digest(text);
  const challenge = await desk.store.transaction((rows) => rows.takeChallenge(hash, now));
  if (challenge?.purpose !== purpose || challenge.sessionId !== sessionId) throw ceremonyFailed();
  return text;
}
