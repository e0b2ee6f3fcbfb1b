// A database server of one's own, by URL: it is stopped for a while, and two servers of Drumbeat
// contend for it. The one that was halted must not write when it wakes.

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type EmbeddedServer,
  startEmbedded,
} from '../src/storage/postgres/embedded/embedded-server.ts';
import { call } from './kit/http-call.ts';
import { type Installation, openInstallation } from './kit/installation.ts';
import { tell } from './kit/processes.ts';
import { scratchFolder } from './kit/scratch.ts';
import { startServerProcess } from './kit/server-process.ts';
import { becomesReady } from './outage-kinds.ts';

interface External {
  url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** A PostgreSQL server that no Drumbeat has started. */
async function openExternal(): Promise<External> {
  const folder = mkdtempSync(join(scratchFolder(), 'own-'));
  const dataFolder = join(folder, 'data');
  const begin = () => startEmbedded({ dataFolder, log: () => {} });
  let server: EmbeddedServer | null = await begin();
  const { socketFolder, port, user, database } = server.connection;
  const host = encodeURIComponent(socketFolder);
  return {
    url: `postgres://${user}@localhost:${port}/${database}?host=${host}`,
    async stop() {
      await server?.stop();
      server = null;
    },
    async start() {
      server = await begin();
    },
    async close() {
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function databaseStops(seed: number, faults: string[], awayMs: number): Promise<void> {
  const external = await openExternal();
  const it = await openInstallation(seed, { database: external.url });
  try {
    it.load.run(20);
    await sleep(300);
    await external.stop();
    const { status, text } = await trial(it.server.url, it.key, 'away');
    if (status !== 503 || !text.includes('"code":"unavailable"')) {
      faults.push(`without its database: ${status} ${text.slice(0, 300)}`);
    }
    await sleep(awayMs);
    await external.start();
    await becomesReady(it, faults);
    await sleep(300);
    await it.load.stop(20_000);
    await it.load.settle();
    faults.push(...(await it.faults()).map((fault) => `after a stopped database: ${fault}`));
  } finally {
    await it.close();
    await external.close();
  }
}

function trial(url: string, key: string, bin: string) {
  const row = { item_id: 'I1', location_id: 'P1', sublocation: bin, quantity: 1 };
  const headers = { 'content-type': 'application/json', 'x-source': bin };
  const body = JSON.stringify([row]);
  return call(url, { method: 'POST', path: '/api/v1/facts/inventory', key, headers, body });
}

export async function twoOwners(seed: number, faults: string[]): Promise<void> {
  const external = await openExternal();
  const it = await openInstallation(seed, { database: external.url });
  try {
    await contend(it, external.url, faults);
    await it.restart();
    await it.load.settle();
    const found = await it.faults();
    const isOfOurs = (fault: string) => !/^inventory: \d+ rows that nobody sent/.test(fault);
    faults.push(...found.filter(isOfOurs).map((fault) => `after two owners: ${fault}`));
  } finally {
    await it.close();
    await external.close();
  }
}

async function contend(it: Installation, database: string, faults: string[]): Promise<void> {
  it.load.run(20);
  await sleep(300);
  tell(it.server.pid, 'SIGSTOP');
  const dataFolder = join(it.folder, 'second');
  const second = await startServerProcess({ dataFolder, database });
  try {
    const before = await trial(second.url, it.key, 'second');
    if (before.status !== 200) faults.push(`the second server: ${before.status} ${before.text}`);
    tell(it.server.pid, 'SIGCONT');
    await it.load.stop(1_000);
    const { status, text } = await trial(it.server.url, it.key, 'zombie');
    if (status !== 503 || !text.includes('"code":"not_in_charge"')) {
      faults.push(`the server that was halted: ${status} ${text.slice(0, 300)}`);
    }
    const after = await trial(second.url, it.key, 'second again');
    if (after.status !== 200) faults.push(`the second server later: ${after.status} ${after.text}`);
  } finally {
    tell(it.server.pid, 'SIGCONT');
    await second.stop();
    await it.server.stop();
  }
}
