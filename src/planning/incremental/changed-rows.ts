// Where a feed's table differs from what it was: a table that did not change is the same object
// from replan to replan; one that did says where, or is compared column by column.

import type { FactTable } from '../../model/fact-table.ts';

/** Rows whose place holds something else than before, ascending, of either table. */
export type ChangedRows = Int32Array;

/** Where more than this share of the rows differ, nothing is gained by telling them apart. */
const SHARE_MAX = 1 / 8;
const FEW_ROWS = 64;

interface Comparison {
  before: WeakRef<FactTable>;
  rows: ChangedRows | null;
}

const compared = new WeakMap<FactTable, Comparison>();

/** null: too many of them, or other columns than before. A table never changes once planners see
 * it, so two tables are compared once. */
export function changedRows(before: FactTable, after: FactTable): ChangedRows | null {
  if (before === after) return new Int32Array(0);
  const known = compared.get(after);
  if (known?.before.deref() === before) return known.rows;
  const rows = compare(before, after);
  compared.set(after, { before: new WeakRef(before), rows });
  return rows;
}

function compare(before: FactTable, after: FactTable): ChangedRows | null {
  if (before.columns.length !== after.columns.length) return null;
  const both = Math.min(before.rowCount, after.rowCount);
  const all = Math.max(before.rowCount, after.rowCount);
  const most = Math.max(FEW_ROWS, all * SHARE_MAX);
  if (all - both > most) return null;
  if (after.columns.some(({ name }, c) => before.columns[c]!.name !== name)) return null;
  if (after.madeFrom?.earlier.deref() === before) return distinct(after.madeFrom.rows, most);
  const isOther = new Uint8Array(all).fill(1, both);
  markOther(before.lines, after.lines, both, isOther);
  for (let c = 0; c < after.columns.length; c++) {
    markOther(before.columns[c]!.values, after.columns[c]!.values, both, isOther);
  }
  const rows: number[] = [];
  for (let row = isOther.indexOf(1); row >= 0; row = isOther.indexOf(1, row + 1)) rows.push(row);
  return rows.length > most ? null : Int32Array.from(rows);
}

function distinct(rows: readonly number[], most: number): ChangedRows | null {
  const once = new Set(rows);
  return once.size > most ? null : Int32Array.from(once).sort();
}

type Column = Int32Array | Float64Array | Int8Array;

function markOther(before: Column, after: Column, count: number, isOther: Uint8Array): void {
  if (before instanceof Int32Array && after instanceof Int32Array) {
    for (let row = 0; row < count; row++) if (before[row] !== after[row]) isOther[row] = 1;
  } else if (before instanceof Float64Array && after instanceof Float64Array) {
    for (let row = 0; row < count; row++) {
      const [was, is] = [before[row]!, after[row]!];
      if (was !== is && !(Number.isNaN(was) && Number.isNaN(is))) isOther[row] = 1;
    }
  } else {
    for (let row = 0; row < count; row++) if (before[row] !== after[row]) isOther[row] = 1;
  }
}
