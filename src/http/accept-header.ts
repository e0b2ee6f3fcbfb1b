// Whether an answer's media type is one that the request accepts (RFC 9110, 12.5.1): the closest
// range decides, and q=0 says no.

import type { FastifyInstance } from './fastify.ts';
import { refusal } from './refusal.ts';

const RANGES_MAX = 50;

export function accepts(header: string | undefined, type: string): boolean {
  if (header === undefined || header.trim() === '') return true;
  const [main] = type.split('/');
  let closeness = 0;
  let quality = 0;
  for (const range of header.split(',').slice(0, RANGES_MAX)) {
    const [name, ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const close = name === type ? 3 : name === `${main}/*` ? 2 : name === '*/*' ? 1 : 0;
    if (close === 0 || close < closeness) continue;
    const q = parameters.find((part) => part.startsWith('q='));
    const given = q === undefined ? 1 : Number(q.slice(2));
    closeness = close;
    quality = Number.isFinite(given) ? given : 1;
  }
  return quality > 0;
}

/** Refuses before any work is done for an answer that nobody would read. */
export function lookAtAccept(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const { produces } = request.routeOptions.config;
    if (request.is404 || produces === undefined) return;
    if (accepts(request.headers.accept, produces)) return;
    throw refusal('not_acceptable', `The answer is ${produces}. Maybe leave out \`Accept\`.`);
  });
}
