// Rows that PostgreSQL sends in its binary COPY format, written straight into the standing table of
// a feed as they arrive: the columns of `readColumns`, in pieces of any size.

import { type ByteInterner, internBytes, internText } from '../../../ingest/rows/byte-interner.ts';
import {
  attributeColumn,
  placeToWrite,
  type StandingTable,
} from '../../../ingest/standing/standing-table.ts';
import { NO_DAY } from '../../../units/day.ts';
import { DAYS_TO_2000, type DecimalsOf, MS_TO_2000 } from './copy-encode.ts';
import { type StoredKind, storedKind } from './fact-columns.ts';

export interface DecodedVersion {
  position: number;
  set: boolean;
  line: number;
}

export interface RowDecoder {
  /** Takes the next piece; calls `take` for each row, which stands behind the last row of the
   * table (`placeToWrite`) and is lost if `take` does not settle it. */
  push(piece: Uint8Array): void;
  /** After the last piece: throws when the stream was cut. */
  end(): void;
}

const HEAD_SIZE = 19;
const TEXT_DECODER = new TextDecoder();
const POWERS_OF_TEN = Float64Array.from({ length: 16 }, (_, decimals) => 10 ** decimals);

/** What decoding works with. */
interface Decoding {
  into: StandingTable;
  readers: ColumnReader[];
  arraysVersion: number; // of the table, when the readers looked at its columns
  interner: ByteInterner;
  decimalsOf: DecimalsOf;
  version: DecodedVersion;
  take: (version: DecodedVersion) => void;
  bytes: Uint8Array<ArrayBuffer>; // not yet taken: from 0 to `length`
  view: DataView;
  length: number;
  sawHead: boolean;
  sawTail: boolean;
}

/** Quantities become whole smallest units again. */
export function createRowDecoder(
  into: StandingTable,
  interner: ByteInterner,
  decimalsOf: DecimalsOf,
  take: (version: DecodedVersion) => void,
): RowDecoder {
  const bytes = new Uint8Array(0);
  const decoding: Decoding = {
    into,
    readers: columnReaders(into),
    arraysVersion: into.arraysVersion,
    interner,
    decimalsOf,
    version: { position: 0, set: true, line: 0 },
    take,
    bytes,
    view: new DataView(bytes.buffer),
    length: 0,
    sawHead: false,
    sawTail: false,
  };
  return {
    push(piece) {
      addPiece(decoding, piece);
      const taken = decode(decoding);
      decoding.bytes.copyWithin(0, taken, decoding.length);
      decoding.length -= taken;
    },
    end() {
      if (!decoding.sawTail) throw new Error('The rows sent by the database were cut off.');
    },
  };
}

/** Puts the piece behind what is left of the ones before. */
function addPiece(decoding: Decoding, piece: Uint8Array): void {
  const length = decoding.length + piece.length;
  if (length > decoding.bytes.length) {
    const larger = new Uint8Array(length * 2);
    larger.set(decoding.bytes.subarray(0, decoding.length));
    decoding.bytes = larger;
    decoding.view = new DataView(larger.buffer);
  }
  decoding.bytes.set(piece, decoding.length);
  decoding.length = length;
  for (const reader of decoding.readers) reader.size = -1; // the bytes of the last text have moved
}

/** Takes all whole rows; answers how many bytes they were. */
function decode(decoding: Decoding): number {
  const { view, length } = decoding;
  let at = 0;
  if (!decoding.sawHead) {
    if (length < HEAD_SIZE) return 0;
    decoding.sawHead = true;
    at = HEAD_SIZE + view.getInt32(HEAD_SIZE - 4);
  }
  for (;;) {
    if (at + 2 > length) return at;
    if (view.getInt16(at) < 0) {
      decoding.sawTail = true;
      return at + 2;
    }
    const end = readRow(decoding, at + 2);
    if (end < 0) return at;
    decoding.take(decoding.version);
    at = end;
  }
}

const VERSION_SIZE = 12 + 5 + 8; // v_position, v_set, v_line, each behind its length

/** Writes the row that begins at `start` behind the last one of the table; answers where it ends,
 * -1 = its end has not come yet. */
function readRow(decoding: Decoding, start: number): number {
  const { into, readers, interner, decimalsOf, version, bytes, view, length } = decoding;
  let at = start + VERSION_SIZE;
  if (at > length) return -1;
  version.position = view.getInt32(start + 4) * 4294967296 + view.getUint32(start + 8);
  version.set = bytes[start + 16] === 1;
  version.line = view.getInt32(start + 21);
  const row = placeToWrite(into);
  if (decoding.arraysVersion !== into.arraysVersion) lookAgain(decoding);
  for (let c = 0; c < readers.length; c++) {
    if (at + 4 > length) return -1;
    const size = view.getInt32(at);
    at += 4;
    if (size > length - at) return -1;
    readCell(readers[c]!, row, interner, bytes, view, at, size);
    if (size > 0) at += size;
  }
  if (at + 4 > length) return -1;
  const size = view.getInt32(at);
  at += 4;
  if (size > length - at) return -1;
  if (size > 0) readAttributes(into, row, interner, bytes.subarray(at + 1, at + size));
  for (let c = 0; c < readers.length; c++) {
    const { item, values } = readers[c]!;
    if (item === null || Number.isNaN(values[row]!)) continue;
    values[row] = smallestUnits(values[row]!, POWERS_OF_TEN[decimalsOf(item[row]!)]!);
  }
  return size > 0 ? at + size : at;
}

/** Whole, but where the feed keeps fractions of a smallest unit: they came with fifteen digits. */
function smallestUnits(quantity: number, scale: number): number {
  const whole = Math.round(quantity * scale);
  return whole / scale === quantity ? whole : Number((quantity * scale).toPrecision(15));
}

function readCell(
  reader: ColumnReader,
  row: number,
  interner: ByteInterner,
  bytes: Uint8Array,
  view: DataView,
  at: number,
  size: number,
): void {
  const { kind, values } = reader;
  if (kind === 'text') values[row] = size <= 0 ? 0 : readText(reader, interner, bytes, at, size);
  else if (kind === 'date') values[row] = size < 0 ? NO_DAY : view.getInt32(at) + DAYS_TO_2000;
  else if (kind === 'flag') values[row] = size < 0 ? -1 : bytes[at]!;
  else if (size < 0) values[row] = Number.NaN;
  else if (kind === 'number') values[row] = view.getFloat64(at);
  else {
    const microseconds = view.getInt32(at) * 4294967296 + view.getUint32(at + 4);
    values[row] = microseconds / 1000 + MS_TO_2000;
  }
}

/** Often a text is that of the row before; two texts differ at their ends sooner than before. */
function readText(
  reader: ColumnReader,
  interner: ByteInterner,
  bytes: Uint8Array,
  at: number,
  size: number,
): number {
  if (size === reader.size) {
    let i = size - 1;
    while (i >= 0 && bytes[reader.from + i] === bytes[at + i]) i--;
    if (i < 0) return reader.code;
  }
  reader.code = internBytes(interner, bytes, at, at + size);
  reader.from = at;
  reader.size = size;
  return reader.code;
}

interface ColumnReader {
  kind: StoredKind;
  values: Int32Array | Float64Array | Int8Array;
  item: Int32Array | null; // of a quantity: the item that it is of
  from: number; // where the last text that was read stands; -1 as its size = nowhere
  size: number;
  code: number;
}

function columnReaders({ table }: StandingTable): ColumnReader[] {
  const { feed, columns } = table;
  return feed.columns.map((column, at) => {
    const item = feed.columns.findIndex(({ name }) => name === (column.itemColumn ?? 'item_id'));
    const isScaled = column.kind === 'quantity' && item >= 0;
    return {
      kind: storedKind(column),
      values: columns[at]!.values,
      item: isScaled ? (columns[item]!.values as Int32Array) : null,
      from: 0,
      size: -1,
      code: 0,
    };
  });
}

/** The table's columns have other arrays than before. */
function lookAgain(decoding: Decoding): void {
  for (const [at, now] of columnReaders(decoding.into).entries()) {
    decoding.readers[at]!.values = now.values;
    decoding.readers[at]!.item = now.item;
  }
  decoding.arraysVersion = decoding.into.arraysVersion;
}

function readAttributes(
  into: StandingTable,
  row: number,
  interner: ByteInterner,
  bytes: Uint8Array,
): void {
  const given = JSON.parse(TEXT_DECODER.decode(bytes)) as Record<string, string>;
  for (const [name, text] of Object.entries(given)) {
    attributeColumn(into, name).values[row] = internText(interner, text);
  }
}
