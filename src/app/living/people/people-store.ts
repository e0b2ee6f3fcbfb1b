// What sign-in and the people's desk need of the outside: rows that are kept, and the cryptography
// of secrets. A change and its entry in the audit trail are one transaction.

import type { ApiKey } from './api-key.ts';
import type { AttemptCount, AttemptKind } from './attempt-limits.ts';
import type { AuditEntry, AuditRow } from './audit-entry.ts';
import type { OidcLogin } from './identity-provider.ts';
import type { LinkKind, OneTimeLink } from './one-time-link.ts';
import type { Challenge, Passkey } from './passkey.ts';
import type { Person } from './person.ts';
import type { Session, SessionEnd } from './session.ts';

/** Rows of one organisation, inside one transaction. `take...`: read and used up in one step. */
export interface PeopleRows {
  person(id: string): Promise<Person | null>;
  personForChange(id: string): Promise<Person | null>; // locked until the end of the transaction
  personByEmail(email: string): Promise<Person | null>;
  people(afterEmail: string, limit: number): Promise<Person[]>;
  addPerson(person: Person): Promise<boolean>; // false: the e-mail is taken
  changePerson(person: Person): Promise<void>;
  activeAdminIds(): Promise<string[]>; // locked until the end of the transaction
  isAdminPresent(): Promise<boolean>; // an active admin who has a password, passkey or identity

  passwordOf(personId: string): Promise<string | null>;
  setPassword(personId: string, hash: string, now: number): Promise<void>;
  personIdOfIdentity(issuer: string, subject: string): Promise<string | null>;
  /** False when the person has another subject of that issuer already. */
  addIdentity(personId: string, issuer: string, subject: string, now: number): Promise<boolean>;

  addSession(session: Session): Promise<void>;
  sessionByToken(tokenHash: string): Promise<{ session: Session; person: Person } | null>;
  seeSession(id: string, now: number): Promise<void>;
  sessionsOf(personId: string): Promise<Session[]>; // those not ended
  endSession(id: string, end: SessionEnd, now: number): Promise<void>;
  /** `spared`: the id of one that goes on. */
  endSessionsOf(personId: string, end: SessionEnd, now: number, spared?: string): Promise<number>;
  endSessionsOfAll(end: SessionEnd, now: number, spared: string): Promise<number>;
  /** Ends the oldest ones of a person beyond that many. */
  endSessionsBeyond(personId: string, count: number, now: number): Promise<void>;

  addKey(key: ApiKey): Promise<void>;
  key(id: string): Promise<ApiKey | null>;
  keys(): Promise<ApiKey[]>;
  useKey(id: string, now: number): Promise<void>;
  revokeKey(id: string, now: number): Promise<boolean>;

  addPasskey(passkey: Passkey): Promise<boolean>; // false: known already
  passkey(id: string): Promise<Passkey | null>;
  passkeysOf(personId: string): Promise<Passkey[]>;
  /** False when the counter did not move on: a copy of the authenticator, or a race. */
  usePasskey(id: string, counter: number, backedUp: boolean, now: number): Promise<boolean>;
  removePasskey(id: string, personId: string): Promise<boolean>;
  removePasskeysOf(personId: string): Promise<number>;
  addChallenge(challenge: Challenge): Promise<void>;
  takeChallenge(challengeHash: string, now: number): Promise<Challenge | null>;

  addLink(link: OneTimeLink): Promise<void>;
  link(tokenHash: string, kind: LinkKind, now: number): Promise<OneTimeLink | null>;
  takeLink(tokenHash: string, kind: LinkKind, now: number): Promise<OneTimeLink | null>;
  dropLinks(kind: LinkKind, personId: string | null): Promise<void>;

  addOidcLogin(login: OidcLogin): Promise<void>;
  takeOidcLogin(stateHash: string, browserHash: string, now: number): Promise<OidcLogin | null>;

  /** Counts an attempt; answers the milliseconds to wait instead if there were too many. */
  countAttempt(kind: AttemptKind, subjectHash: string, now: number): Promise<number>;
  refundAttempt(kind: AttemptKind, subjectHash: string): Promise<AttemptCount>;

  record(entry: AuditEntry): Promise<void>;
  audit(before: number | null, limit: number): Promise<AuditRow[]>; // newest first
  /** Takes away what has run out. */
  sweep(now: number): Promise<void>;
}

export interface PeopleStore {
  /** All or nothing; may be run again from its start when it met another one. */
  transaction<T>(work: (rows: PeopleRows) => Promise<T>): Promise<T>;
}

export interface Secrets {
  id(): string; // UUID
  token(): string; // 256 random bits, hexadecimal
  shortId(): string; // 64 random bits, hexadecimal
  digest(text: string): string; // SHA-256, hexadecimal
  sameText(a: string, b: string): boolean; // in the same time whatever they hold
  hashPassword(password: string): Promise<string>;
  /** null: nobody's password, which never matches and takes the same time to find out. */
  matchesPassword(password: string, hash: string | null): Promise<boolean>;
  /** Whether a hash was made with weaker figures than today's. */
  isOutdated(hash: string): boolean;
  /** Whether a text, in lower case, is one of the passwords that leaked most often. */
  isCommon(text: string): boolean;
}

/** What the use cases of this folder work with. */
export interface PeopleDesk {
  orgId: number;
  store: PeopleStore;
  secrets: Secrets;
}

/** Where a request came from, as the audit trail and the list of sessions show it. */
export interface Origin {
  address: string;
  userAgent: string;
}
