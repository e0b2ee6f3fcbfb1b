// What sign-in over HTTP needs to be told, by whoever puts the server together.

import type { IdentityProvider, StrangerRule } from '../../app/living/people/identity-provider.ts';
import type { PasskeyCeremony } from '../../app/living/people/passkey.ts';
import type { Origin, PeopleDesk } from '../../app/living/people/people-store.ts';
import type { FastifyRequest } from '../fastify.ts';

export interface PeopleOptions {
  desk: PeopleDesk;
  now: () => number; // milliseconds since 1970
  publicOrigin: string; // as browsers see the server: 'https://plan.example.com'
  company: { provider: IdentityProvider; strangers: StrangerRule } | null; // OIDC
  isDemo: boolean;
  requiresPasskey: boolean; // a password alone opens nothing but the way to a first passkey
}

/** The options with what follows from them. */
export interface PeopleSetting extends PeopleOptions {
  passkeys: PasskeyCeremony;
  isSecure: boolean;
  forget: () => void; // who was identified: rights or sessions have changed
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]', '::1'];

/** Scheme, host and port; plain HTTP is for one's own machine alone, because cookies go with it. */
export function checkedOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isWeb = url !== null && ['http:', 'https:'].includes(url.protocol);
  if (!isWeb || (url.protocol === 'http:' && !isLoopback(url.hostname))) {
    throw new Error(
      `${text} cannot be the address that people sign in at.\n` +
        'Maybe give one that begins with https://, or http://localhost on this machine.',
    );
  }
  return url.origin;
}

export const isLoopback = (hostname: string): boolean => LOOPBACK.includes(hostname);

/** What the first start prints: the page reads the token behind `#`, which goes to no log. */
export const firstAdminUrl = (publicOrigin: string, token: string): string =>
  `${publicOrigin}/first-admin#${token}`;

export function originOf(request: FastifyRequest): Origin {
  return { address: request.ip, userAgent: request.headers['user-agent'] ?? '' };
}
