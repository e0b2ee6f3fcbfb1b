import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Connection } from '../connection.ts';
import { openDatabase } from '../database.ts';
import { migrate, readMigrations } from '../migrate.ts';
import { type Owner, openOwner } from '../owner.ts';
import { tables as declaredTables } from '../tables.ts';
import { openTestDatabase, type TestDatabase } from '../test-database.ts';
import { BackupError } from './backup-error.ts';
import { openBackup } from './backup-file.ts';
import {
  addFacts,
  addPeople,
  CANARY,
  contentsOf,
  keptOf,
  now,
  ORGANISATIONS,
  openPosting,
  type Post,
} from './backup-fixture.ts';
import { checkBackup } from './check-backup.ts';
import { readBackup } from './read-backup.ts';
import { readTables } from './schema-catalog.ts';
import { writeBackup } from './write-backup.ts';

const folder = mkdtempSync(join(tmpdir(), 'drumbeat back-up '));
const options = { version: '1.2.3', now };
const quiet = (): void => {};

let count = 0;
const newFile = (): string => join(folder, `back-up-${++count}`);

let db: TestDatabase;
let posts: Post[];
before(async () => {
  db = await openTestDatabase();
  await addPeople(db.owner);
  posts = [];
  for (const orgId of ORGANISATIONS) {
    const post = await openPosting(db.database, orgId);
    await addFacts(post, orgId, 3_000);
    posts.push(post);
  }
});
after(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

async function withEmpty<T>(work: (empty: TestDatabase) => Promise<T>): Promise<T> {
  const empty = await openTestDatabase({ migrated: false });
  return work(empty).finally(() => empty.close());
}

const refusedWith = (pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof BackupError, String(error));
  assert.match(error.message, pattern);
  assert.match(error.message, /\nMaybe /);
  return true;
};

const shapeOf = (owner: Owner) =>
  owner.transaction(async (session) => ({
    tables: (await readTables(session)).map(({ name, forced, columns }) => [name, forced, columns]),
    indexes: await session.query(
      `select indexdef from pg_indexes where schemaname = 'drumbeat' order by indexdef`,
    ),
    policies: await session.query(
      `select tablename, policyname, qual, with_check from pg_policies
       where schemaname = 'drumbeat' order by 1, 2`,
    ),
    rights: await session.query(
      `select table_name, privilege_type from information_schema.role_table_grants
       where grantee = 'drumbeat_app' and table_schema = 'drumbeat' order by 1, 2`,
    ),
    columns: await session.query(
      `select table_name, column_name, privilege_type from information_schema.column_privileges
       where grantee = 'drumbeat_supplier' and table_schema = 'drumbeat' order by 1, 2, 3`,
    ),
  }));

test('what is restored elsewhere is what was there, row by row, in every table', async () => {
  const file = newFile();
  const written = await writeBackup(db.owner, file, options, quiet);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(written.bytes, statSync(file).size);
  assert.deepEqual(written.positions, [
    { orgId: 1, position: 7 },
    { orgId: 2, position: 7 },
  ]);
  await withEmpty(async ({ owner, database }) => {
    const restored = await readBackup(owner, file, {}, quiet);
    assert.equal(restored.rows, written.rows);
    assert.deepEqual(await contentsOf(owner), keptOf(await contentsOf(db.owner)));
    assert.deepEqual(await shapeOf(owner), await shapeOf(db.owner));
    // Life goes on where it stood: positions, and numbers that the database gives out.
    const post = await openPosting(database, 1);
    const { position } = await post('customers', [{ customer_id: 'NEW' }]);
    assert.equal(position, 8);
    await owner.transaction((session) =>
      session.query(
        `insert into drumbeat.audit_entry (org_id, at, actor, action, object, address)
         values (1, now(), '', '', '', '')`,
      ),
    );
  });
});

test('sessions, links and what else is left out leave no trace in the file', async () => {
  const file = newFile();
  await writeBackup(db.owner, file, options, quiet);
  const backup = await openBackup(file);
  const found: string[] = [];
  for await (const part of backup.parts(quiet)) {
    if (part.kind === 'head') {
      assert.deepEqual(
        Object.keys(part.head.leftOut),
        declaredTables.filter(({ notBackedUp }) => notBackedUp).map(({ name }) => name),
      );
    }
    if (part.kind === 'section') assert.ok(part.section.columns.includes('org_id'));
    if (part.kind === 'rows' && part.bytes.includes(CANARY)) found.push('canary');
    if (part.kind === 'rows' && part.bytes.includes('$argon2id$kept')) found.push('hash');
  }
  await backup.close();
  assert.deepEqual(found, ['hash']);
});

test('while facts come in, all up to the position is in the back-up, nothing after', async () => {
  const live = await openTestDatabase();
  const post = await openPosting(live.database, 1);
  await post('items', [{ item_id: 'A' }]);
  let stop = false;
  let acknowledged = 1;
  const writing = (async () => {
    for (let n = 0; !stop; n++) {
      const rows = Array.from({ length: 50 }, (_, i) => ({ item_id: `N${n}-${i}` }));
      acknowledged = (await post('items', rows)).position;
    }
  })();
  for (let round = 0; round < 2; round++) {
    while (acknowledged < 5 * (round + 1)) await new Promise((resolve) => setTimeout(resolve, 5));
    const before_ = acknowledged;
    const file = newFile();
    const { positions } = await writeBackup(live.owner, file, options, quiet);
    const [{ position }] = positions;
    assert.ok(position >= before_, 'what was acknowledged before is in it');
    await withEmpty(async ({ owner }) => {
      await readBackup(owner, file, {}, quiet);
      const [row] = await owner.transaction((session) =>
        session.query(
          `select (select position from drumbeat.log_head) as head,
             (select count(*) from drumbeat.log_entry) as entries,
             (select max(v_position) from drumbeat.fact_items) as last,
             (select count(*) from drumbeat.fact_items) as rows`,
        ),
      );
      const rows = 1 + (position - 1) * 50;
      assert.deepEqual(row, { head: position, entries: position, last: position, rows });
    });
  }
  stop = true;
  await writing;
  await live.close();
});

/** A database of somebody who is no superuser, as on a server of others. */
async function withOrdinaryOwner<T>(
  superuser: TestDatabase,
  work: (owner: Owner) => Promise<T>,
): Promise<T> {
  await superuser.owner.transaction(async (session) => {
    await session.query('create role ordinary login nosuperuser nobypassrls');
    await session.query('grant drumbeat_app, drumbeat_supplier to ordinary with admin option');
    await session.query(`alter database ${superuser.name} owner to ordinary`);
  });
  const connection = { ...superuser.connection, user: 'ordinary' } as Connection;
  const owner = openOwner({ connection });
  try {
    return await work(owner);
  } finally {
    await owner.close();
    await superuser.owner.transaction(async (session) => {
      await session.query('reassign owned by ordinary to postgres');
      await session.query('drop owned by ordinary');
      await session.query('drop role ordinary');
    });
  }
}

test('an owner that is no superuser backs up and restores all organisations too', async () => {
  const file = newFile();
  await writeBackup(db.owner, file, options, quiet);
  await withEmpty((empty) =>
    withOrdinaryOwner(empty, async (owner) => {
      await readBackup(owner, file, {}, quiet);
      const expected = keptOf(await contentsOf(db.owner));
      assert.deepEqual(await contentsOf(empty.owner), expected);
      const hidden = await owner.transaction((session) =>
        session.query('select 1 from drumbeat.fact_items'),
      );
      assert.deepEqual(hidden, [], 'policies bind the owner again');
      const own = newFile();
      await writeBackup(owner, own, options, quiet);
      await readBackup(owner, own, { force: true }, quiet);
      assert.deepEqual(await contentsOf(empty.owner), expected);
      const database = openDatabase({
        connection: empty.connection,
        maxConnections: 2,
        onLost: quiet,
      });
      const post = await openPosting(database, 2);
      assert.equal((await post('customers', [{ customer_id: 'NEW' }])).position, 8);
      await database.close();
    }),
  );
});

test('a back-up goes into an empty database alone, unless it is told to replace', async () => {
  const file = newFile();
  await writeBackup(db.owner, file, options, quiet);
  const other = await openTestDatabase();
  await readBackup(other.owner, file, {}, quiet); // as a first start leaves it
  const post = await openPosting(other.database, 1);
  await post('customers', [{ customer_id: 'LATER' }]);
  const before_ = await contentsOf(other.owner);
  await assert.rejects(readBackup(other.owner, file, {}, quiet), refusedWith(/holds data already/));
  assert.deepEqual(await contentsOf(other.owner), before_);
  await readBackup(other.owner, file, { force: true }, quiet);
  assert.deepEqual(await contentsOf(other.owner), keptOf(await contentsOf(db.owner)));
  await other.close();
});

test('a file that is there is replaced only when told to', async () => {
  const file = newFile();
  writeFileSync(file, 'mine');
  const refused = refusedWith(/There is a file .* already/);
  await assert.rejects(writeBackup(db.owner, file, options, quiet), refused);
  assert.equal(readFileSync(file, 'utf8'), 'mine');
  await writeBackup(db.owner, file, { ...options, force: true }, quiet);
  await checkBackup(file, quiet);
  assert.equal(existsSync(`${file}.part`), false);
});

test('what is no back-up, or one of another format, is refused', async () => {
  const file = newFile();
  for (const content of ['', 'PGDMP', '{"a": 1}\n'.repeat(1000)]) {
    writeFileSync(file, content);
    await assert.rejects(checkBackup(file, quiet), refusedWith(/is no back-up of Drumbeat/));
  }
  writeFileSync(file, 'Drumbeat back-up, format 2\nxxxxxxxxx');
  await assert.rejects(checkBackup(file, quiet), refusedWith(/of another format than 1/));
  await assert.rejects(checkBackup(folder, quiet), refusedWith(/is no back-up of Drumbeat/));
  await assert.rejects(checkBackup(`${file}-x`, quiet), refusedWith(/is not there/));
});

test('a database that holds nothing of Drumbeat cannot be backed up', async () => {
  const file = newFile();
  const refused = refusedWith(/holds nothing of Drumbeat/);
  await withEmpty(({ owner }) => assert.rejects(writeBackup(owner, file, options, quiet), refused));
  assert.equal(existsSync(file) || existsSync(`${file}.part`), false);
});

test('a flipped bit and a cut are found wherever they are, and nothing is restored', async () => {
  const file = newFile();
  await writeBackup(db.owner, file, options, quiet);
  const sound = readFileSync(file);
  const faulty = newFile();
  await withEmpty(async ({ owner }) => {
    // Restoring reads as checking does; a few times it is done as well.
    let round = 0;
    const refuse = async (bytes: Uint8Array, what: string): Promise<string> => {
      writeFileSync(faulty, bytes);
      const restores = round++ % 8 === 5;
      const read = restores ? readBackup(owner, faulty, {}, quiet) : checkBackup(faulty, quiet);
      const error = await (read as Promise<unknown>).then(
        () => null,
        (reason: Error) => reason,
      );
      assert.ok(error instanceof BackupError, `${what}: ${error}`);
      return error.message;
    };
    const told: string[] = [];
    for (let n = 0; n < 24; n++) {
      const at = Math.min(sound.length - 1, Math.floor((n * sound.length) / 23));
      const bytes = Buffer.from(sound);
      bytes[at]! ^= 1 << (n % 8);
      told.push(await refuse(bytes, `bit of byte ${at}`));
    }
    assert.ok(told.filter((message) => /damaged in section fact_items/.test(message)).length > 10);
    for (let n = 0; n < 12; n++) {
      const message = await refuse(sound.subarray(0, Math.floor((n * sound.length) / 12)), 'cut');
      assert.match(message, /cut off|is no back-up/);
    }
    const swapped = Buffer.concat([sound.subarray(0, -40), sound.subarray(-39)]);
    assert.match(await refuse(swapped, 'a byte less'), /damaged/);
    const [{ there }] = await owner.transaction((session) =>
      session.query<{ there: boolean }>("select to_regnamespace('drumbeat') is not null as there"),
    );
    assert.equal(there, false, 'nothing of any of them is there');
  });
});

test('a back-up of an older schema is brought forward, a newer one is refused', async () => {
  const migrations = readMigrations();
  const next = {
    number: migrations.at(-1)!.number + 1,
    name: '9999_next',
    text: "alter table drumbeat.organisation add column country text not null default ''",
  };
  const file = newFile();
  await writeBackup(db.owner, file, options, quiet);
  await withEmpty(async ({ owner }) => {
    const later = [...migrations, next];
    const { schema } = await readBackup(owner, file, { migrations: later }, quiet);
    assert.equal(schema, next.number);
    const newer = newFile();
    await writeBackup(owner, newer, options, quiet);
    const known = `schema ${next.number}; this one knows ${next.number - 1}`;
    const refused = refusedWith(new RegExp(`newer Drumbeat \\(1.2.3, ${known}`));
    await assert.rejects(readBackup(owner, newer, { force: true }, quiet), refused);
    await readBackup(owner, newer, { force: true, migrations: later }, quiet);
  });
  await withEmpty(async ({ owner }) => {
    await migrate(owner);
    const changed = migrations.map((each) =>
      each.number === 3 ? { ...each, text: `${each.text}\n-- another one` } : each,
    );
    const refused = refusedWith(/migration 0003_log, which reads differently/);
    await assert.rejects(readBackup(owner, file, { migrations: changed }, quiet), refused);
  });
});
