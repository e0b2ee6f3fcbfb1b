// A CSV file as a stream of record batches: what kind of file it is, its delimiter, its header,
// then its records, chunk by chunk, in memory that does not grow with the file.

import type { Feed } from '../../model/feeds/feed.ts';
import type { RecordBatch, RecordReader } from '../record-batch.ts';
import { isRefusal } from '../record-batch.ts';
import { type Refusal, refusal } from '../refusals.ts';
import { type CsvScanner, createScanner, scanRecords } from './scanner.ts';
import { decodeText, trimEnd, trimStart } from './utf8.ts';

/** The bytes of a file in order. The edges provide it; this side knows no file system. */
export interface ByteSource {
  size: number; // bytes in all, for progress
  /** Fills `into` from its start as far as possible; 0 = the end. */
  read(into: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

const CHUNK_SIZE = 256 * 1024;
const CHUNK_SIZE_MIN = 4096;
const COLUMNS_MAX = 1000;
const DELIMITERS = [44, 59, 9]; // comma, semicolon, tab

interface CsvState {
  source: ByteSource;
  buffer: Uint8Array;
  start: number; // first byte not yet taken
  end: number; // byte after the last one read
  atEnd: boolean; // the source has no more
  taken: number; // bytes read from the source
}

/** Opens a CSV file as the feed's records, or says why it is none. */
export async function openCsv(source: ByteSource, feed: Feed): Promise<RecordReader | Refusal> {
  const state: CsvState = {
    source,
    buffer: new Uint8Array(chunkSize(source.size)),
    start: 0,
    end: 0,
    atEnd: false,
    taken: 0,
  };
  await fill(state);
  const alien = alienFile(state.buffer.subarray(0, state.end));
  if (alien) return alien;
  if (state.end >= 3 && state.buffer[0] === 0xef && state.buffer[1] === 0xbb) {
    if (state.buffer[2] === 0xbf) state.start = 3;
  }
  const hint = separatorHint(state);
  const scanner = createScanner(hint ?? DELIMITERS[0]!, hint === null ? 1 : 2);
  const header = await readHeader(state, scanner, feed, hint);
  return isRefusal(header) ? header : csvRecords(state, scanner, header);
}

/** A small file, with room to notice its end, is one chunk; of an unknown size: large. */
function chunkSize(size: number): number {
  return size > 0 ? Math.min(CHUNK_SIZE, Math.max(CHUNK_SIZE_MIN, size + 1)) : CHUNK_SIZE;
}

function csvRecords(state: CsvState, scanner: CsvScanner, header: string[]): RecordReader {
  const reader: RecordReader = {
    header,
    refusal: null,
    share: () => (state.source.size > 0 ? Math.min(1, state.taken / state.source.size) : 1),
    close: () => state.source.close(),
    async next(): Promise<RecordBatch | null> {
      while (!scanner.refusal) {
        const taken = scanRecords(scanner, state.buffer, state.start, state.end, state.atEnd, 1e9);
        state.start = taken;
        if (scanner.batch.recordCount > 0) return scanner.batch;
        if (scanner.refusal || (state.atEnd && state.start >= state.end)) break;
        await fill(state);
      }
      reader.refusal = scanner.refusal;
      return null;
    },
  };
  return reader;
}

/** Moves what is left to the front and reads on behind it; a full buffer grows (a record is bounded
 * by RECORD_SIZE_MAX, so the buffer is too). */
async function fill(state: CsvState): Promise<void> {
  const left = state.end - state.start;
  if (left > state.buffer.length / 2) {
    const larger = new Uint8Array(state.buffer.length * 2);
    larger.set(state.buffer.subarray(state.start, state.end));
    state.buffer = larger;
  } else state.buffer.copyWithin(0, state.start, state.end);
  state.start = 0;
  state.end = left;
  while (state.end < state.buffer.length) {
    const count = await state.source.read(state.buffer.subarray(state.end));
    if (count === 0) {
      state.atEnd = true;
      return;
    }
    state.end += count;
    state.taken += count;
  }
}

/** Files of another kind that go by the name of CSV, told by their first bytes. */
function alienFile(head: Uint8Array): Refusal | null {
  const begins = (...bytes: number[]) => bytes.every((byte, i) => head[i] === byte);
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) {
    return refusal(
      'encoding',
      'The file is UTF-16 ("Unicode text"). Save it as "CSV UTF-8" and read it again.',
    );
  }
  const kind =
    begins(0x50, 0x4b, 3, 4) || begins(0x50, 0x4b, 5, 6)
      ? 'an Excel workbook or a zip file. Give it its own ending (.xlsx), or export the sheet as ' +
        'CSV'
      : begins(0xd0, 0xcf, 0x11, 0xe0)
        ? 'an old Excel workbook (.xls). Save it as .xlsx, or export the sheet as CSV'
        : begins(0x1f, 0x8b)
          ? 'compressed (gzip). Unpack it first'
          : begins(0x25, 0x50, 0x44, 0x46)
            ? 'a PDF document. Export the feed as CSV in UTF-8'
            : null;
  return kind === null ? null : refusal('not_text', `The file is ${kind}.`);
}

/** Excel's first line `sep=;`: takes it and returns the delimiter it names. */
function separatorHint(state: CsvState): number | null {
  const { buffer, start, end } = state;
  if (end - start < 5 || decodeText(buffer, start, start + 4) !== 'sep=') return null;
  let next = start + 5;
  if (next < end && buffer[next] === 13) next++;
  if (next < end && buffer[next] === 10) next++;
  if (next === start + 5 && next < end) return null;
  state.start = next;
  return buffer[start + 4]!;
}

async function readHeader(
  state: CsvState,
  scanner: CsvScanner,
  feed: Feed,
  hint: number | null,
): Promise<string[] | Refusal> {
  if (hint === null) {
    const delimiter = bestDelimiter(state, feed);
    scanner.special[scanner.delimiter] = 0;
    scanner.delimiter = delimiter;
    scanner.special[delimiter] = 1;
  }
  const { batch } = scanner;
  for (;;) {
    const taken = scanRecords(scanner, state.buffer, state.start, state.end, state.atEnd, 1);
    state.start = taken;
    if (scanner.refusal) return scanner.refusal;
    if (batch.recordCount > 0) break;
    if (state.atEnd) {
      return refusal(
        'no_header',
        `The file is empty. Its first line must name the columns, for example ${example(feed)}.`,
      );
    }
    await fill(state);
  }
  const cellCount = batch.firstCell[1]!;
  if (cellCount > COLUMNS_MAX) {
    return refusal('too_many_columns', `The header names ${cellCount} columns; 1000 are allowed.`);
  }
  const names: string[] = [];
  for (let cell = 0; cell < cellCount; cell++) {
    const from = trimStart(batch.bytes, batch.cellFrom[cell]!, batch.cellTo[cell]!);
    names.push(decodeText(batch.bytes, from, trimEnd(batch.bytes, from, batch.cellTo[cell]!)));
  }
  return names;
}

function example(feed: Feed): string {
  return feed.columns
    .slice(0, 3)
    .map((column) => column.name)
    .join(',');
}

/** The delimiter under which the first line names the most columns of the feed; a comma if none. */
function bestDelimiter(state: CsvState, feed: Feed): number {
  const known = new Set(feed.columns.map((column) => column.name));
  const isBlank = (byte: number) => byte === 10 || byte === 13 || byte === 32;
  let start = state.start;
  while (start < state.end && isBlank(state.buffer[start]!)) start++;
  let end = start;
  while (end < state.end && state.buffer[end] !== 10 && state.buffer[end] !== 13) end++;
  const line = new TextDecoder().decode(state.buffer.subarray(start, end));
  let best = DELIMITERS[0]!;
  let bestScore = -1;
  for (const delimiter of DELIMITERS) {
    const cells = line.split(String.fromCharCode(delimiter));
    const matches = cells.filter((cell) => known.has(cell.trim().replace(/^"|"$/g, '').trim()));
    const score = matches.length * 10000 + Math.min(cells.length, 9999);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}
