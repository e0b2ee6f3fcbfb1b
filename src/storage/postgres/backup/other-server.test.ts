import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startEmbedded } from '../embedded/embedded-server.ts';
import { openOwner } from '../owner.ts';
import { openTestDatabase, testFolder } from '../test-database.ts';
import { addFacts, addPeople, contentsOf, keptOf, now, openPosting } from './backup-fixture.ts';
import { readBackup } from './read-backup.ts';
import { writeBackup } from './write-backup.ts';

const DEBIAN = '/usr/lib/postgresql/15/bin';
const options = { version: '1.2.3', now };
const quiet = (): void => {};

test('a back-up moves to an older server with an ordinary owner, and back', async () => {
  if (!existsSync(join(DEBIAN, 'postgres'))) {
    process.stdout.write('not run: a back-up on PostgreSQL of the system; needs postgresql-15\n');
    return;
  }
  const folder = testFolder();
  const dataFolder = join(folder, 'data');
  const server = await startEmbedded({ dataFolder, binaries: DEBIAN, log: quiet, durable: false });
  const superuser = openOwner({ connection: server.connection });
  await superuser.transaction(async (session) => {
    await session.query('create role drumbeat_app nosuperuser nobypassrls');
    await session.query('create role drumbeat_supplier nosuperuser nobypassrls');
    await session.query('create role ordinary login nosuperuser');
    await session.query('grant drumbeat_app, drumbeat_supplier to ordinary with admin option');
    await session.query('grant create on database postgres to ordinary');
  });
  const socket = encodeURIComponent(server.connection.socketFolder);
  const url = `postgresql://ordinary@localhost/postgres?host=${socket}&port=5432`;
  const owner = openOwner({ connection: { url } });
  const db = await openTestDatabase();
  await addPeople(db.owner);
  await addFacts(await openPosting(db.database, 2), 2, 300);
  const expected = keptOf(await contentsOf(db.owner));

  await writeBackup(db.owner, join(folder, 'there'), options, quiet);
  await readBackup(owner, join(folder, 'there'), {}, quiet);
  assert.deepEqual(await contentsOf(superuser), expected);

  await writeBackup(owner, join(folder, 'back'), options, quiet);
  const other = await openTestDatabase({ migrated: false });
  await readBackup(other.owner, join(folder, 'back'), {}, quiet);
  assert.deepEqual(await contentsOf(other.owner), expected);

  await Promise.all([other.close(), db.close(), owner.close(), superuser.close()]);
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});
