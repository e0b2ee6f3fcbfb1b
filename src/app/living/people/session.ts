// A person's session: an opaque token whose hash is kept, idle for 12 hours at most and 30 days old
// at most. Signing in begins a new one always; a password or rights that change end the old ones.

import type { Person } from './person.ts';

const HOUR = 3_600_000;
export const SESSION_IDLE_MAX = 12 * HOUR;
export const SESSION_AGE_MAX = 30 * 24 * HOUR;
/** Sessions that a person can have at the same time: a further one ends the oldest. */
export const SESSIONS_MAX = 100;
/** How old the proof may be for what changes the ways to sign in, and for what admins give. */
export const FRESH_AGE_MAX = HOUR / 4;
/** The last sight of a session or key is written no more often than this. */
export const SEEN_STEP = HOUR / 60;

export const SIGN_IN_METHODS = [
  'password',
  'passkey',
  'oidc', // the company's provider, which does not say how it asked
  'oidc_mfa', // the same, by more than one factor
  'link',
  'demo',
] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];
export type SessionEnd =
  | 'signed_out'
  | 'replaced'
  | 'rights_changed'
  | 'password_changed'
  | 'passkeys_removed'
  | 'ended';

export interface Session {
  id: string;
  tokenHash: string;
  personId: string;
  method: SignInMethod;
  createdAt: number;
  provenAt: number; // when the person last proved who they are, here or at the company's provider
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
  now - session.provenAt <= FRESH_AGE_MAX;

/**
 * Whether something is lacking where two factors are asked for: a password, a link that sets one,
 * or a provider that does not say how it asked, is one. A passkey is two, because its device asks
 * for a PIN, finger or face; and the demo's people are nobody's.
 */
export const isOneFactor = ({ method }: Session): boolean =>
  method === 'password' || method === 'link' || method === 'oidc';

/** What somebody who has just signed in gets: the token is seen here only. */
export interface SignedIn {
  person: Person;
  session: Session;
  token: string;
}
