// A change that a browser sends must come from our own page: another site could make the browser
// send it, cookie and all. The browser itself says where a request comes from.

import { isIP } from 'node:net';
import { RefusedError } from '../../app/living/ports.ts';
import type { FastifyRequest } from '../fastify.ts';
import { isLoopback } from './people-options.ts';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];
/** What a form of any site can send without being asked first. */
const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

/**
 * `withCookie`: the cookie says who asks, so that the origin must be known. Without one (signing
 * in, a program) it must only not be another one's.
 */
export function checkSameOrigin(
  request: FastifyRequest,
  publicOrigin: string,
  withCookie: boolean,
): void {
  if (SAFE.includes(request.method)) return;
  const from = comesFrom(request, publicOrigin);
  if (from === 'elsewhere' || (from === 'unknown' && withCookie)) {
    throw crossSite('The request does not come from this server’s own page.');
  }
  if (withCookie && !isTypeSound(request)) {
    throw crossSite('A form of another site could send this Content-Type: send JSON.');
  }
}

function comesFrom(
  request: FastifyRequest,
  publicOrigin: string,
): 'here' | 'elsewhere' | 'unknown' {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? 'here' : 'elsewhere';
  if (origin === undefined) return 'unknown';
  const own = [publicOrigin, `${request.protocol}://${host ?? ''}`];
  return own.includes(origin) ? 'here' : 'elsewhere';
}

/**
 * For what asks for no secret: a page of another name that resolves to this machine is same-origin
 * to the browser, but it is not us.
 */
export function checkOwnName(request: FastifyRequest, publicOrigin: string): void {
  const { hostname } = request;
  const isOwn = hostname === new URL(publicOrigin).hostname || isLoopback(hostname);
  if (!isOwn && isIP(hostname) === 0) {
    throw crossSite('The demo is not known under this name: call it by its address.');
  }
}

/** A sign-in begins where somebody wants it: on our page or by hand, not sent by another site. */
export function checkOwnStart(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return;
  throw crossSite('Another site sent you here to sign in: open this server’s own page to do so.');
}

function isTypeSound({ headers }: FastifyRequest): boolean {
  const hasBody =
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  const type = headers['content-type']?.split(';', 1)[0].trim().toLowerCase();
  return type === undefined ? !hasBody : !FORM_TYPES.includes(type);
}

const crossSite = (message: string): RefusedError => new RefusedError(403, 'cross_site', message);
