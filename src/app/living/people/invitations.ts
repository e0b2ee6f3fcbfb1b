// Inviting a person: an admin names them and their roles, and hands over a link, good once, by
// which they choose their password. The same link lets a person back in who lost the way.

import { type Caller, may, RIGHTS_OF_ROLE, type Role } from '../caller.ts';
import { byAddress, countAttempts, refuseIfTooMany } from './attempts.ts';
import { auditEntry } from './audit-entry.ts';
import { beginSession, mustBeGood } from './begin-session.ts';
import { LINK_LIFE } from './one-time-link.ts';
import { checkPassword, normalizedPassword } from './password-rules.ts';
import type { Origin, PeopleDesk, PeopleRows } from './people-store.ts';
import { checkRoles, normalizedEmail, normalizedName, type Person } from './person.ts';
import { refusal } from './refusals.ts';
import type { SignedIn } from './session.ts';

export interface Invitation {
  email: string;
  name: string;
  roles: readonly Role[];
  partyId: string;
}

export interface GivenLink {
  person: Person;
  token: string;
  expiresAt: number;
}

export async function invite(
  desk: PeopleDesk,
  caller: Caller,
  asked: Invitation,
  origin: Origin,
  now: number,
): Promise<GivenLink> {
  checkRoles(asked.roles, asked.partyId);
  checkMayGive(caller, asked.roles);
  const person: Person = {
    id: desk.secrets.id(),
    email: normalizedEmail(asked.email),
    name: normalizedName(asked.name),
    roles: asked.roles,
    partyId: asked.partyId,
    active: true,
    createdAt: now,
  };
  return desk.store.transaction(async (rows) => {
    if (!(await rows.addPerson(person))) {
      throw refusal('person_exists', `${person.email} is a person here already.`);
    }
    const after = personForAudit(person);
    const change = { after, address: origin.address };
    await rows.record(auditEntry(caller, 'person.invited', `person:${person.id}`, change));
    return giveLink(desk, rows, person, now);
  });
}

/** A new link for somebody who is here already; earlier ones become void. */
export async function issueSignInLink(
  desk: PeopleDesk,
  caller: Caller,
  personId: string,
  origin: Origin,
  now: number,
): Promise<GivenLink> {
  return desk.store.transaction(async (rows) => {
    const person = await rows.personForChange(personId);
    if (person === null || !person.active) {
      throw refusal('not_found', 'There is no active person with this id.');
    }
    checkMayGive(caller, person.roles);
    const change = { address: origin.address };
    await rows.record(auditEntry(caller, 'person.link_given', `person:${person.id}`, change));
    return giveLink(desk, rows, person, now);
  });
}

async function giveLink(
  desk: PeopleDesk,
  rows: PeopleRows,
  person: Person,
  now: number,
): Promise<GivenLink> {
  const token = desk.secrets.token();
  const expiresAt = now + LINK_LIFE.invitation;
  const tokenHash = desk.secrets.digest(token);
  await rows.dropLinks('invitation', person.id);
  await rows.addLink({
    tokenHash,
    kind: 'invitation',
    personId: person.id,
    createdAt: now,
    expiresAt,
  });
  return { person, token, expiresAt };
}

/** The invited person sets a password and is signed in; sessions from before are ended. */
export async function acceptInvitation(
  desk: PeopleDesk,
  asked: { token: string; name: string | null; password: string },
  origin: Origin,
  now: number,
): Promise<SignedIn> {
  const tokenHash = desk.secrets.digest(asked.token);
  const before = await desk.store.transaction(async (rows) => {
    const wait = await countAttempts(desk, rows, [byAddress('link', origin.address)], now);
    const link = await rows.link(tokenHash, 'invitation', now);
    return { wait, person: link === null ? null : await rows.person(link.personId ?? '') };
  });
  refuseIfTooMany(before.wait);
  if (!before.person?.active) mustBeGood(null);
  const { email, name: nameBefore } = before.person as Person;
  const name = asked.name === null ? nameBefore : normalizedName(asked.name);
  checkPassword(asked.password, { name, email }, desk.secrets.isCommon);
  const hash = await desk.secrets.hashPassword(normalizedPassword(asked.password));
  return desk.store.transaction(async (rows) => {
    const link = mustBeGood(await rows.takeLink(tokenHash, 'invitation', now));
    const current = await rows.personForChange(link.personId ?? '');
    if (!current?.active) mustBeGood(null);
    const person = { ...(current as Person), name };
    await rows.changePerson(person);
    await rows.setPassword(person.id, hash, now);
    await rows.endSessionsOf(person.id, 'password_changed', now);
    await rows.record({
      actor: person.name,
      personId: person.id,
      keyId: null,
      action: 'person.password_set',
      object: `person:${person.id}`,
      before: null,
      after: null,
      address: origin.address,
    });
    const proven = { person, method: 'link' as const, replacedToken: null };
    return beginSession(desk, rows, proven, origin, now);
  });
}

/** Nobody hands out what they may not do themselves: a narrow key would widen itself otherwise. */
export function checkMayGive(caller: Caller, roles: readonly Role[]): void {
  const beyond = roles.flatMap((role) => RIGHTS_OF_ROLE[role]).find((each) => !may(caller, each));
  if (beyond === undefined) return;
  throw refusal('not_allowed', `You may not give ${beyond}, because you do not have it.`);
}

export const personForAudit = (person: Person): Record<string, unknown> => ({
  email: person.email,
  name: person.name,
  roles: person.roles,
  supplier_id: person.partyId === '' ? null : person.partyId,
  active: person.active,
});
