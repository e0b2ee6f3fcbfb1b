// Who may do what, before anything of a request is read: nobody reaches a handler, or sends a body,
// without the right that its route names. A route that names none does not come to be.

import { may } from '../app/living/caller.ts';
import type { FastifyInstance } from './fastify.ts';
import { refusal } from './refusal.ts';

/**
 * After the hook that finds out who asks, and before the routes. Routes under those prefixes, which
 * a plugin brings along, are open.
 */
export function guardRights(app: FastifyInstance, openPrefixes: readonly string[]): void {
  app.addHook('onRoute', (route) => {
    if (openPrefixes.some((prefix) => route.url === prefix || route.url.startsWith(`${prefix}/`))) {
      route.config = { ...route.config, right: route.config?.right ?? 'open' };
    }
    if (route.config?.right === undefined) {
      throw new Error(`The route ${String(route.method)} ${route.url} names no right.`);
    }
  });
  app.addHook('onRequest', async (request) => {
    if (request.is404) return;
    const { right } = request.routeOptions.config;
    if (right === 'open') return;
    if (request.caller === null) {
      throw refusal('not_signed_in', 'Nobody is signed in. Maybe sign in, or send an API key.');
    }
    if (right === undefined || (right !== 'signed in' && !may(request.caller, right))) {
      const needed = `The right "${right}" is needed. Maybe ask an administrator for it.`;
      throw refusal('not_allowed', needed);
    }
  });
}
