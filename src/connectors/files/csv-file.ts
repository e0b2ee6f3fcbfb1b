// A CSV file of the folder as a source of records.

import { open } from 'node:fs/promises';
import { type ByteSource, openCsv } from '../../ingest/csv/reader.ts';
import type { RecordSource } from '../../ingest/record-batch.ts';
import { refusal } from '../../ingest/refusals.ts';
import type { Feed } from '../../model/feeds/feed.ts';

export function csvFile(path: string, file: string, feed: Feed, size: number): RecordSource {
  return {
    file,
    feedName: feed.name,
    size,
    async open() {
      try {
        return await openCsv(await openBytes(path, size), feed);
      } catch (error) {
        return refusal('unreadable', `The file cannot be read: ${reasonOf(error)}.`);
      }
    },
  };
}

async function openBytes(path: string, size: number): Promise<ByteSource> {
  const handle = await open(path, 'r');
  return {
    size,
    async read(into) {
      const { bytesRead } = await handle.read(into, 0, into.length, null);
      return bytesRead;
    },
    close: () => handle.close(),
  };
}

/** A system error in a few words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EACCES' || code === 'EPERM') return 'access is denied';
  if (code === 'ENOENT') return 'it is not there';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'ENOTDIR') return 'it is no folder';
  return error instanceof Error ? error.message : String(error);
}
