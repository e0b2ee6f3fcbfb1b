import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Migration, migrate, readMigrations, statementsOf } from './migrate.ts';
import type { Owner } from './owner.ts';
import { openOwner } from './owner.ts';
import { openTestDatabase } from './test-database.ts';

async function inEmptyDatabase(work: (owner: Owner, other: Owner) => Promise<void>): Promise<void> {
  const db = await openTestDatabase({ migrated: false });
  const other = openOwner({ connection: db.connection });
  try {
    await work(db.owner, other);
  } finally {
    await other.close();
    await db.close();
  }
}

const [base] = readMigrations();
const step = (number: number, text: string): Migration => ({
  number,
  name: `000${number}_step`,
  text,
});
const SECOND = step(2, 'create table drumbeat.second (id int)\n--;\nselect 1');
const quiet = (): void => {};

const appliedIn = (owner: Owner): Promise<{ number: number }[]> =>
  owner.transaction((session) => session.query('select number from drumbeat.migration order by 1'));

test('an empty database is brought to the newest schema, step by step', async () => {
  await inEmptyDatabase(async (owner) => {
    const told: string[] = [];
    const newest = await migrate(
      owner,
      ({ name, done, count }) => told.push(`${name} ${done}/${count}`),
      [base, SECOND],
    );
    assert.equal(newest, 2);
    assert.deepEqual(told, ['0001_base 0/2', '0002_step 1/2']);
    assert.deepEqual(await appliedIn(owner), [{ number: 1 }, { number: 2 }]);
    await migrate(owner, () => assert.fail('nothing is missing any more'), [base, SECOND]);
  });
});

test('a step that fails leaves nothing, and the next start goes on from there', async () => {
  await inEmptyDatabase(async (owner) => {
    const failing = step(2, 'create table drumbeat.second (id int)\n--;\nselect 1 / 0');
    await assert.rejects(migrate(owner, quiet, [base, failing]), { code: '22012' });
    assert.deepEqual(await appliedIn(owner), [{ number: 1 }]);
    assert.equal(await migrate(owner, quiet, [base, SECOND]), 2);
  });
});

test('killed in the middle of a step, the next start goes on', async () => {
  await inEmptyDatabase(async (owner, other) => {
    const endless = step(2, 'create table drumbeat.second (id int)\n--;\nselect pg_sleep(60)');
    const running = assert.rejects(migrate(owner, quiet, [base, endless]), /went away/);
    const end = () =>
      other.transaction((session) =>
        session.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and query like '%pg_sleep(60)%'
             and pid <> pg_backend_pid()`,
        ),
      );
    while ((await end()).length === 0);
    await running;
    assert.equal(await migrate(owner, quiet, [base, SECOND]), 2);
  });
});

test('two that start at once run each step once', async () => {
  await inEmptyDatabase(async (owner, other) => {
    const steps = [base, SECOND, step(3, 'create table drumbeat.third (id int)')];
    const ran: string[] = [];
    const tell = ({ name }: { name: string }): void => {
      ran.push(name);
    };
    await Promise.all([migrate(owner, tell, steps), migrate(other, tell, steps)]);
    assert.deepEqual(ran.sort(), ['0001_base', '0002_step', '0003_step']);
  });
});

test('a database of a newer Drumbeat is refused, and left alone', async () => {
  await inEmptyDatabase(async (owner) => {
    await migrate(owner, quiet, [base, SECOND, step(7, 'select 1')]);
    await assert.rejects(migrate(owner, quiet, [base, SECOND]), {
      name: 'MigrationRefusedError',
      message:
        'This database was written by a newer Drumbeat (schema 7, this one knows 2).\n' +
        'Maybe start the newer Drumbeat, or restore a back-up of before.',
    });
  });
});

test('a step that was changed, dropped or put before others is refused by name', async () => {
  await inEmptyDatabase(async (owner) => {
    const third = step(3, 'select 3');
    await migrate(owner, quiet, [base, third]);
    const refused = async (steps: Migration[], words: RegExp): Promise<void> => {
      await assert.rejects(migrate(owner, quiet, steps), words);
    };
    await refused([base, step(3, 'select 4')], /0003_step ran on this database, and reads diff/);
    await refused([base, step(4, 'select 3')], /0003_step ran on this database, and is missing/);
    await refused([base, SECOND, third], /0002_step is new, but this database is at schema 3/);
    const crlf = { ...third, text: third.text.replaceAll('\n', '\r\n') };
    assert.equal(await migrate(owner, quiet, [base, crlf]), 3);
  });
});

test('statements stand between lines of their own', () => {
  const text = "-- What for.\nselect 1;\n--;\n\n-- nothing\n--;\nselect ';\n--;x'\n--; \nselect 3";
  assert.deepEqual(statementsOf(text), ['-- What for.\nselect 1;', "select ';\n--;x'", 'select 3']);
});

test('an owner that may not make the role is told what to ask for', async () => {
  const db = await openTestDatabase({ migrated: false });
  const connection = { ...db.connection, user: 'clerk' };
  const other = openOwner({ connection });
  const run = (statement: string) =>
    db.owner.transaction((session) => session.query(statement)).catch(quiet);
  try {
    await run('create role clerk login');
    await assert.rejects(migrate(other, quiet, [base]), (error: Error) => {
      assert.match(error.message, /The user clerk may not prepare the roles drumbeat_app and/);
      assert.match(error.message, /run: GRANT drumbeat_app, drumbeat_supplier TO "clerk";/);
      return true;
    });
    await run('grant drumbeat_app, drumbeat_supplier to clerk');
    await run(`grant create on database ${db.name} to clerk`);
    assert.equal(await migrate(other, quiet, [base]), 1);
  } finally {
    await other.close();
    await db.close();
    await run('drop role clerk');
  }
});
