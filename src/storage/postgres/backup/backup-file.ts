// A back-up file as it is read: looked at first for what it is, then section by section. Rows come
// out only after their digest was found right.

import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { ReportProgress } from '../../../app/ports.ts';
import { BackupError } from './backup-error.ts';
import {
  type BackupFoot,
  type BackupHead,
  END_MARK,
  FIRST_LINE,
  FIRST_LINE_BYTES,
  FORMAT,
  PAYLOAD_MAX,
  type SectionFoot,
  type SectionHead,
} from './backup-format.ts';
import { type Frame, readExactly, readFrames } from './frames.ts';

/** What stands in the file, in order. */
export type BackupPart =
  | { kind: 'head'; head: BackupHead }
  | { kind: 'section'; section: SectionHead }
  | { kind: 'rows'; bytes: Buffer }
  | { kind: 'sectionEnd'; foot: SectionFoot }
  | { kind: 'foot'; foot: BackupFoot };

export interface BackupFile {
  size: number;
  /** From the start, each time; the last part is the foot. */
  parts(progress: ReportProgress): AsyncGenerator<BackupPart>;
  close(): Promise<void>;
}

const unpack = promisify(gunzip);

/** Refuses what is no back-up, or was cut off. */
export async function openBackup(file: string): Promise<BackupFile> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`;
    throw new BackupError(`The back-up ${file} ${reason}.\nMaybe check the path.`, error);
  }
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw noBackup(file);
    await lookAtEnds(handle, file, found.size);
    return {
      size: found.size,
      parts: (progress) => readParts(handle, file, found.size, progress),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function lookAtEnds(handle: FileHandle, file: string, size: number): Promise<void> {
  const start = await readExactly(handle, 0, Math.min(size, FIRST_LINE_BYTES.length));
  if (!start.equals(FIRST_LINE_BYTES)) {
    const told = start.toString('latin1');
    if (!told.startsWith(FIRST_LINE) || !/ [0-9]+\n?$/.test(told)) throw noBackup(file);
    throw new BackupError(
      `${file} is a back-up of another format than ${FORMAT}, the one that this Drumbeat reads.\n` +
        'Maybe restore it with the Drumbeat that wrote it, or a newer one.',
    );
  }
  const endAt = Math.max(FIRST_LINE_BYTES.length, size - END_MARK.length);
  if ((await readExactly(handle, endAt, size - endAt)).equals(END_MARK)) return;
  throw new BackupError(
    `The back-up ${file} was cut off or damaged at its end (byte ${size}): the end mark is ` +
      'missing.\nMaybe restore another back-up, or copy this one again from its source.',
  );
}

function noBackup(file: string): BackupError {
  return new BackupError(
    `${file} is no back-up of Drumbeat.\nMaybe name a file that \`drumbeat backup\` wrote.`,
  );
}

async function* readParts(
  handle: FileHandle,
  file: string,
  size: number,
  progress: ReportProgress,
): AsyncGenerator<BackupPart> {
  let expected: Frame['tag'][] = ['HEAD'];
  let section = 'its head';
  for await (const { tag, payload, end } of readFrames(handle, size, () => section)) {
    if (!expected.includes(tag)) throw misplaced(file, section);
    progress(end / size, section);
    if (tag === 'HEAD') {
      yield { kind: 'head', head: parsed(payload) };
      expected = ['SECT', 'FOOT'];
      section = 'the part behind its head';
    } else if (tag === 'SECT') {
      const head = parsed<SectionHead>(payload);
      section = `section ${head.table}`;
      yield { kind: 'section', section: head };
      expected = ['ROWS', 'DONE'];
    } else if (tag === 'ROWS') {
      yield { kind: 'rows', bytes: await unpack(payload, { maxOutputLength: PAYLOAD_MAX }) };
    } else if (tag === 'DONE') {
      yield { kind: 'sectionEnd', foot: parsed(payload) };
      expected = ['SECT', 'FOOT'];
      section = `the part behind ${section}`;
    } else {
      yield { kind: 'foot', foot: parsed(payload) };
      expected = [];
      section = 'the part behind its foot';
    }
  }
  if (expected.length > 0) throw misplaced(file, section);
}

function parsed<Value>(payload: Buffer): Value {
  return JSON.parse(payload.toString('utf8')) as Value;
}

function misplaced(file: string, section: string): BackupError {
  return new BackupError(
    `The back-up ${file} is damaged in ${section}: a part is missing or out of place.\n` +
      'Maybe restore another back-up, or copy this one again from its source.',
  );
}

/** The head alone. */
export async function readHead(backup: BackupFile): Promise<BackupHead> {
  for await (const part of backup.parts(() => {})) {
    if (part.kind === 'head') return part.head;
  }
  throw new Error('A back-up begins with its head.');
}

export interface Totals {
  sections: number;
  rows: number;
  bytes: number;
}

export function noTotals(): Totals {
  return { sections: 0, rows: 0, bytes: 0 };
}

/** The foot must say what was counted. */
export function compareTotals(counted: Totals, foot: BackupFoot): void {
  const same =
    counted.sections === foot.sections &&
    counted.rows === foot.rows &&
    counted.bytes === foot.bytes;
  if (same) return;
  throw new BackupError(
    `The back-up's foot says ${foot.sections} sections with ${foot.rows} rows, but ` +
      `${counted.sections} with ${counted.rows} were read.\nMaybe restore another back-up.`,
  );
}
