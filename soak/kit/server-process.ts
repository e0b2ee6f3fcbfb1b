// A server as a user starts it: a process tree of its own, on a data folder, killed or stopped.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { killTree, type Parts, partsOf, tell } from './processes.ts';

export interface StartOptions {
  dataFolder: string;
  port?: number; // null = a free one
  database?: string; // URL
  before?: readonly string[]; // a command that runs it
  environment?: Record<string, string>;
  imports?: readonly string[]; // files that are loaded first
  log?: string; // the level
}

export interface ServerProcess {
  url: string;
  port: number;
  pid: number;
  told(): string; // on standard error, so far
  adminToken: string | null; // of the first start
  parts(): Parts;
  closeLog(): void; // nobody reads its standard error any more
  kill(): Promise<void>; // kill -9 of the whole tree
  stop(): Promise<number | null>; // as Ctrl-C does; the exit code
  ended: Promise<number | null>;
}

/** It ended before it was there; the message is what it said. */
export class StartFailed extends Error {}

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const START_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 150_000; // a database that hangs has its own time in it
const living = new Set<number>();
process.on('exit', () => {
  for (const pid of living) killTree(pid);
});

export async function startServerProcess(options: StartOptions): Promise<ServerProcess> {
  const launched = await launchServer(options);
  const { child } = launched;
  try {
    await launched.ready;
  } catch (error) {
    if (child.pid !== undefined) killTree(child.pid);
    throw error;
  }
  return launched.server;
}

/** Without waiting until it is there: for those that are killed before. */
export async function launchServer(options: StartOptions) {
  const port = options.port ?? (await freePort());
  // By URL there is no data folder; large bodies go to one where it stands.
  const where = options.database
    ? ['--database', options.database]
    : ['--data', options.dataFolder];
  const cwd = options.database ? options.dataFolder : undefined;
  if (cwd !== undefined) mkdirSync(cwd, { recursive: true });
  const command = [
    ...(options.before ?? []),
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    ...(options.imports ?? []).map((file) => `--import=${file}`),
    ...[MAIN, 'start', '--port', `${port}`],
    ...['--log', options.log ?? 'warn'],
    ...where,
  ];
  const child = spawn(command[0]!, command.slice(1), {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...options.environment },
  });
  living.add(child.pid!);
  const output = collect(child);
  const ended = new Promise<number | null>((resolve) =>
    child.on('close', (code) => {
      living.delete(child.pid!);
      resolve(code);
    }),
  );
  const server: ServerProcess = {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid!,
    told: output.text,
    get adminToken() {
      return /first-admin#([0-9a-f]+)/.exec(output.text())?.[1] ?? null;
    },
    parts: () => partsOf(child.pid!),
    closeLog: () => child.stderr!.destroy(),
    async kill() {
      killTree(child.pid!);
      await ended;
    },
    async stop() {
      tell(child.pid!, 'SIGTERM');
      tell(child.pid!, 'SIGCONT'); // one that is halted would not hear of it
      const late = sleep(STOP_WITHIN_MS, 'late' as const, { ref: false });
      const how = await Promise.race([ended, late]);
      if (how !== 'late') return how;
      killTree(child.pid!);
      await ended;
      throw new Error(`it did not stop in ${STOP_WITHIN_MS / 1000} s: ${output.text()}`);
    },
    ended,
  };
  const ready = readiness(child, output);
  const comesUp = ready.then(
    () => true,
    () => false,
  );
  return { server, child, ready, comesUp };
}

interface Output {
  text(): string;
  onText(hear: () => void): void;
}

function collect(child: ChildProcess): Output {
  let text = '';
  const hearing: (() => void)[] = [];
  child.stderr!.on('data', (piece: Buffer) => {
    text += piece;
    for (const hear of hearing) hear();
  });
  return { text: () => text, onText: (hear) => hearing.push(hear) };
}

function readiness(child: ChildProcess, output: Output): Promise<void> {
  const ready = new Promise<void>((resolve, reject) => {
    const late = () => reject(new StartFailed(`not there in time:\n${output.text()}`));
    const timer = setTimeout(late, START_WITHIN_MS);
    output.onText(() => {
      if (!/^Press Ctrl-C/m.test(output.text())) return;
      clearTimeout(timer);
      resolve();
    });
    child.on('close', () => {
      clearTimeout(timer);
      reject(new StartFailed(output.text()));
    });
  });
  ready.catch(() => {}); // whoever kills it before does not ask
  return ready;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
