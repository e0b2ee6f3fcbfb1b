// How often one may ask: a caller by its key or person, who is not signed in by address, and an
// address that sends wrong credentials far less often.

import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from './fastify.ts';
import type { HttpLimits } from './limits.ts';
import { refusal } from './refusal.ts';

const WINDOW = '1 minute';
const KEYS_MAX = 20_000; // callers and addresses that are counted; the oldest ones go first

type Check = ReturnType<FastifyInstance['createRateLimit']>;

/** Registers the counters. Wrong credentials are looked at before anybody is looked up. */
export async function countRequests(
  app: FastifyInstance,
  limits: HttpLimits,
): Promise<{ beforeSignIn: () => void; afterSignIn: () => void }> {
  await app.register(rateLimit, { global: false, cache: KEYS_MAX, timeWindow: WINDOW });
  const address = (request: FastifyRequest): string => request.ip;
  const refused = app.createRateLimit({ max: limits.refusedPerMinute, keyGenerator: address });
  const open = app.createRateLimit({ max: limits.openRequestsPerMinute, keyGenerator: address });
  const callers = app.createRateLimit({ max: limits.requestsPerMinute, keyGenerator: callerKey });

  return {
    beforeSignIn: () => {
      app.addHook('onRequest', async (request) => {
        if (carriesCredentials(request)) await check(refused, request, false);
      });
    },
    afterSignIn: () => {
      app.addHook('onRequest', async (request) => {
        await check(request.caller === null ? open : callers, request, true);
      });
      app.addHook('onResponse', async (request, reply) => {
        if (reply.statusCode === 401) await refused(request);
      });
    },
  };
}

const carriesCredentials = ({ headers }: FastifyRequest): boolean =>
  headers.authorization !== undefined || headers.cookie !== undefined;

function callerKey({ caller, ip }: FastifyRequest): string {
  if (caller === null) return ip;
  return `${caller.orgId}/${caller.keyId ?? caller.personId ?? caller.name}`;
}

async function check(counter: Check, request: FastifyRequest, counts: boolean): Promise<void> {
  const result = await counter(request, { increment: counts });
  if (result.isAllowed) return;
  const over = counts ? result.isExceeded : result.remaining === 0;
  if (!over) return;
  const seconds = Math.max(1, result.ttlInSeconds);
  const detail = `More than ${result.max} requests in a minute. Maybe wait ${seconds} seconds.`;
  throw refusal('rate_limit', detail, { retryAfterSeconds: seconds });
}
