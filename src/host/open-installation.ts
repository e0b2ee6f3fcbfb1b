// An installation for a command: the database of its data folder, started for as long as the
// command takes or reached through its socket where a Drumbeat runs it, or a server by its URL.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../cli/installation.ts';
import type { Connection } from '../storage/postgres/connection.ts';
import { type Database, openDatabase } from '../storage/postgres/database.ts';
import { findRunning, startEmbedded } from '../storage/postgres/embedded/embedded-server.ts';
import { type Owner, openOwner } from '../storage/postgres/owner.ts';

export interface OpenInstallation {
  owner: Owner;
  isRunning: boolean; // a Drumbeat works on it
  database(): Database; // as the program's role; closed with the installation
  close(): Promise<void>;
}

export interface Access {
  alone: boolean; // refused while a Drumbeat runs on it
  create: boolean; // made where it is not there yet
  remedy: string; // what to do while one runs
}

/** Cannot be worked on as it is; the message has the remedy. */
export class InstallationError extends Error {}

const CONNECTIONS = 2;

export async function withInstallation<T>(
  place: Place,
  access: Access,
  work: (installation: OpenInstallation) => Promise<T>,
): Promise<T> {
  const installation = await openInstallation(place, access);
  return work(installation).finally(() => installation.close());
}

async function openInstallation(place: Place, access: Access): Promise<OpenInstallation> {
  if (place.database !== null) return openServer(place.database, access);
  const { data } = place;
  const running = findRunning(data);
  if (running !== null) {
    if (access.alone) throw inUse(`A Drumbeat runs on ${data}`, access);
    return installationOn(running, true, async () => {});
  }
  if (!access.create && !existsSync(join(data, 'database'))) {
    throw new InstallationError(
      `There is no installation in ${data}.\n` +
        'Maybe name its data folder with --data, or its server with --database.',
    );
  }
  const server = await startEmbedded({ dataFolder: data, log: () => {} });
  return installationOn(server.connection, false, () => server.stop());
}

async function openServer(url: string, access: Access): Promise<OpenInstallation> {
  const installation = installationOn({ url }, false, async () => {});
  try {
    installation.isRunning = await hasOthers(installation.owner);
    if (installation.isRunning && access.alone) {
      const { place } = installation.owner;
      throw inUse(`A Drumbeat is connected to ${place}`, access);
    }
    return installation;
  } catch (error) {
    await installation.close();
    throw error;
  }
}

function inUse(what: string, { remedy }: Access): InstallationError {
  return new InstallationError(`${what}.\nMaybe stop it first${remedy}.`);
}

/** Every connection of ours says what it is. */
async function hasOthers(owner: Owner): Promise<boolean> {
  const others = await owner.transaction((session) =>
    session.query(
      `select 1 from pg_stat_activity
       where datname = current_database() and application_name = 'drumbeat'
         and pid <> pg_backend_pid() limit 1`,
    ),
  );
  return others.length > 0;
}

function installationOn(
  connection: Connection,
  isRunning: boolean,
  stop: () => Promise<void>,
): OpenInstallation {
  const owner = openOwner({ connection });
  const open: Database[] = [];
  return {
    owner,
    isRunning,
    database() {
      const database = openDatabase({
        connection,
        maxConnections: CONNECTIONS,
        onLost: () => {},
      });
      open.push(database);
      return database;
    },
    async close() {
      await Promise.all(open.map((database) => database.close()));
      await owner.close();
      await stop();
    },
  };
}
