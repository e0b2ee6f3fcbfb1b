// Whom an exception can be given to, and whom a comment can call: people of the house, by name or
// e-mail; and the planners and buyers that facts and rules name.

import { RefusedError } from '../../../app/living/ports.ts';
import { nearestName } from '../../../base/nearest-name.ts';
import type { Database, Session } from '../database.ts';
import { systemScope } from '../scopes.ts';

interface Named {
  name: string;
  email: string;
}

/** Suppliers do not see exceptions: they are none of these. */
const PEOPLE = `
  select name, email from drumbeat.person
  where org_id = $1 and active and not 'supplier' = any(roles) order by name, email`;
/** Whom detection or a rule named: planners, buyers, owners. */
const OWNERS = `
  select distinct owner as name from drumbeat.exception where org_id = $1 and owner <> ''`;
const PLANNERS = `
  select 1 as found from drumbeat.fact_item_locations
  where org_id = $1 and (planner = $2 or buyer = $2) limit 1`;
const SHOWN = 100;

/** The name under which it stands from now on. */
export async function ownerNamed(
  database: Database,
  orgId: number,
  given: string,
): Promise<string> {
  const asked = given.trim();
  return database.read(systemScope(orgId), async (session) => {
    const people = await session.query<Named>(PEOPLE, [orgId]);
    const person = personOf(people, asked);
    if (person) return person;
    const owners = await session.query<{ name: string }>(OWNERS, [orgId]);
    if (owners.some(({ name }) => name === asked)) return asked;
    if (await isPlanner(session, orgId, asked)) return asked;
    const known = [...people, ...owners].map(({ name }) => name);
    throw unknownName('owner', asked, 'no person here, and no planner or buyer', known);
  });
}

async function isPlanner(session: Session, orgId: number, name: string): Promise<boolean> {
  return (await session.query(PLANNERS, [orgId, name])).length > 0;
}

/** The same people by their full names, each once. */
export async function peopleNamed(
  database: Database,
  orgId: number,
  mentions: readonly string[],
): Promise<string[]> {
  if (mentions.length === 0) return [];
  return database.read(systemScope(orgId), async (session) => {
    const people = await session.query<Named>(PEOPLE, [orgId]);
    const names = mentions.map((given) => {
      const asked = given.trim().replace(/^@/, '');
      const person = personOf(people, asked);
      if (person) return person;
      const known = people.map(({ name }) => name);
      throw unknownName('mentions', asked, 'nobody here', known);
    });
    return [...new Set(names)];
  });
}

/** By name, e-mail, what stands before its @, or a first name that one person has. */
function personOf(people: readonly Named[], asked: string): string | null {
  const text = asked.toLowerCase();
  const exact = people.find(({ name, email }) =>
    [name, email].some((each) => each.toLowerCase() === text),
  );
  if (exact) return exact.name;
  const loose = people.filter(
    ({ name, email }) =>
      email.toLowerCase().split('@')[0] === text || name.toLowerCase().split(' ')[0] === text,
  );
  return loose.length === 1 ? loose[0].name : null;
}

function unknownName(
  field: string,
  asked: string,
  what: string,
  known: readonly string[],
): RefusedError {
  const near = nearestName(asked, known);
  const some = [...new Set(known)].slice(0, 5).join(', ');
  const maybe = near !== '' ? `Maybe ${near}.` : some === '' ? '' : `Known are ${some}.`;
  const message = `"${field}": "${asked.slice(0, SHOWN)}" is ${what}. ${maybe}`.trim();
  return new RefusedError(422, 'value', message);
}
