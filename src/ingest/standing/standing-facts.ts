// A company's facts as they stand now, row by row changed by what comes in: what is planned from,
// and what a new row is compared with and checked against.

import { type FactTable, numberColumn, textColumn } from '../../model/fact-table.ts';
import { createFacts, type DemandHistory, type Facts } from '../../model/facts.ts';
import type { Feed } from '../../model/feeds/feed.ts';
import { FEEDS } from '../../model/feeds/feeds.ts';
import { partyColumnOf } from '../../model/feeds/party-column.ts';
import { itemDecimals } from '../../model/item-decimals.ts';
import { type ItemUnits, itemUnits, readConversions } from '../item-units.ts';
import { type ByteInterner, createByteInterner } from '../rows/byte-interner.ts';
import {
  columnPlaces,
  copyRow,
  createStandingTable,
  findStanding,
  findWritten,
  type Look,
  ROW_NEW,
  ROW_UNCHANGED,
  reserveStanding,
  type StandingTable,
  setRow,
  settleRow,
  shareTable,
  tableLike,
  tableToChange,
  takeRowAway,
} from './standing-table.ts';

export interface StandingFacts {
  facts: Facts; // its tables are those of `tables`
  interner: ByteInterner; // over the facts' pool
  tables: Record<string, StandingTable>;
  /** By feed that others point to: how many of its rows have the id with this pool code. */
  idCounts: Record<string, Int32Array>;
  units: ItemUnits;
  unitsAreStale: boolean;
  /** Rises when what was a sound row may be none any more: ids are gone, units have changed. */
  checksVersion: number;
  /** An item has another smallest unit than before: what stands must be read anew. */
  isRescaled: boolean;
}

export const POINTED_TO: ReadonlySet<string> = new Set(
  FEEDS.flatMap((feed) => feed.columns.map((column) => column.reference?.to ?? '')).filter(Boolean),
);

export function createStandingFacts(): StandingFacts {
  const facts: Facts = { ...createFacts(), isStanding: true };
  const tables: Record<string, StandingTable> = {};
  for (const feed of FEEDS) {
    tables[feed.name] = createStandingTable(feed);
    facts.tables[feed.name] = tables[feed.name]!.table;
  }
  return {
    facts,
    interner: createByteInterner(facts.pool),
    tables,
    idCounts: Object.fromEntries([...POINTED_TO].map((name) => [name, new Int32Array(64)])),
    units: itemUnits(facts),
    unitsAreStale: false,
    checksVersion: 0,
    isRescaled: false,
  };
}

/** The facts as they stand at this moment, for readers: what changes later is not seen in them. */
export function snapshotOf(standing: StandingFacts, demandHistory: DemandHistory): Facts {
  for (const table of Object.values(standing.tables)) shareTable(table);
  const { tables, givenFeeds } = standing.facts;
  const now = { tables: { ...tables }, givenFeeds: new Set(givenFeeds), demandHistory };
  return { ...standing.facts, ...now };
}

/** The feed's table, about to change: no reader sees it. */
export function ownTable({ tables, facts }: StandingFacts, feedName: string): StandingTable {
  const standing = tables[feedName]!;
  tableToChange(standing);
  facts.tables[feedName] = standing.table;
  return standing;
}

/** Units of the items as they stand. */
export function standingUnits(standing: StandingFacts): ItemUnits {
  if (standing.unitsAreStale) {
    standing.units = itemUnits(standing.facts);
    readConversions(standing.units, standing.facts);
    standing.unitsAreStale = false;
  }
  return standing.units;
}

/** What a batch did to the rows that stood: which of its rows are news. */
export interface TakenRows {
  news: Int32Array; // rows of the batch that are new or changed, in its order
  newCount: number;
  changedCount: number;
  unchangedCount: number;
  movedCount: number; // of the rows closed: those that went to another supplier
  closed: FactTable; // rows as they stood that are no longer anybody's, or another supplier's
}

/** Takes the rows of a batch in, as many as differ from what stands. */
export function takeRows(standing: StandingFacts, batch: FactTable): TakenRows {
  const { feed, rowCount } = batch;
  const into = ownTable(standing, feed.name);
  const places = columnPlaces(into, batch);
  if (rowCount > 64) reserveStanding(into, into.table.rowCount + rowCount);
  const closed = tableLike(into.table);
  const look = feed.name === 'items' ? noteScale(standing) : noteLeaving(into, closed);
  const news = new Int32Array(rowCount);
  const at = { row: 0 };
  let newsCount = 0;
  let newCount = 0;
  for (let row = 0; row < rowCount; row++) {
    const became = setRow(into, batch, row, places, at, look);
    if (became === ROW_UNCHANGED) continue;
    news[newsCount++] = row;
    if (became === ROW_NEW) {
      newCount++;
      countId(standing, into.table, at.row, 1);
    }
  }
  if (newsCount > 0) noteChange(standing, feed, newsCount > newCount);
  standing.facts.givenFeeds.add(feed.name);
  return {
    news: news.subarray(0, newsCount),
    newCount,
    changedCount: newsCount - newCount,
    unchangedCount: rowCount - newsCount,
    movedCount: closed.rowCount,
    closed,
  };
}

/** Quantities are kept in smallest units: those of an item that gets another one no longer hold. */
function noteScale(standing: StandingFacts): Look {
  const { table } = standing.tables.items!;
  const { texts } = standing.facts.pool;
  const decimals = (row: number) =>
    itemDecimals(texts[textColumn(table, 'uom')[row]!]!, numberColumn(table, 'decimals')[row]!);
  return (stands, comes) => {
    if (decimals(stands) !== decimals(comes)) standing.isRescaled = true;
  };
}

/** A row that goes from one supplier to another is closed for the one that had it. */
function noteLeaving({ table }: StandingTable, closed: FactTable): Look | null {
  const name = partyColumnOf(table.feed);
  if (name === null) return null;
  const at = table.columns.findIndex((column) => column.name === name);
  return (stands, comes) => {
    const { values } = table.columns[at]!;
    if (values[stands] !== values[comes]) copyRow(table, stands, closed);
  };
}

/** Takes the rows with the keys of `batch` away; those that are not there are passed over. */
export function closeRows(standing: StandingFacts, batch: FactTable): void {
  const from = ownTable(standing, batch.feed.name);
  for (let row = 0; row < batch.rowCount; row++) {
    const found = findStanding(from, batch, row);
    if (found >= 0) closeRow(standing, from, found);
  }
}

/** Takes in the version that was written behind the last row of the feed's table
 * (`placeToWrite`): the row with its key is set, or closed. Versions come in their order. */
export function settleVersion(
  standing: StandingFacts,
  into: StandingTable,
  set: boolean,
  line: number,
): void {
  const { feed } = into.table;
  if (!set) {
    const found = findWritten(into);
    if (found >= 0) closeRow(standing, into, found);
    return;
  }
  const look = feed.name === 'items' ? noteScale(standing) : null;
  const became = settleRow(into, line, SETTLED, look);
  if (became === ROW_NEW) countId(standing, into.table, SETTLED.row, 1);
  if (became !== ROW_UNCHANGED) noteChange(standing, feed, became !== ROW_NEW);
}

const SETTLED = { row: 0 };

/** A row has come to a table by its place. */
export function noteNewRow(standing: StandingFacts, into: StandingTable, row: number): void {
  countId(standing, into.table, row, 1);
  noteChange(standing, into.table.feed, false);
}

export function closeRow(standing: StandingFacts, from: StandingTable, row: number): void {
  countId(standing, from.table, row, -1);
  takeRowAway(from, row);
  noteChange(standing, from.table.feed, true);
}

function noteChange(standing: StandingFacts, { name }: Feed, isMoreThanNew: boolean): void {
  const isUnit = name === 'items' || name === 'unit_conversions';
  if (isUnit) standing.unitsAreStale = true;
  if (isMoreThanNew && (isUnit || POINTED_TO.has(name))) standing.checksVersion++;
}

function countId(standing: StandingFacts, table: FactTable, row: number, by: 1 | -1): void {
  const { name } = table.feed;
  let counts = standing.idCounts[name];
  if (counts === undefined) return;
  const code = table.columns[0]!.values[row]!;
  if (code >= counts.length) {
    const larger = new Int32Array(Math.max(code + 1, counts.length * 2));
    larger.set(counts);
    standing.idCounts[name] = larger;
    counts = larger;
  }
  counts[code]! += by;
}
