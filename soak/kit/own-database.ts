// A PostgreSQL server that no Drumbeat has started, reached by its URL.

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type EmbeddedServer,
  startEmbedded,
} from '../../src/storage/postgres/embedded/embedded-server.ts';
import { descendantsOf } from './processes.ts';
import { scratchFolder } from './scratch.ts';

export interface OwnDatabase {
  url: string;
  pids(): number[]; // of all its processes
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function withOwnDatabase<T>(work: (database: OwnDatabase) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(scratchFolder(), 'own-'));
  const dataFolder = join(folder, 'data');
  const begin = () => startEmbedded({ dataFolder, log: () => {} });
  let server: EmbeddedServer | null = await begin();
  const { socketFolder, port, user, database } = server.connection;
  const host = encodeURIComponent(socketFolder);
  const stop = async () => {
    await server?.stop();
    server = null;
  };
  try {
    return await work({
      url: `postgres://${user}@localhost:${port}/${database}?host=${host}`,
      pids: () => {
        if (server === null) return [];
        return [server.pid, ...descendantsOf(server.pid).map(({ pid }) => pid)];
      },
      stop,
      async start() {
        server = await begin();
      },
    });
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
