// A person's session: an opaque token whose hash is kept, idle for 12 hours at most and 30 days old
// at most. Signing in begins a new one always; a password or rights that change end the old ones.

import type { Person } from './person.ts';

const HOUR = 3_600_000;
export const SESSION_IDLE_MAX = 12 * HOUR;
export const SESSION_AGE_MAX = 30 * 24 * HOUR;
/** Sessions that a person can have at the same time: a further one ends the oldest. */
export const SESSIONS_MAX = 100;
/** How old a sign-in may be for what changes the ways to sign in. */
export const FRESH_AGE_MAX = HOUR / 4;
/** The last sight of a session or key is written no more often than this. */
export const SEEN_STEP = HOUR / 60;

export type SignInMethod = 'password' | 'passkey' | 'oidc' | 'link' | 'demo';
export type SessionEnd =
  | 'signed_out'
  | 'replaced'
  | 'rights_changed'
  | 'password_changed'
  | 'ended';

export interface Session {
  id: string;
  tokenHash: string;
  personId: string;
  method: SignInMethod;
  createdAt: number;
  lastSeenAt: number;
  endedAt: number | null;
  address: string;
  userAgent: string;
}

export function isLive(session: Session, now: number): boolean {
  if (session.endedAt !== null) return false;
  const age = now - session.createdAt;
  return age < SESSION_AGE_MAX && now - session.lastSeenAt < SESSION_IDLE_MAX;
}

export const isFresh = (session: Session, now: number): boolean =>
  now - session.createdAt <= FRESH_AGE_MAX;

/** What somebody who has just signed in gets: the token is seen here only. */
export interface SignedIn {
  person: Person;
  session: Session;
  token: string;
}
