// One line of CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe
// in front; numbers and dates stay as they are.

import { quotedCell } from '../base/csv-cell.ts';

export type CsvCell = string | number | boolean | null | undefined;

const FORMULA_START = /^[=+\-@\t\r]/;

export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  return quotedCell(FORMULA_START.test(cell) ? `'${cell}` : cell);
}
