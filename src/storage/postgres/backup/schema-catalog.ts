// What the database says of its own tables: columns, size, which points to which; indexes and
// sequences. Asked of the catalog, so that a back-up holds what is there and not what is declared.

import type { Session } from '../transaction.ts';
import type { BackupHead } from './backup-format.ts';

export interface StoredTable {
  name: string;
  table: string; // as it is written in a statement
  columns: string[]; // quoted where they need it; computed ones are left out
  forced: boolean; // policies hold for the owner too
  hasOrg: boolean;
  size: number; // bytes on the disk
}

/** What is pointed to comes first. */
export async function readTables(session: Session): Promise<StoredTable[]> {
  const tables = await session.query<StoredTable>(
    `select c.relname as name, format('drumbeat.%I', c.relname) as table,
       (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')
       as columns, c.relforcerowsecurity as forced, pg_table_size(c.oid) as size,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id')
       as "hasOrg"
     from pg_class c
     where c.relnamespace = to_regnamespace('drumbeat') and c.relkind in ('r', 'p')
       and not c.relispartition
     order by c.relname collate "C"`,
  );
  const pointers = await session.query<{ from: string; to: string }>(
    `select distinct f.relname as from, t.relname as to from pg_constraint k
     join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
     where k.contype = 'f' and k.connamespace = to_regnamespace('drumbeat')
       and k.conrelid <> k.confrelid`,
  );
  return inOrder(tables, pointers);
}

function inOrder(
  tables: readonly StoredTable[],
  pointers: readonly { from: string; to: string }[],
): StoredTable[] {
  const placed: StoredTable[] = [];
  const done = new Set<string>();
  while (placed.length < tables.length) {
    const next = tables.filter(
      ({ name }) =>
        !done.has(name) && pointers.every(({ from, to }) => from !== name || done.has(to)),
    );
    if (next.length === 0) throw new Error('Tables point to each other in a circle.');
    placed.push(...next);
    for (const { name } of next) done.add(name);
  }
  return placed;
}

/** Whether row-level security leaves nothing out for who is connected. */
export async function bypassesPolicies(session: Session): Promise<boolean> {
  const [{ bypasses }] = await session.query<{ bypasses: boolean }>(
    'select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user',
  );
  return bypasses;
}

/** The settings by which policies show one organisation's rows until the transaction ends. */
export async function lookAtOrganisation(session: Session, orgId: number): Promise<void> {
  await session.query(
    `select set_config('drumbeat.org', $1, true), set_config('drumbeat.role', 'system', true),
       set_config('drumbeat.party', '', true)`,
    [`${orgId}`],
  );
}

export async function readOrganisations(session: Session): Promise<number[]> {
  const rows = await session.query<{ org_id: number }>(
    'select org_id from drumbeat.organisation order by org_id',
  );
  return rows.map((row) => row.org_id);
}

export async function readMigrationRows(session: Session): Promise<BackupHead['migrations']> {
  return session.query('select number, name, checksum from drumbeat.migration order by number');
}

/** Numbers that were given out are never given out again, even where their rows are gone. */
export async function readSequences(session: Session): Promise<{ name: string; last: number }[]> {
  return session.query(
    `select sequencename as name, last_value as last from pg_sequences
     where schemaname = 'drumbeat' and last_value is not null order by sequencename collate "C"`,
  );
}

export interface StoredIndex {
  index: string;
  definition: string; // the statement that makes it
}

/** Indexes that no constraint rests on: they can be made after the rows are in, which is faster. */
export async function readIndexes(session: Session): Promise<StoredIndex[]> {
  return session.query(
    `select format('drumbeat.%I', i.relname) as index, pg_get_indexdef(x.indexrelid) as definition
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
     where c.relnamespace = to_regnamespace('drumbeat') and c.relkind = 'r'
       and not c.relispartition
       and not exists (select from pg_constraint k where k.conindid = x.indexrelid)
     order by i.relname collate "C"`,
  );
}
