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

/** Brings all rows of the entries into tables of the session's own; answers of which feeds. */
export async function stageRows(
  session: Session,
  orgId: number,
  entries: readonly NewEntry[],
  standing: StandingFacts,
): Promise<string[]> {
  const byFeed = new Map<string, EncodedRows[]>();
  for (const entry of entries) {
    const parts = encodedParts(orgId, entry, standing);
    if (parts.length === 0) continue;
    byFeed.set(entry.feed, [...(byFeed.get(entry.feed) ?? []), ...parts]);
  }
  for (const [feedName, parts] of byFeed) await stageFeed(session, feedName, parts);
  return [...byFeed.keys()];
}

/** From there into the log, where they are checked. */
export async function insertStaged(session: Session, feedNames: readonly string[]): Promise<void> {
  for (const feedName of feedNames) {
    const columns = versionColumns(feedNamed(feedName)!);
    await session.query(
      `INSERT INTO ${factTableName(feedName)} (${columns})
       SELECT ${columns} FROM pg_temp.stage_${feedName}`,
    );
  }
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

async function stageFeed(
  session: Session,
  feedName: string,
  parts: readonly EncodedRows[],
): Promise<void> {
  await session.query(
    `CREATE TEMPORARY TABLE IF NOT EXISTS stage_${feedName} (LIKE ${factTableName(feedName)})
     ON COMMIT DELETE ROWS`,
  );
  const columns = versionColumns(feedNamed(feedName)!);
  const into = session.copyIn(
    `COPY pg_temp.stage_${feedName} (${columns}) FROM STDIN (FORMAT binary)`,
  );
  await pipeline(Readable.from(encodeRows(parts), { objectMode: true }), into);
}
