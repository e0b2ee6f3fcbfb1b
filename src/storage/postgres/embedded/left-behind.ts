// Processes of a PostgreSQL that outlived the Drumbeat that started it, or that lost their
// postmaster: they are told to stop, and waited for, before another one starts on their files.

import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from './data-folder-lock.ts';
import { PORT } from './socket-folder.ts';

const POLL_MS = 10;
/** Signals to the processes, each after some patience: fast stop, stop at once, kill. */
const SIGNALS: readonly [NodeJS.Signals, number][] = [
  ['SIGINT', 15_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];

/** Whether there was one. The caller holds the data folder's lock. */
export async function stopLeftBehind(
  databaseFolder: string,
  socketFolder: string,
): Promise<boolean> {
  const pidFile = join(databaseFolder, 'postmaster.pid');
  if (!existsSync(pidFile)) return false;
  const folder = realpathSync(databaseFolder);
  const postmaster = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  for (const [signal, patienceMs] of SIGNALS) {
    const processes = processesIn(folder, postmaster);
    if (processes.length === 0) break;
    // A postmaster stops its own; without one each process is told.
    for (const pid of processes.includes(postmaster) ? [postmaster] : processes) {
      tell(pid, signal);
    }
    const end = Date.now() + patienceMs;
    while (Date.now() < end && processesIn(folder, postmaster).length > 0) await sleep(POLL_MS);
  }
  if (processesIn(folder, postmaster).length > 0) return true; // PostgreSQL will say so
  // Its number may be another program's by now, or still be there where nobody asks about the dead:
  // PostgreSQL would take that for a postmaster.
  const socket = join(socketFolder, `.s.PGSQL.${PORT}`);
  for (const file of [pidFile, socket, `${socket}.lock`]) rmSync(file, { force: true });
  return true;
}

/** Every process of PostgreSQL works in the database's folder. */
function processesIn(folder: string, postmaster: number): number[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return isRunning(postmaster) ? [postmaster] : []; // a system without /proc
  }
  return names.filter((name) => /^\d+$/.test(name) && worksIn(name, folder)).map(Number);
}

function worksIn(pid: string, folder: string): boolean {
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) !== folder) return false;
    return /postgres/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false; // gone meanwhile, or not ours to look at
  }
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // gone meanwhile
  }
}
