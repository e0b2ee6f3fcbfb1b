// One installation under test: its folder, its server while there is one, the key of the load's
// client, and the checks that follow every fault.

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/storage/postgres/database.ts';
import { findRunning } from '../../src/storage/postgres/embedded/embedded-server.ts';
import { makeKey } from './account.ts';
import { faultsInFacts, faultsInTables, type Place } from './check-facts.ts';
import { faultsInPlan } from './check-plan.ts';
import { AS_OF } from './company.ts';
import { callJson } from './http-call.ts';
import { createLoad, type Load } from './load.ts';
import { scratchFolder } from './scratch.ts';
import { type ServerProcess, type StartOptions, startServerProcess } from './server-process.ts';

export interface Installation {
  folder: string;
  dataFolder: string;
  server: ServerProcess;
  key: string;
  place(): Place;
  load: Load;
  /** Starts it again on the same folder and port. */
  restart(): Promise<void>;
  /** After a fault: all that must hold, one sentence for each thing that does not. */
  faults(options?: { withPlan?: boolean }): Promise<string[]>;
  close(): Promise<void>;
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
    async restart() {
      installation.server = await startServerProcess({ ...options, port });
    },
    async faults({ withPlan = true } = {}) {
      const faults = [...load.problems, ...(await faultsInFacts({ url, key }, load.ledger))];
      const database = databaseOf(options);
      try {
        faults.push(...(await faultsInTables(database, 1)));
        if (withPlan) faults.push(...(await faultsInPlan({ url, key }, database, folder)));
      } finally {
        await database.close();
      }
      return faults;
    },
    async close() {
      await installation.server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return installation;
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

export function databaseOf({ dataFolder, database }: StartOptions): Database {
  const running = database ? { url: database } : findRunning(dataFolder);
  if (!running) throw new Error(`no server runs on ${dataFolder}`);
  return openDatabase({ connection: running, maxConnections: 2, onLost: () => {} });
}
