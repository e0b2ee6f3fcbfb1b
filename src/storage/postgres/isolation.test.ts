// Ways around a policy: sequences, functions that tell what they are given, plans of the server and
// its statistics, and what errors say.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Scope } from './database.ts';
import { type FilledTable, fillTables, readCatalog } from './table-matrix-fixture.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

const [OURS, OTHERS] = [1, 2];
const system: Scope = { orgId: OURS, role: 'system', partyId: '' };
const supplier: Scope = { orgId: OURS, role: 'supplier', partyId: 'text1' };

let db: TestDatabase;
let filled: FilledTable[];

before(async () => {
  db = await openTestDatabase();
  filled = await db.owner.transaction(async (session) =>
    fillTables(session, await readCatalog(session), [OURS, OTHERS]),
  );
});
after(() => db.close());

const own = <Row>(sql: string): Promise<Row[]> =>
  db.owner.transaction((session) => session.query<Row>(sql));

test('the program neither reads nor moves a sequence', async () => {
  const open = await own<{ name: string }>(
    `select c.relname as name from pg_class c, unnest(array['drumbeat_app', 'drumbeat_supplier']) r,
       unnest(array['usage', 'select', 'update']) p
     where c.relnamespace = 'drumbeat'::regnamespace and c.relkind = 'S'
       and has_sequence_privilege(r, c.oid, p)`,
  );
  assert.deepEqual(open, []);
  const sequences = await own<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relnamespace = 'drumbeat'::regnamespace and relkind = 'S'`,
  );
  assert.ok(sequences.length > 0);
  for (const { name } of sequences) {
    for (const statement of [
      `select last_value from ${name}`,
      `select nextval('${name}')`,
      `select setval('${name}', 1)`,
    ]) {
      await assert.rejects(
        db.database.transaction(system, (session) => session.query(statement)),
        { code: '42501' },
        statement,
      );
    }
  }
});

test('a sequence that a later migration adds is closed as well', async () => {
  const undo = new Error('undo');
  const adding = db.owner.transaction(async (session) => {
    await session.query('create sequence drumbeat.added');
    const [{ open }] = await session.query<{ open: boolean }>(
      "select has_sequence_privilege('drumbeat_app', 'drumbeat.added', 'usage') as open",
    );
    assert.equal(open, false);
    throw undo;
  });
  await assert.rejects(adding, (error) => error === undo);
});

test('the schema has no function, trigger or rule that acts for somebody else', async () => {
  const found = await own<{ name: string }>(
    `select proname as name from pg_proc where pronamespace = 'drumbeat'::regnamespace
     union all
     select tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where c.relnamespace = 'drumbeat'::regnamespace and not tgisinternal
     union all
     select rulename from pg_rewrite w join pg_class c on c.oid = w.ev_class
     where c.relnamespace = 'drumbeat'::regnamespace`,
  );
  assert.deepEqual(found, []);
});

test('a function that tells what it is given is given no row of others', async () => {
  const told: string[] = [];
  await db.owner.transaction(async (session) => {
    await session.query(
      `create function pg_temp.tell(org integer) returns boolean language plpgsql cost 0.0001
       as $$ begin
         if org <> ${OURS} then raise exception 'row of %', org using errcode = 'TOLD0'; end if;
         return true;
       end $$`,
    );
    await session.query(
      `set local session authorization drumbeat_app;
       select set_config('drumbeat.org', '${OURS}', true),
         set_config('drumbeat.role', 'system', true)`,
    );
    for (const { table } of filled) {
      const statement = `select 1 from ${table} where pg_temp.tell(org_id) and org_id >= 0`;
      await session.query('savepoint s');
      await session.query(statement).catch(({ code }) => {
        if (code !== '42501') told.push(`${table}: ${code}`);
      });
      await session.query('rollback to s');
    }
  });
  assert.deepEqual(told, []);
});

test('EXPLAIN ANALYZE has no row of others in it', async () => {
  const wrong: string[] = [];
  for (const scope of [system, supplier]) {
    for (const { name, table } of filled) {
      const plan = await db.database
        .read(scope, (session) =>
          session.query<Record<string, string>>(
            `explain (analyze, verbose, timing off, summary off, costs off)
             select org_id from ${table} where org_id = ${OTHERS}`,
          ),
        )
        .catch(({ code }) => (code === '42501' ? [] : [{ plan: `${code}` }]));
      const text = plan.map((line) => Object.values(line).join()).join('\n');
      const rows = [...text.matchAll(/actual rows=([\d.]+)/g)].map(([, rows]) => Number(rows));
      if (plan.length > 0 && rows.length === 0) wrong.push(`${name}: no plan: ${text}`);
      if (rows.some((each) => each > 0)) wrong.push(`${name}: ${text}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('the statistics of the server show no value of a table with policies', async () => {
  for (const { table } of filled) await own(`analyze ${table}`);
  const [{ all }] = await own<{ all: number }>(
    "select count(*)::int as all from pg_stats where schemaname = 'drumbeat'",
  );
  assert.ok(all > 100, `${all} columns have statistics`);
  const shown = await db.database.read(system, (session) =>
    session.query("select tablename from pg_stats where schemaname = 'drumbeat'"),
  );
  assert.deepEqual(shown, []);
  for (const view of ['pg_statistic', 'pg_stats_ext', 'pg_authid', 'pg_hba_file_rules']) {
    const rows = await db.database
      .read(system, (session) => session.query(`select * from ${view}`))
      .catch(({ code }) => (code === '42501' ? [] : [code]));
    assert.deepEqual(rows, [], view);
  }
});

test('what others have is free for us: no error tells that a value is taken', async () => {
  const told: string[] = [];
  for (const { table } of filled) {
    const [{ row }] = await own<{ row: string }>(
      `select to_jsonb(t)::text as row from ${table} t where org_id = ${OTHERS}`,
    );
    const same = { ...JSON.parse(row), org_id: OURS };
    const undo = new Error('undo');
    try {
      await db.database.transaction(system, async (session) => {
        await session.query(`delete from ${table}`).catch(() => {
          throw undo; // not to be changed at all
        });
        await session.query(
          `insert into ${table} overriding system value
           select * from jsonb_populate_record(null::${table}, $1)`,
          [JSON.stringify(same)],
        );
        throw undo;
      });
    } catch (error) {
      if (error !== undo) told.push(`${table}: ${(error as Error).message}`);
    }
  }
  assert.deepEqual(told, []);
});
