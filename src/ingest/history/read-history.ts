// Reads demand history into its summed cells, sorted by item, location, customer (as text) and day.

import { compareText } from '../../base/compare-text.ts';
import type { TextPool } from '../../base/text-pool.ts';
import type { DemandHistory, Facts } from '../../model/facts.ts';
import { FIRST_DAY, formatDay } from '../../units/day.ts';
import { formatQuantity } from '../../units/quantity.ts';
import { decimalsOfItem } from '../item-units.ts';
import { putAside, sortByLine } from '../quarantine.ts';
import type { Refusal } from '../refusals.ts';
import { type FeedFile, readRecords } from '../rows/feed-file.ts';
import type { RowFault } from '../rows/row-state.ts';
import { dropPage } from './cell-pages.ts';
import {
  addHistoryRow,
  bufferSizeFor,
  createHistoryRows,
  type HistoryRows,
  mergeRows,
  type RepeatedRow,
} from './history-cells.ts';
import { createSeriesIndex, type SeriesIndex, seriesOf } from './series-index.ts';

/** Fills facts.demandHistory; the file has been surveyed. */
export async function readHistory(file: FeedFile, facts: Facts): Promise<Refusal | null> {
  const { feed } = file;
  const place = (name: string) => feed.columns.findIndex((column) => column.name === name);
  const item = place('item_id');
  const location = place('location_id');
  const customer = place('customer_id');
  const day = place('date');
  const reference = place('reference');
  const quantity = place('quantity');
  const rest = ['unit_price', 'promotion', 'stockout'].map(place);
  const index = createSeriesIndex();
  const size = bufferSizeFor(file.recordCount);
  const rows = createHistoryRows((row) => repeated(file, index, row), size);
  const refused = await readRecords(file, ({ values }, line) => {
    const date = values[day]!;
    if (date < FIRST_DAY) return noDate();
    const series = seriesOf(index, values[item]!, values[location]!, values[customer]!);
    const content = values[reference] === 0 ? fingerprint(values, quantity, rest) : 0;
    addHistoryRow(rows, series, date - FIRST_DAY, values[quantity]!, content, line);
    return null;
  });
  if (refused) return refused;
  mergeRows(rows);
  sortByLine(file.quarantine);
  facts.demandHistory = sortedHistory(rows, index, facts.pool);
  return null;
}

function noDate(): RowFault {
  const message = 'date is empty; a row of history needs the day it was wanted on. Fill it in.';
  return { column: 'date', value: '', rule: 'required', message };
}

/** A row counted as accepted turns out to repeat a key. */
function repeated(file: FeedFile, index: SeriesIndex, row: RepeatedRow): void {
  if (row.same) {
    file.count.unchanged++;
    return;
  }
  file.count.accepted--;
  file.count.quarantined++;
  const { pool } = file.reader.interner;
  const itemCode = index.item[row.series]!;
  const date = formatDay(row.day + FIRST_DAY);
  const codes = [itemCode, index.location[row.series]!, index.customer[row.series]!];
  const [item, location, customer] = codes.map((code) => pool.texts[code]!);
  const quantity = formatQuantity(row.quantity, decimalsOfItem(file.reader.units, itemCode));
  putAside(
    file.quarantine,
    file.feed,
    row.line,
    '',
    `${item}/${location}/${date}/${customer}/`,
    'duplicate_key',
    'An earlier row has the same item, location, date and customer, no reference either, and ' +
      'other ' +
      `content than this one (quantity ${quantity}); that one is taken. Give each row its ` +
      'reference, or delete one of the two.',
  );
}

const NUMBERS = new Float64Array(1);
const WORDS = new Int32Array(NUMBERS.buffer);

/** 32 bits of a row's content, never 0. */
function fingerprint(values: Float64Array, quantity: number, rest: readonly number[]): number {
  let hash = mix(0x9e3779b9, values[quantity]!);
  for (const column of rest) hash = mix(hash, values[column]!);
  return hash === 0 ? 1 : hash;
}

function mix(hash: number, value: number): number {
  NUMBERS[0] = Number.isNaN(value) ? Number.NaN : value;
  let mixed = Math.imul(hash ^ WORDS[0]!, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13) ^ WORDS[1]!, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 15);
}

/** The cells by series in the order of their texts. Its peak is 20 bytes a cell: pages are given
 * back while they are copied, and days and quantities are put in order one after the other. */
function sortedHistory(rows: HistoryRows, index: SeriesIndex, pool: TextPool): DemandHistory {
  const { pages, cellCount } = rows.cells;
  const start = new Int32Array(index.count + 1);
  const day = new Int32Array(cellCount);
  const quantity = new Float64Array(cellCount);
  let cell = 0;
  for (const page of pages) {
    const left = Math.min(page.size, cellCount - cell);
    for (let at = 0; at < left; at++) {
      start[page.series[at]! + 1]!++;
      day[cell] = page.day[at]! + FIRST_DAY;
      quantity[cell] = page.quantity[at]!;
      cell++;
    }
    dropPage(page);
  }
  for (let series = 0; series < index.count; series++) start[series + 1]! += start[series]!;
  const order = seriesOrder(index, pool);
  const isSorted = order.every((series, place) => series === place);
  const inOrder = (codes: Int32Array) => Int32Array.from(order, (series) => codes[series]!);
  return {
    seriesCount: index.count,
    item: inOrder(index.item),
    location: inOrder(index.location),
    customer: inOrder(index.customer),
    day: isSorted ? day : reordered(day, new Int32Array(cellCount), start, order),
    quantity: isSorted ? quantity : reordered(quantity, new Float64Array(cellCount), start, order),
    start: isSorted ? start : startsInOrder(start, order),
  };
}

/** Copies a column's series in the new order into `into` and gives the old column's memory back. */
function reordered<Column extends Int32Array | Float64Array>(
  column: Column,
  into: Column,
  start: Int32Array,
  order: Int32Array,
): Column {
  let next = 0;
  for (const series of order) {
    const part = column.subarray(start[series]!, start[series + 1]!);
    into.set(part, next);
    next += part.length;
  }
  (column.buffer as ArrayBuffer).transfer(0);
  return into;
}

function startsInOrder(start: Int32Array, order: Int32Array): Int32Array {
  const starts = new Int32Array(start.length);
  for (let place = 0; place < order.length; place++) {
    const series = order[place]!;
    starts[place + 1] = starts[place]! + start[series + 1]! - start[series]!;
  }
  return starts;
}

function seriesOrder(index: SeriesIndex, pool: TextPool): Int32Array {
  const { texts } = pool;
  const byText = (codes: Int32Array, a: number, b: number) =>
    codes[a] === codes[b] ? 0 : compareText(texts[codes[a]!]!, texts[codes[b]!]!);
  return Int32Array.from({ length: index.count }, (_, series) => series).sort(
    (a, b) =>
      byText(index.item, a, b) || byText(index.location, a, b) || byText(index.customer, a, b),
  );
}
