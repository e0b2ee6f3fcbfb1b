// A database for tests: one real PostgreSQL a test process, started when first asked for, with a
// migrated template, and a copy of it for each call. Gone with the process, whatever ends that.

import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientConfig } from './connection.ts';
import { type Database, openDatabase } from './database.ts';
import { newPool, type Pool } from './driver.ts';
import { isRunning } from './embedded/data-folder-lock.ts';
import { type EmbeddedServer, startEmbedded } from './embedded/embedded-server.ts';
import { migrate } from './migrate.ts';
import { type Owner, openOwner } from './owner.ts';
import { keepTestCluster, takeTestCluster } from './test-cluster.ts';

export interface TestDatabase {
  database: Database; // as the program's role
  owner: Owner; // as the superuser: sees all rows
  connection: EmbeddedServer['connection']; // the owner's; openDatabase makes it the program's
  name: string;
  close(): Promise<void>;
}

interface TestServer {
  connection: EmbeddedServer['connection'];
  admin: Pool; // for statements that no transaction may hold
}

const TEMPLATE = 'template1'; // migrated; nothing stays connected to it
const PREFIX = 'drumbeat-test-';
const CONNECTIONS = 8;
const EXIT_PATIENCE_MS = 3_000;
const MEMORY = '/dev/shm';
const MEMORY_BYTES_MIN = 2 ** 31;

let server: Promise<TestServer> | null = null;
let count = 0;

/** `migrated: false`: an empty database. */
export async function openTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  server ??= startServer();
  const { connection, admin } = await server;
  const name = `test_${++count}`;
  const template = migrated ? TEMPLATE : 'template0';
  await admin.query(`create database ${name} template ${template} strategy file_copy`);
  const own = { ...connection, database: name };
  const owner = openOwner({ connection: own });
  const database = openDatabase({
    connection: own,
    maxConnections: CONNECTIONS,
    onLost: () => {},
  });
  return {
    database,
    owner,
    connection: own,
    name,
    async close() {
      await Promise.all([database.close(), owner.close()]);
      await admin.query(`drop database ${name} with (force)`);
    },
  };
}

async function startServer(): Promise<TestServer> {
  const dataFolder = testFolder();
  let pid = 0;
  process.on('exit', () => {
    if (pid > 0) endAtExit(pid);
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
  });
  const start = async (): Promise<EmbeddedServer> => {
    const started = await startEmbedded({
      dataFolder,
      log: () => {},
      durable: false,
      sharedBuffersMegabytes: 64,
      connectionsMax: 200,
    });
    pid = started.pid;
    return started;
  };
  const taken = takeTestCluster(dataFolder);
  let running = await start();
  if (!taken) {
    await migrateTemplate(running);
    await running.stop();
    keepTestCluster(dataFolder);
    running = await start();
  }
  const config = clientConfig(running.connection, '');
  const admin = newPool({ ...config, max: 1, idleTimeoutMillis: 0, allowExitOnIdle: true });
  return { connection: running.connection, admin };
}

async function migrateTemplate({ connection }: EmbeddedServer): Promise<void> {
  const owner = openOwner({ connection: { ...connection, database: TEMPLATE } });
  await migrate(owner).finally(() => owner.close());
}

/** A new folder that names this process, in memory where there is enough. */
export function testFolder(): string {
  const places = [MEMORY, tmpdir()].filter((place) => existsSync(place));
  for (const place of places) sweep(place);
  const place = places.find(hasRoom) ?? tmpdir();
  return mkdtempSync(join(place, `${PREFIX}${process.pid}-`));
}

function hasRoom(place: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(place);
    return bavail * bsize >= MEMORY_BYTES_MIN;
  } catch {
    return false;
  }
}

/** Folders of test processes that were killed: their servers stopped with them. */
function sweep(place: string): void {
  for (const name of readdirSync(place)) {
    if (!name.startsWith(PREFIX)) continue;
    const pid = Number(name.slice(PREFIX.length).split('-')[0]);
    if (isRunning(pid) || pid === process.pid) continue;
    rmSync(join(place, name), { recursive: true, force: true });
  }
}

/** Nothing can be awaited any more. */
function endAtExit(pid: number): void {
  if (!isRunning(pid)) return;
  process.kill(pid, 'SIGQUIT');
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const limit = Date.now() + EXIT_PATIENCE_MS;
  while (Date.now() < limit && isRunning(pid)) Atomics.wait(pause, 0, 0, 5);
}
