// The PostgreSQL that Drumbeat brings along, on one data folder: made at the first start, brought
// back when it ends by itself, stopped with us. One Drumbeat a folder.

import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketConnection } from '../connection.ts';
import { findBinaries } from './binaries.ts';
import { type Cluster, ensureCluster } from './create-cluster.ts';
import { isDataFolderLocked, lockDataFolder } from './data-folder-lock.ts';
import { EmbeddedServerError } from './embedded-error.ts';
import { stopLeftBehind } from './left-behind.ts';
import { type Postmaster, startPostmaster } from './postmaster.ts';
import { settingArguments } from './server-settings.ts';
import { PORT, socketFolderFor } from './socket-folder.ts';
import { demandReach, launching, type RootMethod } from './unprivileged.ts';

export { EmbeddedServerError } from './embedded-error.ts';

export interface EmbeddedOptions {
  dataFolder: string;
  binaries?: string; // a folder with another postgres and initdb
  log: (line: string) => void;
  sharedBuffersMegabytes?: number;
  connectionsMax?: number;
  durable?: boolean; // false: for tests, on folders that nobody wants back
  rootMethods?: readonly RootMethod[];
}

export interface EmbeddedServer {
  connection: SocketConnection; // as the owner, to the database `postgres`
  readonly pid: number; // another one after it came back
  stop(): Promise<void>;
}

const FIRST_WAIT_MS = 50;
const WAIT_MS = 1_000; // between attempts to bring it back
const START_ATTEMPTS = 4; // after a crash the first may be refused: its processes are still ending

export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataFolder = resolve(options.dataFolder);
  let unlock: (() => void) | null = null;
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    unlock = lockDataFolder(dataFolder);
    return await startLocked(dataFolder, options, unlock);
  } catch (error) {
    unlock?.();
    throw inWords(error, dataFolder);
  }
}

/** Where the database of a data folder listens that another Drumbeat runs; null = none does. */
export function findRunning(dataFolder: string): EmbeddedServer['connection'] | null {
  const folder = resolve(dataFolder);
  if (!isDataFolderLocked(folder)) return null;
  return connectionTo(socketFolderFor(join(folder, 'database')));
}

function connectionTo(socketFolder: string): EmbeddedServer['connection'] {
  return { socketFolder, port: PORT, user: 'postgres', database: 'postgres' };
}

async function startLocked(
  dataFolder: string,
  options: EmbeddedOptions,
  unlock: () => void,
): Promise<EmbeddedServer> {
  const { binaries = null, log, durable = true, rootMethods } = options;
  const cluster: Cluster = {
    databaseFolder: join(dataFolder, 'database'),
    binaries: findBinaries(binaries, join(dataFolder, 'lib')),
    launching: launching(rootMethods),
    durable,
  };
  if (cluster.launching.user !== null) chmodSync(dataFolder, 0o711); // on its way to its files
  demandReach(cluster.launching, [dataFolder, cluster.binaries.folder]);
  const socketFolder = socketFolderFor(cluster.databaseFolder);
  const clear = (): Promise<boolean> => stopLeftBehind(cluster.databaseFolder, socketFolder);
  const crashed = await clear();
  await ensureCluster(cluster);
  const settings = settingArguments({
    socketFolder,
    durable,
    sharedBuffersMegabytes: options.sharedBuffersMegabytes ?? 128,
    connectionsMax: options.connectionsMax ?? 100,
  });
  const start = (): Promise<Postmaster> => startPostmaster(cluster, settings, log);
  const again = async (): Promise<Postmaster> => {
    await clear();
    return start();
  };
  const first = crashed ? await patiently(again) : await start();
  const kept = keepRunning(first, again, log);
  return {
    connection: connectionTo(socketFolder),
    get pid() {
      return kept.pid();
    },
    async stop() {
      await kept.stop();
      unlock();
    },
  };
}

async function patiently(again: () => Promise<Postmaster>): Promise<Postmaster> {
  for (let attempt = 1, wait = FIRST_WAIT_MS; ; attempt++) {
    try {
      return await again();
    } catch (error) {
      if (attempt === START_ATTEMPTS) throw error;
      await sleep(wait);
      wait *= 2;
    }
  }
}

/** Brings it back for as long as nobody stops it: a full disk may have space again. */
function keepRunning(
  first: Postmaster,
  again: () => Promise<Postmaster>,
  log: (line: string) => void,
): { pid(): number; stop(): Promise<void> } {
  let running = first;
  let stopping = false;
  let comingBack: Promise<void> = Promise.resolve();
  const watch = (): void => {
    const comeBack = async (how: string): Promise<void> => {
      if (stopping) return;
      log(`PostgreSQL ended by itself (${how}): it is started again.`);
      for (;;) {
        try {
          running = await again();
          log('PostgreSQL is back.');
          return watch();
        } catch (error) {
          log(error instanceof Error ? error.message : String(error));
          if (stopping) return;
          await sleep(WAIT_MS);
        }
        if (stopping) return;
      }
    };
    void running.ended.then((how) => {
      comingBack = comeBack(how);
    });
  };
  watch();
  return {
    pid: () => running.pid,
    async stop() {
      stopping = true;
      await comingBack;
      await running.stop();
    },
  };
}

/** A system error in a sentence; others as they are. */
function inWords(error: unknown, dataFolder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOSPC') {
    return new EmbeddedServerError(
      `The disk is full: nothing can be written in ${dataFolder}.\n` +
        'Maybe free 100 MB there, or choose another folder with --data.',
      error,
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR') {
    return new EmbeddedServerError(
      `${dataFolder} cannot be written to (${code}).\n` +
        'Maybe choose another folder with --data.',
      error,
    );
  }
  return error;
}
