// The bytes of a JSON body as a source of records: an array of objects, or an object a line.

import type { RecordReader, RecordSource } from '../record-batch.ts';
import { type Refusal, refusal } from '../refusals.ts';
import { jsonSource } from './json-records.ts';
import { type PlainRows, plainRows } from './plain-rows.ts';

/** `line` of a row is its place in the list, or among the lines that hold one. */
export function jsonBytesSource(
  feedName: string,
  name: string,
  bytes: Uint8Array,
  isList: boolean,
): RecordSource | Refusal {
  const plain = plainRows(bytes, isList);
  if (plain) {
    return { file: name, feedName, size: bytes.length, open: async () => readerOf(plain) };
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refusal('encoding', 'The body is not UTF-8. Send it as UTF-8.');
  }
  return isList ? listSource(feedName, name, text) : lineSource(feedName, name, text);
}

function readerOf({ header, batch }: PlainRows): RecordReader {
  let isRead = false;
  return {
    header,
    refusal: null,
    share: () => (isRead ? 1 : 0),
    close: async () => {},
    async next() {
      if (isRead) return null;
      isRead = true;
      return batch;
    },
  };
}

function listSource(feedName: string, name: string, text: string): RecordSource | Refusal {
  try {
    return jsonSource(feedName, name, JSON.parse(text));
  } catch (error) {
    return refusal('json_list', `The body is not JSON: ${wordsOf(error)}.`);
  }
}

function lineSource(feedName: string, name: string, text: string): RecordSource | Refusal {
  const rows: unknown[] = [];
  let line = 0;
  for (const part of text.split('\n')) {
    line++;
    if (part.trim() === '') continue;
    try {
      rows.push(JSON.parse(part));
    } catch (error) {
      return refusal('json_row', `Line ${line} is not JSON: ${wordsOf(error)}.`);
    }
  }
  return jsonSource(feedName, name, rows);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
