// Pages of a feed's rows as they stood at a position, in the order of their keys, under the rights
// of whoever asks: the database leaves out what is not theirs.

import type { FactCell, FactPage, FactRow } from '../../../app/living/ports.ts';
import type { Feed, FeedColumn } from '../../../model/feeds/feed.ts';
import type { Session } from '../database.ts';
import { ATTRIBUTES_COLUMN, columnName, factTableName, storedKind } from './fact-columns.ts';

export interface PageQuery {
  feed: Feed;
  columns: readonly FeedColumn[]; // that may be read: all, or a supplier's
  isWhole: boolean; // also the columns of our own, and who wrote it
  position: number;
  where: Record<string, string>;
  after: string | null; // the cursor of the page before
  limit: number;
}

/** A cursor or a filter that says nothing that this feed knows. */
export class PageQueryError extends Error {}

type StoredRow = Record<string, unknown>;

export async function readFactPage(
  session: Session,
  orgId: number,
  query: PageQuery,
): Promise<FactPage> {
  const { feed, columns, position, limit } = query;
  const keys = feed.columns.filter(({ key }) => key);
  const values: unknown[] = [orgId, position, limit + 1];
  const place = (value: unknown) => `$${values.push(value)}`;
  const outer: string[] = ['v_set'];
  const inner: string[] = ['org_id = $1', 'v_position <= $2'];
  for (const [name, text] of Object.entries(query.where)) {
    const column = columns.find((known) => known.name === name);
    if (!column) throw new PageQueryError(`Feed ${feed.name} has no column ${name}.`);
    // Only the key is the same in all versions of a row.
    (column.key ? inner : outer).push(`${textOf(column)} = ${place(text)}`);
  }
  if (query.after !== null) inner.push(behind(keys, readCursor(query.after, keys.length), place));
  const order = keys.map(columnName).join(', ');
  const rows = await session.query<StoredRow>(
    `SELECT * FROM (
       SELECT DISTINCT ON (${order}) ${selected(query)}
       FROM ${factTableName(feed.name)} WHERE ${inner.join(' AND ')}
       ORDER BY ${order}, v_position DESC, v_row DESC
     ) AS standing WHERE ${outer.join(' AND ')} ORDER BY ${order} LIMIT $3`,
    values,
  );
  const page = rows.slice(0, limit);
  const last = page[page.length - 1];
  return {
    rows: page.map((row) => factRow(columns, row)),
    next: rows.length > limit && last ? cursorOf(keys, last) : null,
    position,
  };
}

/** Every version of the rows that `where` names, newest first, with who wrote it and when. */
export async function readFactHistory(
  session: Session,
  orgId: number,
  query: PageQuery,
): Promise<FactPage> {
  const { feed, columns, isWhole, position, limit } = query;
  const values: unknown[] = [orgId, position, limit + 1];
  const conditions = ['f.org_id = $1', 'f.v_position <= $2'];
  for (const [name, text] of Object.entries(query.where)) {
    const column = feed.columns.find((known) => known.name === name);
    if (!column?.key) throw new PageQueryError(`${name} is no key column of feed ${feed.name}.`);
    conditions.push(`f.${textOf(column)} = $${values.push(text)}`);
  }
  if (query.after !== null) {
    const [at, row] = readCursor(query.after, 2);
    conditions.push(`(f.v_position, f.v_row) < ($${values.push(at)}, $${values.push(row)})`);
  }
  const rows = await session.query<StoredRow>(
    `SELECT ${selected(query)}, f.v_position, f.v_row ${isWhole ? WHO_AND_WHEN : ''}
     FROM ${factTableName(feed.name)} f ${isWhole ? ITS_ENTRY : ''}
     WHERE ${conditions.join(' AND ')} ORDER BY f.v_position DESC, f.v_row DESC LIMIT $3`,
    values,
  );
  const page = rows.slice(0, limit);
  const last = page[page.length - 1];
  return {
    rows: page.map((row) => ({
      ...factRow(columns, row),
      version: {
        position: row.v_position,
        at: typeof row.v_at === 'number' ? new Date(row.v_at).toISOString() : null,
        actor: row.v_actor ?? null,
        source: row.v_source ?? null,
        closed: row.v_set === false,
      } as unknown as FactCell,
    })),
    next: rows.length > limit && last ? encodeCursor([last.v_position, last.v_row]) : null,
    position,
  };
}

const WHO_AND_WHEN = ', e.at AS v_at, e.actor AS v_actor, e.source AS v_source';
const ITS_ENTRY =
  'LEFT JOIN drumbeat.log_entry e ON e.org_id = f.org_id AND e.position = f.v_position';

function selected({ columns, isWhole }: PageQuery): string {
  return ['v_set', ...columns.map(columnName), ...(isWhole ? [ATTRIBUTES_COLUMN] : [])].join(', ');
}

/** Dates and numbers compare with the text that a request gives for them. */
function textOf(column: FeedColumn): string {
  return storedKind(column) === 'text' ? columnName(column) : `${columnName(column)}::text`;
}

/** Rows whose key comes after the given one; NULL comes last, as the index has it. */
function behind(
  keys: readonly FeedColumn[],
  cursor: readonly unknown[],
  place: (value: unknown) => string,
): string {
  const alternatives: string[] = [];
  const equal: string[] = [];
  for (const [at, column] of keys.entries()) {
    const name = columnName(column);
    const value = cursor[at];
    if (value !== null) {
      const given = `${place(value)}::${SQL_CAST[storedKind(column)]}`;
      const orNull = storedKind(column) === 'text' ? '' : ` OR ${name} IS NULL`;
      alternatives.push([...equal, `(${name} > ${given}${orNull})`].join(' AND '));
      equal.push(`${name} = ${given}`);
    } else equal.push(`${name} IS NULL`);
  }
  return `(${alternatives.map((one) => `(${one})`).join(' OR ')})`;
}

const SQL_CAST = {
  text: 'text',
  date: 'date',
  instant: 'timestamptz',
  number: 'float8',
  flag: 'boolean',
};

function cursorOf(keys: readonly FeedColumn[], row: StoredRow): string {
  return encodeCursor(keys.map((column) => row[column.name] ?? null));
}

function encodeCursor(parts: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function readCursor(cursor: string, size: number): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isPlain = (part: unknown) => part === null || ['string', 'number'].includes(typeof part);
    if (Array.isArray(parts) && parts.length === size && parts.every(isPlain)) return parts;
  } catch {
    // said below
  }
  throw new PageQueryError('The cursor is none of ours. Take it as the page before gave it.');
}

function factRow(columns: readonly FeedColumn[], stored: StoredRow): FactRow {
  const row: FactRow = {};
  for (const column of columns) {
    const value = stored[column.name];
    row[column.name] = cellOf(value, column);
  }
  const attributes = stored[ATTRIBUTES_COLUMN] as Record<string, string> | null | undefined;
  return attributes ? { ...row, ...attributes } : row;
}

function cellOf(value: unknown, column: FeedColumn): FactCell {
  if (value === null || value === undefined || (value === '' && column.key)) return null;
  if (storedKind(column) === 'instant') return new Date(value as number).toISOString();
  return value as FactCell;
}
