// Aligned tables: numbers right, text left, one column that wraps. On a narrow terminal the least
// needed columns give way; in a pipe every row is one line, however long.

import { displayWidth, printable, splitAtWidth } from './display-width.ts';
import type { Paint, Screen } from './screen.ts';

export interface TableColumn<Row> {
  head: string;
  cell: (row: Row) => string;
  align?: 'right';
  wraps?: true; // takes the room that the others leave
  dispensable?: number; // the greatest is left out first when there is no room
  paint?: (row: Row) => Paint | Paint[] | undefined;
}

const GAP = '  ';
const WRAPPED_WIDTH_GOOD = 24; // less, and another column is left out
const WRAPPED_WIDTH_MIN = 10;

/** The table's lines, each ended by a line feed. */
export function table<Row>(
  screen: Screen,
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
): string {
  const { shown, widths } = layOut(columns, rows, screen.width);
  const heads = shown.map((column, at) => pad(printable(column.head), widths[at], column.align));
  const head = heads.join(GAP).trimEnd();
  const lines = rows.flatMap((row) => rowLines(screen, shown, widths, row));
  return [screen.paint('dim', head), ...lines].map((line) => `${line}\n`).join('');
}

function layOut<Row>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  width: number,
): { shown: TableColumn<Row>[]; widths: number[] } {
  const shown = [...columns];
  for (;;) {
    const widths = shown.map((column) =>
      rows.reduce(
        (width, row) => Math.max(width, displayWidth(printable(column.cell(row)))),
        displayWidth(column.head),
      ),
    );
    const gaps = GAP.length * (shown.length - 1);
    const wrapped = shown.findIndex((column) => column.wraps);
    const others = widths.reduce((sum, each, at) => (at === wrapped ? sum : sum + each), gaps);
    const room = width - others;
    const needed = wrapped < 0 ? 0 : Math.min(widths[wrapped], WRAPPED_WIDTH_GOOD);
    if (room >= needed || !dropOne(shown)) {
      if (wrapped >= 0) {
        widths[wrapped] = Math.min(widths[wrapped], Math.max(WRAPPED_WIDTH_MIN, room));
      }
      return { shown, widths };
    }
  }
}

/** Leaves out the least needed column; false when none may go. */
function dropOne<Row>(shown: TableColumn<Row>[]): boolean {
  let worst = -1;
  for (let at = 0; at < shown.length; at++) {
    const rank = shown[at].dispensable;
    if (rank !== undefined && (worst < 0 || rank > (shown[worst].dispensable ?? 0))) worst = at;
  }
  if (worst < 0) return false;
  shown.splice(worst, 1);
  return true;
}

function rowLines<Row>(
  screen: Screen,
  columns: readonly TableColumn<Row>[],
  widths: readonly number[],
  row: Row,
): string[] {
  const cells = columns.map((column, at) =>
    column.wraps ? wrap(printable(column.cell(row)), widths[at]) : [printable(column.cell(row))],
  );
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) => {
    const last = columns.length - 1;
    const parts = columns.map((column, at) => {
      const text = cells[at][line] ?? '';
      const padded = at === last && !column.align ? text : pad(text, widths[at], column.align);
      const how = column.paint?.(row);
      return how === undefined || text === '' ? padded : screen.paint(how, padded);
    });
    return parts.join(GAP).trimEnd();
  });
}

function pad(text: string, width: number, align: 'right' | undefined): string {
  const room = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'right' ? room + text : text + room;
}

/** Lines no wider than asked, broken between words; a longer word is broken where it must be. */
export function wrap(text: string, width: number): string[] {
  if (displayWidth(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (let word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    while (displayWidth(word) > width) {
      const [head, rest] = splitAtWidth(word, width);
      if (rest === '') break;
      lines.push(head);
      word = rest;
    }
    line = word;
  }
  return [...lines, line];
}
