// Every table of the schema, as data. `big`: facts and histories, by organisation and item, never
// updated; `shared`: small master data; `local`: all else. And the policies by which row-level
// security holds organisations, and suppliers, apart: what a migration says for each table.

import { SUPPLIER_ROLE } from './connection.ts';
import { FACT_TABLES, LOG_TABLES } from './fact-log/fact-tables.ts';
import type { Table } from './table.ts';

const EXCEPTION_TABLES: readonly Table[] = [
  { name: 'change', kind: 'local' },
  { name: 'change_head', kind: 'local' },
  { name: 'exception', kind: 'local' },
  { name: 'exception_event', kind: 'local' },
  { name: 'planned_position', kind: 'local' },
  { name: 'rule_set', kind: 'local' },
];

const PEOPLE_TABLES: readonly Table[] = [
  { name: 'api_key', kind: 'local' },
  { name: 'audit_entry', kind: 'local' },
  { name: 'challenge', kind: 'local', notBackedUp: 'of a sign-in under way, over in minutes' },
  { name: 'oidc_login', kind: 'local', notBackedUp: 'of a sign-in under way, over in minutes' },
  { name: 'one_time_link', kind: 'local', notBackedUp: 'whoever has the link could use it again' },
  { name: 'passkey', kind: 'local' },
  { name: 'person', kind: 'local' },
  { name: 'person_credential', kind: 'local' },
  { name: 'session', kind: 'local', notBackedUp: 'sessions that were ended would be open again' },
  { name: 'sign_in_attempt', kind: 'local', notBackedUp: 'counts of the last minutes' },
];

export type { Table } from './table.ts';

export const tables: readonly Table[] = [
  { name: 'migration', kind: 'local', ownerOnly: true },
  { name: 'organisation', kind: 'shared' },
  ...LOG_TABLES,
  ...FACT_TABLES,
  ...EXCEPTION_TABLES,
  ...PEOPLE_TABLES,
  { name: 'kept_state', kind: 'local' },
];

// Unset is NULL, or '' once a transaction of the same connection had set it: no row then.
const ORG = "org_id = nullif(current_setting('drumbeat.org', true), '')::integer";
const MEMBER = "current_setting('drumbeat.role', true) in ('system', 'member')";
const SUPPLIER = `current_setting('drumbeat.role', true) = 'supplier'
    and current_user = '${SUPPLIER_ROLE}'`;
const PARTY = "nullif(current_setting('drumbeat.party', true), '')";

/** The statements that put a table under its policies, for a migration. */
export function policyStatements(declared: Table): string[] {
  const { name, supplierColumn, supplierIf, supplierReads = [] } = declared;
  const table = `drumbeat.${name}`;
  const member = `    ${ORG}\n    and ${MEMBER}`;
  const columns = supplierReads.map((column) => `"${column}"`).join(', ');
  const statements = [
    `alter table ${table} enable row level security, force row level security`,
    `create policy member on ${table}\n  using (\n${member}\n  )\n  with check (\n${member}\n  )`,
  ];
  if (supplierColumn !== undefined) {
    const own = [ORG, SUPPLIER, `${supplierColumn} = ${PARTY}`];
    if (supplierIf !== undefined) own.push(supplierIf);
    const condition = own.join('\n    and ');
    statements.push(
      `create policy supplier on ${table} for select\n  using (\n    ${condition}\n  )`,
      `grant select (${columns})\n  on ${table} to ${SUPPLIER_ROLE}`,
    );
  }
  return statements;
}

/** The same as the text of a migration file. */
export function policySql(table: Table): string {
  return policyStatements(table)
    .map((statement) => `${statement};\n`)
    .join('--;\n');
}
