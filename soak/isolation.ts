// B30: two organisations in one database, asked at random on the same few connections: plain and
// nested questions, counts, joins, changes, COPY, plans of the server, and statements that fail. No
// row of the other one is seen, counted, locked or changed.

import { createRandom, type Random } from '../src/base/prng.ts';
import type { Scope, Session } from '../src/storage/postgres/database.ts';
import { fillTables, readCatalog } from '../src/storage/postgres/table-matrix-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../src/storage/postgres/test-database.ts';
import type { Count, SoakTest } from './kit/soak-test.ts';

const QUERIES_A_ROUND = 20_000;
const AT_ONCE = 6;
const ORGS = [1, 2] as const;
const REFUSED = new Set(['42501', '22012', '0A000', '23505', '25006']);

export const isolation: SoakTest = {
  name: 'isolation',
  rows: 'B30',
  shows: 'random statements of two organisations on shared connections: none sees the other’s rows',
  round: (seed, count) => askAtRandom(seed, count, QUERIES_A_ROUND),
};

export async function askAtRandom(seed: number, count: Count, total: number): Promise<string[]> {
  const db = await openTestDatabase();
  const random = createRandom(seed);
  const faults: string[] = [];
  try {
    const filled = await db.owner.transaction(async (session) =>
      fillTables(session, await readCatalog(session), ORGS),
    );
    const tables = filled.map(({ table }) => table);
    const before = await contents(db, tables);
    let asked = 0;
    const worker = async (): Promise<void> => {
      while (asked < total && faults.length === 0) {
        asked++;
        await askOne(db, tables, random, count, faults);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    if ((await contents(db, tables)) !== before) faults.push('rows were changed for good');
  } finally {
    await db.close();
  }
  return faults;
}

const contents = (db: TestDatabase, tables: readonly string[]): Promise<string> =>
  db.owner.transaction(async (session) => {
    const texts: string[] = [];
    for (const table of tables) {
      const rows = await session.query<{ row: string }>(
        `select t::text as row from ${table} t order by 1`,
      );
      texts.push(...rows.map(({ row }) => `${table} ${row}`));
    }
    return texts.join('\n');
  });

/** Thrown to undo what a statement changed. */
const undo = new Error('undo');

async function askOne(
  db: TestDatabase,
  tables: readonly string[],
  random: Random,
  count: Count,
  faults: string[],
): Promise<void> {
  const orgId = random.pick(ORGS);
  const role = random.pick(['system', 'system', 'member', 'supplier'] as const);
  const scope: Scope = { orgId, role, partyId: role === 'supplier' ? 'text1' : '' };
  const statement = statementOf(random, tables);
  const isCopy = random.next() < 0.05 && statement.startsWith('select');
  const ask = isCopy ? copied : queried;
  let seen: readonly unknown[] = [];
  try {
    await db.database.transaction(scope, async (session) => {
      seen = await ask(session, statement);
      throw undo;
    });
  } catch (error) {
    const { code = '' } = error as { code?: string };
    count(error === undo ? 'statements' : 'refused');
    if (error !== undo && !REFUSED.has(code)) faults.push(`${statement}: ${String(error)}`);
    // A division that a row of the other one alone would make fail: it was looked at.
    if (code === '22012' && orgId === 1 && statement.includes('(t.org_id - 2)')) {
      faults.push(`${role} of ${orgId} divides by the other one's: ${statement}`);
    }
    const message = String((error as { message?: string }).message ?? '');
    if (error !== undo && message.includes(`text${3 - orgId}`)) {
      faults.push(`${role} of ${orgId}: ${statement}: ${message}`);
    }
  }
  const foreign = seen.find((org) => org !== null && Number(org) !== orgId);
  if (foreign !== undefined) faults.push(`${role} of ${orgId} sees ${foreign}: ${statement}`);
}

/** The organisations that an answer is about. */
async function queried(session: Session, statement: string): Promise<unknown[]> {
  const rows = await session.query<{ org: unknown }>(statement);
  return rows.map(({ org }) => org);
}

async function copied(session: Session, statement: string): Promise<unknown[]> {
  let text = '';
  for await (const piece of session.copyOut(`copy (${statement}) to stdout`)) text += piece;
  return text.split('\n').filter((line) => line !== '' && line !== '\\N');
}

/** Each answers rows with the column `org`. */
function statementOf(random: Random, tables: readonly string[]): string {
  const [a, b] = [random.pick(tables), random.pick(tables)];
  const where = random.pick([
    '',
    'where t.org_id in (1, 2)',
    'where t.org_id = 2 or t.org_id = 1',
    'where not (t.org_id = 0)',
    'where t.org_id is not null or 1 / (t.org_id - 2) > 0',
    `where exists (select from ${b} u where u.org_id <> t.org_id or u.org_id = t.org_id)`,
    'order by t.org_id desc limit 5',
  ]);
  const forms = [
    () => `select t.org_id as org from ${a} t ${where}`,
    () => `select max(t.org_id) as org from ${a} t`,
    () => `select t.org_id as org from ${a} t group by t.org_id`,
    () => `select unnest(array_agg(t.org_id)) as org from ${a} t`,
    () => `select u.org_id as org from ${a} t full join ${b} u on true`,
    () => `select org_id as org from ${a} union all select org_id from ${b}`,
    () => `select org_id as org from ${a} except select 0`,
    () => `with t as materialized (select * from ${a}) select org_id as org from t`,
    () => `select (select max(u.org_id) from ${b} u) as org from ${a} t ${where}`,
    () => `select u.org_id as org from ${a} t, lateral (select * from ${b} v) u`,
    () => `select lag(t.org_id) over (order by t.org_id) as org from ${a} t`,
    () => `select t.org_id as org from ${a} t ${where.startsWith('order') ? '' : where} for update`,
    () => `update ${a} t set org_id = t.org_id returning t.org_id as org`,
    () => `delete from ${a} t returning t.org_id as org`,
    () => `delete from ${a} t using ${b} u where u.org_id <> t.org_id returning u.org_id as org`,
    () => `select (to_jsonb(t) ->> 'org_id')::int as org from ${a} t`,
    () => `select t.org_id as org from ${a} t tablesample system (100)`,
    () => `select 1 / 0 as org from ${a} t`,
  ];
  return random.pick(forms)();
}
