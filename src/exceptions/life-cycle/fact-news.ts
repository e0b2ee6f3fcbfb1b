// What changed between the facts of one plan and those of the next, row by row, where that is few
// rows: so that what closes can say which fact closed it.

import { type FactTable, numberColumn, textColumn } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import type { FeedColumn } from '../../model/feeds/feed.ts';
import { itemDecimals } from '../../model/item-decimals.ts';
import { changedRows } from '../../planning/incremental/changed-rows.ts';
import { formatDay, NO_DAY } from '../../units/day.ts';
import { keyParts } from './key-texts.ts';

export interface FactNews {
  feed: string;
  key: string; // its key parts joined by '/'
  subject: string; // feed and key as the names of exceptions have them
  about: string; // the same of what a note is on; '' = it is no note
  itemId: string; // '' = none
  locationId: string;
  became: 'new' | 'changed' | 'gone';
  changes: FactChange[]; // of what was there before; of a new note its date
}

/** Days as YYYY-MM-DD, quantities in base units; '' = not given. */
export interface FactChange {
  column: string;
  kind: FeedColumn['kind'];
  from: string;
  to: string;
}

/** More rows than these are told by their log entries alone. */
const ROWS_MOST = 24;

/** null: more of them than can be told, or nothing that they can be held against. */
export function factNews(before: Facts, after: Facts): FactNews[] | null {
  if (before.pool !== after.pool) return null;
  const news: FactNews[] = [];
  let places = 0;
  for (const [name, table] of Object.entries(after.tables)) {
    const earlier = before.tables[name];
    if (earlier === undefined || earlier === table) continue;
    if (table.madeFrom?.earlier.deref() !== earlier) return null;
    const rows = changedRows(earlier, table);
    if (rows === null) return null;
    places += rows.length;
    if (places > ROWS_MOST) return null;
    news.push(...newsOfFeed(before, earlier, after, table, rows));
  }
  return news;
}

/** Rows have no order: one that only went to another place is no news. */
function newsOfFeed(
  before: Facts,
  earlier: FactTable,
  after: Facts,
  table: FactTable,
  rows: Int32Array,
): FactNews[] {
  const wasAt = new Map<string, number>();
  for (const row of rows) {
    if (row < earlier.rowCount) wasAt.set(keyParts(before, earlier, row).escaped, row);
  }
  const news: FactNews[] = [];
  for (const row of rows) {
    if (row >= table.rowCount) continue;
    const { escaped } = keyParts(after, table, row);
    const was = wasAt.get(escaped);
    wasAt.delete(escaped);
    if (was === undefined) news.push(newsOf(after, table, row, 'new', beliefOf(after, table, row)));
    else {
      const changes = changesOf(before, earlier, was, after, table, row);
      if (changes.length > 0) news.push(newsOf(after, table, row, 'changed', changes));
    }
  }
  for (const row of wasAt.values()) news.push(newsOf(before, earlier, row, 'gone', []));
  return news;
}

/** Of a new note the date that it says: that moves the plan. */
function beliefOf(facts: Facts, table: FactTable, row: number): FactChange[] {
  const at = table.feed.columns.findIndex(({ name }) => name === 'believed_date');
  const to = at < 0 ? '' : cellText(facts, table, at, row);
  return to === '' ? [] : [{ column: 'believed_date', kind: 'day', from: '', to }];
}

function newsOf(
  facts: Facts,
  table: FactTable,
  row: number,
  became: FactNews['became'],
  changes: FactChange[],
): FactNews {
  const { feed } = table;
  const { plain, escaped } = keyParts(facts, table, row);
  const text = (name: string): string =>
    feed.columns.some((column) => column.name === name)
      ? facts.pool.texts[textColumn(table, name)[row]]
      : '';
  return {
    feed: feed.name,
    key: plain,
    subject: `${feed.name}/${escaped}`,
    about: feed.name === 'notes' ? `${text('object')}/${text('object_id')}` : '',
    itemId: text('item_id'),
    locationId: text('location_id'),
    became,
    changes,
  };
}

function changesOf(
  before: Facts,
  earlier: FactTable,
  was: number,
  after: Facts,
  table: FactTable,
  row: number,
): FactChange[] {
  const changes: FactChange[] = [];
  for (const [at, { name, kind }] of table.feed.columns.entries()) {
    const from = earlier.columns[at]!.values[was]!;
    const to = table.columns[at]!.values[row]!;
    if (Object.is(from, to)) continue;
    changes.push({
      column: name,
      kind,
      from: cellText(before, earlier, at, was),
      to: cellText(after, table, at, row),
    });
  }
  return changes;
}

function cellText(facts: Facts, table: FactTable, at: number, row: number): string {
  const { kind, values } = table.columns[at]!;
  const value = values[row]!;
  switch (kind) {
    case 'text':
      return facts.pool.texts[value];
    case 'day':
      return value === NO_DAY ? '' : formatDay(value);
    case 'flag':
      return value < 0 ? '' : value === 1 ? 'true' : 'false';
    default: {
      if (Number.isNaN(value)) return '';
      const column = table.feed.columns[at]!;
      if (column.kind === 'instant') return new Date(value).toISOString();
      if (column.kind !== 'quantity') return String(value);
      return String(value / 10 ** decimalsOf(facts, table, row, column.itemColumn ?? 'item_id'));
    }
  }
}

function decimalsOf(facts: Facts, table: FactTable, row: number, itemColumn: string): number {
  if (!table.feed.columns.some(({ name }) => name === itemColumn)) return 0;
  const item = textColumn(table, itemColumn)[row];
  const { items } = facts.tables;
  const at = textColumn(items, 'item_id').subarray(0, items.rowCount).indexOf(item);
  if (at < 0) return itemDecimals('', Number.NaN);
  const uom = facts.pool.texts[textColumn(items, 'uom')[at]];
  return itemDecimals(uom, numberColumn(items, 'decimals')[at]);
}
