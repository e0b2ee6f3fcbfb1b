// Shows the program's JSON in the columns of an expected table: dotted names reach into nested
// values, `*_day` gives a date as days after as_of, and lists are written into one cell.

import type { ExpectedTable } from './expected-tables.ts';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

export const MISSING_FIELD = '(no such field)';

/** The rows of the document that a table speaks of, each with the table's columns as text. */
export function projectRows(table: ExpectedTable, document: JsonObject): string[][] {
  const asOf = String(document.as_of);
  const datesAsDays = !table.rows.some((row) => row.some((cell) => /@\d{4}-/.test(cell)));
  const cell = (row: JsonObject, column: string): string => {
    if (column === 'deliveries') return deliveriesCell(row, datesAsDays ? asOf : undefined);
    if (column === 'constraints') return constraintsCell(row);
    if (column === 'exceptions') return String(list(row, 'exceptions').length);
    const isDay = /(^|[._])day$/.test(column);
    const value = reach(row, isDay ? column.replace(/day$/, 'date') : column);
    if (value === undefined) return MISSING_FIELD;
    if (value === null || value === '') return '-';
    if (isDay && typeof value === 'string') return dayAfter(asOf, value);
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  return rowsOf(table, document).map((row) => table.columns.map((column) => cell(row, column)));
}

function rowsOf(table: ExpectedTable, document: JsonObject): JsonObject[] {
  if (table.kind === 'balances') {
    const [item, location] = table.subject;
    return list(document, 'balances').filter(
      (row) => row.item_id === item && row.location_id === location,
    );
  }
  if (table.kind === 'buildable') return list(document, 'orders').flatMap(missingPartRows);
  if (table.kind === 'exceptions') return exceptionRows(document);
  return list(document, table.kind);
}

/** One row for each missing part; an order that lacks nothing is one row. */
function missingPartRows(order: JsonObject): JsonObject[] {
  const missing = list(order, 'missing');
  return missing.length === 0
    ? [{ ...order, missing: null }]
    : missing.map((part) => ({ ...order, missing: part }));
}

/** Exceptions with the number of their case (1 = first), null without one. */
function exceptionRows(document: JsonObject): JsonObject[] {
  const caseOf = new Map<number, number>();
  list(document, 'cases').forEach((planCase, i) => {
    for (const index of planCase.exceptions as number[]) caseOf.set(index, i + 1);
  });
  return list(document, 'exceptions').map((row, i) => ({ ...row, case: caseOf.get(i) ?? null }));
}

export function list(row: JsonObject, name: string): JsonObject[] {
  const value = row[name];
  if (!Array.isArray(value)) throw new Error(`the answer has no list ${name}`);
  return value as JsonObject[];
}

/** A nested value; null where the way to it ends in null, undefined where a field is absent. */
export function reach(row: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = row;
  for (const name of path.split('.')) {
    if (value === null) return null;
    if (typeof value !== 'object' || Array.isArray(value)) return undefined;
    value = value[name];
    if (value === undefined) return undefined;
  }
  return value;
}

function deliveriesCell(row: JsonObject, asOf: string | undefined): string {
  const parts = list(row, 'deliveries').map(({ date, quantity }) => {
    const day = asOf === undefined ? String(date) : dayAfter(asOf, String(date));
    return `${quantity}@${day}`;
  });
  return parts.length === 0 ? '-' : parts.join(' + ');
}

function constraintsCell(row: JsonObject): string {
  const kinds = new Set(list(row, 'constraints').map(({ kind }) => String(kind)));
  return kinds.size === 0 ? '-' : [...kinds].join(' + ');
}

/** `d6` for the sixth day after as_of. */
export function dayAfter(asOf: string, date: string): string {
  const days = (Date.parse(date) - Date.parse(asOf)) / 86_400_000;
  return Number.isInteger(days) ? `d${days}` : date;
}
