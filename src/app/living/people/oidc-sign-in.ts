// Sign-in by the company's identity provider. Its subject names a person for good; an e-mail links
// once, if the provider has verified it, and to a person that is here or invited. Strangers come in
// only where the installation says so.

import { byAddress, countAttempts, refuseIfTooMany } from './attempts.ts';
import { beginSession } from './begin-session.ts';
import {
  type IdentityProvider,
  isProofTooOld,
  OIDC_LOGIN_LIFE,
  type ProvenIdentity,
  provenAtOf,
  type StrangerRule,
  safeReturnPath,
} from './identity-provider.ts';
import { personForAudit } from './invitations.ts';
import type { Origin, PeopleDesk, PeopleRows } from './people-store.ts';
import { normalizedEmail, normalizedName, type Person } from './person.ts';
import { refusal } from './refusals.ts';
import type { SignedIn } from './session.ts';

/** Where to send the browser, and the text that its cookie holds until it is back. */
export async function beginOidcSignIn(
  desk: PeopleDesk,
  provider: IdentityProvider,
  asked: { returnTo: string | undefined; again: boolean },
  origin: Origin,
  now: number,
): Promise<{ url: string; browserToken: string }> {
  const attempts = [byAddress('ceremony', origin.address)];
  refuseIfTooMany(await desk.store.transaction((rows) => countAttempts(desk, rows, attempts, now)));
  const { url, state, nonce, codeVerifier } = await provider.begin(asked.again);
  const browserToken = desk.secrets.token();
  await desk.store.transaction((rows) =>
    rows.addOidcLogin({
      stateHash: desk.secrets.digest(state),
      browserHash: desk.secrets.digest(browserToken),
      nonce,
      codeVerifier,
      returnTo: safeReturnPath(asked.returnTo),
      expiresAt: now + OIDC_LOGIN_LIFE,
    }),
  );
  return { url, browserToken };
}

export interface OidcReturn {
  callback: string; // the whole URL that the browser came back to
  state: string;
  browserToken: string;
  replacedToken: string | null;
}

export async function finishOidcSignIn(
  desk: PeopleDesk,
  provider: IdentityProvider,
  strangers: StrangerRule,
  { callback, state, browserToken, replacedToken }: OidcReturn,
  origin: Origin,
  now: number,
): Promise<{ signedIn: SignedIn; returnTo: string }> {
  const { secrets, store } = desk;
  const [stateHash, browserHash] = [secrets.digest(state), secrets.digest(browserToken)];
  const login = await store.transaction((r) => r.takeOidcLogin(stateHash, browserHash, now));
  if (login === null) {
    throw refusal(
      'sign_in_failed',
      'This sign-in was not begun in this browser, or too long ago: start again.',
    );
  }
  const { nonce, codeVerifier, returnTo } = login;
  const identity = await provider.finish(callback, { state, nonce, codeVerifier });
  if (identity === null) {
    throw refusal('sign_in_failed', 'The identity provider’s answer does not hold: start again.');
  }
  if (isProofTooOld(identity)) {
    throw refusal('sign_in_failed', 'The identity provider did not ask who you are: start again.');
  }
  const provenAt = provenAtOf(identity, now);
  const signedIn = await store.transaction(async (rows) => {
    const person = await personOfIdentity(desk, rows, identity, strangers, origin, now);
    const method = identity.factors === 'not said' ? ('oidc' as const) : ('oidc_mfa' as const);
    const proven = { person, method, replacedToken, provenAt };
    return beginSession(desk, rows, proven, origin, now);
  });
  return { signedIn, returnTo };
}

async function personOfIdentity(
  desk: PeopleDesk,
  rows: PeopleRows,
  identity: ProvenIdentity,
  strangers: StrangerRule,
  origin: Origin,
  now: number,
): Promise<Person> {
  const { issuer, subject } = identity;
  const linkedId = await rows.personIdOfIdentity(issuer, subject);
  if (linkedId !== null) return mustBeActive(await rows.personForChange(linkedId));
  if (identity.email === null || !identity.emailVerified) {
    throw refusal('sign_in_failed', 'Your identity provider has not verified your e-mail.');
  }
  const email = normalizedEmail(identity.email);
  const known = await rows.personByEmail(email);
  const person = known ?? (await admitted(desk, rows, identity, email, strangers, now));
  mustBeActive(await rows.personForChange(person.id));
  if (!(await rows.addIdentity(person.id, issuer, subject, now))) {
    throw refusal(
      'sign_in_failed',
      'Your e-mail belongs to another account of your identity provider: ask an admin.',
    );
  }
  await rows.record({
    actor: person.name,
    personId: person.id,
    keyId: null,
    action: known === null ? 'person.added' : 'person.linked',
    object: `person:${person.id}`,
    before: null,
    after: { ...personForAudit(person), issuer },
    address: origin.address,
  });
  return person;
}

function mustBeActive(person: Person | null): Person {
  if (person?.active) return person;
  throw refusal('sign_in_failed', 'You have no active account here: ask an admin to invite you.');
}

async function admitted(
  desk: PeopleDesk,
  rows: PeopleRows,
  identity: ProvenIdentity,
  email: string,
  strangers: StrangerRule,
  now: number,
): Promise<Person> {
  if (!strangers.admit) return mustBeActive(null);
  const person: Person = {
    id: desk.secrets.id(),
    email,
    name: normalizedName(identity.name === '' ? email : identity.name),
    roles: [strangers.role],
    partyId: '',
    active: true,
    createdAt: now,
  };
  await rows.addPerson(person);
  return person;
}
