// Rows that PostgreSQL sends in its binary COPY format, taken into a fact table as they arrive: the
// columns of `versionColumns`, in pieces of any size.

import { type ByteInterner, internBytes, internText } from '../../../ingest/rows/byte-interner.ts';
import { addFactColumn, type FactTable } from '../../../model/fact-table.ts';
import { NO_DAY } from '../../../units/day.ts';
import { DAYS_TO_2000, type DecimalsOf, MS_TO_2000 } from './copy-encode.ts';
import { storedKind } from './fact-columns.ts';

export interface DecodedVersion {
  position: number;
  set: boolean;
}

export interface RowDecoder {
  /** Takes the next piece; calls `take` for each row, which then stands in row 0 of the table. */
  push(piece: Uint8Array): void;
  /** After the last piece: throws when the stream was cut. */
  end(): void;
}

const HEAD_SIZE = 19;
const TEXT_DECODER = new TextDecoder();

/** What decoding works with. */
interface Decoding {
  table: FactTable;
  readers: ColumnReader[];
  interner: ByteInterner;
  decimalsOf: DecimalsOf;
  version: DecodedVersion;
  take: (version: DecodedVersion) => void;
  sawHead: boolean;
  sawTail: boolean;
}

/** `table` needs room for one row. Quantities become whole smallest units again. */
export function createRowDecoder(
  table: FactTable,
  interner: ByteInterner,
  decimalsOf: DecimalsOf,
  take: (version: DecodedVersion) => void,
): RowDecoder {
  const decoding: Decoding = {
    table,
    readers: columnReaders(table),
    interner,
    decimalsOf,
    version: { position: 0, set: true },
    take,
    sawHead: false,
    sawTail: false,
  };
  let rest = new Uint8Array(0);
  return {
    push(piece) {
      const bytes = rest.length === 0 ? piece : joined(rest, piece);
      const taken = decode(decoding, bytes);
      rest = taken === bytes.length ? new Uint8Array(0) : bytes.slice(taken);
    },
    end() {
      if (!decoding.sawTail) throw new Error('The rows sent by the database were cut off.');
    },
  };
}

/** Takes all whole rows; answers how many bytes they were. */
function decode(decoding: Decoding, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  if (!decoding.sawHead) {
    if (bytes.length < HEAD_SIZE) return 0;
    decoding.sawHead = true;
    at = HEAD_SIZE + view.getInt32(HEAD_SIZE - 4);
  }
  for (;;) {
    if (at + 2 > bytes.length) return at;
    const fieldCount = view.getInt16(at);
    if (fieldCount < 0) {
      decoding.sawTail = true;
      return at + 2;
    }
    const end = endOfRow(view, at + 2, fieldCount, bytes.length);
    if (end < 0) return at;
    readRow(decoding, bytes, view, at + 2);
    decoding.take(decoding.version);
    at = end;
  }
}

function readRow(decoding: Decoding, bytes: Uint8Array, view: DataView, start: number): void {
  const { table, readers, interner, decimalsOf, version } = decoding;
  let at = start + 8; // org_id
  version.position = view.getInt32(at + 4) * 4294967296 + view.getUint32(at + 8);
  at += 12 + 8; // v_position, v_row
  version.set = bytes[at + 4] === 1;
  at += 5;
  table.lines[0] = view.getInt32(at + 4);
  at += 8;
  for (let c = 0; c < readers.length; c++) {
    const size = view.getInt32(at);
    at += 4;
    readCell(readers[c]!, interner, bytes, view, at, size);
    if (size > 0) at += size;
  }
  for (let c = readers.length; c < table.columns.length; c++) table.columns[c]!.values[0] = 0;
  const size = view.getInt32(at);
  if (size > 0) readAttributes(table, interner, bytes.subarray(at + 5, at + 4 + size));
  for (const { values, item } of readers) {
    if (item === null || Number.isNaN(values[0]!)) continue;
    values[0] = smallestUnits(values[0]!, 10 ** decimalsOf(item[0]!));
  }
}

/** Whole, but where the feed keeps fractions of a smallest unit: they came with fifteen digits. */
function smallestUnits(quantity: number, scale: number): number {
  const whole = Math.round(quantity * scale);
  return whole / scale === quantity ? whole : Number((quantity * scale).toPrecision(15));
}

function readCell(
  { kind, values }: ColumnReader,
  interner: ByteInterner,
  bytes: Uint8Array,
  view: DataView,
  at: number,
  size: number,
): void {
  if (kind === 'text') values[0] = size <= 0 ? 0 : internBytes(interner, bytes, at, at + size);
  else if (kind === 'date') values[0] = size < 0 ? NO_DAY : view.getInt32(at) + DAYS_TO_2000;
  else if (kind === 'flag') values[0] = size < 0 ? -1 : bytes[at]!;
  else if (size < 0) values[0] = Number.NaN;
  else if (kind === 'number') values[0] = view.getFloat64(at);
  else {
    const microseconds = view.getInt32(at) * 4294967296 + view.getUint32(at + 4);
    values[0] = microseconds / 1000 + MS_TO_2000;
  }
}

interface ColumnReader {
  kind: ReturnType<typeof storedKind>;
  values: Int32Array | Float64Array | Int8Array;
  item: Int32Array | null; // of a quantity: the item that it is of
}

function columnReaders(table: FactTable): ColumnReader[] {
  const { feed, columns } = table;
  return feed.columns.map((column, at) => {
    const item = feed.columns.findIndex(({ name }) => name === (column.itemColumn ?? 'item_id'));
    const isScaled = column.kind === 'quantity' && item >= 0;
    return {
      kind: storedKind(column),
      values: columns[at]!.values,
      item: isScaled ? (columns[item]!.values as Int32Array) : null,
    };
  });
}

function endOfRow(view: DataView, start: number, fieldCount: number, length: number): number {
  let at = start;
  for (let field = 0; field < fieldCount; field++) {
    if (at + 4 > length) return -1;
    const size = view.getInt32(at);
    at += 4 + (size > 0 ? size : 0);
  }
  return at > length ? -1 : at;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function readAttributes(table: FactTable, interner: ByteInterner, bytes: Uint8Array): void {
  const given = JSON.parse(TEXT_DECODER.decode(bytes)) as Record<string, string>;
  for (const [name, text] of Object.entries(given)) {
    const at = table.columns.findIndex((column) => column.name === name);
    const column = at < 0 ? addFactColumn(table, name, 'text') : table.columns[at]!;
    column.values[0] = internText(interner, text);
  }
}
