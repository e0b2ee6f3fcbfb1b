// Rows of a fact table as PostgreSQL's binary COPY format (PostgreSQL manual, COPY, "Binary
// Format"; dates are days since 2000-01-01, instants microseconds since then).

import type { FactTable } from '../../../model/fact-table.ts';
import { NO_DAY } from '../../../units/day.ts';
import { isNeverNull, storedKind } from './fact-columns.ts';

export const DAYS_TO_2000 = 10957;
export const MS_TO_2000 = DAYS_TO_2000 * 86_400_000;

/** Decimals of an item by its pool code, so that quantities are kept in base units. */
export type DecimalsOf = (itemCode: number) => number;

export interface EncodedRows {
  orgId: number;
  position: number;
  firstRow: number; // v_row of the first
  set: boolean; // false: the rows are closed
  table: FactTable;
  rows: Int32Array; // which rows of the table
  decimalsOf: DecimalsOf;
  texts: readonly string[]; // the pool
}

const SIGNATURE = Uint8Array.from([
  0x50, 0x47, 0x43, 0x4f, 0x50, 0x59, 0x0a, 0xff, 0x0d, 0x0a, 0x00, 0, 0, 0, 0, 0, 0, 0, 0,
]);
const CHUNK_SIZE = 64 * 1024;

/** Bytes to be written, chunk by chunk. */
interface Writer {
  bytes: Uint8Array;
  view: DataView;
  at: number;
}

function createWriter(size: number): Writer {
  const bytes = new Uint8Array(size);
  return { bytes, view: new DataView(bytes.buffer), at: 0 };
}

function reserve(writer: Writer, size: number): void {
  if (writer.at + size <= writer.bytes.length) return;
  const larger = new Uint8Array(Math.max(writer.bytes.length * 2, writer.at + size));
  larger.set(writer.bytes.subarray(0, writer.at));
  writer.bytes = larger;
  writer.view = new DataView(larger.buffer);
}

function writeInt(writer: Writer, value: number): void {
  writer.view.setInt32(writer.at, 4);
  writer.view.setInt32(writer.at + 4, value);
  writer.at += 8;
}

function writeWide(writer: Writer, value: number): void {
  const { view, at } = writer;
  view.setInt32(at, 8);
  view.setInt32(at + 4, Math.floor(value / 4294967296));
  view.setUint32(at + 8, value >>> 0 === value ? value : lowWord(value));
  writer.at += 12;
}

function lowWord(value: number): number {
  return value - Math.floor(value / 4294967296) * 4294967296;
}

function writeFlag(writer: Writer, value: boolean): void {
  writer.view.setInt32(writer.at, 1);
  writer.bytes[writer.at + 4] = value ? 1 : 0;
  writer.at += 5;
}

function writeNull(writer: Writer): void {
  writer.view.setInt32(writer.at, -1);
  writer.at += 4;
}

function writeDouble(writer: Writer, value: number): void {
  writer.view.setInt32(writer.at, 8);
  writer.view.setFloat64(writer.at + 4, value);
  writer.at += 12;
}

const ENCODER = new TextEncoder();

function writeText(writer: Writer, text: string, prefix: number): void {
  reserve(writer, 5 + text.length * 3);
  const start = writer.at + 4 + (prefix > 0 ? 1 : 0);
  if (prefix > 0) writer.bytes[writer.at + 4] = prefix;
  const end = encode(writer, text, start);
  writer.view.setInt32(writer.at, end - writer.at - 4);
  writer.at = end;
}

/** Short texts of plain letters, as most ids are, need no encoder. */
function encode(writer: Writer, text: string, start: number): number {
  const { bytes } = writer;
  const { length } = text;
  if (length < 64) {
    let i = 0;
    for (; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) break;
      bytes[start + i] = code;
    }
    if (i === length) return start + length;
  }
  return start + ENCODER.encodeInto(text, bytes.subarray(start)).written;
}

/** How one column of the table is written. */
interface ColumnWriter {
  kind: ReturnType<typeof storedKind>;
  values: { readonly [row: number]: number };
  itemCodes: { readonly [row: number]: number } | null; // of a quantity: the item it is of
  neverNull: boolean;
}

function columnWriters(table: FactTable): ColumnWriter[] {
  const { feed, columns } = table;
  return feed.columns.map((column, at) => {
    const item = feed.columns.findIndex(({ name }) => name === (column.itemColumn ?? 'item_id'));
    const isScaled = column.kind === 'quantity' && item >= 0;
    return {
      kind: storedKind(column),
      values: columns[at]!.values,
      itemCodes: isScaled ? columns[item]!.values : null,
      neverNull: isNeverNull(feed, column),
    };
  });
}

/** The rows in pieces of some 64 KiB, with the format's head and tail. */
export function* encodeRows(batches: readonly EncodedRows[]): Generator<Uint8Array> {
  let writer = createWriter(CHUNK_SIZE * 2);
  writer.bytes.set(SIGNATURE);
  writer.at = SIGNATURE.length;
  for (const batch of batches) {
    const writers = columnWriters(batch.table);
    for (let i = 0; i < batch.rows.length; i++) {
      writeRow(writer, batch, writers, batch.rows[i]!, batch.firstRow + i);
      if (writer.at < CHUNK_SIZE) continue;
      yield writer.bytes.subarray(0, writer.at);
      writer = createWriter(CHUNK_SIZE * 2);
    }
  }
  reserve(writer, 2);
  writer.view.setInt16(writer.at, -1);
  yield writer.bytes.subarray(0, writer.at + 2);
}

const FIXED_SIZE = 12; // the most that a column of fixed width takes

function writeRow(
  writer: Writer,
  batch: EncodedRows,
  writers: readonly ColumnWriter[],
  row: number,
  rowOfEntry: number,
): void {
  const { table, texts } = batch;
  reserve(writer, 2 + (writers.length + 6) * FIXED_SIZE);
  writer.view.setInt16(writer.at, writers.length + 6);
  writer.at += 2;
  writeInt(writer, batch.orgId);
  writeWide(writer, batch.position);
  writeInt(writer, rowOfEntry);
  writeFlag(writer, batch.set);
  writeInt(writer, table.lines[row]!);
  for (let c = 0; c < writers.length; c++) {
    const { kind, values, itemCodes, neverNull } = writers[c]!;
    const value = values[row]!;
    if (kind === 'text') {
      if (value === 0 && !neverNull) writeNull(writer);
      else writeText(writer, texts[value]!, 0);
      reserve(writer, (writers.length - c + 1) * FIXED_SIZE);
    } else if (kind === 'date') {
      if (value === NO_DAY) writeNull(writer);
      else writeInt(writer, value - DAYS_TO_2000);
    } else if (kind === 'flag') {
      if (value < 0) writeNull(writer);
      else writeFlag(writer, value === 1);
    } else if (Number.isNaN(value)) writeNull(writer);
    else if (kind === 'instant') writeWide(writer, (value - MS_TO_2000) * 1000);
    else if (itemCodes === null) writeDouble(writer, value);
    else writeDouble(writer, value / 10 ** batch.decimalsOf(itemCodes[row]!));
  }
  const attributes = attributesOf(table, row, texts);
  if (attributes === null) writeNull(writer);
  else writeText(writer, attributes, 1); // 1: the version of the binary form of jsonb
}

function attributesOf(table: FactTable, row: number, texts: readonly string[]): string | null {
  let found: Record<string, string> | null = null;
  for (let c = table.feed.columns.length; c < table.columns.length; c++) {
    const code = table.columns[c]!.values[row]!;
    if (code === 0) continue;
    found ??= Object.create(null) as Record<string, string>;
    found[table.columns[c]!.name] = texts[code]!;
  }
  return found === null ? null : JSON.stringify(found);
}
