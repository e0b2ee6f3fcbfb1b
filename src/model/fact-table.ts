// The accepted rows of one feed, column by column in typed arrays, with the physical line from
// which each came. Texts are codes of the pool that all tables share, so ids join as integers.

import { NO_DAY } from '../units/day.ts';
import type { Feed, FeedColumn } from './feeds/feed.ts';

/**
 * How a column is kept, by the feed column's kind:
 * text  Int32 code in the shared text pool, 0 = not given (ids, texts, choices, units, currencies)
 * day   Int32 days since 1970-01-01, NO_DAY = not given (days, months)
 * number Float64, NaN = not given (quantities in whole smallest units of the row's item, money,
 *       numbers, counts, days, instants in milliseconds since 1970)
 * flag  Int8, 1 true, 0 false, -1 not given
 */
export type FactColumn =
  | { name: string; kind: 'text'; values: Int32Array }
  | { name: string; kind: 'day'; values: Int32Array }
  | { name: string; kind: 'number'; values: Float64Array }
  | { name: string; kind: 'flag'; values: Int8Array };

export interface FactTable {
  feed: Feed;
  rowCount: number; // the arrays may be longer
  columns: FactColumn[]; // the feed's columns in its order, then the file's unknown columns (text)
  lines: Int32Array; // by row: the physical line on which the record began, header = 1
  madeFrom?: TableChanges; // where it is an earlier table with some rows changed
}

/** How a table came from an earlier one of the same columns. */
export interface TableChanges {
  earlier: WeakRef<FactTable>;
  rows: number[]; // places whose rows may differ
}

export function storageOf(column: FeedColumn): FactColumn['kind'] {
  switch (column.kind) {
    case 'day':
    case 'month':
      return 'day';
    case 'flag':
      return 'flag';
    case 'instant':
    case 'days':
    case 'count':
    case 'number':
    case 'quantity':
    case 'money':
      return 'number';
    default:
      return 'text';
  }
}

export function createFactTable(feed: Feed, capacity = 0): FactTable {
  const table: FactTable = { feed, rowCount: 0, columns: [], lines: new Int32Array(capacity) };
  for (const column of feed.columns) addFactColumn(table, column.name, storageOf(column), capacity);
  return table;
}

/** Adds a column filled with "not given". */
export function addFactColumn(
  table: FactTable,
  name: string,
  kind: FactColumn['kind'],
  capacity = table.lines.length,
): FactColumn {
  const made: FactColumn =
    kind === 'text'
      ? { name, kind, values: new Int32Array(capacity) }
      : kind === 'day'
        ? { name, kind, values: new Int32Array(capacity).fill(NO_DAY) }
        : kind === 'number'
          ? { name, kind, values: new Float64Array(capacity).fill(Number.NaN) }
          : { name, kind, values: new Int8Array(capacity).fill(-1) };
  table.columns.push(made);
  return made;
}

/** Makes room for `capacity` rows; new cells are "not given". */
export function reserveRows(table: FactTable, capacity: number): void {
  const rows = table.lines.length;
  if (capacity <= rows) return;
  reserveCells(table, capacity);
  for (const { kind, values } of table.columns) {
    if (kind === 'number') values.fill(Number.NaN, rows);
    else if (kind === 'flag') values.fill(-1, rows);
    else if (kind === 'day') values.fill(NO_DAY, rows);
  }
}

/** Makes room for `capacity` rows of which each will be written whole: new cells are zeros. */
export function reserveCells(table: FactTable, capacity: number): void {
  const rows = table.lines.length;
  if (capacity <= rows) return;
  const size = Math.max(capacity, 16, Math.ceil(rows * 1.6));
  const grown = <T extends Int32Array | Float64Array | Int8Array>(larger: T, old: T): T => {
    larger.set(old);
    return larger;
  };
  table.lines = grown(new Int32Array(size), table.lines);
  for (const column of table.columns) {
    const { kind } = column;
    if (kind === 'number') column.values = grown(new Float64Array(size), column.values);
    else if (kind === 'flag') column.values = grown(new Int8Array(size), column.values);
    else column.values = grown(new Int32Array(size), column.values);
  }
}

function valuesOf(table: FactTable, name: string, kinds: string): FactColumn {
  const found = table.columns.find((column) => column.name === name);
  if (!found || !kinds.includes(found.kind)) {
    throw new Error(`Feed ${table.feed.name} has no ${kinds} column ${name}.`);
  }
  return found;
}

/** Pool codes by row, 0 = not given. */
export function textColumn(table: FactTable, name: string): Int32Array {
  return valuesOf(table, name, 'text').values as Int32Array;
}

/** Days since 1970-01-01 by row, NO_DAY = not given. */
export function dayColumn(table: FactTable, name: string): Int32Array {
  return valuesOf(table, name, 'day').values as Int32Array;
}

/** Numbers by row, NaN = not given; quantities are whole smallest units of the row's item. */
export function numberColumn(table: FactTable, name: string): Float64Array {
  return valuesOf(table, name, 'number').values as Float64Array;
}

/** 1 true, 0 false, -1 not given, by row. */
export function flagColumn(table: FactTable, name: string): Int8Array {
  return valuesOf(table, name, 'flag').values as Int8Array;
}
