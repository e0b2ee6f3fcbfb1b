// Fills empty standing facts from the log: all versions in the order in which they were written,
// the last of each key stays.

import { decimalsOfItem } from '../../../ingest/item-units.ts';
import {
  emptyFeed,
  ownTable,
  type StandingFacts,
  settleVersion,
  standingUnits,
} from '../../../ingest/standing/standing-facts.ts';
import { reserveStanding } from '../../../ingest/standing/standing-table.ts';
import type { Feed } from '../../../model/feeds/feed.ts';
import { FEEDS } from '../../../model/feeds/feeds.ts';
import type { Session } from '../database.ts';
import { createRowDecoder } from './copy-decode.ts';
import { factTableName, readColumns } from './fact-columns.ts';
import { readGiven } from './log-reading.ts';

/** Reads entries after `from` (0 = from the beginning) up to `upTo`. */
export async function hydrateFacts(
  session: Session,
  orgId: number,
  into: StandingFacts,
  upTo: number,
): Promise<void> {
  for (const { feed, rows } of await readGiven(session, orgId, upTo)) {
    if (feed === 'settings') continue;
    into.facts.givenFeeds.add(feed);
    const table = into.tables[feed];
    if (table) reserveStanding(table, rows);
  }
  await readVersions(session, orgId, into, 0, upTo, FEEDS);
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
  const out = session.copyOut(
    `COPY (SELECT ${readColumns(feed)} FROM ${factTableName(feed.name)}
     WHERE org_id = ${orgId} AND v_position > ${from} AND v_position <= ${upTo}
     ${inOrder ? 'ORDER BY v_position, v_row' : ''}) TO STDOUT (FORMAT binary)`,
  );
  if (from === 0) return takeVersions(into, feed, out);
  // Into a running planner all at once, so that nobody reads half of it.
  const pieces: Uint8Array[] = [];
  for await (const piece of out) pieces.push(piece as Uint8Array);
  return takeVersions(into, feed, pieces);
}

async function takeVersions(
  into: StandingFacts,
  feed: Feed,
  pieces: AsyncIterable<Uint8Array> | Uint8Array[],
): Promise<boolean> {
  const table = ownTable(into, feed.name);
  const units = standingUnits(into);
  let last = 0;
  let isSorted = true;
  const decoder = createRowDecoder(
    table,
    into.interner,
    (code) => decimalsOfItem(units, code),
    ({ position, set, line }) => {
      if (position < last) isSorted = false;
      last = position;
      if (isSorted) settleVersion(into, table, set, line);
    },
  );
  if (Array.isArray(pieces)) for (const piece of pieces) decoder.push(piece);
  else for await (const piece of pieces) decoder.push(piece);
  decoder.end();
  return isSorted;
}
