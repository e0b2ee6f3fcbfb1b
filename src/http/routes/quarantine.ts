// Rows that were put aside: what is wrong with them, taking them in again once mended, or dropping
// them with a reason.

import { stamped } from '../at-position.ts';
import type { FastifyInstance } from '../fastify.ts';
import { declareRoute } from '../route.ts';
import { ExceptionParams as IdParams } from '../schemas/decisions.ts';
import {
  DropBody,
  DroppedSchema,
  IntakeAnswerSchema,
  QuarantineListQuery,
  QuarantinePageSchema,
  ReplayBody,
} from '../schemas/facts.ts';
import { PAGE_LIMIT } from '../schemas/paging.ts';
import { API, type House } from './house.ts';

export function quarantineRoutes(app: FastifyInstance, { system, metrics }: House): void {
  const { facts } = system;
  declareRoute(app, {
    method: 'GET',
    url: `${API}/quarantine`,
    right: 'quarantine.read',
    tag: 'quarantine',
    summary: 'Rows that were put aside, and why',
    query: QuarantineListQuery,
    answer: QuarantinePageSchema,
    handler: ({ caller, query }) =>
      facts.quarantine(caller, {
        feed: query.feed ?? null,
        rule: query.rule ?? null,
        state: query.state ?? null,
        after: query.cursor ?? null,
        limit: query.limit ?? PAGE_LIMIT,
      }),
  });
  declareRoute(app, {
    method: 'POST',
    url: `${API}/quarantine/:id/replay`,
    right: 'quarantine.mend',
    tag: 'quarantine',
    summary: 'Take such a row in again, with cells mended',
    params: IdParams,
    body: ReplayBody,
    answer: IntakeAnswerSchema,
    example: { cells: { quantity: '2255' } },
    problems: ['not_found', 'not_open', 'too_deep', 'forbidden_key', 'refused'],
    handler: async ({ caller, params, body, reply }) => {
      const answer = await facts.replay(caller, params.id, body.cells);
      metrics.countFacts(answer);
      return stamped(reply, answer);
    },
  });
  declareRoute(app, {
    method: 'POST',
    url: `${API}/quarantine/:id/drop`,
    right: 'quarantine.mend',
    tag: 'quarantine',
    summary: 'Drop such a row, with a reason',
    params: IdParams,
    body: DropBody,
    answer: DroppedSchema,
    example: { reason: 'a test order' },
    problems: ['not_found', 'not_open', 'too_deep'],
    handler: async ({ caller, params, body }) => {
      await facts.drop(caller, params.id, body.reason);
      return { id: params.id, state: 'dropped' };
    },
  });
}
