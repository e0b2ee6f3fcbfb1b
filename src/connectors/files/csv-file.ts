// A CSV file of the folder as a source of records.

import { open } from 'node:fs/promises';
import { type ByteSource, openCsv } from '../../ingest/csv/reader.ts';
import { isRefusal, type RecordReader, type RecordSource } from '../../ingest/record-batch.ts';
import { type Refusal, refusal } from '../../ingest/refusals.ts';
import type { Feed } from '../../model/feeds/feed.ts';

export function csvFile(path: string, file: string, feed: Feed, size: number): RecordSource {
  return {
    file,
    feedName: feed.name,
    size,
    async open() {
      let bytes: ByteSource | null = null;
      try {
        bytes = await openBytes(path, size);
        const reader = await openCsv(bytes, feed);
        if (isRefusal(reader)) await bytes.close();
        return isRefusal(reader) ? reader : withFaults(reader);
      } catch (error) {
        await bytes?.close();
        return unreadable(error);
      }
    },
  };
}

/** A disk that fails in the middle of a file refuses the file. */
function withFaults(reader: RecordReader): RecordReader {
  const { next } = reader;
  reader.next = async () => {
    try {
      return await next.call(reader);
    } catch (error) {
      reader.refusal = unreadable(error);
      return null;
    }
  };
  return reader;
}

/** A system error as a refusal; any other error is a fault of the program and goes on. */
function unreadable(error: unknown): Refusal {
  if (!(error instanceof Error && 'syscall' in error)) throw error;
  return refusal('unreadable', `The file cannot be read: ${reasonOf(error)}.`);
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
