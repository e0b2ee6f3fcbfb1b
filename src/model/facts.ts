// A company's facts: a table a feed, over one pool of texts. Demand history is kept as summed
// cells, because it is the one feed that outgrows memory row by row.

import { compareText } from '../base/compare-text.ts';
import { createTextPool, type TextPool } from '../base/text-pool.ts';
import { formatDay, NO_DAY } from '../units/day.ts';
import { createFactTable, type FactTable } from './fact-table.ts';
import { FEEDS } from './feeds/feeds.ts';

/** Demand by item-location, customer and day, summed; sorted by the ids' texts, then day. */
export interface DemandHistory {
  seriesCount: number;
  item: Int32Array; // by series: pool code
  location: Int32Array; // by series: pool code
  customer: Int32Array; // by series: pool code, 0 = not given
  start: Int32Array; // by series, and one more: where its cells begin
  day: Int32Array; // by cell: days since 1970-01-01, ascending within a series
  quantity: Float64Array; // by cell: smallest units of the item, as ordered
}

export interface Facts {
  pool: TextPool;
  tables: Record<string, FactTable>; // by feed name; every feed but demand_history has one
  givenFeeds: Set<string>; // the feeds that the company sends at all, be they empty
  demandHistory: DemandHistory;
  /** They came row by row from anywhere: a line of a file says nothing of where a row is. */
  isStanding?: boolean;
}

export const NO_DEMAND_HISTORY: DemandHistory = {
  seriesCount: 0,
  item: new Int32Array(0),
  location: new Int32Array(0),
  customer: new Int32Array(0),
  start: new Int32Array(1),
  day: new Int32Array(0),
  quantity: new Float64Array(0),
};

export function createFacts(): Facts {
  const tables: Record<string, FactTable> = {};
  for (const feed of FEEDS) tables[feed.name] = createFactTable(feed);
  return {
    pool: createTextPool(),
    tables,
    givenFeeds: new Set(),
    demandHistory: NO_DEMAND_HISTORY,
  };
}

/** A row's key parts joined by '/' (blank lines were filled with 1 when the row was read). */
export function keyOfRow(facts: Facts, feedName: string, row: number): string {
  const table = facts.tables[feedName];
  const parts: string[] = [];
  for (let i = 0; i < table.feed.columns.length; i++) {
    if (!table.feed.columns[i].key) continue;
    const kept = table.columns[i];
    const value = kept.values[row];
    if (kept.kind === 'text') parts.push(facts.pool.texts[value]);
    else if (kept.kind === 'day') parts.push(value === NO_DAY ? '' : formatDay(value));
    else parts.push(Number.isNaN(value) ? '' : String(value));
  }
  return parts.join('/');
}

/** Where a row is to be found, for messages: "line 7", or "row 4500123/10/1" where no file is. */
export function rowPlace(facts: Facts, feedName: string, row: number): string {
  return facts.isStanding
    ? `row ${keyOfRow(facts, feedName, row)}`
    : `line ${facts.tables[feedName].lines[row]}`;
}

/** Compares rows of a feed by their keys, part by part, texts by code unit. */
export function createKeyOrder(facts: Facts, feedName: string): (a: number, b: number) => number {
  const { feed, columns } = facts.tables[feedName];
  const parts = columns.filter((_, i) => feed.columns[i]?.key === true);
  const { texts } = facts.pool;
  return (a, b) => {
    for (const { kind, values } of parts) {
      if (values[a] === values[b]) continue;
      if (kind === 'text') return compareText(texts[values[a]], texts[values[b]]);
      const isGiven = Number(!Number.isNaN(values[a])) - Number(!Number.isNaN(values[b]));
      const difference = isGiven || values[a] - values[b];
      if (difference) return difference; // NaN: neither is given
    }
    return 0;
  };
}
