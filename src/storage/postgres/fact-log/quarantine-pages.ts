// Reading rows that were put aside, and dropping them.

import type { QuarantineQuery, QuarantineView } from '../../../app/living/ports.ts';
import type { FileStyle } from '../../../ingest/settings.ts';
import type { Session } from '../database.ts';
import { PageQueryError } from './fact-pages.ts';

interface StoredAside {
  id: string;
  position: number;
  aside_row: number;
  feed: string;
  line: number;
  column_name: string;
  value: string;
  rule: string;
  message: string;
  cells: Record<string, string>;
  is_typed: boolean;
  style: FileStyle;
  at: number; // milliseconds since 1970
  source: string;
  state: QuarantineView['state'];
}

export async function readQuarantine(
  session: Session,
  orgId: number,
  query: QuarantineQuery,
): Promise<{ rows: QuarantineView[]; next: string | null }> {
  const values: unknown[] = [orgId, query.limit + 1];
  const conditions = ['org_id = $1'];
  for (const name of ['feed', 'rule', 'state'] as const) {
    if (query[name] !== null) conditions.push(`${name} = $${values.push(query[name])}`);
  }
  if (query.after !== null) {
    const parts = /^(\d{1,15})-(\d{1,9})$/.exec(query.after);
    if (!parts) throw new PageQueryError('The cursor is none of ours.');
    const [position, row] = [values.push(Number(parts[1])), values.push(Number(parts[2]))];
    conditions.push(`(position, aside_row) > ($${position}, $${row})`);
  }
  const rows = await session.query<StoredAside>(
    `SELECT * FROM drumbeat.quarantine WHERE ${conditions.join(' AND ')}
     ORDER BY position, aside_row LIMIT $2`,
    values,
  );
  const page = rows.slice(0, query.limit);
  return {
    rows: page.map(viewOf),
    next: rows.length > query.limit ? page[page.length - 1]!.id : null,
  };
}

function viewOf(row: StoredAside): QuarantineView {
  const { id, feed, line, value, rule, message, position, source, state } = row;
  const at = new Date(row.at).toISOString();
  const column = row.column_name;
  return {
    id,
    feed,
    line,
    column,
    value,
    rule,
    message,
    row: row.cells,
    position,
    at,
    source,
    state,
  };
}

/** One row that waits to be mended, with how its file wrote numbers and dates. */
export interface WaitingRow {
  feed: string;
  cells: Record<string, string>;
  isTyped: boolean;
  style: FileStyle;
  source: string;
  state: QuarantineView['state'];
}

export async function readWaiting(
  session: Session,
  orgId: number,
  id: string,
): Promise<WaitingRow | null> {
  const [row] = await session.query<StoredAside>(
    'SELECT * FROM drumbeat.quarantine WHERE org_id = $1 AND id = $2',
    [orgId, id],
  );
  if (!row) return null;
  const { feed, cells, style, source, state } = row;
  return { feed, cells, isTyped: row.is_typed, style, source, state };
}

/** False when the row was not open any more. */
export async function dropAside(
  session: Session,
  orgId: number,
  id: string,
  by: string,
  reason: string,
  now: number,
): Promise<boolean> {
  const dropped = await session.query(
    `UPDATE drumbeat.quarantine SET state = 'dropped', state_at = to_timestamp($3::float8 / 1000),
       state_by = $4, state_reason = $5
     WHERE org_id = $1 AND id = $2 AND state = 'open' RETURNING id`,
    [orgId, id, now, by, reason],
  );
  return dropped.length === 1;
}
