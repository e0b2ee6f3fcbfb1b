// One installation under test: its folder, its server while there is one, the key of the load's
// client, and the checks that follow every fault.

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from '../../src/storage/postgres/connection.ts';
import { type Database, openDatabase } from '../../src/storage/postgres/database.ts';
import { findRunning } from '../../src/storage/postgres/embedded/embedded-server.ts';
import { openOwner } from '../../src/storage/postgres/owner.ts';
import { makeKey, PASSWORD } from './account.ts';
import { faultsInFacts, faultsInTables, type Place } from './check-facts.ts';
import { faultsInPages } from './check-pages.ts';
import { faultsInPlan } from './check-plan.ts';
import { AS_OF } from './company.ts';
import { callJson } from './http-call.ts';
import { createLoad, type Load } from './load.ts';
import { scratchFolder } from './scratch.ts';
import { type ServerProcess, type StartOptions, startServerProcess } from './server-process.ts';
import type { Count } from './soak-test.ts';

export interface Installation {
  folder: string;
  dataFolder: string;
  server: ServerProcess;
  key: string;
  place(): Place;
  load: Load;
  /** Whether any of its logs says what opens a door. */
  leaks(): boolean;
  /** Starts it again on the same folder and port. */
  restart(): Promise<void>;
  /** After a fault: all that must hold, one sentence for each thing that does not. */
  faults(options?: FaultOptions): Promise<string[]>;
  close(): Promise<void>;
}

export interface FaultOptions {
  withPlan?: boolean;
  /** Feeds that others than the load wrote to: rows that it did not send are none of ours. */
  others?: readonly string[];
}

/** One that is opened on the seed, worked on and closed; what the load was acknowledged is counted.
 * The answer is what `work` found to be wrong. */
export async function withInstallation(
  { seed, count, ...more }: Partial<StartOptions> & { seed: number; count: Count },
  work: (it: Installation, faults: string[]) => Promise<void>,
): Promise<string[]> {
  const it = await openInstallation(seed, more);
  const faults: string[] = [];
  try {
    await work(it, faults);
    if (it.leaks()) faults.push('a log has the password or the key');
  } finally {
    const sent = it.load.ledger.filter((line) => line.acknowledged !== null);
    count('acknowledged batches', sent.length);
    count('acknowledged rows', it.load.acknowledgedRows());
    count('answered only when sent again', sent.filter(({ lost }) => lost > 0).length);
    await it.close();
  }
  return faults;
}

export async function openInstallation(
  seed: number,
  more: Partial<StartOptions> = {},
): Promise<Installation> {
  const folder = mkdtempSync(join(scratchFolder(), 'soak-'));
  const dataFolder = more.dataFolder ?? join(folder, 'data');
  const options = { ...more, dataFolder };
  const server = await startServerProcess(options);
  const key = await makeKey(server);
  const { url, port } = server;
  const servers = [server];
  await setDay(url, key);
  const load = createLoad({ seed, url, key });
  await load.begin();
  const installation: Installation = {
    folder,
    dataFolder,
    server,
    key,
    load,
    place: () => ({ url, key }),
    leaks: () => servers.some(({ told }) => told().includes(key) || told().includes(PASSWORD)),
    async restart() {
      installation.server = await startServerProcess({ ...options, port });
      servers.push(installation.server);
    },
    faults: (asked) => faultsOf({ url, key }, load, options, { folder, ...asked }),
    async close() {
      await installation.server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return installation;
}

async function faultsOf(
  place: Place,
  { problems, ledger }: Load,
  options: StartOptions,
  { folder, withPlan = true, others = [] }: FaultOptions & { folder: string },
): Promise<string[]> {
  const found = await faultsInFacts(place, ledger);
  const isOfOurs = (fault: string) =>
    !others.some((feed) => fault.startsWith(`${feed}: `) && fault.includes(' that nobody sent'));
  const faults = [...problems, ...found.filter(isOfOurs)];
  const owner = openOwner({ connection: connectionOf(options) });
  const database = databaseOf(options);
  try {
    faults.push(...(await faultsInTables(database, 1)), ...(await faultsInPages(owner)));
    if (withPlan) faults.push(...(await faultsInPlan(place, database, folder)));
  } finally {
    await Promise.all([database.close(), owner.close()]);
  }
  return faults;
}

/** The plan's day is set: it does not follow the clock of the machine that tests. */
async function setDay(url: string, key: string): Promise<void> {
  await callJson(url, {
    method: 'PATCH',
    path: '/api/v1/settings',
    key,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as_of: AS_OF, timezone: 'UTC', horizon_days: 90 }),
  });
}

function connectionOf({ dataFolder, database }: StartOptions): Connection {
  const connection = database ? { url: database } : findRunning(dataFolder);
  if (!connection) throw new Error(`no server runs on ${dataFolder}`);
  return connection;
}

export function databaseOf(options: StartOptions): Database {
  return openDatabase({ connection: connectionOf(options), maxConnections: 2, onLost: () => {} });
}
