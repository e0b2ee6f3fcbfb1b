// Reading the log: its entries, and the settings as of a position.

import type { LogEntryView } from '../../../app/living/ports.ts';
import type { Session } from '../database.ts';

export interface StoredSettings {
  settings: Record<string, unknown>;
  settingsPosition: number;
}

export async function readSettingsAt(
  session: Session,
  orgId: number,
  position: number,
): Promise<StoredSettings> {
  const [row] = await session.query<{ position: number; settings: Record<string, unknown> }>(
    `SELECT position, settings FROM drumbeat.log_entry
     WHERE org_id = $1 AND feed = 'settings' AND position <= $2 ORDER BY position DESC LIMIT 1`,
    [orgId, position],
  );
  return { settings: row?.settings ?? {}, settingsPosition: row?.position ?? 0 };
}

export interface EntryRow {
  position: number;
  feed: string;
  at: number; // milliseconds since 1970
  actor: string;
  source: string;
  mode: 'update' | 'replace';
  rows_new: number;
  rows_changed: number;
  rows_closed: number;
  rows_aside: number;
}

/** Entries after a position, in order. */
export async function readEntries(
  session: Session,
  orgId: number,
  after: number,
  limit: number,
): Promise<EntryRow[]> {
  return session.query<EntryRow>(
    `SELECT position, feed, at, actor, source, mode, rows_new, rows_changed, rows_closed, rows_aside
     FROM drumbeat.log_entry WHERE org_id = $1 AND position > $2 ORDER BY position LIMIT $3`,
    [orgId, after, limit],
  );
}

export function entryView(entry: EntryRow): LogEntryView {
  return {
    position: entry.position,
    feed: entry.feed,
    at: new Date(entry.at).toISOString(),
    actor: entry.actor,
    source: entry.source,
    mode: entry.mode,
    new: entry.rows_new,
    changed: entry.rows_changed,
    closed: entry.rows_closed,
    quarantined: entry.rows_aside,
  };
}

/** Where the log stands. */
export async function readHead(session: Session, orgId: number): Promise<number> {
  const [row] = await session.query<{ position: number }>(
    'SELECT position FROM drumbeat.log_head WHERE org_id = $1',
    [orgId],
  );
  return row?.position ?? 0;
}

/** The last entry made at or before an instant (milliseconds since 1970); 0 = none. */
export async function positionAt(
  session: Session,
  orgId: number,
  instant: number,
): Promise<number> {
  const [row] = await session.query<{ position: number | null }>(
    `SELECT max(position) AS position FROM drumbeat.log_entry
     WHERE org_id = $1 AND at <= to_timestamp($2::float8 / 1000)`,
    [orgId, instant],
  );
  return row?.position ?? 0;
}

/** The feeds with entries up to a position, and how many rows of each stood then. */
export async function readGiven(
  session: Session,
  orgId: number,
  upTo: number,
): Promise<{ feed: string; rows: number }[]> {
  return session.query<{ feed: string; rows: number }>(
    `SELECT feed, sum(rows_new - rows_closed)::bigint AS rows
     FROM drumbeat.log_entry WHERE org_id = $1 AND position <= $2 GROUP BY feed`,
    [orgId, upTo],
  );
}

/** The feeds with entries after a position, up to another, and how many rows these changed. */
export async function readNews(
  session: Session,
  orgId: number,
  after: number,
  upTo: number,
): Promise<{ feeds: string[]; rows: number }> {
  const found = await session.query<{ feed: string; rows: number }>(
    `SELECT feed, sum(rows_new + rows_changed + rows_closed)::bigint AS rows
     FROM drumbeat.log_entry
     WHERE org_id = $1 AND position > $2 AND position <= $3 GROUP BY feed ORDER BY feed`,
    [orgId, after, upTo],
  );
  return {
    feeds: found.map(({ feed }) => feed),
    rows: found.reduce((sum, { rows }) => sum + rows, 0),
  };
}
