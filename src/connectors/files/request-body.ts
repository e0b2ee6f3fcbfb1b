// The body of a request as a source of records: a CSV text in memory or in a file, a JSON list, or
// a JSON object a line.

import { readFile, stat } from 'node:fs/promises';
import type { IntakeBody } from '../../app/living/ports.ts';
import { type ByteSource, openCsv } from '../../ingest/csv/reader.ts';
import { jsonSource } from '../../ingest/json/json-records.ts';
import type { RecordSource } from '../../ingest/record-batch.ts';
import { type Refusal, refusal } from '../../ingest/refusals.ts';
import type { Feed } from '../../model/feeds/feed.ts';
import { csvFile } from './csv-file.ts';

export async function openRequestBody(
  feed: Feed,
  body: IntakeBody,
): Promise<RecordSource | Refusal> {
  if (body.format === 'csv') {
    if ('bytes' in body) return csvBytes(feed, body.bytes);
    return csvFile(body.file, 'request', feed, (await stat(body.file)).size);
  }
  const bytes = 'bytes' in body ? body.bytes : await readFile(body.file);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refusal('encoding', 'The body is not UTF-8. Send it as UTF-8.');
  }
  return body.format === 'json' ? jsonList(feed, text) : jsonLines(feed, text);
}

function csvBytes(feed: Feed, bytes: Uint8Array): RecordSource {
  return {
    file: 'request',
    feedName: feed.name,
    size: bytes.length,
    open: () => openCsv(sourceOf(bytes), feed),
  };
}

function sourceOf(bytes: Uint8Array): ByteSource {
  let at = 0;
  return {
    size: bytes.length,
    async read(into) {
      const count = Math.min(into.length, bytes.length - at);
      into.set(bytes.subarray(at, at + count));
      at += count;
      return count;
    },
    close: async () => {},
  };
}

function jsonList(feed: Feed, text: string): RecordSource | Refusal {
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch (error) {
    return refusal('json_list', `The body is not JSON: ${wordsOf(error)}.`);
  }
  return jsonSource(feed.name, 'request', rows);
}

function jsonLines(feed: Feed, text: string): RecordSource | Refusal {
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
  return jsonSource(feed.name, 'request', rows);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
