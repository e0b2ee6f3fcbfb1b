// The first admin of an installation: whoever holds the link that its first start printed. As long
// as there is an active admin with a way to sign in, no such link is given and none is taken.

import { byAddress, countAttempts, refuseIfTooMany } from './attempts.ts';
import { beginSession, mustBeGood } from './begin-session.ts';
import { LINK_LIFE } from './one-time-link.ts';
import { checkPassword, normalizedPassword } from './password-rules.ts';
import type { Origin, PeopleDesk } from './people-store.ts';
import { normalizedEmail, normalizedName, type Person } from './person.ts';
import { refusal } from './refusals.ts';
import type { SignedIn } from './session.ts';

/** The token of a new link, older ones being void; null when there is an admin already. */
export function issueFirstAdminLink(desk: PeopleDesk, now: number): Promise<string | null> {
  return desk.store.transaction(async (rows) => {
    if (await rows.isAdminPresent()) return null;
    await rows.dropLinks('first_admin', null);
    const token = desk.secrets.token();
    await rows.addLink({
      tokenHash: desk.secrets.digest(token),
      kind: 'first_admin',
      personId: null,
      createdAt: now,
      expiresAt: now + LINK_LIFE.first_admin,
    });
    return token;
  });
}

export interface FirstAdmin {
  token: string;
  name: string;
  email: string;
  password: string;
}

export async function becomeFirstAdmin(
  desk: PeopleDesk,
  asked: FirstAdmin,
  origin: Origin,
  now: number,
): Promise<SignedIn> {
  const tokenHash = desk.secrets.digest(asked.token);
  const before = await desk.store.transaction(async (rows) => ({
    wait: await countAttempts(desk, rows, [byAddress('link', origin.address)], now),
    link: await rows.link(tokenHash, 'first_admin', now),
  }));
  refuseIfTooMany(before.wait);
  mustBeGood(before.link);
  const email = normalizedEmail(asked.email);
  const name = normalizedName(asked.name);
  checkPassword(asked.password, { name, email }, desk.secrets.isCommon);
  const hash = await desk.secrets.hashPassword(normalizedPassword(asked.password));
  const person: Person = {
    id: desk.secrets.id(),
    email,
    name,
    roles: ['admin'],
    partyId: '',
    active: true,
    createdAt: now,
  };
  return desk.store.transaction(async (rows) => {
    mustBeGood(await rows.takeLink(tokenHash, 'first_admin', now));
    if (await rows.isAdminPresent()) mustBeGood(null);
    if (!(await rows.addPerson(person))) {
      throw refusal('person_exists', 'There is a person with this e-mail already: take another.');
    }
    await rows.setPassword(person.id, hash, now);
    await rows.record({
      actor: name,
      personId: person.id,
      keyId: null,
      action: 'person.added',
      object: `person:${person.id}`,
      before: null,
      after: { email, name, roles: ['admin'], supplier_id: null },
      address: origin.address,
    });
    const proven = { person, method: 'link' as const, replacedToken: null };
    return beginSession(desk, rows, proven, origin, now);
  });
}
