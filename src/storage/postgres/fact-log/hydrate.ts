// Fills empty standing facts from the log: all versions in the order in which they were written,
// the last of each key stays.

import { decimalsOfItem } from '../../../ingest/item-units.ts';
import {
  applyVersion,
  emptyFeed,
  type StandingFacts,
  standingUnits,
} from '../../../ingest/standing/standing-facts.ts';
import { createFactTable, reserveRows } from '../../../model/fact-table.ts';
import type { Feed } from '../../../model/feeds/feed.ts';
import { FEEDS } from '../../../model/feeds/feeds.ts';
import type { Session } from '../database.ts';
import { createRowDecoder } from './copy-decode.ts';
import { factTableName, versionColumns } from './fact-columns.ts';

/** Reads entries after `from` (0 = from the beginning) up to `upTo`. */
export async function hydrateFacts(
  session: Session,
  orgId: number,
  into: StandingFacts,
  upTo: number,
): Promise<void> {
  await readVersions(session, orgId, into, 0, upTo, FEEDS);
  const given = await session.query<{ feed: string }>(
    'SELECT DISTINCT feed FROM drumbeat.log_entry WHERE org_id = $1 AND position <= $2',
    [orgId, upTo],
  );
  for (const { feed } of given) if (feed !== 'settings') into.facts.givenFeeds.add(feed);
}

/** Takes the versions of the feeds' rows after position `from` up to `upTo` in. */
export async function readVersions(
  session: Session,
  orgId: number,
  into: StandingFacts,
  from: number,
  upTo: number,
  feeds: readonly Feed[],
): Promise<void> {
  const range = { orgId, from, upTo };
  if (from > 0) {
    for (const feed of feeds) await readFeed(session, into, feed, range, true);
    return;
  }
  // All rows stand in the order in which they were written, but for the room that a failed write
  // left behind: reading them as they stand spares putting a million rows in order.
  await session.query('SET LOCAL synchronize_seqscans = off');
  await session.query('SET LOCAL enable_indexscan = off');
  await session.query('SET LOCAL enable_indexonlyscan = off');
  for (const feed of feeds) {
    if (await readFeed(session, into, feed, range, false)) continue;
    emptyFeed(into, feed);
    await readFeed(session, into, feed, range, true);
  }
}

interface Range {
  orgId: number;
  from: number;
  upTo: number;
}

/** False when the rows did not come in the order of writing. */
async function readFeed(
  session: Session,
  into: StandingFacts,
  feed: Feed,
  { orgId, from, upTo }: Range,
  inOrder: boolean,
): Promise<boolean> {
  const row = createFactTable(feed);
  reserveRows(row, 1);
  row.rowCount = 1;
  const units = standingUnits(into);
  let last = from;
  let isSorted = true;
  const decoder = createRowDecoder(
    row,
    into.interner,
    (code) => decimalsOfItem(units, code),
    ({ position, set }) => {
      if (position < last) isSorted = false;
      last = position;
      if (isSorted) applyVersion(into, row, set);
    },
  );
  const columns = versionColumns(feed);
  const out = session.copyOut(
    `COPY (SELECT ${columns} FROM ${factTableName(feed.name)}
     WHERE org_id = ${orgId} AND v_position > ${from} AND v_position <= ${upTo}
     ${inOrder ? 'ORDER BY v_position, v_row' : ''}) TO STDOUT (FORMAT binary)`,
  );
  if (from > 0) {
    // Into a running planner all at once, so that nobody reads half of it.
    const pieces: Uint8Array[] = [];
    for await (const piece of out) pieces.push(piece as Uint8Array);
    for (const piece of pieces) decoder.push(piece);
  } else for await (const piece of out) decoder.push(piece as Uint8Array);
  decoder.end();
  return isSorted;
}
