// Rows of a sheet that wait to be handed out: their cells' texts one after the other, as bytes.

import type { RecordBatch } from '../../../ingest/record-batch.ts';

/** Rows waiting to be handed out. */
export interface Gathered {
  bytes: Uint8Array;
  size: number;
  firstCell: number[];
  cellFrom: number[];
  cellTo: number[];
  typed: number[];
  line: number[];
}

export function nothingGathered(): Gathered {
  return {
    bytes: new Uint8Array(1 << 16),
    size: 0,
    firstCell: [0],
    cellFrom: [],
    cellTo: [],
    typed: [],
    line: [],
  };
}

const ENCODER = new TextEncoder();

export function appendText(gathered: Gathered, text: string | Uint8Array): void {
  const needed = gathered.size + text.length * (typeof text === 'string' ? 3 : 1);
  if (needed > gathered.bytes.length) {
    const larger = new Uint8Array(Math.max(needed, gathered.bytes.length * 2));
    larger.set(gathered.bytes.subarray(0, gathered.size));
    gathered.bytes = larger;
  }
  if (typeof text !== 'string') {
    gathered.bytes.set(text, gathered.size);
    gathered.size += text.length;
    return;
  }
  let size = gathered.size;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) {
      gathered.size += ENCODER.encodeInto(text, gathered.bytes.subarray(gathered.size)).written;
      return;
    }
    gathered.bytes[size++] = code;
  }
  gathered.size = size;
}

export function toBatch(gathered: Gathered): RecordBatch {
  return {
    bytes: gathered.bytes.slice(0, gathered.size),
    recordCount: gathered.line.length,
    firstCell: Int32Array.from(gathered.firstCell),
    cellFrom: Int32Array.from(gathered.cellFrom),
    cellTo: Int32Array.from(gathered.cellTo),
    line: Int32Array.from(gathered.line),
    malformed: new Uint8Array(gathered.line.length),
    typed: Uint8Array.from(gathered.typed),
  };
}
