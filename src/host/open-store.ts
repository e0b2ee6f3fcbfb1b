// The embedded database, or one by its URL, with the schema of this program.

import type { Connection } from '../storage/postgres/database.ts';
import { startEmbedded } from '../storage/postgres/embedded/embedded-server.ts';
import { watchLocks } from '../storage/postgres/lock-watch.ts';
import { migrate } from '../storage/postgres/migrate.ts';
import { openOwner } from '../storage/postgres/owner.ts';
import type { Log, ServeOptions } from './serve-options.ts';

export interface OpenStore {
  connection: Connection;
  pid(): number | null; // of the embedded server
  close(): Promise<void>;
}

export async function openStore(
  { dataFolder, database, say }: ServeOptions,
  log: Log,
): Promise<OpenStore> {
  const store = database === null ? await ownStore(dataFolder, log) : serverStore(database);
  const { connection } = store;
  const owner = openOwner({ connection });
  // From before the first lock on: another server's, halted, may hold any.
  const watch = watchLocks({ connection, log: (sentence) => log('warn', sentence) });
  const close = async () => {
    await watch.close();
    await store.close();
  };
  try {
    await migrate(owner, ({ name, done, count }) => {
      if (done === 0 && count > 1) say(`Preparing the database, ${count} steps.`);
      log('info', `migration ${name}`);
    });
    return { ...store, close };
  } catch (error) {
    await close();
    throw error;
  } finally {
    await owner.close();
  }
}

async function ownStore(dataFolder: string, log: Log): Promise<OpenStore> {
  const embedded = await startEmbedded({ dataFolder, log: (line) => log('info', line) });
  return {
    connection: embedded.connection,
    pid: () => embedded.pid,
    close: () => embedded.stop(),
  };
}

function serverStore(url: string): OpenStore {
  return { connection: { url }, pid: () => null, close: async () => {} };
}
