// One Drumbeat a data folder. The lock is the system's, on a file that we hold open: it goes with
// the process however that ends. The file names the process, for the message.

import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedServerError } from './embedded-error.ts';

const TAKEN = 1; // how `flock --nonblock` ends where another holds the lock
const HELD_AT = 3; // the first descriptor after the three standard ones

/** The answer gives the lock back. */
export function lockDataFolder(dataFolder: string): () => void {
  const path = join(dataFolder, 'lock');
  const file = openSync(path, 'a+', 0o600);
  try {
    if (isTaken(file, path)) {
      const owner = readFileSync(path, 'utf8').trim() || 'unknown';
      throw new EmbeddedServerError(
        `${dataFolder} is in use by process ${owner}.\n` +
          'Maybe stop it, or choose another folder with --data.',
      );
    }
    ftruncateSync(file);
    writeSync(file, `${process.pid}\n`);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return () => closeSync(file);
}

/** Whether another process has it; nothing is made where there is no installation. */
export function isDataFolderLocked(dataFolder: string): boolean {
  const path = join(dataFolder, 'lock');
  if (!existsSync(path)) return false;
  const file = openSync(path, 'r+');
  try {
    return isTaken(file, path);
  } finally {
    closeSync(file);
  }
}

/** The child locks the file that it shares with us, and ends: the lock stays, with us. */
function isTaken(file: number, path: string): boolean {
  const { status } = spawnSync('flock', ['--nonblock', `${HELD_AT}`], {
    stdio: ['ignore', 'ignore', 'ignore', file],
  });
  return status === null ? isRunning(Number(readFileSync(path, 'utf8'))) : status === TAKEN;
}

/** Whether there is such a process: one that ended keeps its number until its parent asks. */
export function isRunning(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !hasEnded(pid);
}

function hasEnded(pid: number): boolean {
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false; // a system without /proc
  }
}
