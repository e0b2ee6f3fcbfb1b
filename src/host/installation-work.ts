// Back-up, restore, import and export of an installation, for the command line.

import { systemCaller } from '../app/living/caller.ts';
import { FactWriter } from '../app/living/fact-writer.ts';
import { createAsideTally, importFolder } from '../app/living/import-folder.ts';
import { type BackupTold, type InstallationWork, refused } from '../cli/installation.ts';
import { listDataFolder } from '../connectors/files/data-folder.ts';
import { exportFolder, FolderTakenError } from '../connectors/files/write-data-folder.ts';
import { createStandingFacts } from '../ingest/standing/standing-facts.ts';
import { BackupError } from '../storage/postgres/backup/backup-error.ts';
import type { BackupHead } from '../storage/postgres/backup/backup-format.ts';
import { checkBackup } from '../storage/postgres/backup/check-backup.ts';
import { readBackup } from '../storage/postgres/backup/read-backup.ts';
import { writeBackup } from '../storage/postgres/backup/write-backup.ts';
import { DatabaseUnavailableError } from '../storage/postgres/database.ts';
import { EmbeddedServerError } from '../storage/postgres/embedded/embedded-server.ts';
import { createFactStore } from '../storage/postgres/fact-log/fact-store.ts';
import { MigrationRefusedError, migrate, readMigrations } from '../storage/postgres/migrate.ts';
import { InstallationError, type OpenInstallation, withInstallation } from './open-installation.ts';

/** The organisation whose facts go in and out; a back-up has all. */
const ORG_ID = 1;
const TOLD = [
  BackupError,
  DatabaseUnavailableError,
  EmbeddedServerError,
  FolderTakenError,
  InstallationError,
  MigrationRefusedError,
];

export function createInstallationWork(version: string, now: () => number): InstallationWork {
  const reading = { alone: false, create: false, remedy: '' };
  const work: InstallationWork = {
    backUp: (place, file, force, progress) =>
      withInstallation(place, reading, async ({ owner }) => {
        return writeBackup(owner, file, { version, now, force }, progress);
      }),
    async checkBackup(file, progress) {
      const { head, rows, bytes } = await checkBackup(file, progress);
      return told(head, rows, bytes);
    },
    restore: (place, file, force, progress) =>
      withInstallation(place, { alone: true, create: true, remedy: '' }, async ({ owner }) => {
        const { head, rows, bytes } = await readBackup(owner, file, { force }, progress);
        return told(head, rows, bytes);
      }),
    exportFolder: (place, folder, progress) =>
      withInstallation(place, reading, async (installation) => {
        await demandSchema(installation);
        const standing = createStandingFacts();
        const store = createFactStore(installation.database(), ORG_ID);
        const { position, settings } = await store.hydrate(standing, null);
        const feeds = await exportFolder(standing, settings, folder, progress);
        return { feeds, position };
      }),
    importFolder: (place, folder, progress) => {
      const remedy = ', or send the files to its API (POST /api/v1/facts/FEED)';
      const access = { alone: true, create: true, remedy };
      return withInstallation(place, access, async (installation) => {
        await migrate(installation.owner);
        const tally = createAsideTally();
        const store = createFactStore(installation.database(), ORG_ID);
        const writer = new FactWriter({ store, now, committed: tally.note });
        await writer.open();
        const listed = await listDataFolder(folder, now());
        const parts = { writer, tally, caller: systemCaller(ORG_ID, 'import') };
        return importFolder(listed, parts, progress).finally(() => listed.close());
      });
    },
  };
  return {
    backUp: (...args) => inWords(work.backUp(...args)),
    checkBackup: (...args) => inWords(work.checkBackup(...args)),
    restore: (...args) => inWords(work.restore(...args)),
    exportFolder: (...args) => inWords(work.exportFolder(...args)),
    importFolder: (...args) => inWords(work.importFolder(...args)),
  };
}

function told(head: BackupHead, rows: number, bytes: number): BackupTold {
  const { schema, created, positions } = head;
  return { rows, bytes, schema, created, positions };
}

/** Nothing is brought forward under a Drumbeat that runs. */
async function demandSchema({ owner, isRunning }: OpenInstallation): Promise<void> {
  if (!isRunning) {
    await migrate(owner);
    return;
  }
  const known = readMigrations().at(-1)?.number ?? 0;
  const [{ schema }] = await owner.transaction((session) =>
    session.query<{ schema: number }>('select max(number) as schema from drumbeat.migration'),
  );
  if (schema === known) return;
  throw new InstallationError(
    `The Drumbeat that runs there has schema ${schema}, this one ${known}.\n` +
      'Maybe use the program that runs, or stop it first.',
  );
}

async function inWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (TOLD.some((kind) => error instanceof kind)) throw refused((error as Error).message, error);
    throw error;
  }
}
