// Writes and reads the frames of a back-up, each checked against its digest before it is handed on.

import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { BackupError } from './backup-error.ts';
import {
  DIGEST_SIZE,
  END_MARK,
  FIRST_LINE_BYTES,
  LENGTH_SIZE,
  PAYLOAD_MAX,
  TAG_SIZE,
  TAGS,
  type Tag,
} from './backup-format.ts';

const PREFIX_SIZE = TAG_SIZE + LENGTH_SIZE;
const SEED = Buffer.alloc(DIGEST_SIZE); // stands for the digest before the first frame

function digestOf(before: Buffer, prefix: Buffer, payload: Buffer): Buffer {
  return createHash('sha256').update(before).update(prefix).update(payload).digest();
}

/** The bytes of each next frame. */
export function createFrameMaker(): (tag: Tag, payload: Buffer) => Buffer[] {
  let digest: Buffer = SEED;
  return (tag, payload) => {
    if (payload.length > PAYLOAD_MAX) throw new RangeError(`A frame of ${payload.length} bytes.`);
    const prefix = Buffer.alloc(PREFIX_SIZE);
    prefix.write(tag, 'latin1');
    prefix.writeUInt32BE(payload.length, TAG_SIZE);
    digest = digestOf(digest, prefix, payload);
    return [prefix, payload, digest];
  };
}

export interface Frame {
  tag: Tag;
  payload: Buffer;
  end: number; // the byte behind it
}

/** All frames of a file of that size, to the last. `section` says where a fault lies. */
export async function* readFrames(
  file: FileHandle,
  size: number,
  section: () => string,
): AsyncGenerator<Frame> {
  const framesEnd = size - END_MARK.length;
  let at = FIRST_LINE_BYTES.length;
  let digest: Buffer = SEED;
  while (at < framesEnd) {
    const damaged = (): BackupError =>
      new BackupError(
        `The back-up is damaged in ${section()} (near byte ${at}): what stands there is not what ` +
          'was written.\nMaybe restore another back-up, or copy this one again from its source.',
      );
    if (at + PREFIX_SIZE + DIGEST_SIZE > framesEnd) throw damaged();
    const prefix = await readExactly(file, at, PREFIX_SIZE);
    const length = prefix.readUInt32BE(TAG_SIZE);
    const end = at + PREFIX_SIZE + length + DIGEST_SIZE;
    if (length > PAYLOAD_MAX || end > framesEnd) throw damaged();
    const rest = await readExactly(file, at + PREFIX_SIZE, length + DIGEST_SIZE);
    const payload = rest.subarray(0, length);
    digest = digestOf(digest, prefix, payload);
    const tag = TAGS.find((known) => known === prefix.toString('latin1', 0, TAG_SIZE));
    if (tag === undefined || !digest.equals(rest.subarray(length))) throw damaged();
    yield { tag, payload, end };
    at = end;
  }
}

export async function readExactly(file: FileHandle, at: number, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(size);
  let got = 0;
  while (got < size) {
    const { bytesRead } = await file.read(bytes, got, size - got, at + got);
    if (bytesRead === 0) throw new BackupError('The back-up became shorter while it was read.');
    got += bytesRead;
  }
  return bytes;
}
