// Writing and reading feed files as the converter and its test need them: RFC 4180 with a header,
// line feeds, columns in the order given.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type FeedRow = Record<string, string>;

/** Writes `rows` as NAME.csv; a column that a row lacks is an empty cell. */
export function writeFeed(
  folder: string,
  name: string,
  columns: readonly string[],
  rows: readonly FeedRow[],
): void {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  const text = lines.map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
  writeFileSync(join(folder, `${name}.csv`), text);
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A decimal number without exponent, of at most `digits` places and without idle zeros. */
export function decimal(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}

/** Reads what `writeFeed` wrote (one record a line: no cell of these feeds holds a line break). */
export function readFeed(folder: string, name: string): FeedRow[] {
  const lines = readFileSync(join(folder, `${name}.csv`), 'utf8').split('\n');
  const columns = cellsOf(lines[0]!);
  return lines
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const cells = cellsOf(line);
      return Object.fromEntries(columns.map((column, index) => [column, cells[index]!]));
    });
}

function cellsOf(line: string): string[] {
  const cells: string[] = [];
  for (const match of `,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
  }
  return cells;
}
