// An admin changes a person: name, roles, supplier, active or not. Rights that change end all that
// the person had open; the last active admin stays one.

import type { Caller, Role } from '../caller.ts';
import { auditEntry } from './audit-entry.ts';
import { beginSession } from './begin-session.ts';
import type { Identified } from './identify.ts';
import { checkMayGive, personForAudit } from './invitations.ts';
import type { Origin, PeopleDesk } from './people-store.ts';
import { checkAdminRemains, checkRoles, normalizedName, type Person } from './person.ts';
import { refusal } from './refusals.ts';
import type { SignedIn } from './session.ts';

export interface PersonChange {
  name?: string;
  roles?: readonly Role[];
  partyId?: string;
  active?: boolean;
}

/** `renewed`: the new session of somebody who changed their own rights. */
export async function changePerson(
  desk: PeopleDesk,
  who: Identified,
  id: string,
  change: PersonChange,
  origin: Origin,
  now: number,
): Promise<{ person: Person; renewed: SignedIn | null }> {
  return desk.store.transaction(async (rows) => {
    const adminIds = await rows.activeAdminIds();
    const before = await rows.personForChange(id);
    if (before === null) throw refusal('not_found', 'There is no person with this id.');
    const person: Person = { ...before, ...change };
    if (change.name !== undefined) person.name = normalizedName(change.name);
    checkRoles(person.roles, person.partyId);
    checkMayGive(who.caller, person.roles);
    checkAdminRemains(before, person, adminIds);
    await rows.changePerson(person);
    await rows.record(
      auditEntry(who.caller, 'person.changed', `person:${id}`, {
        before: personForAudit(before),
        after: personForAudit(person),
        address: origin.address,
      }),
    );
    if (!haveRightsChanged(before, person)) return { person, renewed: null };
    await rows.endSessionsOf(id, 'rights_changed', now);
    if (!person.active) await rows.dropLinks('invitation', id);
    if (who.session?.personId !== id || !person.active) return { person, renewed: null };
    const { method, provenAt } = who.session;
    const proven = { person, method, provenAt, replacedToken: null };
    const renewed = await beginSession(desk, rows, proven, origin, now);
    return { person, renewed };
  });
}

function haveRightsChanged(before: Person, after: Person): boolean {
  const roles = (person: Person): string => [...person.roles].sort().join();
  return (
    roles(before) !== roles(after) ||
    before.partyId !== after.partyId ||
    before.active !== after.active
  );
}

/** Ends all sessions of a person, as an admin or the person may ask. */
export async function endSessions(
  desk: PeopleDesk,
  caller: Caller,
  personId: string,
  origin: Origin,
  now: number,
): Promise<number> {
  return desk.store.transaction(async (rows) => {
    if ((await rows.person(personId)) === null) {
      throw refusal('not_found', 'There is no person with this id.');
    }
    const count = await rows.endSessionsOf(personId, 'ended', now);
    const entry = { after: { count }, address: origin.address };
    await rows.record(auditEntry(caller, 'person.sessions_ended', `person:${personId}`, entry));
    return count;
  });
}

/** Everybody's sessions, but the one that asks: when it is not known what was stolen. */
export async function endAllSessions(
  desk: PeopleDesk,
  who: Identified,
  origin: Origin,
  now: number,
): Promise<number> {
  return desk.store.transaction(async (rows) => {
    const count = await rows.endSessionsOfAll('ended', now, who.session?.id ?? '');
    const change = { after: { count }, address: origin.address };
    await rows.record(auditEntry(who.caller, 'people.sessions_ended', 'people', change));
    return count;
  });
}
