// Restores a back-up, all of it or nothing: in one transaction the schema is made as it was when
// the back-up was written, the rows go in, digests and counts are compared, and only then it is
// there. Then it is brought forward to the schema of today.

import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ReportProgress } from '../../../app/ports.ts';
import { isDiskFull, isForbidden, isLockNotAvailable } from '../database-errors.ts';
import {
  applyMigrations,
  checksumOf,
  type Migration,
  migrate,
  prepareServer,
  readMigrations,
} from '../migrate.ts';
import type { Owner } from '../owner.ts';
import type { Session } from '../transaction.ts';
import { BackupError } from './backup-error.ts';
import {
  type BackupFile,
  compareTotals,
  noTotals,
  openBackup,
  readHead,
  type Totals,
} from './backup-file.ts';
import type { BackupFoot, BackupHead, SectionFoot, SectionHead } from './backup-format.ts';
import { emptyTables, isEmpty, openTables } from './restore-target.ts';
import { readIndexes, readTables, type StoredTable } from './schema-catalog.ts';

export interface ReadOptions {
  force?: boolean; // what is there is removed
  migrations?: readonly Migration[];
}

export interface BackupRestored {
  head: BackupHead;
  schema: number; // it is at now
  rows: number;
  bytes: number; // of the file
}

const LOCK_TIMEOUT_MS = 10_000;

export async function readBackup(
  owner: Owner,
  file: string,
  { force = false, migrations = readMigrations() }: ReadOptions,
  progress: ReportProgress,
): Promise<BackupRestored> {
  const backup = await openBackup(file);
  try {
    const head = await readHead(backup);
    const known = knownMigrations(head, migrations);
    await owner.transaction((session) => prepareServer(session, owner));
    const rows = await owner.transaction(
      async (session) => {
        await makeSchema(session, owner, known, force);
        return fill(session, backup, progress);
      },
      { lockTimeoutMs: LOCK_TIMEOUT_MS },
    );
    await owner.transaction(async (session) => {
      for (const { table } of await readTables(session)) await session.query(`analyze ${table}`);
    });
    const schema = await migrate(owner, undefined, migrations);
    return { head, schema, rows, bytes: backup.size };
  } catch (error) {
    throw inWords(error, owner);
  } finally {
    await backup.close();
  }
}

/** The migrations that had run when the back-up was written. */
function knownMigrations(head: BackupHead, migrations: readonly Migration[]): Migration[] {
  const newest = migrations.at(-1)?.number ?? 0;
  if (head.schema > newest) {
    throw new BackupError(
      `The back-up was written by a newer Drumbeat (${head.version}, schema ${head.schema}; this ` +
        `one knows ${newest}).\nMaybe restore it with that Drumbeat or a newer one.`,
    );
  }
  return head.migrations.map(({ number, name, checksum }) => {
    const migration = migrations.find((each) => each.number === number);
    if (migration && checksumOf(migration) === checksum) return migration;
    throw new BackupError(
      `The back-up's schema has migration ${name}, which ` +
        `${migration ? 'reads differently' : 'is missing'} in this Drumbeat.\n` +
        `Maybe restore it with the release that wrote it (${head.version}).`,
    );
  });
}

async function makeSchema(
  session: Session,
  { place }: Owner,
  migrations: readonly Migration[],
  force: boolean,
): Promise<void> {
  const standing = await readTables(session);
  if (!force) {
    await openTables(session, standing);
    if (!(await isEmpty(session, standing))) {
      throw new BackupError(
        `${place[0].toUpperCase()}${place.slice(1)} holds data already; nothing was changed.\n` +
          'Maybe restore into another folder with --data, or replace what is there with --force.',
      );
    }
  }
  await session.query('drop schema if exists drumbeat cascade');
  await applyMigrations(session, migrations);
}

/** The count of the rows that are in. */
async function fill(
  session: Session,
  backup: BackupFile,
  progress: ReportProgress,
): Promise<number> {
  const tables = await readTables(session);
  await emptyTables(session, tables);
  await openTables(session, tables);
  const indexes = await readIndexes(session);
  for (const { index } of indexes) await session.query(`drop index ${index}`);
  const { totals, foot } = await copyAll(session, backup, tables, progress);
  compareTotals(totals, foot);
  for (const { name, last } of foot.sequences) {
    await session.query("select setval(format('drumbeat.%I', $1::text)::regclass, $2)", [
      name,
      last,
    ]);
  }
  for (const { definition } of indexes) {
    progress(1, 'indexes');
    await session.query(definition);
  }
  for (const { table, forced } of tables) {
    if (forced) await session.query(`alter table ${table} force row level security`);
  }
  return totals.rows;
}

async function copyAll(
  session: Session,
  backup: BackupFile,
  tables: readonly StoredTable[],
  progress: ReportProgress,
): Promise<{ totals: Totals; foot: BackupFoot }> {
  const totals = noTotals();
  let into: Writable | null = null;
  let section: SectionHead | null = null;
  let foot: BackupFoot | null = null;
  try {
    for await (const part of backup.parts(progress)) {
      if (part.kind === 'section') {
        section = part.section;
        into = openSection(session, tables, section);
      } else if (part.kind === 'rows') {
        totals.bytes += part.bytes.length;
        await write(into!, part.bytes);
      } else if (part.kind === 'sectionEnd') {
        await end(into!);
        compareRows(section!, part.foot, into!);
        into = null;
        totals.sections++;
        totals.rows += part.foot.rows;
      } else if (part.kind === 'foot') foot = part.foot;
    }
  } finally {
    into?.on('error', () => {}).destroy(); // what was begun fails with its transaction
  }
  return { totals, foot: foot! };
}

function openSection(
  session: Session,
  tables: readonly StoredTable[],
  section: SectionHead,
): Writable {
  const table = tables.find(({ name }) => name === section.table);
  const columns = new Set(table?.columns);
  if (!table || section.columns.some((column) => !columns.has(column))) {
    throw new BackupError(
      `The back-up has a section ${section.table} that its own schema does not have.\n` +
        'Maybe restore it with the Drumbeat that wrote it.',
    );
  }
  return session.copyIn(
    `copy ${table.table} (${section.columns.join()}) from stdin (format binary)`,
  );
}

/** Never faster than the server takes it. */
async function write(into: Writable, bytes: Buffer): Promise<void> {
  if (into.errored) throw into.errored;
  if (!into.write(bytes)) await once(into, 'drain');
}

async function end(into: Writable): Promise<void> {
  const done = finished(into, { readable: false });
  into.end();
  await done;
}

function compareRows({ table }: SectionHead, foot: SectionFoot, into: Writable): void {
  const { rowCount } = into as Writable & { rowCount: number };
  if (rowCount === foot.rows) return;
  throw new BackupError(
    `Section ${table} of the back-up has ${foot.rows} rows, but ${rowCount} went in.\n` +
      'Maybe restore another back-up.',
  );
}

function inWords(error: unknown, { place }: Owner): unknown {
  const nothing = 'nothing was changed';
  if (isDiskFull(error)) {
    return new BackupError(
      `The disk of ${place} is full: the back-up was not restored, ${nothing}.\n` +
        'Maybe free some space there and restore again.',
      error,
    );
  }
  if (isLockNotAvailable(error)) {
    return new BackupError(
      `${place[0].toUpperCase()}${place.slice(1)} is in use: ${nothing}.\n` +
        'Maybe stop the Drumbeat that runs on it first.',
      error,
    );
  }
  if (isForbidden(error)) {
    return new BackupError(
      `The user of ${place} may not restore into it (${String((error as Error).message)}): ` +
        `${nothing}.\nMaybe connect as the owner of the schema drumbeat.`,
      error,
    );
  }
  return error;
}
