// Sums demand history by (item-location, customer, day) in memory that is bounded by the distinct
// cells: 20 bytes a cell and 20 a series, beside a fixed buffer of rows, however many rows come.
// Rows wait in the buffer, are sorted, and are merged into the sorted cells.
//
// Rows with a reference are summed. A row without one is the only one of its key: the same content
// again is unchanged, other content is put aside. Contents are compared by a fingerprint of 32
// bits, so one in four billion pairs of different rows passes for the same; rows with a reference
// are not remembered one by one, so a repeated one is summed twice (docs/guide/demand-history.md).

import { radixOrder } from '../../base/radix-order.ts';
import {
  type CellPage,
  type CellPages,
  createCellPages,
  PAGE_CELLS,
  takePage,
} from './cell-pages.ts';

/** A row without a reference whose cell already has one. `same`: it has the same content. */
export interface RepeatedRow {
  line: number;
  series: number;
  day: number; // days since FIRST_DAY
  quantity: number; // smallest units
  same: boolean;
}

export interface HistoryRows {
  bufferSize: number; // rows
  count: number; // rows in the buffer
  series: Int32Array;
  day: Int32Array; // days since FIRST_DAY, so that they are not negative
  quantity: Float64Array;
  content: Int32Array; // fingerprint, 0 = the row has a reference and is summed
  line: Int32Array;
  orderA: Int32Array;
  orderB: Int32Array;
  cells: CellPages;
  onRepeated: (row: RepeatedRow) => void;
}

export const BUFFER_ROWS = 1 << 18;

export function createHistoryRows(
  onRepeated: HistoryRows['onRepeated'],
  bufferSize = BUFFER_ROWS,
): HistoryRows {
  return {
    bufferSize,
    count: 0,
    series: new Int32Array(bufferSize),
    day: new Int32Array(bufferSize),
    quantity: new Float64Array(bufferSize),
    content: new Int32Array(bufferSize),
    line: new Int32Array(bufferSize),
    orderA: new Int32Array(bufferSize),
    orderB: new Int32Array(bufferSize),
    cells: createCellPages(),
    onRepeated,
  };
}

export function addHistoryRow(
  rows: HistoryRows,
  series: number,
  day: number,
  quantity: number,
  content: number,
  line: number,
): void {
  if (rows.count === rows.bufferSize) mergeRows(rows);
  const row = rows.count++;
  rows.series[row] = series;
  rows.day[row] = day;
  rows.quantity[row] = quantity;
  rows.content[row] = content;
  rows.line[row] = line;
}

/** Where the next cell is written to. */
interface Cursor {
  page: CellPage | null;
  at: number; // within the page
}

/** Merges the buffered rows into the cells; the buffer is empty afterwards. */
export function mergeRows(rows: HistoryRows): void {
  const { count, series, day, cells } = rows;
  if (count === 0) return;
  const order = radixOrder(series, day, count, rows.orderA, rows.orderB);
  const old = cells.pages;
  let oldLeft = cells.cellCount;
  cells.pages = [];
  cells.cellCount = 0;
  const out: Cursor = { page: null, at: PAGE_CELLS };
  let oldPage = 0;
  let oldAt = 0;
  let next = 0;
  while (next < count || oldLeft > 0) {
    const row = next < count ? order[next]! : -1;
    const page = oldLeft > 0 ? old[oldPage]! : null;
    // The old cell goes first when its key is not behind the row's.
    const isOldFirst =
      page !== null &&
      (row < 0 ||
        page.series[oldAt]! < series[row]! ||
        (page.series[oldAt] === series[row] && page.day[oldAt]! <= day[row]!));
    if (!isOldFirst) {
      mergeRow(rows, out, row);
      next++;
      continue;
    }
    const { series: s, day: d, quantity: q, content: c } = page;
    writeCell(cells, out, s[oldAt]!, d[oldAt]!, q[oldAt]!, c[oldAt]!);
    oldAt++;
    oldLeft--;
    if (oldAt === PAGE_CELLS || oldLeft === 0) {
      cells.free.push(page);
      oldPage++;
      oldAt = 0;
    }
  }
  rows.count = 0;
}

/** Adds the row to the last cell written when that is its own, else writes a new one. */
function mergeRow(rows: HistoryRows, out: Cursor, row: number): void {
  const series = rows.series[row]!;
  const day = rows.day[row]!;
  const quantity = rows.quantity[row]!;
  const content = rows.content[row]!;
  const { page } = out;
  const last = out.at - 1;
  if (page === null || page.series[last] !== series || page.day[last] !== day) {
    writeCell(rows.cells, out, series, day, quantity, content);
    return;
  }
  if (content !== 0 && page.content[last] !== 0) {
    const same = page.content[last] === content;
    rows.onRepeated({ line: rows.line[row]!, series, day, quantity, same });
    return;
  }
  page.quantity[last]! += quantity;
  if (content !== 0) page.content[last] = content;
}

function writeCell(
  cells: CellPages,
  out: Cursor,
  series: number,
  day: number,
  quantity: number,
  content: number,
): void {
  if (out.at === PAGE_CELLS) {
    out.page = takePage(cells);
    cells.pages.push(out.page);
    out.at = 0;
  }
  const page = out.page!;
  page.series[out.at] = series;
  page.day[out.at] = day;
  page.quantity[out.at] = quantity;
  page.content[out.at] = content;
  out.at++;
  cells.cellCount++;
}
