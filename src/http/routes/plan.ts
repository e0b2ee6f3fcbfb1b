// The plan: where it stands, its lists page by page, the document as a whole, one item-location,
// and the pegging of one supply or demand.

import { Readable } from 'node:stream';
import type { Caller } from '../../app/living/caller.ts';
import { may } from '../../app/living/caller.ts';
import type { PlanList } from '../../app/living/ports.ts';
import { stamped, waitForPlan } from '../at-position.ts';
import type { FastifyInstance } from '../fastify.ts';
import { planHeadline } from '../plan-headline.ts';
import { refusal } from '../refusal.ts';
import { declareRoute } from '../route.ts';
import { PAGE_LIMIT, PAGE_ROWS_MAX, waiting } from '../schemas/paging.ts';
import {
  DocumentQuery,
  ItemLocationParams,
  ItemLocationSchema,
  PeggingParams,
  PeggingQuery,
  PeggingSchema,
  PLAN_LIST_FILTERS,
  PlanAnswerSchema,
  PlanDocumentSchema,
  PlanListSchema,
  PlanQuery,
  planListQuery,
} from '../schemas/plan.ts';
import { API, type House } from './house.ts';

const PEGGING_DEPTH = 3;

export function planRoutes(app: FastifyInstance, house: House): void {
  const { system, limits } = house;
  declareRoute(app, {
    method: 'GET',
    url: `${API}/plan`,
    right: 'plan.read',
    tag: 'plan',
    summary: 'Where the plan stands, and what needs a decision',
    query: PlanQuery,
    headers: waiting,
    answer: PlanAnswerSchema,
    problems: ['plan_behind', 'not_planned', 'planner_away'],
    handler: async (ask) => {
      await waitForPlan(system.plan, ask, limits);
      const state = await system.plan.state(ask.caller);
      const headline = await headlineFor(house, ask.caller, state.as_of, state.position);
      return stamped(ask.reply, { ...state, headline });
    },
  });
  for (const list of Object.keys(PLAN_LIST_FILTERS) as PlanList[]) listRoute(app, house, list);
  documentRoute(app, house);
  itemLocationRoute(app, house);
  peggingRoute(app, house);
}

async function headlineFor(
  { system }: House,
  caller: Caller,
  today: string,
  position: number,
): Promise<string> {
  if (position === 0) return 'There is no plan yet.';
  if (!may(caller, 'exceptions.read')) return '';
  const query = { state: 'open', severity: null, code: null, owner: null, itemId: null };
  const rest = { locationId: null, minimumValue: null, after: null, limit: PAGE_ROWS_MAX };
  const [cases, settings] = await Promise.all([
    system.exceptions.list(caller, { kind: 'case', ...query, ...rest }),
    system.settings.read(caller),
  ]);
  return planHeadline(cases.rows, cases.next !== null, today, settings.currency);
}

function listRoute(app: FastifyInstance, { system, limits }: House, list: PlanList): void {
  declareRoute(app, {
    method: 'GET',
    url: `${API}/plan/${list}`,
    right: 'plan.read',
    tag: 'plan',
    summary: `The plan's ${list.replace('_', ' ')}, page by page`,
    description: 'Rows as in the plan document.',
    query: planListQuery(PLAN_LIST_FILTERS[list]),
    headers: waiting,
    answer: PlanListSchema,
    problems: ['plan_behind', 'not_planned', 'planner_away'],
    handler: async (ask) => {
      await waitForPlan(system.plan, ask as never, limits);
      const { cursor, limit, not_before: _, ...where } = ask.query as Record<string, unknown>;
      const filters = where as Record<string, string>;
      const after = (cursor as string | undefined) ?? null;
      const rows = (limit as number | undefined) ?? PAGE_LIMIT;
      const page = await system.plan.list(ask.caller, list, filters, after, rows);
      return stamped(ask.reply, page);
    },
  });
}

function documentRoute(app: FastifyInstance, { system, limits, documents }: House): void {
  declareRoute(app, {
    method: 'GET',
    url: `${API}/plan/document`,
    right: 'plan.read',
    tag: 'plan',
    summary: 'The whole plan as one JSON document',
    description: 'As `drumbeat plan --json` prints it, sent piece by piece.',
    query: DocumentQuery,
    headers: waiting,
    answer: PlanDocumentSchema,
    problems: ['plan_behind', 'not_planned', 'planner_away', 'too_busy'],
    withoutHead: true,
    handler: async (ask) => {
      await waitForPlan(system.plan, ask, limits);
      const extras = ask.query.with === undefined ? [] : [...new Set(ask.query.with.split(','))];
      const leave = documents.enter();
      const pieces = system.plan.document(ask.caller, extras)[Symbol.asyncIterator]();
      try {
        const head = await headOf(pieces);
        const position = /"position":\s*"?(\d+)/.exec(head)?.[1];
        if (position !== undefined) ask.reply.header('drumbeat-position', position);
        const body = Readable.from(following(head, pieces, leave), { objectMode: false });
        ask.request.raw.socket.once('close', () => body.destroy());
        return ask.reply.type('application/json; charset=utf-8').send(body);
      } catch (error) {
        leave();
        throw error;
      }
    },
  });
}

const HEAD_LENGTH = 1_024;

/** The first pieces: what cannot be planned is told as a problem, before anything was sent. */
async function headOf(pieces: AsyncIterator<string>): Promise<string> {
  let head = '';
  while (head.length < HEAD_LENGTH) {
    const { done, value } = await pieces.next();
    if (done) break;
    head += value;
  }
  return head;
}

async function* following(
  head: string,
  pieces: AsyncIterator<string>,
  leave: () => void,
): AsyncGenerator<string> {
  try {
    yield head;
    for (let each = await pieces.next(); !each.done; each = await pieces.next()) yield each.value;
  } finally {
    leave();
    await pieces.return?.();
  }
}

function itemLocationRoute(app: FastifyInstance, { system, limits }: House): void {
  declareRoute(app, {
    method: 'GET',
    url: `${API}/item-locations/:item/:location`,
    right: 'plan.read',
    tag: 'plan',
    summary: 'One item at one location: all that is planned for it',
    description: 'Ids are percent-encoded: `/` is `%2F`.',
    params: ItemLocationParams,
    query: PlanQuery,
    headers: waiting,
    answer: ItemLocationSchema,
    problems: ['not_found', 'plan_behind', 'not_planned', 'planner_away'],
    handler: async (ask) => {
      await waitForPlan(system.plan, ask, limits);
      const { item, location } = ask.params;
      return stamped(ask.reply, found(await system.plan.itemLocation(ask.caller, item, location)));
    },
  });
}

function peggingRoute(app: FastifyInstance, { system, limits }: House): void {
  declareRoute(app, {
    method: 'GET',
    url: `${API}/pegging/:kind/:id`,
    right: 'plan.read',
    tag: 'plan',
    summary: 'What feeds a supply or demand, and what it feeds',
    params: PeggingParams,
    query: PeggingQuery,
    headers: waiting,
    answer: PeggingSchema,
    problems: ['not_found', 'plan_behind', 'not_planned', 'planner_away'],
    handler: async (ask) => {
      await waitForPlan(system.plan, ask, limits);
      const { kind, id } = ask.params;
      const depth = ask.query.depth ?? PEGGING_DEPTH;
      return stamped(ask.reply, found(await system.plan.pegging(ask.caller, kind, id, depth)));
    },
  });
}

/** What is absent and what is somebody else's get the same answer. */
export function found<Thing>(thing: Thing | null): Thing {
  if (thing === null || thing === undefined) {
    throw refusal('not_found', 'There is no such thing. Maybe check the id.');
  }
  return thing;
}
