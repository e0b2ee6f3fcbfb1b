// The one door to Fastify: its factory and types, and what this house adds to a request and a
// route.

import type { Caller, Right } from '../app/living/caller.ts';

export type {
  FastifyBaseLogger,
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  HTTPMethods,
  RouteOptions,
} from 'fastify';
export { fastify, LogController } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null = nobody has signed in. Set before any handler runs. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** The right that the route needs; 'open' = none, 'signed in' = to be somebody. */
    right?: Right | 'open' | 'signed in';
    /** Where passkeys are required: a session without one may ask this, to get one. */
    beforePasskey?: boolean;
    /** Media types of the bodies that it takes; none: it takes JSON, or no body. */
    takes?: readonly string[];
    /** Media type of its answer; none: JSON. */
    produces?: string;
  }
}
