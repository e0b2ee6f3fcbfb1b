// The faults that are dealt to a running installation under load: which process is killed or
// halted, and when. Each leaves the installation running again.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../src/base/prng.ts';
import { call } from './kit/http-call.ts';
import type { Installation } from './kit/installation.ts';
import { isAlive, killTree, tell } from './kit/processes.ts';
import { scratchFolder } from './kit/scratch.ts';
import { launchServer, startServerProcess } from './kit/server-process.ts';

export type Strike = (it: Installation, random: Random, faults: string[]) => Promise<void>;

const MAIN = join(import.meta.dirname, '..', 'src', 'main.ts');
const LARGE_ROWS = 20_000;

/** kill -9 of the whole tree at a random moment. */
const tree: Strike = async (it, random) => {
  await sleep(random.integer(20, 700));
  await it.server.kill();
  await it.restart();
};

/** Again while it starts, recovery and all. */
const start: Strike = async (it, random) => {
  await it.server.kill();
  const { dataFolder, server } = it;
  const { server: second } = await launchServer({ dataFolder, port: server.port });
  await sleep(random.integer(0, 1_500));
  await second.kill();
  await it.restart();
};

/** While a large batch is copied in. */
const copy: Strike = async (it, random) => {
  it.load.launch({ feed: 'inventory', rows: largeBatch(random) });
  await sleep(random.integer(100, 900));
  await it.server.kill();
  await it.restart();
};

function largeBatch(random: Random) {
  const bin = random.integer(1, 1e9).toString(36);
  return Array.from({ length: LARGE_ROWS }, (_, i) => ({
    item_id: `I${1 + (i % 100)}`,
    location_id: 'P1',
    sublocation: `${bin}-${i}`,
    quantity: i % 7,
  }));
}

/** While it is backed up: the file is whole, or not there. */
const backup: Strike = async (it, random, faults) => {
  const file = join(it.folder, `backup-${random.integer(1, 1e9)}`);
  const running = drumbeat(['backup', file, '--data', it.dataFolder]);
  await sleep(random.integer(100, 900));
  const own = random.next() < 0.5;
  if (own) killTree(running.child.pid!);
  else await it.server.kill();
  await running.ended;
  if (!own) await it.restart();
  if (existsSync(file)) {
    const { code, told } = await drumbeat(['restore', file, '--check']).ended;
    if (code !== 0) faults.push(`a back-up that was cut off bears its name: ${told}`);
  }
  const next = await drumbeat(['backup', file, '--data', it.dataFolder, '--force']).ended;
  if (next.code !== 0) faults.push(`no back-up after one that was killed: ${next.told}`);
};

/** Runs a command of the program. */
export function drumbeat(args: readonly string[]): {
  child: ChildProcess;
  ended: Promise<{ code: number | null; told: string }>;
} {
  const command = ['--disable-warning=ExperimentalWarning', MAIN, ...args];
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'], env });
  let told = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => {
      told += piece;
    });
  }
  const ended = new Promise<{ code: number | null; told: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, told })),
  );
  return { child, ended };
}

/** While the database is made and brought forward: of another installation, a young one. */
const migration: Strike = async (_it, random, faults) => {
  const folder = mkdtempSync(join(scratchFolder(), 'young-'));
  const dataFolder = join(folder, 'data');
  try {
    for (let times = 0; times < 2; times++) {
      const { server } = await launchServer({ dataFolder });
      await sleep(random.integer(100, 3_000));
      await server.kill();
    }
    const server = await startServerProcess({ dataFolder });
    const { status } = await call(server.url, { path: '/health' });
    if (status !== 200) faults.push(`not healthy after a killed migration: ${status}`);
    if (server.adminToken === null) faults.push('no link for the first admin after a killed start');
    await server.stop();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const planner: Strike = async (it, random, faults) => {
  await sleep(random.integer(20, 700));
  const { planner: pid } = it.server.parts();
  if (pid === null || !tell(pid, 'SIGKILL')) return;
  await another(it, 'planner', pid, faults);
};

const postmaster: Strike = async (it, random, faults) => {
  await sleep(random.integer(20, 700));
  const { postmaster: pid } = it.server.parts();
  if (pid === null || !tell(pid, 'SIGKILL')) return;
  await another(it, 'postmaster', pid, faults);
};

/** The database ends all its backends then, and recovers by itself. */
const backend: Strike = async (it, random) => {
  await sleep(random.integer(20, 500));
  const { backends } = it.server.parts();
  if (backends.length > 0) tell(random.pick(backends), 'SIGKILL');
  await sleep(random.integer(100, 600));
};

const haltedPlanner: Strike = async (it, random) => {
  const { planner: pid } = it.server.parts();
  if (pid === null) return;
  tell(pid, 'SIGSTOP');
  await sleep(random.integer(300, 2_000));
  tell(pid, 'SIGCONT');
};

/** A second server must not take the folder of one that is only halted. */
const haltedServer: Strike = async (it, random, faults) => {
  const { pid } = it.server;
  tell(pid, 'SIGSTOP');
  try {
    const { server, ready } = await launchServer({ dataFolder: it.dataFolder });
    const came = await ready.then(
      () => true,
      () => false,
    );
    if (came) faults.push('a second server started on a folder in use');
    else if (!server.told().includes(`is in use by process ${pid}.`)) {
      faults.push(`the second server was refused in other words: ${server.told()}`);
    }
    await server.kill();
    await sleep(random.integer(0, 500));
  } finally {
    tell(pid, 'SIGCONT');
  }
};

const BACK_WITHIN_MS = 60_000;

async function another(
  it: Installation,
  what: 'planner' | 'postmaster',
  before: number,
  faults: string[],
): Promise<void> {
  const until = Date.now() + BACK_WITHIN_MS;
  for (;;) {
    const now = it.server.parts()[what];
    if (now !== null && now !== before) return;
    if (!isAlive(it.server.pid)) faults.push(`the server ended with its ${what}`);
    if (Date.now() > until) faults.push(`the ${what} did not come back`);
    if (faults.length > 0) return;
    await sleep(50);
  }
}

export const STRIKES: Readonly<Record<string, Strike>> = {
  tree,
  start,
  copy,
  backup,
  migration,
  planner,
  postmaster,
  backend,
  'halted planner': haltedPlanner,
  'halted server': haltedServer,
};
