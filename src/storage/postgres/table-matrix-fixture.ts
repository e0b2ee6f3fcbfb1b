// For tests: the catalog of the schema, and a row of each organisation in every table, made from
// the types of its columns, so that a table is looked at from the day that it is added.

import type { Session } from './database.ts';
import type { Owner } from './owner.ts';

export interface CatalogTable {
  name: string;
  parent: string | null; // of a partition
  secured: boolean;
  forced: boolean;
  policies: number;
  hasOrg: boolean;
  privileges: number; // of the program's role, to read or write rows
  otherPrivileges: number; // to truncate and the like
}

export interface FilledTable {
  name: string;
  table: string; // with its schema
  column: string; // one to update
  inserts: Map<number, string>; // by organisation: the statement that adds another row
}

interface Column {
  name: string;
  type: string;
  label: string | null; // the first of an enumerated type
}

export function readCatalog(session: Session): Promise<CatalogTable[]> {
  return session.query(
    `select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
       (select p.relname from pg_inherits i join pg_class p on p.oid = i.inhparent
        where i.inhrelid = c.oid) as parent,
       (select count(*) from pg_policy where polrelid = c.oid) as policies,
       exists (select from pg_attribute where attrelid = c.oid and attname = 'org_id') as "hasOrg",
       (select count(*) from unnest(array['select', 'insert', 'update', 'delete']) as p(privilege)
        where has_table_privilege('drumbeat_app', c.oid, privilege)) as privileges,
       (select count(*) from unnest(array['truncate', 'references', 'trigger']) as p(privilege)
        where has_table_privilege('drumbeat_app', c.oid, privilege)) as "otherPrivileges"
     from pg_class c
     where c.relnamespace = 'drumbeat'::regnamespace and c.relkind in ('r', 'p', 'f')
     order by c.relname collate "C"`,
  );
}

/** Takes the conditions of tables away first: values here are of a type, and mean nothing. */
export async function fillTables(
  session: Session,
  catalog: readonly CatalogTable[],
  orgIds: readonly number[],
): Promise<FilledTable[]> {
  await session.query(
    `do $$ declare k record; begin
       for k in select conrelid::regclass as t, conname from pg_constraint
         where connamespace = 'drumbeat'::regnamespace and contype in ('f', 'c')
         order by contype desc
       loop execute format('alter table %s drop constraint %I', k.t, k.conname); end loop;
     end $$`,
  );
  const filled: FilledTable[] = [];
  for (const { name, hasOrg, parent } of catalog) {
    if (hasOrg && parent === null) filled.push(await fillTable(session, name, orgIds));
  }
  return filled;
}

async function fillTable(
  session: Session,
  name: string,
  orgIds: readonly number[],
): Promise<FilledTable> {
  const table = `drumbeat.${name}`;
  const columns = await session.query<Column>(
    `select a.attname as name, format_type(a.atttypid, null) as type,
       (select enumlabel from pg_enum where enumtypid = a.atttypid order by enumsortorder limit 1)
         as label
     from pg_attribute a
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped
       and a.attgenerated = '' and a.attidentity <> 'a'
     order by a.attnum`,
    [table],
  );
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  const insert = (orgId: number, serial: number): string => {
    const values = columns.map((each) => (each.name === 'org_id' ? orgId : sample(each, serial)));
    return `insert into ${table} (${names}) values (${values.join(', ')})`;
  };
  await session.query(`delete from ${table}`);
  for (const orgId of orgIds) await session.query(insert(orgId, 1));
  const inserts = new Map(orgIds.map((orgId) => [orgId, insert(orgId, 2)]));
  return { name, table, column: 'org_id', inserts };
}

/** As SQL writes it. */
function sample({ name, type, label }: Column, serial: number): string {
  if (label !== null) return `'${label}'`;
  if (type.endsWith('[]')) return "'{}'";
  const values: Record<string, string> = {
    text: `'text${serial}'`,
    'character varying': `'text${serial}'`,
    smallint: `${serial}`,
    integer: `${serial}`,
    bigint: `${serial}`,
    numeric: `${serial}`,
    real: `${serial}`,
    'double precision': `${serial}`,
    boolean: 'true',
    date: `'2027-03-0${serial}'`,
    'timestamp with time zone': `'2027-03-0${serial}T12:00:00Z'`,
    jsonb: "'{}'",
    json: "'{}'",
    bytea: `'\\x0${serial}'`,
    uuid: `'00000000-0000-0000-0000-00000000000${serial}'`,
    inet: `'192.0.2.${serial}'`,
  };
  if (!(type in values)) throw new Error(`No sample for ${name} of type ${type}: add one here.`);
  return values[type];
}

/**
 * Runs each statement in the program's role with raw settings, and undoes it: the answers are the
 * number of rows, or the SQLSTATE.
 */
export async function attemptAll(
  owner: Owner,
  settings: Record<string, string>,
  statements: readonly string[],
): Promise<(number | string)[]> {
  const set = Object.entries(settings).map(
    ([name, value]) => `select set_config('drumbeat.${name}', '${value}', true)`,
  );
  if (settings.role === 'supplier') set.push('set local role drumbeat_supplier');
  return owner.transaction(async (session) => {
    await session.query(ATTEMPT);
    await session.query(['set local session authorization drumbeat_app', ...set].join(';'));
    const rows = await session.query<{ answer: string }>(
      'select pg_temp.attempt(statement) as answer from unnest($1::text[]) as s(statement)',
      [statements],
    );
    return rows.map(({ answer }) => (answer.startsWith('=') ? Number(answer.slice(1)) : answer));
  });
}

const ATTEMPT = `create or replace function pg_temp.attempt(statement text) returns text
  language plpgsql as $$ declare row_count_ bigint; begin
    begin
      execute statement;
      get diagnostics row_count_ = row_count;
      raise exception sqlstate 'UNDO0';
    exception
      when sqlstate 'UNDO0' then return '=' || row_count_;
      when others then return sqlstate;
    end;
  end $$`;
