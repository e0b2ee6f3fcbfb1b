// Records of one file as ranges of bytes, batch by batch: the common form of CSV files and of
// workbook sheets, so that both go through the same reading of rows.

import type { Refusal } from './refusals.ts';

export interface RecordBatch {
  bytes: Uint8Array; // UTF-8, checked; the ranges of one batch do not overlap
  recordCount: number;
  firstCell: Int32Array; // by record, and one more: index of its first cell
  cellFrom: Int32Array; // by cell: first byte
  cellTo: Int32Array; // by cell: byte after the last
  line: Int32Array; // by record: physical line on which it begins, header = 1
  malformed: Uint8Array; // by record: 1 = text stands after a closing quote
  typed: Uint8Array | null; // by cell: CELL_*; null = all are texts
}

export const CELL_TEXT = 0; // in the file's style
export const CELL_TYPED = 1; // a workbook's own number, date or truth value, in canonical text
export const CELL_PERCENTAGE = 2; // a number that the workbook shows as a percentage: 0.025

/** Reads one file's records from its start to its end. */
export interface RecordReader {
  header: string[]; // column names, trimmed
  /** The next records (valid until the next call), or null at the end or when `refusal` is set. */
  next(): Promise<RecordBatch | null>;
  refusal: Refusal | null;
  share(): number; // 0..1 of the file read so far
  close(): Promise<void>;
}

/** A file or sheet that claims to be a feed. It is read twice: once for its style, once to load. */
export interface RecordSource {
  file: string; // its name as the user knows it
  feedName: string;
  size: number; // bytes, for progress
  open(): Promise<RecordReader | Refusal>;
}

export function isRefusal(result: object): result is Refusal {
  return 'rule' in result && 'message' in result;
}
