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
  createPage,
  dropPage,
  pageSize,
} from './cell-pages.ts';

/** A row without a reference whose cell already has one. `same`: it has the same content. */
export interface RepeatedRow {
  line: number;
  series: number;
  day: number; // days since FIRST_DAY
  quantity: number; // smallest units
  same: boolean;
}

/** Rows waiting to be merged, as columns. */
interface RowBuffer {
  size: number; // rows it has room for
  series: Int32Array;
  day: Int32Array; // days since FIRST_DAY, so that they are not negative
  quantity: Float64Array;
  content: Int32Array; // fingerprint, 0 = the row has a reference and is summed
  line: Int32Array;
  orderA: Int32Array;
  orderB: Int32Array;
}

export interface HistoryRows {
  buffer: RowBuffer;
  count: number; // rows in the buffer
  cells: CellPages;
  onRepeated: (row: RepeatedRow) => void;
}

const BUFFER_ROWS = 1 << 18;
const BUFFER_ROWS_MIN = 256;
/** The buffer grows with the cells, so that the work of merging grows in line with the rows; its 36
 * bytes a row are two and a half bytes a cell. */
const CELLS_OF_BUFFER_ROW = 16;

/** Rows to buffer for a file of so many records, as far as is known. */
export function bufferSizeFor(recordCount: number): number {
  return Math.min(BUFFER_ROWS, Math.max(BUFFER_ROWS_MIN, recordCount));
}

export function createHistoryRows(
  onRepeated: HistoryRows['onRepeated'],
  bufferSize = BUFFER_ROWS,
): HistoryRows {
  return { buffer: createBuffer(bufferSize), count: 0, cells: createCellPages(), onRepeated };
}

function createBuffer(size: number): RowBuffer {
  return {
    size,
    series: new Int32Array(size),
    day: new Int32Array(size),
    quantity: new Float64Array(size),
    content: new Int32Array(size),
    line: new Int32Array(size),
    orderA: new Int32Array(size),
    orderB: new Int32Array(size),
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
  if (rows.count === rows.buffer.size) makeRoom(rows);
  const { buffer } = rows;
  const row = rows.count++;
  buffer.series[row] = series;
  buffer.day[row] = day;
  buffer.quantity[row] = quantity;
  buffer.content[row] = content;
  buffer.line[row] = line;
}

function makeRoom(rows: HistoryRows): void {
  mergeRows(rows);
  const wanted = Math.floor(rows.cells.cellCount / CELLS_OF_BUFFER_ROW);
  if (wanted > rows.buffer.size * 1.5) rows.buffer = createBuffer(wanted);
}

/** Where the next cell is written to. */
interface Cursor {
  page: CellPage | null;
  at: number; // within the page
  size: number; // cells of a new page
}

/** Merges the buffered rows into the cells; the buffer is empty afterwards. */
export function mergeRows(rows: HistoryRows): void {
  const { count, buffer, cells } = rows;
  if (count === 0) return;
  const { series, day } = buffer;
  const order = radixOrder(series, day, count, buffer.orderA, buffer.orderB);
  const out: Cursor = { page: null, at: 0, size: pageSize(cells.cellCount + count) };
  if (isBehindAll(cells, out, series[order[0]!]!, day[order[0]!]!)) {
    for (let next = 0; next < count; next++) mergeRow(rows, out, order[next]!);
  } else mergeAll(rows, order, out);
  rows.count = 0;
}

/** Whether (series, day) is not before the last cell; `out` then stands behind that cell. */
function isBehindAll(cells: CellPages, out: Cursor, series: number, day: number): boolean {
  const { pages, cellCount } = cells;
  const last = pages.at(-1);
  if (!last) return true;
  let before = 0;
  for (const page of pages) if (page !== last) before += page.size;
  const at = cellCount - before - 1;
  const lastSeries = last.series[at]!;
  if (series < lastSeries || (series === lastSeries && day < last.day[at]!)) return false;
  out.page = last;
  out.at = at + 1;
  return true;
}

/** Writes all cells anew, the old ones and the buffered rows in one order. */
function mergeAll(rows: HistoryRows, order: Int32Array, out: Cursor): void {
  const { count, cells } = rows;
  const { series, day } = rows.buffer;
  const old = cells.pages;
  let oldLeft = cells.cellCount;
  cells.pages = [];
  cells.cellCount = 0;
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
    if (oldAt === page.size || oldLeft === 0) {
      dropPage(page);
      oldPage++;
      oldAt = 0;
    }
  }
}

/** Adds the row to the last cell written when that is its own, else writes a new one. */
function mergeRow(rows: HistoryRows, out: Cursor, row: number): void {
  const series = rows.buffer.series[row]!;
  const day = rows.buffer.day[row]!;
  const quantity = rows.buffer.quantity[row]!;
  const content = rows.buffer.content[row]!;
  const { page } = out;
  const last = out.at - 1;
  if (page === null || page.series[last] !== series || page.day[last] !== day) {
    writeCell(rows.cells, out, series, day, quantity, content);
    return;
  }
  if (content !== 0 && page.content[last] !== 0) {
    const same = page.content[last] === content;
    rows.onRepeated({ line: rows.buffer.line[row]!, series, day, quantity, same });
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
  if (out.page === null || out.at === out.page.size) {
    out.page = createPage(out.size);
    cells.pages.push(out.page);
    out.at = 0;
  }
  const { page } = out;
  page.series[out.at] = series;
  page.day[out.at] = day;
  page.quantity[out.at] = quantity;
  page.content[out.at] = content;
  out.at++;
  cells.cellCount++;
}
