// Headers that keep a browser careful: nothing is framed, guessed, cached or fetched from
// elsewhere, and no script runs but our own files. Other origins get no CORS header, so they read
// nothing.

import type { FastifyInstance, FastifyReply, FastifyRequest } from './fastify.ts';

const ALWAYS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'cache-control': 'no-store',
};

export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** swagger-ui sets styles from its script; everything else is as strict as the page. */
export const DOCS_POLICY = PAGE_POLICY.replace(
  "style-src 'self'",
  "style-src 'self' 'unsafe-inline'",
).replace("img-src 'self'", "img-src 'self' data:");

export function sendSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    addSecurityHeaders(request, reply);
  });
}

export function addSecurityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({ ...ALWAYS, 'x-request-id': request.id });
  if (request.protocol === 'https') {
    reply.header('strict-transport-security', 'max-age=31536000');
  }
}
