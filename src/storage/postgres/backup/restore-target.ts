// What a back-up is restored into: whether it is empty, and how its tables take rows of all
// organisations at once.

import type { Session } from '../transaction.ts';
import type { StoredTable } from './schema-catalog.ts';

/** An owner that is no superuser is bound by forced policies, and COPY does not go together with
 * policies: they bind it again when `force row level security` is said at the end. */
export async function openTables(session: Session, tables: readonly StoredTable[]): Promise<void> {
  for (const { table, forced } of tables) {
    if (forced) await session.query(`alter table ${table} no force row level security`);
  }
}

/** What migrations put in gives way to what the back-up has. */
export async function emptyTables(session: Session, tables: readonly StoredTable[]): Promise<void> {
  const names = tables.filter(({ hasOrg }) => hasOrg).map(({ table }) => table);
  await session.query(`truncate ${names.join()}`);
}

/** What the first start of a new installation leaves behind counts as nothing. */
const OF_A_FIRST_START: Record<string, string> = {
  organisation: 'false',
  log_head: 'position > 0',
  one_time_link: 'false',
  audit_entry: 'person_id is not null',
};

export async function isEmpty(session: Session, tables: readonly StoredTable[]): Promise<boolean> {
  for (const { name, table, hasOrg } of tables) {
    if (!hasOrg) continue;
    const condition = OF_A_FIRST_START[name] ?? 'true';
    const [{ found }] = await session.query<{ found: boolean }>(
      `select exists (select from ${table} where ${condition}) as found`,
    );
    if (found) return false;
  }
  return true;
}
