// Standing facts from the log: into empty ones all versions in whatever order they are at hand,
// into ones that stand those that came since, in their order.

import { decimalsOfItem } from '../../../ingest/item-units.ts';
import { latestVersions } from '../../../ingest/standing/latest-versions.ts';
import {
  ownTable,
  type StandingFacts,
  settleVersion,
  standingUnits,
} from '../../../ingest/standing/standing-facts.ts';
import { reserveStanding } from '../../../ingest/standing/standing-table.ts';
import type { Feed } from '../../../model/feeds/feed.ts';
import { FEEDS } from '../../../model/feeds/feeds.ts';
import type { Session } from '../database.ts';
import { createRowDecoder, type DecodedVersion, type RowDecoder } from './copy-decode.ts';
import { factTableName, readColumns } from './fact-columns.ts';
import { readGiven } from './log-reading.ts';

/** Fills empty standing facts up to a position. */
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
  // As the rows lie: an index would lead from page to page.
  await session.query('SET LOCAL enable_indexscan = off');
  await session.query('SET LOCAL enable_indexonlyscan = off');
  await session.query('SET LOCAL enable_bitmapscan = off');
  for (const feed of FEEDS) {
    const table = ownTable(into, feed.name);
    const latest = latestVersions(into, table);
    const decoder = decoderOf(into, feed, ({ position, set, line }) =>
      latest.take(position, set, line),
    );
    for await (const piece of copyVersions(session, feed, { orgId, from: 0, upTo }, '')) {
      decoder.push(piece);
    }
    decoder.end();
    latest.end();
  }
}

/** Takes the versions of the feeds' rows after position `from` up to `upTo` in, those of a feed
 * all at once, so that nobody reads half of it. */
export async function readVersions(
  session: Session,
  orgId: number,
  into: StandingFacts,
  from: number,
  upTo: number,
  feeds: readonly Feed[],
): Promise<void> {
  for (const feed of feeds) {
    const range = { orgId, from, upTo };
    const out = copyVersions(session, feed, range, 'ORDER BY v_position, v_row');
    const pieces: Uint8Array[] = [];
    for await (const piece of out) pieces.push(piece);
    const table = ownTable(into, feed.name);
    const decoder = decoderOf(into, feed, ({ set, line }) => settleVersion(into, table, set, line));
    for (const piece of pieces) decoder.push(piece);
    decoder.end();
  }
}

interface Range {
  orgId: number;
  from: number;
  upTo: number;
}

function copyVersions(
  session: Session,
  feed: Feed,
  { orgId, from, upTo }: Range,
  order: string,
): AsyncIterable<Uint8Array> {
  return session.copyOut(
    `COPY (SELECT ${readColumns(feed)} FROM ${factTableName(feed.name)}
     WHERE org_id = ${orgId} AND v_position > ${from} AND v_position <= ${upTo} ${order})
     TO STDOUT (FORMAT binary)`,
  );
}

/** For a feed whose table is the facts' own. */
function decoderOf(
  into: StandingFacts,
  feed: Feed,
  take: (version: DecodedVersion) => void,
): RowDecoder {
  const units = standingUnits(into);
  const decimalsOf = (code: number) => decimalsOfItem(units, code);
  return createRowDecoder(into.tables[feed.name]!, into.interner, decimalsOf, take);
}
