// The one way to a session: whoever has proven to be a person gets a new token, and the session
// that the browser had before ends, so that a token planted in it is of no use.

import type { OneTimeLink } from './one-time-link.ts';
import type { Origin, PeopleDesk, PeopleRows } from './people-store.ts';
import type { Person } from './person.ts';
import { refusal } from './refusals.ts';
import { SESSIONS_MAX, type SignedIn, type SignInMethod } from './session.ts';

const USER_AGENT_LENGTH_MAX = 200;

export interface Proven {
  person: Person;
  method: SignInMethod;
  replacedToken: string | null; // of the session that the browser had
  provenAt?: number; // if it was not just now
}

export async function beginSession(
  desk: PeopleDesk,
  rows: PeopleRows,
  { person, method, replacedToken, provenAt }: Proven,
  origin: Origin,
  now: number,
): Promise<SignedIn> {
  const { secrets } = desk;
  if (replacedToken !== null) {
    const replaced = await rows.sessionByToken(secrets.digest(replacedToken));
    if (replaced !== null) await rows.endSession(replaced.session.id, 'replaced', now);
  }
  await rows.endSessionsBeyond(person.id, SESSIONS_MAX - 1, now);
  const token = secrets.token();
  const session = {
    id: secrets.id(),
    tokenHash: secrets.digest(token),
    personId: person.id,
    method,
    createdAt: now,
    provenAt: provenAt ?? now,
    lastSeenAt: now,
    endedAt: null,
    address: origin.address,
    userAgent: origin.userAgent.slice(0, USER_AGENT_LENGTH_MAX),
  };
  await rows.addSession(session);
  await rows.record({
    actor: person.name,
    personId: person.id,
    keyId: null,
    action: 'session.begun',
    object: `session:${session.id}`,
    before: null,
    after: { method },
    address: origin.address,
  });
  return { person, session, token };
}

/** A link that is still good, or the refusal that does not say what was wrong with it. */
export function mustBeGood(link: OneTimeLink | null): OneTimeLink {
  if (link !== null) return link;
  throw refusal(
    'link_not_valid',
    'The link is not valid: it was used, is too old, or was never given. Ask for a new one.',
  );
}
