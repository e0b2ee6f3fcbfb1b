// The faults that are dealt to a running installation under load: which process is killed or
// halted, and when. Each leaves the installation running again.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../src/base/prng.ts';
import { drumbeat } from './kit/command.ts';
import { call } from './kit/http-call.ts';
import type { Installation } from './kit/installation.ts';
import { isAlive, killTree, tell, whileHalted } from './kit/processes.ts';
import { scratchFolder } from './kit/scratch.ts';
import { launchServer, startServerProcess } from './kit/server-process.ts';
import type { Count } from './kit/soak-test.ts';

export interface Blow {
  it: Installation;
  random: Random;
  count: Count;
  faults: string[];
  haltMs: number; // how long a process is halted
}

export type Strike = (blow: Blow) => Promise<void>;

const LARGE_ROWS = 20_000;
const TREE = 'kill -9 of a whole tree';
const ALONE = 'kill -9 of one process';

/** kill -9 of the whole tree at a random moment. */
const tree: Strike = async ({ it, random, count }) => {
  await sleep(random.integer(20, 700));
  await it.server.kill();
  count(TREE);
  await it.restart();
};

/** Again while it starts, recovery and all. */
const start: Strike = async ({ it, random, count }) => {
  await it.server.kill();
  const { dataFolder, server } = it;
  const { server: second } = await launchServer({ dataFolder, port: server.port });
  await sleep(random.integer(0, 1_500));
  await second.kill();
  count(TREE, 2);
  await it.restart();
};

/** While a large batch is copied in. */
const copy: Strike = async ({ it, random, count }) => {
  it.load.launch({ feed: 'inventory', rows: largeBatch(random) });
  await sleep(random.integer(100, 900));
  await it.server.kill();
  count(TREE);
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
const backup: Strike = async ({ it, random, count, faults }) => {
  const file = join(it.folder, `backup-${random.integer(1, 1e9)}`);
  const running = drumbeat(['backup', file, '--data', it.dataFolder]);
  await sleep(random.integer(100, 900));
  const own = random.next() < 0.5;
  if (own) killTree(running.child.pid!);
  else await it.server.kill();
  count(TREE);
  await running.ended;
  if (!own) await it.restart();
  if (existsSync(file)) {
    const { code, told } = await drumbeat(['restore', file, '--check']).ended;
    if (code !== 0) faults.push(`a back-up that was cut off bears its name: ${told}`);
  }
  const next = await drumbeat(['backup', file, '--data', it.dataFolder, '--force']).ended;
  if (next.code !== 0) faults.push(`no back-up after one that was killed: ${next.told}`);
};

/** While the database is made and brought forward: of another installation, a young one. */
const migration: Strike = async ({ random, count, faults }) => {
  const folder = mkdtempSync(join(scratchFolder(), 'young-'));
  const dataFolder = join(folder, 'data');
  try {
    for (let times = 0; times < 2; times++) {
      const { server } = await launchServer({ dataFolder });
      await sleep(random.integer(100, 3_000));
      await server.kill();
      count(TREE);
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

/** The server alone: its planner ends with it, and its database where the system tells it. */
const host: Strike = async ({ it, random, count, faults }) => {
  await sleep(random.integer(20, 700));
  const { planner: follower } = it.server.parts();
  tell(it.server.pid, 'SIGKILL');
  count(ALONE);
  const until = Date.now() + BACK_WITHIN_MS;
  while (follower !== null && isAlive(follower)) {
    if (Date.now() > until) {
      faults.push('the planner goes on without its server');
      tell(follower, 'SIGKILL');
    }
    await sleep(50);
  }
  await it.server.ended;
  await it.restart();
};

const planner: Strike = (blow) => killAlone(blow, 'planner');
const postmaster: Strike = (blow) => killAlone(blow, 'postmaster');

/** The server has another one soon. */
async function killAlone(
  { it, random, count, faults }: Blow,
  what: 'planner' | 'postmaster',
): Promise<void> {
  await sleep(random.integer(20, 700));
  const before = it.server.parts()[what];
  if (before === null || !tell(before, 'SIGKILL')) return;
  count(ALONE);
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

/** The database ends all its backends then, and recovers by itself. */
const backend: Strike = async ({ it, random, count }) => {
  await sleep(random.integer(20, 500));
  const { backends } = it.server.parts();
  if (backends.length > 0 && tell(random.pick(backends), 'SIGKILL')) count(ALONE);
  await sleep(random.integer(100, 600));
};

const haltedPlanner: Strike = async ({ it, random, haltMs }) => {
  await sleep(random.integer(20, 500));
  const { planner: pid } = it.server.parts();
  if (pid === null) return;
  await whileHalted([pid], () => sleep(haltMs));
};

/** A second server must not take the folder of one that is only halted. */
const haltedServer: Strike = async ({ it, faults, haltMs }) => {
  const { pid } = it.server;
  const until = performance.now() + haltMs;
  await whileHalted([pid], async () => {
    const { server, comesUp } = await launchServer({ dataFolder: it.dataFolder });
    if (await comesUp) faults.push('a second server started on a folder in use');
    else if (!server.told().includes(`is in use by process ${pid}.`)) {
      faults.push(`the second server was refused in other words: ${server.told()}`);
    }
    await server.kill();
    await sleep(Math.max(0, until - performance.now()));
  });
};

const BACK_WITHIN_MS = 60_000;

export const STRIKES: Readonly<Record<string, Strike>> = {
  tree,
  start,
  copy,
  backup,
  migration,
  host,
  planner,
  postmaster,
  backend,
  'halted planner': haltedPlanner,
  'halted server': haltedServer,
};
