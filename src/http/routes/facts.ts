// GET /facts/{feed}, as known now or at a moment of the past, and GET /log: what came in, by whom.

import { type Caller, isSupplier } from '../../app/living/caller.ts';
import type { Moment } from '../../app/living/ports.ts';
import { nearestName } from '../../base/nearest-name.ts';
import { feedNamed } from '../../model/feeds/feeds.ts';
import { columnsForParty } from '../../model/feeds/party-column.ts';
import { behind, stamped } from '../at-position.ts';
import type { FastifyInstance } from '../fastify.ts';
import { refusal } from '../refusal.ts';
import { declareRoute } from '../route.ts';
import {
  FactPageSchema,
  FactsQuery,
  FeedParams,
  LogPageSchema,
  LogQuery,
} from '../schemas/facts.ts';
import { PAGE_LIMIT } from '../schemas/paging.ts';
import { API, type House } from './house.ts';
import { knownFeed } from './intake.ts';

export function factRoutes(app: FastifyInstance, { system }: House): void {
  declareRoute(app, {
    method: 'GET',
    url: `${API}/facts/:feed`,
    right: 'facts.read',
    tag: 'facts',
    summary: 'Read the rows of a feed',
    description: 'As known now, at an instant or after a log entry; with history if asked for.',
    params: FeedParams,
    query: FactsQuery,
    answer: FactPageSchema,
    problems: [
      'unknown_feed',
      'unknown_column',
      'bad_query',
      'bad_cursor',
      'position_ahead',
      'plan_behind',
    ],
    handler: async ({ caller, params, query, reply }) => {
      const feed = knownFeed(params.feed);
      const { as_of, position, history, cursor, limit, not_before, ...columns } = query;
      const where = columnsOf(caller, feed, columns as Record<string, string>);
      const page = await system.facts.read(caller, {
        feed,
        asOf: momentOf(as_of, position),
        where,
        after: cursor ?? null,
        limit: limit ?? PAGE_LIMIT,
        withHistory: history ?? false,
      });
      if (not_before !== undefined && page.position < not_before) {
        throw behind(not_before, page.position);
      }
      return stamped(reply, page);
    },
  });
  declareRoute(app, {
    method: 'GET',
    url: `${API}/log`,
    right: 'facts.read',
    tag: 'facts',
    summary: 'Read the log: what came in, when, by whom',
    query: LogQuery,
    answer: LogPageSchema,
    handler: ({ caller, query }) =>
      system.facts.log(caller, query.after ?? 0, query.limit ?? PAGE_LIMIT),
  });
}

function momentOf(instant: string | undefined, position: number | undefined): Moment | null {
  if (instant !== undefined && position !== undefined) {
    const detail = 'Both `as_of` and `position` are given. Maybe leave one out.';
    throw refusal('invalid_parameters', detail);
  }
  if (instant !== undefined) return { instant: Date.parse(instant) };
  return position === undefined ? null : { position };
}

/** What is not the caller's to read is not there to ask by either. */
function columnsOf(
  caller: Caller,
  feedName: string,
  where: Record<string, string>,
): Record<string, string> {
  const feed = feedNamed(feedName)!;
  const own = isSupplier(caller) ? columnsForParty(feed) : [];
  const names = (own.length > 0 ? own : feed.columns).map(({ name }) => name);
  for (const name of Object.keys(where)) {
    if (names.includes(name)) continue;
    const near = nearestName(name, names);
    const maybe = near === '' ? '' : ` Maybe ${near}.`;
    const shown = name.slice(0, 100);
    throw refusal('unknown_column', `${feedName} has no column "${shown}".${maybe}`);
  }
  return where;
}
