// Rows of fact tables into the database, in bulk: by COPY into a table of the session's own, then
// from there, because COPY itself does not go together with row-level security.

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { NewEntry } from '../../../app/living/fact-store.ts';
import { decimalsOfItem } from '../../../ingest/item-units.ts';
import { type StandingFacts, standingUnits } from '../../../ingest/standing/standing-facts.ts';
import type { FactTable } from '../../../model/fact-table.ts';
import { feedNamed } from '../../../model/feeds/feeds.ts';
import type { Session } from '../database.ts';
import { type EncodedRows, encodeRows } from './copy-encode.ts';
import { factTableName, versionColumns } from './fact-columns.ts';

/** All rows of the entries, feed by feed. */
export async function writeRows(
  session: Session,
  orgId: number,
  entries: readonly NewEntry[],
  standing: StandingFacts,
): Promise<void> {
  const byFeed = new Map<string, EncodedRows[]>();
  for (const entry of entries) {
    const parts = encodedParts(orgId, entry, standing);
    if (parts.length === 0) continue;
    byFeed.set(entry.feed, [...(byFeed.get(entry.feed) ?? []), ...parts]);
  }
  for (const [feedName, parts] of byFeed) await copyRows(session, feedName, parts);
}

/** Closed rows come first: a row that goes to another supplier is closed, then set. */
function encodedParts(orgId: number, entry: NewEntry, standing: StandingFacts): EncodedRows[] {
  const units = standingUnits(standing);
  const { texts } = standing.facts.pool;
  const decimalsOf = (code: number) => decimalsOfItem(units, code);
  const parts: EncodedRows[] = [];
  let firstRow = 0;
  const add = (set: boolean, table: FactTable, rows: Int32Array) => {
    if (rows.length === 0) return;
    parts.push({ orgId, position: entry.position, firstRow, set, table, rows, decimalsOf, texts });
    firstRow += rows.length;
  };
  if (entry.closed) add(false, entry.closed, allRows(entry.closed));
  if (entry.set) add(true, entry.set.table, entry.set.rows);
  return parts;
}

function allRows({ rowCount }: FactTable): Int32Array {
  return Int32Array.from({ length: rowCount }, (_, row) => row);
}

async function copyRows(
  session: Session,
  feedName: string,
  parts: readonly EncodedRows[],
): Promise<void> {
  const columns = versionColumns(feedNamed(feedName)!);
  const table = factTableName(feedName);
  const stage = `pg_temp.stage_${feedName}`;
  await session.query(
    `CREATE TEMPORARY TABLE IF NOT EXISTS stage_${feedName} (LIKE ${table}) ON COMMIT DELETE ROWS`,
  );
  const into = session.copyIn(`COPY ${stage} (${columns}) FROM STDIN (FORMAT binary)`);
  await pipeline(Readable.from(encodeRows(parts), { objectMode: true }), into);
  await session.query(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${stage}`);
}
