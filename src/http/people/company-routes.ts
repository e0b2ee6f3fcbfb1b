// Sign-in by the company's identity provider, where one is configured: out to it, and back again.

import { beginOidcSignIn, finishOidcSignIn } from '../../app/living/people/oidc-sign-in.ts';
import { z } from '../schemas/zod.ts';
import { cookieOf, dropCookie, setCookie } from './cookies.ts';
import type { PeopleOptions, PeopleSetting } from './people-options.ts';
import type { Declare } from './people-route.ts';
import { checkOwnStart } from './same-origin.ts';

const SEE_OTHER = 303;

export function companyRoutes(
  declare: Declare,
  setting: PeopleSetting,
  { provider, strangers }: NonNullable<PeopleOptions['company']>,
): void {
  const { desk, isSecure, publicOrigin } = setting;
  declare({
    method: 'GET',
    url: '/oidc/start',
    right: 'open',
    summary: 'Sign in by the company’s identity provider: sends the browser there',
    query: z.strictObject({
      return_to: z.string().max(2_000).optional(),
      again: z.enum(['true', 'false']).default('false'),
    }),
    answer: null,
    problems: ['too_many_attempts', 'identity_provider_down', 'cross_site'],
    handler: async ({ query, origin, now, request, reply }) => {
      checkOwnStart(request);
      const asked = { returnTo: query.return_to, again: query.again === 'true' };
      const begun = await beginOidcSignIn(desk, provider, asked, origin, now);
      setCookie(reply, 'company', begun.browserToken, isSecure);
      return reply.redirect(begun.url, SEE_OTHER);
    },
  });
  declare({
    method: 'GET',
    url: '/oidc/callback',
    right: 'open',
    summary: 'Where the identity provider sends the browser back to',
    query: z.looseObject({ state: z.string().min(1).max(500) }),
    answer: null,
    problems: ['sign_in_failed', 'identity_provider_down'],
    handler: async ({ query, request, replacedToken, origin, now, reply }) => {
      const browserToken = cookieOf(request, 'company', isSecure) ?? '';
      dropCookie(reply, 'company', isSecure);
      const callback = new URL(request.url, publicOrigin).href;
      const { signedIn, returnTo } = await finishOidcSignIn(
        desk,
        provider,
        strangers,
        { callback, state: query.state, browserToken, replacedToken },
        origin,
        now,
      );
      setCookie(reply, 'session', signedIn.token, isSecure);
      return reply.redirect(returnTo, SEE_OTHER);
    },
  });
}
