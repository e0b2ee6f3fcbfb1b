// A database server of one's own, by URL: it is stopped for a while, it hangs while the server is
// told to stop, and two servers of Drumbeat contend for it. The one that was halted, in the middle
// of a transaction too, must not keep the other from its work, and not write when it wakes.

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openOwner } from '../src/storage/postgres/owner.ts';
import { call } from './kit/http-call.ts';
import { type Installation, withInstallation } from './kit/installation.ts';
import { type OwnDatabase, withOwnDatabase } from './kit/own-database.ts';
import { tell, whileHalted } from './kit/processes.ts';
import { startServerProcess } from './kit/server-process.ts';
import type { Count } from './kit/soak-test.ts';
import { becomesReady } from './outage-kinds.ts';

const STOPS_WITHIN_MS = 90_000;
const HALTS_TRIED = 200;

type Work = (it: Installation, faults: string[], database: OwnDatabase) => Promise<void>;

function onOwnDatabase(seed: number, count: Count, work: Work): Promise<string[]> {
  return withOwnDatabase((database) =>
    withInstallation({ seed, count, database: database.url }, async (it, faults) => {
      it.load.run(20);
      await sleep(300);
      await work(it, faults, database);
    }),
  );
}

export function databaseStops(seed: number, count: Count, awayMs: number): Promise<string[]> {
  return onOwnDatabase(seed, count, async (it, faults, database) => {
    await database.stop();
    const { status, text } = await trial(it.server.url, it.key, 'away');
    if (status !== 503 || !text.includes('"code":"unavailable"')) {
      faults.push(`without its database: ${status} ${text.slice(0, 300)}`);
    }
    await sleep(awayMs);
    await database.start();
    await becomesReady(it, faults);
    await sleep(300);
    await it.load.stop(20_000);
    await it.load.settle();
    faults.push(...(await it.faults()).map((fault) => `after a stopped database: ${fault}`));
    count('database stopped');
  });
}

/** A server ends when it is told to, even if its database says nothing. */
export function stopsBesideHungDatabase(seed: number, count: Count): Promise<string[]> {
  return onOwnDatabase(seed, count, async (it, faults, database) => {
    await whileHalted(database.pids(), async () => {
      tell(it.server.pid, 'SIGTERM');
      const late = sleep(STOPS_WITHIN_MS, 'late', { ref: false });
      const how = await Promise.race([it.server.ended, late]);
      if (how !== 0) faults.push(`told to stop beside a database that hangs: ${how}`);
      if (how === 'late') await it.server.kill();
    });
    await it.load.stop(0);
    await it.restart();
    await it.load.settle();
    faults.push(...(await it.faults()).map((fault) => `after a stop beside it: ${fault}`));
    count('stopped beside a database that hangs');
  });
}

function trial(url: string, key: string, bin: string) {
  const row = { item_id: 'I1', location_id: 'P1', sublocation: bin, quantity: 1 };
  const headers = { 'content-type': 'application/json', 'x-source': bin };
  const body = JSON.stringify([row]);
  return call(url, { method: 'POST', path: '/api/v1/facts/inventory', key, headers, body });
}

export function twoOwners(seed: number, count: Count, haltMs: number): Promise<string[]> {
  return onOwnDatabase(seed, count, async (it, faults, database) => {
    await contend(it, database.url, faults, haltMs);
    await it.restart();
    await it.load.settle();
    const found = await it.faults({ others: ['inventory'] });
    faults.push(...found.map((fault) => `after two owners: ${fault}`));
    count('second server');
  });
}

async function contend(
  it: Installation,
  database: string,
  faults: string[],
  haltMs: number,
): Promise<void> {
  if (!(await haltInTransaction(it, database))) faults.push('it was never in a transaction');
  const until = performance.now() + haltMs;
  const dataFolder = join(it.folder, 'second');
  try {
    const second = await startServerProcess({ dataFolder, database });
    try {
      const before = await trial(second.url, it.key, 'second');
      if (before.status !== 200) faults.push(`the second server: ${before.status} ${before.text}`);
      await sleep(Math.max(0, until - performance.now()));
      tell(it.server.pid, 'SIGCONT');
      await it.load.stop(1_000);
      const { status, text } = await trial(it.server.url, it.key, 'zombie');
      if (status !== 503 || !text.includes('"code":"not_in_charge"')) {
        faults.push(`the server that was halted: ${status} ${text.slice(0, 300)}`);
      }
      const after = await trial(second.url, it.key, 'second again');
      if (after.status !== 200) faults.push(`the second later: ${after.status} ${after.text}`);
    } finally {
      await second.stop();
    }
  } finally {
    await it.server.stop();
  }
}

/** Halted again and again until one of its transactions that write is open then. */
async function haltInTransaction(it: Installation, url: string): Promise<boolean> {
  const owner = openOwner({ connection: { url } });
  try {
    for (let tries = 0; tries < HALTS_TRIED; tries++) {
      tell(it.server.pid, 'SIGSTOP');
      await sleep(50);
      const open = await owner.transaction((session) =>
        session.query(
          `select 1 from pg_stat_activity where datname = current_database()
           and pid <> pg_backend_pid() and backend_xid is not null
           and wait_event = 'ClientRead'`,
        ),
      );
      if (open.length > 0) return true;
      tell(it.server.pid, 'SIGCONT');
      await sleep(20 + (tries % 17));
    }
    return false;
  } finally {
    await owner.close();
  }
}
