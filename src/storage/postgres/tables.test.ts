import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { after, before, test } from 'node:test';
import { type Scope, type Session, sqlStateOf } from './database.ts';
import {
  attemptAll,
  type CatalogTable,
  type FilledTable,
  fillTables,
  readCatalog,
} from './table-matrix-fixture.ts';
import { tables } from './tables.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

const OURS = 1;
const OTHERS = 2;
const member: Scope = { orgId: OURS, role: 'member', partyId: '' };
const system: Scope = { orgId: OURS, role: 'system', partyId: '' };

let db: TestDatabase;
let catalog: CatalogTable[];
let filled: FilledTable[];

before(async () => {
  db = await openTestDatabase();
  catalog = await db.owner.transaction(readCatalog);
  filled = await db.owner.transaction((session) => fillTables(session, catalog, [OURS, OTHERS]));
});
after(() => db.close());

const ask = <Row>(sql: string, values?: unknown[]): Promise<Row[]> =>
  db.owner.transaction((session) => session.query<Row>(sql, values));

const names = (some: readonly { name: string }[]): string[] => some.map(({ name }) => name);

test('the tables of the database are those that are declared', () => {
  const parts = catalog.filter(({ parent }) => parent === null);
  assert.deepEqual(names(parts), names(tables).sort());
});

test('row-level security is on and forced on every table, and each has a policy', () => {
  const bare = catalog.filter((table) => !table.secured || !table.forced || table.policies === 0);
  assert.deepEqual(names(bare), []);
});

test('a table that is added without policies is found', async () => {
  const undo = new Error('undo');
  const adding = db.owner.transaction(async (session) => {
    await session.query('create table drumbeat.added (org_id integer not null, note text)');
    const added = (await readCatalog(session)).find(({ name }) => name === 'added');
    assert.equal(added?.secured || added?.forced, false);
    assert.equal(added?.policies, 0);
    throw undo;
  });
  await assert.rejects(adding, (error) => error === undo);
});

test('every table is of organisations, but those of the owner alone', () => {
  const ownerOnly = new Set(names(tables.filter((table) => table.ownerOnly)));
  const wrong = catalog.filter(({ name, hasOrg }) => hasOrg === ownerOnly.has(name));
  assert.deepEqual(names(wrong), []);
  const open = catalog.filter(({ name, privileges }) => ownerOnly.has(name) && privileges > 0);
  assert.deepEqual(names(open), []);
});

test('every unique key holds the organisation, or has said why not', async () => {
  const argued = new Set(names(tables.filter((table) => table.ownerOnly || table.keyWithoutOrg)));
  const keys = await ask<{ name: string; index: string }>(
    `select c.relname as name, i.indexrelid::regclass::text as index
     from pg_index i join pg_class c on c.oid = i.indrelid
     where c.relnamespace = 'drumbeat'::regnamespace and i.indisunique and not exists (
       select from pg_attribute a
       where a.attrelid = c.oid and a.attname = 'org_id' and a.attnum = any (i.indkey))`,
  );
  assert.deepEqual(
    keys.filter(({ name }) => !argued.has(name)),
    [],
  );
});

test('every foreign key goes from an organisation to the same one', async () => {
  const crossing = await ask<{ name: string }>(
    `select k.conname as name from pg_constraint k
     where k.connamespace = 'drumbeat'::regnamespace and k.contype = 'f' and not exists (
       select from unnest(k.conkey, k.confkey) as pair(here, there)
       join pg_attribute h on h.attrelid = k.conrelid and h.attnum = here
       join pg_attribute t on t.attrelid = k.confrelid and t.attnum = there
       where h.attname = 'org_id' and t.attname = 'org_id')`,
  );
  assert.deepEqual(names(crossing), []);
});

test('what reads with the rights of its owner is not in the schema', async () => {
  const views = await ask<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'drumbeat'::regnamespace
     and (relkind = 'm' or (relkind = 'v'
       and not coalesce('security_invoker=true' = any (reloptions), false)))`,
  );
  assert.deepEqual(names(views), []);
  const functions = await ask<{ name: string }>(
    `select proname as name from pg_proc
     where pronamespace = 'drumbeat'::regnamespace and prosecdef`,
  );
  assert.deepEqual(names(functions), []);
});

test('the role of the program owns nothing and is bound by policies', async () => {
  const [role] = await ask(
    `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
       (select count(*) from pg_shdepend where refobjid = r.oid and deptype = 'o') as owned,
       (select array_agg(m.roleid::regrole::text) from pg_auth_members m where m.member = r.oid)
         as becomes,
       has_schema_privilege(r.oid, 'drumbeat', 'create') as creates
     from pg_roles r where rolname = 'drumbeat_app'`,
  );
  assert.deepEqual(role, {
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolreplication: false,
    owned: 0,
    becomes: ['drumbeat_supplier'], // which may less
    creates: false,
  });
  const user = await db.database.read(member, (session) =>
    session.query('select session_user = current_user and current_user = $1 as same', [
      'drumbeat_app',
    ]),
  );
  assert.deepEqual(user, [{ same: true }]);
});

test('the role of the program cannot become another one', async () => {
  for (const statement of [
    'set role postgres',
    'set session authorization postgres',
    'set local row_security = off; select count(*) from drumbeat.organisation',
    'alter table drumbeat.organisation disable row level security',
    'create policy open on drumbeat.organisation using (true)',
    'alter role drumbeat_app bypassrls',
    "copy drumbeat.organisation from program 'true'",
    "select pg_read_file('PG_VERSION')",
  ]) {
    await assert.rejects(
      db.database.transaction(member, (session) => session.query(statement)),
      { code: '42501' },
      statement,
    );
  }
});

/** What is set, and whether rows of our own organisation may be seen then. */
const SETTINGS: readonly [string, Record<string, string>][] = [
  ['nothing', {}],
  ['no organisation', { role: 'system' }],
  ['an empty organisation', { org: '', role: 'system' }],
  ['no role', { org: `${OURS}` }],
  ['an empty role', { org: `${OURS}`, role: '' }],
  ['a made-up role', { org: `${OURS}`, role: 'superuser' }],
  ['a supplier of no name', { org: `${OURS}`, role: 'supplier', party: '' }],
  ['a supplier that is not known', { org: `${OURS}`, role: 'supplier', party: 'nobody' }],
  ['organisation 0', { org: '0', role: 'system' }],
  ['a negative one', { org: `-${OTHERS}`, role: 'system' }],
  ['a forged condition', { org: `${OURS} or true`, role: 'system' }],
  ['a forged list', { org: `${OURS},${OTHERS}`, role: 'system' }],
  ['a forged statement', { org: `${OURS}; select 1`, role: 'system' }],
  ['a fraction', { org: '1.5', role: 'system' }],
  ['one too large', { org: '4294967297', role: 'system' }],
  ['digits of another script', { org: '１', role: 'system' }],
];

interface Attempt {
  words: string;
  table: string;
  statement: string;
}

/** Those whose answer is not as it should be, in words. */
async function faulty(
  settings: Record<string, string>,
  attempts: readonly Attempt[],
  isRight: (answer: number | string) => boolean,
): Promise<string[]> {
  const statements = attempts.map(({ statement }) => statement);
  const answers = await attemptAll(db.owner, settings, statements);
  const wrong = attempts.map(({ words, table }, at) =>
    isRight(answers[at]) ? '' : `${words} ${table} gives ${answers[at]}`,
  );
  return wrong.filter((each) => each !== '');
}

const hidden = (answer: number | string): boolean =>
  answer === 0 || ['42501', '22P02', '22003'].includes(`${answer}`);

test('without organisation and role, every table has no rows, to see or to change', async () => {
  for (const [words, settings] of SETTINGS) {
    const attempts = filled.flatMap(({ table, column, inserts }) => [
      { words: 'select', table, statement: `select 1 from ${table}` },
      { words: 'update', table, statement: `update ${table} set ${column} = ${column}` },
      { words: 'delete', table, statement: `delete from ${table}` },
      { words: 'insert', table, statement: inserts.get(OURS)! },
    ]);
    assert.deepEqual(await faulty(settings, attempts, hidden), [], words);
  }
});

test('unset is no row and no error in every table that the program may read', async () => {
  const attempts = filled.map(({ table }) => ({
    words: 'select',
    table,
    statement: `select 1 from ${table}`,
  }));
  assert.deepEqual(await faulty({}, attempts, (answer) => answer === 0 || answer === '42501'), []);
});

test('rows of other organisations are not seen, changed, removed, moved or added', async () => {
  const where = `where org_id = ${OTHERS}`;
  const attempts = filled.flatMap(({ table, column, inserts }) => [
    { words: 'select', table, statement: `select 1 from ${table} ${where}` },
    { words: 'lock', table, statement: `select 1 from ${table} ${where} for update` },
    {
      words: 'count',
      table,
      statement: `select 1 from (select count(*) from ${table} ${where}) as t(n) where n > 0`,
    },
    { words: 'update', table, statement: `update ${table} set ${column} = ${column} ${where}` },
    { words: 'delete', table, statement: `delete from ${table} ${where}` },
    { words: 'insert', table, statement: inserts.get(OTHERS)! },
    { words: 'move', table, statement: `update ${table} set org_id = ${OTHERS}` },
  ]);
  for (const role of ['system', 'member', 'supplier']) {
    const settings = { org: `${OURS}`, role, party: 'text1' };
    assert.deepEqual(await faulty(settings, attempts, hidden), [], role);
  }
});

test('rows of its own organisation are there for the program', async () => {
  const attempts = filled.map(({ table }) => ({
    words: 'select',
    table,
    statement: `select 1 from ${table}`,
  }));
  const settings = { org: `${OURS}`, role: 'system' };
  assert.deepEqual(await faulty(settings, attempts, (answer) => answer === 1), []);
});

test('nothing but rows may be changed by the program', () => {
  assert.deepEqual(names(catalog.filter(({ otherPrivileges }) => otherPrivileges > 0)), []);
});

test('a supplier sees its own rows alone, where a table has any, and changes nothing', async () => {
  const of = (table: FilledTable) => tables.find(({ name }) => name === table.name)!;
  for (const table of filled) {
    const { supplierColumn, supplierIf } = of(table);
    if (supplierColumn === undefined) continue;
    // A condition of the form column = 'value' is a setting of it as well.
    const set = [`${supplierColumn} = 'own'`, ...(supplierIf === undefined ? [] : [supplierIf])];
    await ask(`update ${table.table} set ${set.join(', ')} where org_id = ${OURS}`);
  }
  const reads = (some: readonly FilledTable[]): Attempt[] =>
    some.map(({ table }) => ({ words: 'select', table, statement: `select 1 from ${table}` }));
  const writes = filled.flatMap(({ table, column }) => [
    { words: 'update', table, statement: `update ${table} set ${column} = ${column}` },
    { words: 'delete', table, statement: `delete from ${table}` },
  ]);
  const shown = filled.filter((table) => of(table).supplierColumn !== undefined);
  const closed = filled.filter((table) => of(table).supplierColumn === undefined);
  const own = { org: `${OURS}`, role: 'supplier', party: 'own' };
  const other = { ...own, party: 'other' };
  assert.deepEqual(await faulty(own, reads(shown), (answer) => answer === 1), []);
  assert.deepEqual(await faulty(own, [...reads(closed), ...writes], hidden), []);
  assert.deepEqual(await faulty(other, [...reads(filled), ...writes], hidden), []);
});

test('of its rows a supplier reads the columns that are declared, and no others', async () => {
  const granted = await ask<{ name: string; privilege: string; columns: string[] }>(
    `select c.relname as name, p as privilege,
       array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0,
       unnest(array['select', 'insert', 'update', 'references']) as p
     where c.relnamespace = 'drumbeat'::regnamespace and c.relkind = 'r'
       and has_column_privilege('drumbeat_supplier', c.oid, a.attnum, p)
     group by 1, 2 order by c.relname collate "C"`,
  );
  const declared = tables.filter((table) => table.supplierReads !== undefined);
  assert.deepEqual(
    granted.map(({ name, privilege, columns }) => [name, privilege, columns]),
    declared
      .map(({ name, supplierReads }) => [name, 'select', [...supplierReads!]] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const rights = await ask<{ name: string }>(
    `select c.relname as name from pg_class c,
       unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as p
     where c.relnamespace = 'drumbeat'::regnamespace and c.relkind in ('r', 'S')
       and case when c.relkind = 'r' then has_table_privilege('drumbeat_supplier', c.oid, p)
           else has_sequence_privilege('drumbeat_supplier', c.oid, 'usage') end`,
  );
  assert.deepEqual(names(rights), []);
});

test('a column that is not a supplier’s is refused however it is asked for', async () => {
  const own = { org: `${OURS}`, role: 'supplier', party: 'own' };
  const table = 'drumbeat.fact_sourcing';
  const attempts = [
    `select * from ${table}`,
    `select allowed_customers from ${table}`,
    `select s from ${table} s`,
    `select to_jsonb(s) from ${table} s`,
    `select v_attributes from ${table}`,
    `select 1 from ${table} where quota_percent > 50`,
    `select source_id from ${table} order by priority`,
    `select count(*) from ${table} group by unit_cost`,
    `copy ${table} to stdout`,
  ];
  const answers = await attemptAll(db.owner, own, attempts);
  assert.deepEqual(
    answers.filter((answer) => answer !== '42501'),
    ['0A000'], // of COPY within a function: no privilege is even asked for
  );
  const scope: Scope = { orgId: OURS, role: 'supplier', partyId: 'own' };
  for (const statement of attempts.slice(0, 8)) {
    await assert.rejects(
      db.database.read(scope, (session) => session.query(statement)),
      { code: '42501' },
      statement,
    );
  }
  // The next one on the same connection is the program again.
  const [{ who }] = await db.database.read(member, (session) =>
    session.query<{ who: string }>('select current_user as who'),
  );
  assert.equal(who, 'drumbeat_app');
});

test('where a statement only says that it is a supplier’s, no row is seen', async () => {
  await db.database.transaction(member, async (session) => {
    await session.query(
      `select set_config('drumbeat.role', 'supplier', true),
         set_config('drumbeat.party', 'own', true)`,
    );
    for (const { table } of filled) {
      assert.deepEqual(await session.query(`select 1 from ${table}`), [], table);
    }
  });
});

test('COPY gives rows of its own organisation alone, and takes none past policies', async () => {
  const wrong: string[] = [];
  for (const { name, table } of filled) {
    const read = async (scope: Scope): Promise<string> => {
      let text = '';
      await db.database.read(scope, async (session) => {
        for await (const piece of session.copyOut(`copy (select org_id from ${table}) to stdout`)) {
          text += piece;
        }
      });
      return text;
    };
    const [ours, theirs] = [await read(system), await read({ ...system, orgId: OTHERS })];
    if (ours !== `${OURS}\n` || theirs !== `${OTHERS}\n`) wrong.push(`${name}: ${ours}, ${theirs}`);
    const supplier = await read({ ...system, role: 'supplier', partyId: 'nobody' }).catch(
      (error) => error.code,
    );
    if (supplier !== '' && supplier !== '42501') wrong.push(`${name}: a supplier ${supplier}`);
    const into = db.database.transaction(system, (session) =>
      pipeline(Readable.from([]), session.copyIn(`copy ${table} from stdin`)),
    );
    const direct = await into.then(() => 'taken', sqlStateOf);
    if (!['0A000', '42501'].includes(`${direct}`)) wrong.push(`copy into ${name}: ${direct}`);
  }
  assert.deepEqual(wrong, []);
});

test('a connection that failed for one organisation serves the next one as a new one', async () => {
  const count = (session: Session) =>
    session.query<{ orgs: number[] | null; back: number }>(
      'select array_agg(org_id) as orgs, pg_backend_pid() as back from drumbeat.organisation',
    );
  const backs = new Set<number>();
  for (const failing of ['select 1 / 0', 'select * from nowhere', 'select * from migration']) {
    for (const orgId of [OURS, OTHERS]) {
      await assert.rejects(
        db.database.transaction({ ...system, orgId }, (session) => session.query(failing)),
      );
      const [{ orgs, back }] = await db.database.read({ ...system, orgId: 3 - orgId }, count);
      assert.deepEqual(orgs, [3 - orgId]);
      backs.add(back);
    }
  }
  assert.equal(backs.size, 1, 'it is the same connection');
});
