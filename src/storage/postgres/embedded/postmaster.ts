// The running PostgreSQL process: started, waited for until it takes connections, and told to stop.

import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, isDiskFull } from './create-cluster.ts';
import { EmbeddedServerError } from './embedded-error.ts';

export interface Postmaster {
  pid: number;
  ended: Promise<string>; // how, in words
  stop(): Promise<void>;
}

const POLL_MS = 5;
const SLOW_START_MS = 5_000;
const STOP_FAST_WITHIN_MS = 60_000;
const STOP_AT_ONCE_WITHIN_MS = 10_000;
const LOG_SIZE_MAX = 16 * 1024 * 1024;
const LOG_LOOK_EVERY_MS = 60_000;
const TOLD_SIZE = 4_000;

export async function startPostmaster(
  { databaseFolder, binaries, launching }: Cluster,
  settings: readonly string[],
  log: (line: string) => void,
): Promise<Postmaster> {
  const logPath = `${databaseFolder}.log`;
  const logFile = openSync(logPath, 'a', 0o600);
  const logStart = fstatSync(logFile).size;
  const command = [
    ...launching.before,
    join(binaries.folder, 'postgres'),
    '-D',
    databaseFolder,
    ...settings,
  ];
  // A group of its own: Ctrl-C in the terminal is for us, and we stop it when we are through.
  const child = spawn(command[0], command.slice(1), {
    env: binaries.environment,
    stdio: ['ignore', logFile, logFile],
    detached: true,
  });
  closeSync(logFile);
  const ended = endOf(child);
  const trimming = setInterval(() => trim(logPath), LOG_LOOK_EVERY_MS).unref();
  let end: string | null = null;
  void ended.then((how) => {
    end = how;
    clearInterval(trimming);
  });
  const slow = setTimeout(() => log('PostgreSQL is recovering what a crash left.'), SLOW_START_MS);
  while (end === null && !isReady(databaseFolder, child.pid)) await sleep(POLL_MS);
  clearTimeout(slow);
  if (end !== null) throw new EmbeddedServerError(startFault(databaseFolder, end, logStart));
  child.unref();
  return { pid: child.pid!, ended, stop: () => stop(child, ended) };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

/** Its pid file says so: the process in the first line, the state in the eighth. */
function isReady(databaseFolder: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(databaseFolder, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

function startFault(databaseFolder: string, end: string, logStart: number): string {
  const output = readFrom(`${databaseFolder}.log`, logStart);
  if (isDiskFull(output)) {
    return (
      `The disk is full: the database in ${databaseFolder} cannot start.\n` +
      'Maybe free some space there and start again: nothing that was acknowledged is lost.'
    );
  }
  const told = output.trim().split('\n').slice(-6).join('\n');
  return `The database in ${databaseFolder} did not start (${end}):\n${told}`;
}

/** The last part of what was logged since. */
function readFrom(path: string, start: number): string {
  const file = openSync(path, 'r');
  try {
    const from = Math.max(start, fstatSync(file).size - TOLD_SIZE);
    const bytes = Buffer.alloc(TOLD_SIZE);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, TOLD_SIZE, from));
  } finally {
    closeSync(file);
  }
}

/** The server appends: an emptied log goes on from its start. */
function trim(path: string): void {
  try {
    if (statSync(path).size > LOG_SIZE_MAX) truncateSync(path);
  } catch {
    // removed meanwhile
  }
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.ref();
  const within = (ms: number): Promise<unknown> =>
    Promise.race([ended, sleep(ms, undefined, { ref: false })]);
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  if (running()) child.kill('SIGINT');
  await within(STOP_FAST_WITHIN_MS);
  if (running()) child.kill('SIGQUIT');
  await within(STOP_AT_ONCE_WITHIN_MS);
  if (running()) child.kill('SIGKILL');
  await ended;
}
