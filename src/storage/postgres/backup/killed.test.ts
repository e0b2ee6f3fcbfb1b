import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { after, before, test } from 'node:test';
import type { Connection } from '../connection.ts';
import { openTestDatabase, type TestDatabase } from '../test-database.ts';
import { addFacts, addPeople, contentsOf, keptOf, now, openPosting } from './backup-fixture.ts';
import { checkBackup } from './check-backup.ts';
import { readBackup } from './read-backup.ts';
import { writeBackup } from './write-backup.ts';

const SCRIPT = join(import.meta.dirname, 'killed-fixture.ts');
const folder = mkdtempSync(join(tmpdir(), 'drumbeat killed '));
const options = { version: '1.2.3', now };
const quiet = (): void => {};

let db: TestDatabase;
before(async () => {
  db = await openTestDatabase();
  await addPeople(db.owner);
  await addFacts(await openPosting(db.database, 1), 1, 20_000);
});
after(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

function run(task: object): { signal: string | null; told: string } {
  const { signal, stdout } = spawnSync(execPath, [SCRIPT, JSON.stringify(task)], {
    encoding: 'utf8',
  });
  return { signal, told: stdout };
}

test('a back-up that is killed leaves no file of its name, and the next one is whole', async () => {
  const file = join(folder, 'killed');
  for (const killAt of [0, 0.3, 1]) {
    const task = { work: 'backup', connection: db.connection, file, killAt, what: '' };
    assert.equal(run(task).signal, 'SIGKILL');
    assert.equal(existsSync(file), false);
  }
  assert.deepEqual(readdirSync(folder), ['killed.part']);
  const { rows } = await writeBackup(db.owner, file, options, quiet);
  assert.equal((await checkBackup(file, quiet)).rows, rows);
  assert.deepEqual(readdirSync(folder), ['killed']);
});

test('a restore that is killed leaves nothing, and the next one restores all', async () => {
  const file = join(folder, 'whole');
  await writeBackup(db.owner, file, options, quiet);
  const empty = await openTestDatabase({ migrated: false });
  for (const what of ['section fact_items', 'indexes']) {
    const task = { work: 'restore', connection: empty.connection, file, killAt: 0, what };
    assert.equal(run(task).signal, 'SIGKILL');
    const there = await empty.owner.transaction((session) =>
      session.query("select 1 where to_regnamespace('drumbeat') is not null"),
    );
    assert.deepEqual(there, []);
  }
  await readBackup(empty.owner, file, {}, quiet);
  assert.deepEqual(await contentsOf(empty.owner), keptOf(await contentsOf(db.owner)));
  await empty.close();
});

/** As `run`, with a disk of that size at `mount`, that only the process sees. */
function runOnSmallDisk(mount: string, kilobytes: number, task: object) {
  mkdirSync(mount, { recursive: true });
  const command =
    `mount -t tmpfs -o size=${kilobytes}k,mode=755 none "$1" && "$2" "$3" "$4"; ` +
    'code=$?; ls -A "$1"; exit $code';
  const namespace = ['--user', '--map-root-user', '--mount', 'sh', '-c', command, 'sh'];
  const { status, stdout } = spawnSync(
    'unshare',
    [...namespace, mount, execPath, SCRIPT, JSON.stringify(task)],
    { encoding: 'utf8' },
  );
  return { status, told: stdout };
}

test('a disk that is full is said in words, and nothing of the back-up is left on it', () => {
  const mount = join(folder, 'disk');
  const file = join(mount, 'full');
  const connection: Connection = db.connection;
  const small = { work: 'backup', connection, file, killAt: 2, what: '' };
  const { status, told } = runOnSmallDisk(mount, 64, small);
  if (status !== 3) {
    process.stdout.write('not run: a full disk; needs user namespaces that may mount\n');
    return;
  }
  assert.equal(
    told,
    `The disk is full: the back-up could not be written to ${file}; nothing is left of it.\n` +
      'Maybe free some space there, or choose a place with more.',
  );
});

test('a back-up that another process cuts while it is read is refused', async () => {
  const file = join(folder, 'shrinking');
  await writeBackup(db.owner, file, options, quiet);
  const cut = checkBackup(file, () => truncateSync(file, statSync(file).size - 1));
  await assert.rejects(cut, /became shorter while it was read|damaged|cut off/);
});
