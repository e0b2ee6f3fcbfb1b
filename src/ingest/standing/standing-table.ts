// One feed's facts as they stand: a row a key, changed in place, with an index that finds it. Rows
// have no order; what is planned from them does not depend on one.

import {
  createRowIndex,
  findOrAddRow,
  type KeyColumn,
  type RowIndex,
  removeRow,
  renumberRow,
  sameValues,
} from '../../base/row-index.ts';
import {
  addFactColumn,
  createFactTable,
  type FactColumn,
  type FactTable,
  reserveCells,
  reserveRows,
} from '../../model/fact-table.ts';
import type { Feed } from '../../model/feeds/feed.ts';

export interface StandingTable {
  table: FactTable;
  index: RowIndex;
  keys: KeyColumn[]; // the table's columns as they are now; new ones when it grows
  others: KeyColumn[];
  isShared: boolean; // somebody reads the table as it is now: changes go into a table that follows
  /** By column, that of the lines first: so many rows of it are read by others. A column is copied
   * before one of them changes; what is added behind them disturbs nobody. */
  sharedRows: number[];
  sharedUpTo: number; // the most of them
  arraysVersion: number; // rises when a column gets another array
}

export const ROW_NEW = 1;
export const ROW_CHANGED = 2;
export const ROW_UNCHANGED = 0;

export function createStandingTable(feed: Feed): StandingTable {
  const table = createFactTable(feed);
  const index = createRowIndex(0);
  const standing: StandingTable = {
    table,
    index,
    keys: [],
    others: [],
    isShared: false,
    sharedRows: [],
    sharedUpTo: 0,
    arraysVersion: 0,
  };
  lookAtColumns(standing);
  return standing;
}

function lookAtColumns(standing: StandingTable): void {
  const { columns, feed } = standing.table;
  const isKey = (_: unknown, at: number) => feed.columns[at]?.key === true;
  const values: KeyColumn[] = columns.map((column) => column.values);
  standing.keys = values.filter(isKey);
  standing.others = values.filter((column, at) => !isKey(column, at));
  standing.arraysVersion++;
}

/** From now on somebody reads the table as it is. */
export function shareTable(standing: StandingTable): void {
  const { table, sharedRows } = standing;
  standing.isShared = true;
  for (let c = 0; c <= table.columns.length; c++) {
    sharedRows[c] = Math.max(sharedRows[c] ?? 0, table.rowCount);
  }
  standing.sharedUpTo = Math.max(standing.sharedUpTo, table.rowCount);
}

/** A table that may change: one that somebody reads is followed by one over the same columns. */
export function tableToChange(standing: StandingTable): void {
  if (!standing.isShared) return;
  const { feed, rowCount, columns, lines } = standing.table;
  standing.table = {
    feed,
    rowCount,
    columns: columns.map((column) => ({ ...column })),
    lines,
    madeFrom: { earlier: new WeakRef(standing.table), rows: [] },
  };
  standing.isShared = false;
}

/** Lets a row's cell in a column be written: the column is copied if others read that row. */
function ownCell(standing: StandingTable, c: number, row: number): void {
  const { table, sharedRows } = standing;
  if (!(row < sharedRows[c + 1]!)) return;
  sharedRows[c + 1] = 0;
  const column = table.columns[c]!;
  column.values = copyOf(column.values);
  lookAtColumns(standing);
}

function ownLine({ table, sharedRows }: StandingTable, row: number): void {
  if (!(row < sharedRows[0]!)) return;
  sharedRows[0] = 0;
  table.lines = copyOf(table.lines);
}

/** Lets the whole row be written. */
function ownRow(standing: StandingTable, row: number): void {
  if (row >= standing.sharedUpTo) return;
  for (let c = 0; c < standing.table.columns.length; c++) ownCell(standing, c, row);
  ownLine(standing, row);
}

/** Writes what stands in one row over another, and copies no column that stays as it is. */
function overwrite(standing: StandingTable, row: number, from: number): void {
  const { table } = standing;
  for (let c = 0; c < table.columns.length; c++) {
    const { values } = table.columns[c]!;
    if (Object.is(values[row], values[from])) continue;
    ownCell(standing, c, row);
    table.columns[c]!.values[row] = values[from]!;
  }
}

function writeLine(standing: StandingTable, row: number, line: number): void {
  ownLine(standing, row);
  standing.table.lines[row] = line;
}

/** In one go, nothing being cleared before. */
function copyOf<T extends Int32Array | Float64Array | Int8Array>(values: T): T {
  return new (values.constructor as new (from: T) => T)(values);
}

/** The column of an attribute; it is added to a table that lacks it. */
export function attributeColumn(standing: StandingTable, name: string): FactColumn {
  const { table } = standing;
  const known = table.columns.find((column) => column.name === name);
  if (known) return known;
  const added = addFactColumn(table, name, 'text');
  lookAtColumns(standing);
  return added;
}

/** Where each column of `from` stands in the table; attributes that it lacks are added to it. */
export function columnPlaces(standing: StandingTable, from: FactTable): Int32Array {
  return Int32Array.from(from.columns, ({ name }) =>
    standing.table.columns.indexOf(attributeColumn(standing, name)),
  );
}

/** Makes room for so many rows. */
export function reserveStanding(standing: StandingTable, rowCount: number): void {
  if (rowCount < standing.table.lines.length) return;
  reserveCells(standing.table, rowCount + 1);
  if (standing.index.count === 0) standing.index = createRowIndex(rowCount);
  standing.sharedRows = [];
  standing.sharedUpTo = 0;
  lookAtColumns(standing);
}

/** The place behind the last row, where the next one may be written; it has no attributes yet. */
export function placeToWrite(standing: StandingTable): number {
  const last = standing.table.rowCount;
  if (last >= standing.table.lines.length) reserveStanding(standing, last + 1);
  ownRow(standing, last);
  const { columns, feed } = standing.table;
  for (let c = feed.columns.length; c < columns.length; c++) columns[c]!.values[last] = 0;
  return last;
}

export type Became = typeof ROW_NEW | typeof ROW_CHANGED | typeof ROW_UNCHANGED;
/** Compares what stands (its first argument) with what comes, before the row is changed. */
export type Look = (stands: number, comes: number) => void;

/** Keeps the row that was written to `placeToWrite` if its key is new: -1; else the one that has
 * it. */
export function keepOrFind(standing: StandingTable, line: number): number {
  const { table } = standing;
  const last = table.rowCount;
  const earlier = findOrAddRow(standing.index, standing.keys, last);
  if (earlier >= 0) return earlier;
  table.lines[last] = line;
  table.rowCount = last + 1;
  table.madeFrom?.rows.push(last);
  return -1;
}

/** Lets a row be as the one that was written to `placeToWrite`; false = it was so before. */
export function overwriteRow(
  standing: StandingTable,
  row: number,
  line: number,
  look: Look | null,
): boolean {
  const { table } = standing;
  const last = table.rowCount;
  if (sameValues(standing.others, row, last)) return false;
  if (look) look(row, last);
  overwrite(standing, row, last);
  writeLine(standing, row, line);
  table.madeFrom?.rows.push(row);
  return true;
}

/** Takes in the row that was written to `placeToWrite`: where it is if its key is new, else over
 * the one that has it. `at` becomes its place. */
export function settleRow(
  standing: StandingTable,
  line: number,
  at: { row: number },
  look: Look | null,
): Became {
  const earlier = keepOrFind(standing, line);
  if (earlier < 0) {
    at.row = standing.table.rowCount - 1;
    return ROW_NEW;
  }
  at.row = earlier;
  return overwriteRow(standing, earlier, line, look) ? ROW_CHANGED : ROW_UNCHANGED;
}

/** Takes one row of another table in, whose columns stand at `places`. */
export function setRow(
  standing: StandingTable,
  from: FactTable,
  row: number,
  places: Int32Array,
  at: { row: number },
  look: Look | null,
): Became {
  const last = placeToWrite(standing);
  const { columns } = standing.table;
  for (let c = 0; c < places.length; c++) {
    columns[places[c]!]!.values[last] = from.columns[c]!.values[row]!;
  }
  return settleRow(standing, from.lines[row]!, at, look);
}

/** The row with the key that was written to `placeToWrite`; -1 = none. */
export function findWritten(standing: StandingTable): number {
  const last = standing.table.rowCount;
  const found = findOrAddRow(standing.index, standing.keys, last);
  if (found < 0) removeRow(standing.index, standing.keys, last);
  return found;
}

/** The place of the row with the key of `row` in another table of the same feed; -1 = none. */
export function findStanding(standing: StandingTable, from: FactTable, row: number): number {
  const last = placeToWrite(standing);
  const { columns, feed } = standing.table;
  for (let c = 0; c < feed.columns.length; c++) {
    if (feed.columns[c]!.key) columns[c]!.values[last] = from.columns[c]!.values[row]!;
  }
  return findWritten(standing);
}

/** A table with the columns of this one and no rows yet. */
export function tableLike(table: FactTable): FactTable {
  const made = createFactTable(table.feed);
  for (const { name, kind } of table.columns.slice(table.feed.columns.length)) {
    addFactColumn(made, name, kind);
  }
  return made;
}

/** Copies a row behind those of a table that is like this one. */
export function copyRow(from: FactTable, row: number, into: FactTable): void {
  const last = into.rowCount;
  reserveRows(into, last + 1);
  for (let c = 0; c < into.columns.length; c++) {
    into.columns[c]!.values[last] = from.columns[c]!.values[row]!;
  }
  into.lines[last] = from.lines[row]!;
  into.rowCount = last + 1;
}

/** Takes a row away; the last one gets its place. */
export function takeRowAway(standing: StandingTable, row: number): void {
  const { table, index, keys } = standing;
  const last = table.rowCount - 1;
  removeRow(index, keys, row);
  if (row !== last) {
    renumberRow(index, keys, last, row);
    overwrite(standing, row, last);
    writeLine(standing, row, table.lines[last]!);
  }
  table.rowCount = last;
  table.madeFrom?.rows.push(row, last);
}
