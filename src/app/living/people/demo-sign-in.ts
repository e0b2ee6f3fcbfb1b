// The demo's people: put there at its start, and signed in by a click. Never part of a server that
// was not started as a demo.

import { byAddress, countAttempts, refuseIfTooMany } from './attempts.ts';
import { beginSession } from './begin-session.ts';
import { DEMO_PEOPLE } from './demo-people.ts';
import type { Origin, PeopleDesk } from './people-store.ts';
import { refusal } from './refusals.ts';
import type { SignedIn } from './session.ts';

/** Adds those who are not there yet; what was changed by hand stays. */
export async function addDemoPeople(desk: PeopleDesk, now: number): Promise<void> {
  await desk.store.transaction(async (rows) => {
    for (const { email, name, role, partyId } of DEMO_PEOPLE) {
      await rows.addPerson({
        id: desk.secrets.id(),
        email,
        name,
        roles: [role],
        partyId,
        active: true,
        createdAt: now,
      });
    }
  });
}

export async function signInAsDemoPerson(
  desk: PeopleDesk,
  asked: { key: string; replacedToken: string | null },
  origin: Origin,
  now: number,
): Promise<SignedIn> {
  const { key, replacedToken } = asked;
  const attempts = [byAddress('ceremony', origin.address)];
  refuseIfTooMany(await desk.store.transaction((rows) => countAttempts(desk, rows, attempts, now)));
  const email = DEMO_PEOPLE.find((each) => each.key === key)?.email ?? '';
  return desk.store.transaction(async (rows) => {
    const person = await rows.personByEmail(email);
    if (!person?.active) throw refusal('not_found', `The demo has no active ${key}.`);
    const proven = { person, method: 'demo' as const, replacedToken };
    return beginSession(desk, rows, proven, origin, now);
  });
}
