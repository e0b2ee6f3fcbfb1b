// Rows of JSON as most programs send them, read straight from the bytes: flat objects with the same
// fields in the same order, texts without escapes, numbers without exponents. Whatever else a body
// may hold is left to the JSON parser (json-records.ts): the answer is null then.

import { CELL_TYPED, type RecordBatch } from '../record-batch.ts';

export interface PlainRows {
  header: string[];
  batch: RecordBatch; // all rows; its ranges lie in the body itself
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_ROW = 123;
const CLOSE_ROW = 125;
const BACKSLASH = 92;

const COLUMNS_MAX = 1_000;
const TEXT_SIZE_MAX = 1024 * 1024;
const NOT_PLAIN = -1;

interface Scan {
  bytes: Uint8Array;
  at: number;
  header: string[];
  names: Uint8Array[]; // the header as bytes
  from: Int32Array; // by cell
  to: Int32Array;
  cellCount: number;
  rowCount: number;
}

/** `isList`: one array of objects; otherwise an object a line. */
export function plainRows(bytes: Uint8Array, isList: boolean): PlainRows | null {
  const scan: Scan = {
    bytes,
    at: 0,
    header: [],
    names: [],
    from: new Int32Array(256),
    to: new Int32Array(256),
    cellCount: 0,
    rowCount: 0,
  };
  skipBlanks(scan);
  if (isList && !take(scan, OPEN_LIST)) return null;
  for (;;) {
    skipBlanks(scan);
    if (!readRow(scan)) return null;
    skipBlanks(scan);
    if (scan.at >= bytes.length) {
      if (isList) return null;
      break;
    }
    if (!isList) continue;
    if (take(scan, COMMA)) continue;
    if (!take(scan, CLOSE_LIST)) return null;
    skipBlanks(scan);
    if (scan.at < bytes.length) return null;
    break;
  }
  return { header: scan.header, batch: batchOf(scan) };
}

function skipBlanks(scan: Scan): void {
  const { bytes } = scan;
  for (;;) {
    const byte = bytes[scan.at];
    if (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9) return;
    scan.at++;
  }
}

function take(scan: Scan, byte: number): boolean {
  if (scan.bytes[scan.at] !== byte) return false;
  scan.at++;
  return true;
}

/** One object; the first one gives the header. */
function readRow(scan: Scan): boolean {
  const isFirst = scan.rowCount === 0;
  if (!take(scan, OPEN_ROW)) return false;
  for (let place = 0; ; place++) {
    skipBlanks(scan);
    if (isFirst ? !readName(scan) : !sameName(scan, place)) return false;
    skipBlanks(scan);
    if (!take(scan, COLON)) return false;
    skipBlanks(scan);
    if (!readValue(scan)) return false;
    skipBlanks(scan);
    if (take(scan, COMMA)) continue;
    if (!take(scan, CLOSE_ROW) || place + 1 !== scan.header.length) return false;
    scan.rowCount++;
    return true;
  }
}

/** Where the text that begins at the quote ends; NOT_PLAIN at escapes and beyond plain ASCII. */
function endOfText(bytes: Uint8Array, quote: number): number {
  const end = Math.min(bytes.length, quote + TEXT_SIZE_MAX);
  for (let at = quote + 1; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH || byte < 32 || byte > 126) return NOT_PLAIN;
  }
  return NOT_PLAIN;
}

function readName(scan: Scan): boolean {
  const { bytes, at, header, names } = scan;
  if (bytes[at] !== QUOTE || header.length === COLUMNS_MAX) return false;
  const end = endOfText(bytes, at);
  if (end === NOT_PLAIN) return false;
  const name = String.fromCharCode(...bytes.subarray(at + 1, end));
  if (header.includes(name)) return false;
  header.push(name);
  names.push(bytes.subarray(at, end + 1));
  scan.at = end + 1;
  return true;
}

function sameName(scan: Scan, place: number): boolean {
  const { bytes, names } = scan;
  if (place >= names.length) return false;
  const name = names[place]!;
  for (let i = 0; i < name.length; i++) if (bytes[scan.at + i] !== name[i]) return false;
  scan.at += name.length;
  return true;
}

function readValue(scan: Scan): boolean {
  const { bytes, at } = scan;
  const first = bytes[at]!;
  if (first === QUOTE) {
    const end = endOfText(bytes, at);
    if (end === NOT_PLAIN) return false;
    addCell(scan, at + 1, end);
    scan.at = end + 1;
    return true;
  }
  const end = first === 45 || isDigit(first) ? endOfNumber(bytes, at) : endOfWord(bytes, at);
  if (end === NOT_PLAIN) return false;
  addCell(scan, at, first === 110 ? at : end); // null is an empty cell
  scan.at = end;
  return true;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

/** -?(0|[1-9][0-9]*)(\.[0-9]+)? and no exponent behind it. */
function endOfNumber(bytes: Uint8Array, start: number): number {
  let at = bytes[start] === 45 ? start + 1 : start;
  if (!isDigit(bytes[at])) return NOT_PLAIN;
  if (bytes[at] === 48) at++;
  else while (isDigit(bytes[at])) at++;
  if (bytes[at] === 46) {
    at++;
    if (!isDigit(bytes[at])) return NOT_PLAIN;
    while (isDigit(bytes[at])) at++;
  }
  const after = bytes[at];
  const isOver = after === COMMA || after === CLOSE_ROW || after === 32 || after === 10;
  return isOver || after === 13 || after === 9 ? at : NOT_PLAIN;
}

const WORDS = ['true', 'false', 'null'].map((word) => new TextEncoder().encode(word));

function endOfWord(bytes: Uint8Array, at: number): number {
  for (const word of WORDS) {
    let i = 0;
    while (i < word.length && bytes[at + i] === word[i]) i++;
    if (i === word.length) return at + i;
  }
  return NOT_PLAIN;
}

function addCell(scan: Scan, from: number, to: number): void {
  const cell = scan.cellCount++;
  if (cell === scan.from.length) {
    scan.from = grown(scan.from);
    scan.to = grown(scan.to);
  }
  scan.from[cell] = from;
  scan.to[cell] = to;
}

function grown(column: Int32Array): Int32Array {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}

function batchOf({ bytes, header, rowCount, cellCount, from, to }: Scan): RecordBatch {
  const width = header.length;
  const firstCell = new Int32Array(rowCount + 1);
  const line = new Int32Array(rowCount);
  for (let row = 0; row <= rowCount; row++) firstCell[row] = row * width;
  for (let row = 0; row < rowCount; row++) line[row] = row + 1;
  return {
    bytes,
    recordCount: rowCount,
    firstCell,
    cellFrom: from.subarray(0, cellCount),
    cellTo: to.subarray(0, cellCount),
    line,
    malformed: new Uint8Array(rowCount),
    typed: new Uint8Array(cellCount).fill(CELL_TYPED),
  };
}
