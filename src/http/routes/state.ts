// How the server is: alive, ready for work, and its metrics. Alive and ready are for everybody,
// as a load balancer asks them. Metrics are for programs on the same machine (not through a
// proxy), and from elsewhere for who has the right `settings.read`: a key with that scope alone
// is enough.

import { may } from '../../app/living/caller.ts';
import type { FastifyInstance, FastifyRequest } from '../fastify.ts';
import { refusal } from '../refusal.ts';
import { problemAnswers } from '../route.ts';
import { z } from '../schemas/zod.ts';
import type { House } from './house.ts';

const HEALTH_MS = 3_000;
const HealthSchema = z.object({ status: z.literal('up'), version: z.string() });
const ReadySchema = z.object({ ready: z.boolean(), reasons: z.array(z.string()) });

export function stateRoutes(app: FastifyInstance, house: House): void {
  const { system, metrics } = house;
  app.route({
    method: 'GET',
    url: '/health',
    config: { right: 'open' },
    schema: document('getHealth', 'The process is up', {
      200: said('up', 'application/json', HealthSchema),
    }),
    handler: async () => ({ status: 'up', version: system.version }),
  });
  app.route({
    method: 'GET',
    url: '/ready',
    config: { right: 'open' },
    schema: document('getReady', 'Whether it can work: database, planner, not stopping', {
      200: said('it can', 'application/json', ReadySchema),
      503: said('it cannot now, and why', 'application/json', ReadySchema),
    }),
    handler: async (_request, reply) => {
      const reasons = await whyNotReady(house);
      if (reasons.length > 0) reply.code(503).header('retry-after', '2');
      return { ready: reasons.length === 0, reasons };
    },
  });
  app.route({
    method: 'GET',
    url: '/metrics',
    config: { right: 'open' },
    schema: document('getMetrics', 'OpenMetrics, on this machine or with right settings.read', {
      200: said('metrics', 'application/openmetrics-text', z.string()),
      ...problemAnswers(['not_signed_in', 'not_allowed', 'stopping']),
    }),
    handler: async (request, reply) => {
      if (!isLocal(request)) refuseStrangers(request);
      const { type, text } = await metrics.print();
      return reply.type(type).send(text);
    },
  });
}

const said = (description: string, type: string, schema: z.ZodType): object => ({
  description,
  content: { [type]: { schema } },
});

const document = (operationId: string, summary: string, response: object): object => ({
  operationId,
  summary,
  description: `${summary}.`,
  tags: ['state'],
  security: [],
  response: { ...response, ...problemAnswers(['rate_limit', 'url_too_long', 'internal']) },
});

async function whyNotReady({ system, stopping }: House): Promise<string[]> {
  if (stopping()) return ['the server is stopping'];
  const late = new Promise<null>((resolve) => {
    setTimeout(resolve, HEALTH_MS, null).unref();
  });
  const health = await Promise.race([system.health().catch(() => null), late]);
  if (health === null) return ['the state cannot be found out: the database may be away'];
  const reasons: string[] = [];
  if (!health.database) reasons.push('the database is away');
  if (!health.planner) reasons.push('the planner is not running');
  return reasons;
}

/** The peer itself is on this machine, and nobody stands behind it. */
function isLocal({ raw, headers }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  const address = raw.socket.remoteAddress ?? '';
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

function refuseStrangers({ caller }: FastifyRequest): void {
  if (caller === null) throw refusal('not_signed_in', 'Metrics need a key from elsewhere.');
  if (may(caller, 'settings.read')) return;
  throw refusal('not_allowed', 'The right "settings.read" is needed. Maybe ask an administrator.');
}
