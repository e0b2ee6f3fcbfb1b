// Takes a body of facts in: a small one stays in memory, a larger one goes to a file that only the
// server may read, and that is gone when the request is over, however it ended. What is packed is
// unpacked on the way, with limits on size and growth; its hash is taken from what was unpacked.

import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { BodyFormat, IntakeBody } from '../../app/living/ports.ts';
import type { HttpLimits } from '../limits.ts';
import { refusal } from '../refusal.ts';
import type { Gate } from './gate.ts';
import { followDepth, startDepth } from './json-depth.ts';

const SUFFIX = '.facts';
const UNPACKED_PIECE = 256 * 1024;
const DISK_FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const WENT_AWAY = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

export interface TakenBody {
  body: IntakeBody;
  hash: string; // SHA-256 of the unpacked body, hex
  remove(): Promise<void>;
}

export interface IncomingBody {
  stream: Readable;
  format: BodyFormat;
  length: number | null; // as Content-Length says
  packed: boolean; // with gzip
}

/** Makes the folder, and takes away what a server that was killed left there. */
export async function clearSpool(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    if (name.endsWith(SUFFIX)) await rm(join(folder, name), { force: true });
  }
}

export async function takeBody(
  incoming: IncomingBody,
  folder: string,
  limits: HttpLimits,
  gate: Gate,
): Promise<TakenBody> {
  const { stream, format, length, packed } = incoming;
  const bytesMax = mostBytes(format, limits);
  if (length !== null && length > bytesMax) throw tooLarge(format, bytesMax);
  const spool = newSpool(folder, limits.memoryBytes, gate);
  const hash = createHash('sha256');
  const depth = startDepth();
  let packedBytes = 0;
  let bytes = 0;
  try {
    const sink = async (pieces: AsyncIterable<Buffer>): Promise<void> => {
      for await (const piece of pieces) {
        bytes += piece.length;
        if (bytes > bytesMax) throw tooLarge(format, bytesMax);
        if (packed) checkGrowth(bytes, packedBytes, limits);
        if (format !== 'csv') checkDepth(depth, piece, limits);
        hash.update(piece);
        await spool.write(piece);
      }
    };
    const source = withIdleLimit(stream, limits.idleBodyMs);
    if (packed) {
      const counted = counting(source, (size) => {
        packedBytes += size;
      });
      await pipeline(counted, createGunzip({ chunkSize: UNPACKED_PIECE }), sink);
    } else await sink(source);
    return { body: await spool.end(format), hash: hash.digest('hex'), remove: spool.remove };
  } catch (error) {
    await spool.remove();
    throw told(error);
  }
}

async function* counting(
  pieces: AsyncIterable<Buffer>,
  count: (size: number) => void,
): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    count(piece.length);
    yield piece;
  }
}

function mostBytes(format: BodyFormat, limits: HttpLimits): number {
  if (format === 'json') return limits.arrayBytes;
  return format === 'ndjson' ? Math.min(limits.linesBytes, limits.bodyBytes) : limits.bodyBytes;
}

const TOO_LARGE: Readonly<Record<BodyFormat, readonly [string, string]>> = {
  json: ['JSON array', 'send NDJSON or CSV'],
  ndjson: ['NDJSON body', 'send CSV, or in parts'],
  csv: ['body', 'send it in parts'],
};

function tooLarge(format: BodyFormat, bytesMax: number): Error {
  const [what, remedy] = TOO_LARGE[format];
  return refusal('body_too_large', `A ${what} may have ${bytesMax} bytes. Maybe ${remedy}.`);
}

function checkGrowth(bytes: number, packedBytes: number, limits: HttpLimits): void {
  if (bytes <= limits.unpackFloor || bytes <= packedBytes * limits.unpackRatio) return;
  const detail = `The body grows to over ${limits.unpackRatio} times its packed size.`;
  throw refusal('packed_too_tight', detail);
}

function checkDepth(state: ReturnType<typeof startDepth>, piece: Buffer, limits: HttpLimits): void {
  followDepth(state, piece);
  if (state.deepest > limits.jsonDepth) {
    throw refusal('too_deep', `The body is nested deeper than ${limits.jsonDepth}.`);
  }
}

/** Refuses when the sender falls silent; the stream stays, for the answer to be sent. */
async function* withIdleLimit(stream: Readable, idleMs: number): AsyncGenerator<Buffer> {
  const pieces = stream.iterator({ destroyOnReturn: false });
  try {
    for (;;) {
      const { done, value } = await inTime(pieces.next(), idleMs);
      if (done) return;
      yield value as Buffer;
    }
  } finally {
    pieces.return?.().catch(() => undefined); // its listeners would keep the rest from being read
  }
}

function inTime<Value>(awaited: Promise<Value>, idleMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const seconds = Math.ceil(idleMs / 1000);
    const detail = `Nothing of the body came for ${seconds} seconds. Maybe send it in parts.`;
    const timer = setTimeout(() => reject(refusal('body_too_slow', detail)), idleMs);
    awaited.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** In memory up to a size, then in a file. */
function newSpool(folder: string, memoryBytes: number, gate: Gate) {
  const path = join(folder, `${randomUUID()}${SUFFIX}`);
  let pieces: Buffer[] = [];
  let held = 0;
  let file: FileHandle | null = null;
  let leave = (): void => undefined;

  const flush = async (): Promise<void> => {
    if (file === null) {
      leave = gate.enter();
      file = await open(path, 'wx', 0o600);
    }
    for (const piece of pieces) await writeWhole(file, piece);
    pieces = [];
    held = 0;
  };
  return {
    async write(piece: Buffer): Promise<void> {
      pieces.push(piece);
      held += piece.length;
      if (held > memoryBytes) await flush();
    },
    async end(format: BodyFormat): Promise<IntakeBody> {
      if (file === null) return { format, bytes: Buffer.concat(pieces) };
      await flush();
      const done = file as FileHandle;
      await done.close();
      return { format, file: path };
    },
    async remove(): Promise<void> {
      const done = file;
      pieces = [];
      if (done !== null) {
        await done.close().catch(() => undefined);
        await rm(path, { force: true });
      }
      leave();
    },
  };
}

async function writeWhole(file: FileHandle, piece: Buffer): Promise<void> {
  for (let at = 0; at < piece.length; ) {
    const { bytesWritten } = await file.write(piece, at);
    at += bytesWritten;
  }
}

/** What went wrong on the way, in the API's words. */
function told(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string') return error;
  if (DISK_FULL.has(code)) {
    return refusal(
      'disk_full',
      'The disk is full; nothing was taken. Maybe make room, send again.',
    );
  }
  if (WENT_AWAY.has(code)) return refusal('bad_request', 'The client went away within its body.');
  if (code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE') {
    return refusal('bad_gzip', 'The body is not sound gzip, though Content-Encoding says so.');
  }
  return error;
}
