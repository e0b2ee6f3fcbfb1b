// The body of a request as a source of records: a CSV text in memory or in a file, a JSON list, or
// a JSON object a line.

import { readFile, stat } from 'node:fs/promises';
import type { IntakeBody } from '../../app/living/ports.ts';
import { type ByteSource, openCsv } from '../../ingest/csv/reader.ts';
import { jsonBytesSource } from '../../ingest/json/json-source.ts';
import type { RecordSource } from '../../ingest/record-batch.ts';
import type { Refusal } from '../../ingest/refusals.ts';
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
  return jsonBytesSource(feed.name, 'request', bytes, body.format === 'json');
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
