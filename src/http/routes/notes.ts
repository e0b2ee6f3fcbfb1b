// PUT /notes: a remark, a believed date or a follow-up on something that is there: a row of a feed,
// a case or an exception.

import { createHash } from 'node:crypto';
import { systemCaller } from '../../app/living/caller.ts';
import type { FactRow, LivingSystem } from '../../app/living/ports.ts';
import { nearestName } from '../../base/nearest-name.ts';
import type { Feed } from '../../model/feeds/feed.ts';
import { FEEDS, feedNamed } from '../../model/feeds/feeds.ts';
import { isRaisedObject, NOTE_OBJECTS } from '../../model/feeds/note-objects.ts';
import { stamped } from '../at-position.ts';
import type { FastifyInstance } from '../fastify.ts';
import { refusal } from '../refusal.ts';
import { declareRoute } from '../route.ts';
import { IntakeAnswerSchema, NoteBody } from '../schemas/facts.ts';
import { IdSchema } from '../schemas/paging.ts';
import { z } from '../schemas/zod.ts';
import { API, type House } from './house.ts';

const NoteParams = z.object({ object: z.string().min(1).max(64), object_id: IdSchema });
const SHOWN = 100;
const NEAR_ROWS_MAX = 100;

/** A note is a row of feed `notes`: this writes one, with the caller as author. */
export function noteRoutes(app: FastifyInstance, { system, metrics }: House): void {
  declareRoute(app, {
    method: 'PUT',
    url: `${API}/notes/:object/:object_id`,
    right: 'notes.write',
    tag: 'facts',
    summary: 'Put a note on an object: remark, believed date, follow-up',
    description:
      "`object` is a feed's name, `cases` or `exceptions`; `object_id` is the row's key parts " +
      'joined by `/`, or the id of the case or exception, percent-encoded. It must be there. A ' +
      'field that is left out or null is emptied.',
    params: NoteParams,
    body: NoteBody,
    answer: IntakeAnswerSchema,
    example: { text: 'on the lorry', believed_date: '2027-03-12' },
    problems: ['unknown_feed', 'not_found', 'too_deep', 'refused'],
    handler: async ({ caller, params, body, reply }) => {
      await refuseUnknownObject(system, caller.orgId, params.object, params.object_id);
      const row = { ...params, ...body, author: caller.name };
      const bytes = Buffer.from(JSON.stringify([row]));
      const answer = await system.facts.accept(caller, {
        feed: 'notes',
        body: { format: 'json', bytes },
        replace: false,
        source: '',
        idempotencyKey: '',
        fingerprint: `notes:update:${createHash('sha256').update(bytes).digest('hex')}`,
      });
      metrics.countFacts(answer);
      const [aside] = answer.quarantine;
      if (aside) throw refusal('refused', aside.message);
      return stamped(reply, answer);
    },
  });
}

/** Whoever may write notes may know whether there is something to write on. */
async function refuseUnknownObject(
  system: LivingSystem,
  orgId: number,
  object: string,
  id: string,
): Promise<void> {
  const asked = systemCaller(orgId, 'notes');
  if (isRaisedObject(object)) {
    const kind = NOTE_OBJECTS[object];
    if ((await system.exceptions.read(asked, kind, id)) !== null) return;
    const remedy = `Take the id as GET /${object} gives it.`;
    throw refusal('not_found', `There is no ${kind} "${id.slice(0, SHOWN)}". ${remedy}`);
  }
  const feed = feedNamed(object);
  if (!feed) throw unknownObject(object);
  if (feed.name === 'demand_history') return; // kept in sums: its rows are not there to look at
  const keys = feed.columns.filter(({ key }) => key).map(({ name }) => name);
  const read = async (where: Record<string, string>): Promise<string[]> => {
    const common = { asOf: null, after: null, withHistory: false };
    const page = { feed: feed.name, where, limit: NEAR_ROWS_MAX, ...common };
    const { rows } = await system.facts.read(asked, page);
    return rows.map((row) => keyOf(feed, row));
  };
  const parts = partsOf(id, keys.length);
  const filled = keys.map((name, at) => [name, parts[at] ?? '']).filter(([, part]) => part !== '');
  const known = await read(Object.fromEntries(filled));
  if (known.includes(id)) return;
  const near = known[0] ?? nearestName(id, await read({ [keys[0]]: parts[0] }));
  const maybe = near ? ` Maybe "${near}".` : '';
  const how = `Its id is ${keys.join('/')}.`;
  throw refusal('not_found', `${feed.name} has no row "${id.slice(0, SHOWN)}".${maybe} ${how}`);
}

/** Ids may hold a slash: what is too much belongs to the first part. */
function partsOf(id: string, count: number): string[] {
  const parts = id.split('/');
  const more = Math.max(0, parts.length - count);
  return [parts.slice(0, more + 1).join('/'), ...parts.slice(more + 1)];
}

function keyOf({ columns }: Feed, row: FactRow): string {
  return columns
    .filter(({ key }) => key)
    .map(({ name }) => row[name] ?? '')
    .join('/');
}

function unknownObject(object: string): Error {
  const names = [...FEEDS.map(({ name }) => name), ...Object.keys(NOTE_OBJECTS)];
  const near = nearestName(object, names);
  const maybe =
    near === ''
      ? ` Notes are on ${Object.keys(NOTE_OBJECTS).join(', ')} or a feed.`
      : ` Maybe ${near}.`;
  return refusal('unknown_feed', `There is no feed "${object}".${maybe}`);
}
