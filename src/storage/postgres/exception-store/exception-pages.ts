// Lists of exceptions and cases, page by page: the dearest first, then by id.

import type { ExceptionQuery } from '../../../app/living/ports.ts';
import type { LivingException } from '../../../exceptions/life-cycle/living-exception.ts';
import type { Session } from '../database.ts';
import { PageQueryError } from '../fact-log/fact-pages.ts';

export interface LivingPage {
  rows: LivingException[];
  next: string | null; // cursor of the next page
}

export const PAGE_MAX = 1_000;

export async function livingPage(
  session: Session,
  orgId: number,
  query: ExceptionQuery,
): Promise<LivingPage> {
  const values: unknown[] = [orgId, query.kind];
  const conditions = ['org_id = $1', 'kind = $2', ...stateCondition(query.state, values)];
  const equal = (column: string, value: string | null): void => {
    if (value !== null) conditions.push(`${column} = $${values.push(value)}`);
  };
  equal('severity', query.severity);
  equal('code', query.code);
  equal('owner', query.owner);
  equal('item_id', query.itemId);
  equal('location_id', query.locationId);
  if (query.minimumValue !== null) conditions.push(`worth >= $${values.push(query.minimumValue)}`);
  if (query.after !== null) {
    const [worth, id] = readCursor(query.after);
    const w = values.push(worth);
    const i = values.push(id);
    conditions.push(`(worth < $${w} or (worth = $${w} and id > $${i}))`);
  }
  const limit = Math.max(1, Math.min(PAGE_MAX, query.limit));
  const rows = await session.query<{ worth: number; body: LivingException }>(
    `select worth, body from drumbeat.exception where ${conditions.join(' and ')}
     order by worth desc, id limit $${values.push(limit + 1)}`,
    values,
  );
  const last = rows.length > limit ? rows[limit - 1] : null;
  return {
    rows: rows.slice(0, limit).map(({ body }) => body),
    next: last && writeCursor(last.worth, last.body.id),
  };
}

/** `open`: all but what is closed or put aside; `closed`; `snoozed`; else a state of those that are
 * not closed. */
function stateCondition(state: string | null, values: unknown[]): string[] {
  if (state === null) return [];
  if (state === 'open') return ['is_open', 'not is_aside'];
  if (state === 'closed') return ['not is_open'];
  if (state === 'snoozed') {
    return ['is_open', 'is_aside', "state not in ('resolved', 'dismissed')"];
  }
  return ['is_open', `state = $${values.push(state)}`];
}

function writeCursor(worth: number, id: string): string {
  return Buffer.from(JSON.stringify([worth, id])).toString('base64url');
}

function readCursor(cursor: string): [number, string] {
  try {
    const [worth, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (typeof worth === 'number' && typeof id === 'string') return [worth, id];
  } catch {
    // Told below.
  }
  const shown = cursor.slice(0, 80);
  throw new PageQueryError(`"${shown}" is no cursor: send "next" of the page before, as it came.`);
}
