// Finds the records of CSV bytes (RFC 4180): cells between delimiters, records between line ends
// (LF, CRLF or CR), quoted cells with doubled quotes. Works on bytes because a delimiter, a quote
// or a line end never stands inside a UTF-8 sequence. A record that goes on beyond the bytes given
// is left for the next call; nothing of it is touched until it is whole.

import type { RecordBatch } from '../record-batch.ts';
import type { Refusal } from '../refusals.ts';
import { cellTooLong, notUtf8, nulByte, recordTooLong, unclosedQuote } from './scan-faults.ts';
import { sequenceLength } from './utf8.ts';

export const CELL_SIZE_MAX = 1 << 20; // bytes
export const RECORD_SIZE_MAX = 8 << 20; // bytes
const RECORD_CELLS_MAX = 16_384;

const QUOTE = 34;
const LF = 10;
const CR = 13;
const SPACE = 32;

export interface CsvScanner {
  special: Uint8Array; // by byte: 1 = ends a plain run (delimiter, line end, NUL, not ASCII)
  delimiter: number;
  line: number; // of the next record's first byte
  refusal: Refusal | null;
  batch: RecordBatch;
  cellCount: number; // cells in the batch, those of an unfinished record included
  escaped: number[]; // cells of the present record that hold doubled quotes
}

export function createScanner(delimiter: number, firstLine: number): CsvScanner {
  const special = new Uint8Array(256).fill(1, 128);
  for (const byte of [delimiter, LF, CR, 0]) special[byte] = 1;
  const batch: RecordBatch = {
    bytes: new Uint8Array(0),
    recordCount: 0,
    firstCell: new Int32Array(1025),
    cellFrom: new Int32Array(4096),
    cellTo: new Int32Array(4096),
    line: new Int32Array(1024),
    malformed: new Uint8Array(1024),
    typed: null,
  };
  return { special, delimiter, line: firstLine, refusal: null, batch, cellCount: 0, escaped: [] };
}

/** Fills the scanner's batch with the whole records of bytes from .. end and returns where the
 * first unfinished one begins. `final`: nothing follows, so the last record ends at `end`. At most
 * `recordLimit` records are taken. */
export function scanRecords(
  scanner: CsvScanner,
  bytes: Uint8Array,
  from: number,
  end: number,
  final: boolean,
  recordLimit: number,
): number {
  const { batch } = scanner;
  batch.bytes = bytes;
  batch.recordCount = 0;
  scanner.cellCount = 0;
  let at = from;
  while (at < end && batch.recordCount < recordLimit) {
    const next = scanRecord(scanner, bytes, at, end, final);
    if (next < 0) break;
    at = next;
  }
  return at;
}

/** Takes one record; returns the byte after it, or -1 when it is unfinished or refused. */
function scanRecord(
  scanner: CsvScanner,
  bytes: Uint8Array,
  start: number,
  end: number,
  final: boolean,
): number {
  const { special, delimiter, batch } = scanner;
  const firstCell = scanner.cellCount;
  const firstLine = scanner.line;
  scanner.escaped.length = 0;
  let at = start;
  let malformed = 0;
  for (;;) {
    const cellStart = at;
    let cellFrom = at;
    let cellTo = -1;
    while (at < end && bytes[at] === SPACE) at++;
    if (at < end && bytes[at] === QUOTE) {
      cellFrom = at + 1;
      at = scanQuoted(scanner, bytes, cellFrom, end, final);
      if (at < 0) return unfinished(scanner, start, cellStart, end, firstLine);
      cellTo = at - 1;
      while (at < end && bytes[at] === SPACE) at++;
      if (at >= end && !final) return unfinished(scanner, start, cellStart, end, firstLine);
      if (at < end && bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR) {
        malformed = 1; // the cell is taken as it stands, quotes and all
        cellFrom = cellStart;
        cellTo = -1;
        if (scanner.escaped.at(-1) === scanner.cellCount) scanner.escaped.pop();
      }
    }
    if (cellTo < 0) {
      at = scanPlain(scanner, bytes, at, end, final, special, start);
      if (at < 0) return unfinished(scanner, start, cellStart, end, firstLine);
      cellTo = at;
    }
    if (cellTo - cellFrom > CELL_SIZE_MAX) return refuseRecord(scanner, cellTooLong(firstLine));
    addCell(scanner, cellFrom, cellTo);
    if (scanner.cellCount - firstCell > RECORD_CELLS_MAX)
      return refuseRecord(scanner, recordTooLong(firstLine));
    if (at >= end) {
      if (!final) return unfinished(scanner, start, cellStart, end, firstLine);
      break;
    }
    const byte = bytes[at]!;
    at++;
    if (byte === delimiter) continue;
    if (byte === CR) {
      // Whether LF follows a CR at the very end of a chunk is seen with the next chunk only.
      if (at >= end && !final) return unfinished(scanner, start, cellStart, end, firstLine);
      if (at < end && bytes[at] === LF) at++;
    }
    scanner.line++;
    break;
  }
  if (at - start > RECORD_SIZE_MAX) return refuseRecord(scanner, recordTooLong(firstLine));
  if (scanner.cellCount === firstCell + 1 && isBlank(bytes, start, batch.cellTo[firstCell]!)) {
    scanner.cellCount = firstCell;
  } else endRecord(scanner, bytes, firstCell, firstLine, malformed);
  return at;
}

/** The byte at which a plain run ends (delimiter, line end or `end`), or -1. */
function scanPlain(
  scanner: CsvScanner,
  bytes: Uint8Array,
  from: number,
  end: number,
  final: boolean,
  special: Uint8Array,
  recordStart: number,
): number {
  let at = from;
  for (;;) {
    while (at < end && special[bytes[at]!] === 0) at++;
    if (at >= end) return final ? at : -1;
    const byte = bytes[at]!;
    if (byte >= 0x80) {
      const length = checkedLength(scanner, bytes, at, end, final);
      if (length < 0) return -1;
      at += length;
    } else if (byte === 0) {
      scanner.refusal = nulByte(lineAt(scanner, bytes, recordStart, at));
      return -1;
    } else return at;
  }
}

/** The byte after the closing quote of a cell whose text begins at `from`, or -1. */
function scanQuoted(
  scanner: CsvScanner,
  bytes: Uint8Array,
  from: number,
  end: number,
  final: boolean,
): number {
  let at = from;
  let lines = 0;
  while (at < end) {
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      if (at + 1 >= end && !final) return -1;
      if (at + 1 >= end || bytes[at + 1] !== QUOTE) {
        scanner.line += lines;
        return at + 1;
      }
      if (scanner.escaped.at(-1) !== scanner.cellCount) scanner.escaped.push(scanner.cellCount);
      at += 2;
    } else if (byte >= 0x80) {
      const length = checkedLength(scanner, bytes, at, end, final);
      if (length < 0) return -1;
      at += length;
    } else {
      if (byte === 0) {
        scanner.refusal = nulByte(scanner.line + lines);
        return -1;
      }
      if (byte === LF && !(at > from && bytes[at - 1] === CR)) lines++;
      else if (byte === CR) lines++;
      at++;
    }
  }
  if (final && !scanner.refusal) scanner.refusal = unclosedQuote(scanner.line);
  return -1;
}

function checkedLength(
  scanner: CsvScanner,
  bytes: Uint8Array,
  at: number,
  end: number,
  final: boolean,
): number {
  const length = sequenceLength(bytes, at, end);
  if (length > 0 || (length < 0 && !final)) return length;
  scanner.refusal = notUtf8(bytes[at]!, scanner.line);
  return -1;
}

function lineAt(scanner: CsvScanner, bytes: Uint8Array, from: number, at: number): number {
  let line = scanner.line;
  for (let i = from; i < at; i++) if (bytes[i] === LF) line++;
  return Math.max(line, scanner.line);
}

/** A record that goes on beyond the bytes at hand: undone, unless it is already over a limit. */
function unfinished(
  scanner: CsvScanner,
  recordStart: number,
  cellStart: number,
  end: number,
  firstLine: number,
): number {
  if (!scanner.refusal) {
    if (end - cellStart > CELL_SIZE_MAX + 2) return refuseRecord(scanner, cellTooLong(firstLine));
    if (end - recordStart > RECORD_SIZE_MAX) return refuseRecord(scanner, recordTooLong(firstLine));
    scanner.line = firstLine;
    scanner.cellCount = scanner.batch.firstCell[scanner.batch.recordCount]!;
  }
  return -1;
}

function refuseRecord(scanner: CsvScanner, why: Refusal): number {
  scanner.refusal = why;
  return -1;
}

function addCell(scanner: CsvScanner, from: number, to: number): void {
  const { batch, cellCount } = scanner;
  if (cellCount === batch.cellFrom.length) {
    batch.cellFrom = grown(batch.cellFrom);
    batch.cellTo = grown(batch.cellTo);
  }
  batch.cellFrom[cellCount] = from;
  batch.cellTo[cellCount] = to;
  scanner.cellCount = cellCount + 1;
}

function grown(values: Int32Array): Int32Array {
  const larger = new Int32Array(values.length * 2);
  larger.set(values);
  return larger;
}

function endRecord(
  scanner: CsvScanner,
  bytes: Uint8Array,
  firstCell: number,
  line: number,
  malformed: number,
): void {
  const { batch } = scanner;
  for (const cell of scanner.escaped) {
    batch.cellTo[cell] = undoubled(bytes, batch.cellFrom[cell]!, batch.cellTo[cell]!);
  }
  const record = batch.recordCount;
  if (record === batch.line.length) {
    batch.line = grown(batch.line);
    const firstCells = new Int32Array(batch.line.length + 1);
    firstCells.set(batch.firstCell);
    batch.firstCell = firstCells;
    const flags = new Uint8Array(batch.line.length);
    flags.set(batch.malformed);
    batch.malformed = flags;
  }
  batch.line[record] = line;
  batch.malformed[record] = malformed;
  batch.firstCell[record] = firstCell;
  batch.firstCell[record + 1] = scanner.cellCount;
  batch.recordCount = record + 1;
}

/** A line of nothing but white space is no record. */
function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== SPACE && bytes[at] !== 9) return false;
  return true;
}

/** Makes each doubled quote in from .. to one, in place; returns the new end. */
function undoubled(bytes: Uint8Array, from: number, to: number): number {
  let write = from;
  for (let read = from; read < to; read++) {
    bytes[write++] = bytes[read]!;
    if (bytes[read] === QUOTE) read++;
  }
  return write;
}
