// Sign-in by the company's identity provider (OpenID Connect): what is kept between the way there
// and the way back, and what of the provider's word is believed.

import type { Role } from '../caller.ts';

export const OIDC_LOGIN_LIFE = 10 * 60_000;
/** How long ago the provider may have asked the person who they are, for a session to begin. */
export const OIDC_PROOF_AGE_MAX = 12 * 60 * 60_000;
const PROOF_AGE_TOLERANCE = 60_000;

/** A sign-in on its way: bound to the browser that began it, good for one answer. */
export interface OidcLogin {
  stateHash: string;
  browserHash: string;
  nonce: string;
  codeVerifier: string;
  returnTo: string; // a path of ours
  expiresAt: number;
}

export interface ProvenIdentity {
  issuer: string;
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string;
  /** Milliseconds since the provider asked the person who they are; null = it does not say. */
  proofAge: number | null;
  factors: 'more than one' | 'not said';
}

/** A provider that was told how old its own sign-in may be, and goes beyond, is not believed. */
export const isProofTooOld = ({ proofAge }: ProvenIdentity): boolean =>
  proofAge !== null && proofAge > OIDC_PROOF_AGE_MAX + PROOF_AGE_TOLERANCE;

/** When the person proved who they are; where that is not said nothing that asks for it is open. */
export const provenAtOf = ({ proofAge }: ProvenIdentity, now: number): number =>
  proofAge === null ? 0 : now - Math.max(0, proofAge);

export interface IdentityProvider {
  /** `again`: the person is asked who they are, also if the provider knows them already. */
  begin(
    again: boolean,
  ): Promise<{ url: string; state: string; nonce: string; codeVerifier: string }>;
  /** Who came back, once signature, issuer, audience, state, nonce and PKCE hold; null if not. */
  finish(
    callback: string,
    expected: { state: string; nonce: string; codeVerifier: string },
  ): Promise<ProvenIdentity | null>;
}

/** Whether a proven e-mail that no person has makes a person, and in which role. */
export type StrangerRule = { admit: false } | { admit: true; role: Exclude<Role, 'supplier'> };

/** A path of our own to go back to; whatever could leave the house is the front page. */
export function safeReturnPath(text: string | undefined): string {
  const path = text ?? '/';
  return /^\/(?![/\\])[!-[\]-~]*$/.test(path) && path.length <= 500 ? path : '/';
}
