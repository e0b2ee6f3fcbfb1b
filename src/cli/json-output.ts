// Writes a document as JSON, list by list and row by row, never faster than the reader takes it, so
// that a plan longer than the longest string still comes out whole. One row a line.

import { once } from 'node:events';
import type { Writable } from 'node:stream';

const CHUNK_SIZE = 65_536;

/** Members that are iterable become lists, all else stands as it is; undefined is left out. */
export async function writeJsonDocument(out: Writable, document: object): Promise<void> {
  const members = Object.entries(document).filter(([, value]) => value !== undefined);
  const write = createChunkWriter(out);
  let separator = '{\n';
  for (const [name, value] of members) {
    await write(`${separator}${JSON.stringify(name)}: `);
    separator = ',\n';
    if (isList(value)) await writeList(write, value);
    else await write(JSON.stringify(value));
  }
  await write(members.length === 0 ? '{}\n' : '\n}\n');
  await write.flush();
}

interface ChunkWriter {
  (text: string): Promise<void> | undefined;
  flush: () => Promise<void>;
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

async function writeList(write: ChunkWriter, rows: Iterable<unknown>): Promise<void> {
  let separator = '[\n';
  for (const row of rows) {
    const waits = write(separator + JSON.stringify(row));
    if (waits !== undefined) await waits;
    separator = ',\n';
  }
  await write(separator === '[\n' ? '[]' : '\n]');
}

/** Gathers texts into chunks; waits only when the stream is full. */
export function createChunkWriter(out: Writable): ChunkWriter {
  let parts: string[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    const chunk = parts.join('');
    parts = [];
    size = 0;
    if (chunk !== '' && !out.write(chunk)) await once(out, 'drain');
  };
  const write = (text: string): Promise<void> | undefined => {
    parts.push(text);
    size += text.length;
    return size >= CHUNK_SIZE ? flush() : undefined;
  };
  return Object.assign(write, { flush });
}
