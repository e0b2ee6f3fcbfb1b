// Rows that come as JSON objects, as records: the same reading and checking as for files. A value
// is in the contract's own form and nothing is inferred: 1.234 is a number with three decimals.

import { feedNamed } from '../../model/feeds/feeds.ts';
import {
  CELL_TYPED,
  type RecordBatch,
  type RecordReader,
  type RecordSource,
} from '../record-batch.ts';
import { type Refusal, refusal } from '../refusals.ts';

export type JsonRow = Record<string, unknown>;

const COLUMNS_MAX = 1000;
const CELL_SIZE_MAX = 1024 * 1024;
const BATCH_ROWS = 4096;
const ENCODER = new TextEncoder();

/** `line` of a row is its place in the list, from 1. Fields that only some rows have are empty in
 * the others; a list of no rows is like a file with a header alone. Refuses what is no list of
 * objects. */
export function jsonSource(feedName: string, name: string, rows: unknown): RecordSource | Refusal {
  if (!Array.isArray(rows)) {
    return refusal('json_list', 'The body must be one JSON array of objects, a row each.');
  }
  const isEmpty = rows.length === 0;
  const columns = new Set(isEmpty ? feedNamed(feedName)?.columns.map(({ name }) => name) : []);
  for (const [place, row] of rows.entries()) {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      const message = `Element ${place + 1} of the list is no object. Give each row as {...}.`;
      return refusal('json_row', message);
    }
    for (const column of Object.keys(row)) columns.add(column);
  }
  if (columns.size > COLUMNS_MAX) {
    const message = `The rows have ${columns.size} different fields; ${COLUMNS_MAX} are the most.`;
    return refusal('too_many_columns', message);
  }
  const header = [...columns];
  const odd = header.find((name) => name.includes('\0') || !name.isWellFormed());
  if (odd !== undefined) {
    const shown = JSON.stringify(odd.slice(0, 100));
    const message = `The field ${shown} has a character that is no text.`;
    return refusal('not_text', message);
  }
  const list = rows as JsonRow[];
  // A source is read twice: what fits into one batch is written out once.
  const only = list.length <= BATCH_ROWS ? batchOf(header, list, 0, list.length) : null;
  return {
    file: name,
    feedName,
    size: list.length,
    open: async () => readerOf(header, list, only),
  };
}

function readerOf(
  header: string[],
  rows: readonly JsonRow[],
  only: RecordBatch | Refusal | null,
): RecordReader {
  let taken = 0;
  const reader: RecordReader = {
    header,
    refusal: null,
    share: () => (rows.length === 0 ? 1 : taken / rows.length),
    close: async () => {},
    async next() {
      if (taken >= rows.length || reader.refusal) return null;
      const from = taken;
      taken = Math.min(rows.length, from + BATCH_ROWS);
      const batch = only ?? batchOf(header, rows, from, taken);
      if ('recordCount' in batch) return batch;
      reader.refusal = batch;
      return null;
    },
  };
  return reader;
}

function batchOf(
  header: readonly string[],
  rows: readonly JsonRow[],
  from: number,
  to: number,
): RecordBatch | Refusal {
  const recordCount = to - from;
  const width = header.length;
  const cellFrom = new Int32Array(recordCount * width);
  const cellTo = new Int32Array(recordCount * width);
  const texts: string[] = [];
  let size = 0;
  let isAscii = true;
  for (let record = 0; record < recordCount; record++) {
    const row = rows[from + record]!;
    for (let place = 0; place < width; place++) {
      const text = cellText(row[header[place]!]);
      if (text.length > CELL_SIZE_MAX) {
        const message = `${header[place]} of row ${from + record + 1} is longer than 1 MiB.`;
        return refusal('cell_too_long', message);
      }
      if (text.includes('\0')) {
        const message = `${header[place]} of row ${from + record + 1} holds a NUL character.`;
        return refusal('not_text', message);
      }
      if (isAscii && !isAsciiText(text)) isAscii = false;
      texts.push(text);
      size += text.length;
    }
  }
  const bytes = new Uint8Array(isAscii ? size : size * 3);
  let at = 0;
  for (let cell = 0; cell < texts.length; cell++) {
    cellFrom[cell] = at;
    at += ENCODER.encodeInto(texts[cell]!, bytes.subarray(at)).written;
    cellTo[cell] = at;
  }
  return {
    bytes,
    recordCount,
    firstCell: Int32Array.from({ length: recordCount + 1 }, (_, record) => record * width),
    cellFrom,
    cellTo,
    line: Int32Array.from({ length: recordCount }, (_, record) => from + record + 1),
    malformed: new Uint8Array(recordCount),
    typed: new Uint8Array(texts.length).fill(CELL_TYPED),
  };
}

function isAsciiText(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** A number without an exponent; what is no single value shows as the JSON that it is. */
function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return plainNumber(value);
  return JSON.stringify(value);
}

/** What is too great to be written out keeps its exponent and is put aside by its kind. */
function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e-') ? value.toFixed(20).replace(/0+$/, '') : text;
}
