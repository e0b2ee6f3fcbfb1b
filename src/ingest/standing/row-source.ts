// One row by its cells, as records: a row that was put aside and is taken in again.

import {
  CELL_TEXT,
  CELL_TYPED,
  type RecordBatch,
  type RecordReader,
  type RecordSource,
} from '../record-batch.ts';

export function rowSource(
  feedName: string,
  name: string,
  cells: Record<string, string>,
  isTyped: boolean,
): RecordSource {
  const header = Object.keys(cells);
  const parts = header.map((column) => new TextEncoder().encode(cells[column]));
  return {
    file: name,
    feedName,
    size: 1,
    open: async () => readerOf(header, batchOf(parts, isTyped ? CELL_TYPED : CELL_TEXT)),
  };
}

function readerOf(header: string[], batch: RecordBatch): RecordReader {
  let isRead = false;
  return {
    header,
    refusal: null,
    share: () => 1,
    close: async () => {},
    async next() {
      if (isRead) return null;
      isRead = true;
      return batch;
    },
  };
}

function batchOf(parts: readonly Uint8Array[], typed: number): RecordBatch {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  const cellFrom = new Int32Array(parts.length);
  const cellTo = new Int32Array(parts.length);
  let at = 0;
  for (const [cell, part] of parts.entries()) {
    bytes.set(part, at);
    cellFrom[cell] = at;
    at += part.length;
    cellTo[cell] = at;
  }
  return {
    bytes,
    recordCount: 1,
    firstCell: Int32Array.of(0, parts.length),
    cellFrom,
    cellTo,
    line: Int32Array.of(1),
    malformed: new Uint8Array(1),
    typed: new Uint8Array(parts.length).fill(typed),
  };
}
