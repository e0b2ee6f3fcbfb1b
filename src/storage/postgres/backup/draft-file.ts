// A file that has its name only when it is whole and on the disk: written beside as FILE.part,
// closed to others, and renamed at the end. A write that was killed leaves FILE.part alone.

import { type FileHandle, link, lstat, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { BackupError } from './backup-error.ts';

export interface DraftFile {
  write(pieces: readonly Buffer[]): Promise<void>;
  size(): number;
  /** Gives it its name. */
  finish(): Promise<void>;
  discard(): Promise<void>;
}

/** `force`: a file of that name may be replaced. */
export async function openDraft(file: string, force: boolean): Promise<DraftFile> {
  const path = resolve(file);
  if (!force && (await isThere(path))) throw alreadyThere(file);
  const draft = `${path}.part`;
  await rm(draft, { force: true });
  const handle = await open(draft, 'wx', 0o600);
  let size = 0;
  return {
    async write(pieces) {
      for (const piece of pieces) {
        await writeAll(handle, piece);
        size += piece.length;
      }
    },
    size: () => size,
    async finish() {
      await handle.sync();
      await demandOwn(handle, draft);
      await handle.close();
      if (force) await rename(draft, path);
      else await linkInto(draft, path, file);
      await syncFolder(dirname(path));
    },
    async discard() {
      const isOurs = await isSame(handle, draft).catch(() => false);
      await handle.close().catch(() => {});
      if (isOurs) await rm(draft, { force: true });
    },
  };
}

/** Unlike a rename, a link never replaces what came meanwhile. Not every file system has links. */
async function linkInto(draft: string, path: string, file: string): Promise<void> {
  try {
    await link(draft, path);
    await rm(draft);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw alreadyThere(file);
    if (await isThere(path)) throw alreadyThere(file);
    await rename(draft, path);
  }
}

function alreadyThere(file: string): BackupError {
  return new BackupError(
    `There is a file ${file} already.\nMaybe choose another name, or replace it with --force.`,
  );
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at);
    at += bytesWritten;
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

async function demandOwn(handle: FileHandle, draft: string): Promise<void> {
  if (await isSame(handle, draft)) return;
  throw new BackupError(
    `${draft} was taken by another back-up to the same file.\nMaybe let one run at a time.`,
  );
}

async function isSame(handle: FileHandle, path: string): Promise<boolean> {
  const [own, found] = await Promise.all([handle.stat(), stat(path)]);
  return own.ino === found.ino && own.dev === found.dev;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
