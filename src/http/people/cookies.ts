// The two cookies: the session's token, and while a company sign-in is on its way what binds it to
// this browser. Scripts cannot read them, other sites cannot send them with a change.

import cookie from '@fastify/cookie';
import { OIDC_LOGIN_LIFE } from '../../app/living/people/identity-provider.ts';
import { SESSION_AGE_MAX } from '../../app/living/people/session.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from '../fastify.ts';

export type CookieKind = 'session' | 'company';

const NAMES: Readonly<Record<CookieKind, string>> = {
  session: 'drumbeat',
  company: 'drumbeat-company',
};
const LIVES: Readonly<Record<CookieKind, number>> = {
  session: SESSION_AGE_MAX,
  company: OIDC_LOGIN_LIFE,
};

/** `__Host-`: the browser takes it over HTTPS only, and from this very host. */
export const cookieName = (kind: CookieKind, isSecure: boolean): string =>
  isSecure ? `__Host-${NAMES[kind]}` : NAMES[kind];

export async function readCookies(app: FastifyInstance): Promise<void> {
  await app.register(cookie);
}

export function cookieOf(
  request: FastifyRequest,
  kind: CookieKind,
  isSecure: boolean,
): string | null {
  return request.cookies[cookieName(kind, isSecure)] ?? null;
}

export function setCookie(
  reply: FastifyReply,
  kind: CookieKind,
  value: string,
  isSecure: boolean,
): void {
  reply.setCookie(cookieName(kind, isSecure), value, {
    ...attributes(isSecure),
    maxAge: LIVES[kind] / 1000,
  });
}

export function dropCookie(reply: FastifyReply, kind: CookieKind, isSecure: boolean): void {
  reply.setCookie(cookieName(kind, isSecure), '', { ...attributes(isSecure), maxAge: 0 });
}

const attributes = (secure: boolean) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure,
});
