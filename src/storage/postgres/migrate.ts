// Brings a database to the schema that this code knows: the files of migrations/ in order, each in
// a transaction under one lock, forward only. Killed in the middle, the next start goes on.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { APP_ROLE, SUPPLIER_ROLE } from './connection.ts';
import { isForbidden } from './database-errors.ts';
import { escapeIdentifier } from './driver.ts';
import type { Owner } from './owner.ts';
import type { Session } from './transaction.ts';

export interface Migration {
  number: number;
  name: string; // the file's, without its ending
  text: string;
}

/** A database that this code must not touch; the message has the remedy. */
export class MigrationRefusedError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'MigrationRefusedError';
  }
}

export interface MigrationProgress {
  name: string;
  done: number; // of those that were missing at the start
  count: number;
}

interface Applied {
  number: number;
  name: string;
  checksum: string;
}

const FOLDER = join(import.meta.dirname, 'migrations');
const LOCK = 7_239_401; // any number that no other program takes on this database
const SERVER_VERSION_MIN = 15;

/** The number of the newest one that has run. */
export async function migrate(
  owner: Owner,
  onProgress: (progress: MigrationProgress) => void = () => {},
  migrations: readonly Migration[] = readMigrations(),
): Promise<number> {
  await owner.transaction((session) => prepareServer(session, owner));
  for (let done = 0; ; done++) {
    const missing = await owner.transaction(async (session) => {
      await session.query('select pg_advisory_xact_lock($1)', [LOCK]);
      const applied = await readApplied(session);
      const pending = pendingOf(migrations, applied);
      if (pending.length > 0) {
        onProgress({ name: pending[0].name, done, count: done + pending.length });
        await apply(session, pending[0]);
      }
      return pending.length;
    });
    if (missing <= 1) return migrations.at(-1)?.number ?? 0;
  }
}

export function readMigrations(folder = FOLDER): Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  const migrations = files.sort().map((file) => {
    const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1]);
    if (!(number > 0)) throw new Error(`${file} is no migration: NNNN_name.sql is.`);
    return { number, name: file.slice(0, -4), text: readFileSync(join(folder, file), 'utf8') };
  });
  const twice = migrations.find(({ number }, at) => migrations[at + 1]?.number === number);
  if (twice) throw new Error(`There are two migrations ${twice.number}.`);
  return migrations;
}

/** A version that is old enough for all that we use, and the role that the program runs in. */
export async function prepareServer(session: Session, { embedded, place }: Owner): Promise<void> {
  await session.query('select pg_advisory_xact_lock($1)', [LOCK]);
  const [server] = await session.query<{ version: string; number: number; owner: string }>(
    `select current_setting('server_version') as version, current_user as owner,
       current_setting('server_version_num')::int as number`,
  );
  if (server.number < SERVER_VERSION_MIN * 10_000) {
    throw new MigrationRefusedError(
      `PostgreSQL ${server.version} is too old: Drumbeat needs ${SERVER_VERSION_MIN} or newer.\n` +
        'Maybe leave --database out to use the one that Drumbeat brings along.',
    );
  }
  const roles = await readRoles(session);
  try {
    await prepareRoles(session, roles, embedded);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    const create = roles.filter(({ there }) => !there).map(({ name }) => `CREATE ROLE ${name}; `);
    const names = roles.map(({ name }) => name);
    throw new MigrationRefusedError(
      `The user ${server.owner} may not prepare the roles ${names.join(' and ')} on ${place}.\n` +
        `Maybe have an administrator run: ${create.join('')}` +
        `GRANT ${names.join(', ')} TO ${escapeIdentifier(server.owner)};`,
      error,
    );
  }
}

interface ServerRole {
  name: string;
  there: boolean;
  above: boolean; // policies would not bind it
  member: boolean; // we may become it
  temporary: boolean; // it may have tables of its session
  signsIn: boolean;
}

const READ_ROLES = `
  select name, r.oid is not null as there,
    coalesce(rolsuper or rolbypassrls, false) as above,
    coalesce(rolcanlogin, false) as "signsIn",
    coalesce(pg_has_role(current_user, r.oid, 'member'), false) as member,
    coalesce(has_database_privilege(r.oid, current_database(), 'temporary'), false) as temporary
  from unnest($1::text[]) with ordinality as asked(name, place)
  left join pg_roles r on rolname = name order by place`;

async function readRoles(session: Session): Promise<ServerRole[]> {
  return session.query<ServerRole>(READ_ROLES, [[APP_ROLE, SUPPLIER_ROLE]]);
}

async function prepareRoles(
  session: Session,
  roles: readonly ServerRole[],
  embedded: boolean,
): Promise<void> {
  for (const { name, there } of roles) {
    if (!there) await session.query(`create role ${name} nosuperuser nobypassrls`);
  }
  for (const { name, above, member, signsIn, temporary } of await readRoles(session)) {
    if (above) {
      throw new MigrationRefusedError(
        `The role ${name} is a superuser or bypasses row-level security: nothing would keep\n` +
          `organisations apart. Maybe run: ALTER ROLE ${name} NOSUPERUSER NOBYPASSRLS;`,
      );
    }
    if (!member) await session.query(`grant ${name} to current_user`);
    if (name !== APP_ROLE) continue;
    if (embedded && !signsIn) await session.query(`alter role ${name} login`);
    if (!temporary) {
      const [at] = await session.query<{ name: string }>('select current_database() as name');
      await session.query(`grant temporary on database ${escapeIdentifier(at.name)} to ${name}`);
    }
  }
  // On our own server the program signs in as its role, and becomes the supplier's from there.
  if (!embedded) return;
  const [{ may }] = await session.query<{ may: boolean }>(
    "select pg_has_role($1::name, $2::name, 'member') as may",
    [APP_ROLE, SUPPLIER_ROLE],
  );
  if (!may) await session.query(`grant ${SUPPLIER_ROLE} to ${APP_ROLE}`);
}

async function readApplied(session: Session): Promise<Applied[]> {
  const [{ there }] = await session.query<{ there: boolean }>(
    "select to_regclass('drumbeat.migration') is not null as there",
  );
  if (!there) return [];
  return session.query('select number, name, checksum from drumbeat.migration order by number');
}

/** Those still to run; refused is what cannot be brought forward. */
function pendingOf(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.number, migration]));
  const newest = applied.at(-1)?.number ?? 0;
  const newestKnown = migrations.at(-1)?.number ?? 0;
  if (newest > newestKnown) {
    throw new MigrationRefusedError(
      `This database was written by a newer Drumbeat (schema ${newest}, this one knows ` +
        `${newestKnown}).\nMaybe start the newer Drumbeat, or restore a back-up of before.`,
    );
  }
  for (const { number, name, checksum } of applied) {
    const migration = known.get(number);
    if (migration && checksumOf(migration) === checksum) continue;
    throw new MigrationRefusedError(
      `Migration ${name} ran on this database, and ${migration ? 'reads' : 'is'} ` +
        `${migration ? 'differently' : 'missing'} in this Drumbeat.\n` +
        'Maybe start the release that wrote the database: a migration never changes once it ran.',
    );
  }
  const ran = new Set(applied.map(({ number }) => number));
  const pending = migrations.filter(({ number }) => !ran.has(number));
  if (pending.length > 0 && pending[0].number < newest) {
    throw new MigrationRefusedError(
      `Migration ${pending[0].name} is new, but this database is at schema ${newest} already.\n` +
        'Maybe give it the next free number: migrations run forward only.',
    );
  }
  return pending;
}

/** In the caller's transaction, on a database that has none of them. */
export async function applyMigrations(
  session: Session,
  migrations: readonly Migration[],
): Promise<void> {
  await session.query('select pg_advisory_xact_lock($1)', [LOCK]);
  for (const migration of migrations) await apply(session, migration);
}

async function apply(session: Session, migration: Migration): Promise<void> {
  for (const statement of statementsOf(migration.text)) await session.query(statement);
  await session.query(
    'insert into drumbeat.migration (number, name, checksum) values ($1, $2, $3)',
    [migration.number, migration.name, checksumOf(migration)],
  );
}

/** Statements stand between lines that hold `--;` alone. */
export function statementsOf(text: string): string[] {
  const pieces = text.split(/^--;[ \t]*$/m).map((piece) => piece.trim());
  return pieces.filter((piece) => piece.split('\n').some((line) => !/^\s*(--.*)?$/.test(line)));
}

export function checksumOf({ text }: Migration): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}
