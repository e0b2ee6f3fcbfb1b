// What must be true of the database's files after any fault: every index finds every row of its
// table in the right order, and no page of a table contradicts itself (PostgreSQL's own amcheck).

import type { Owner } from '../../src/storage/postgres/owner.ts';

const INDEXES = `
  select public.bt_index_check(index.oid, heapallindexed => true)
  from pg_class index join pg_am method on method.oid = index.relam
  where method.amname = 'btree' and index.relkind = 'i' and index.relpersistence = 'p'`;
const TABLES = `
  select relation.oid::regclass::text as name, found.msg as fault
  from pg_class relation, lateral public.verify_heapam(relation.oid) found
  where relation.relkind = 'r' and relation.relpersistence = 'p'`;

/** As the owner of a server where amcheck can be had. */
export async function faultsInPages(owner: Owner): Promise<string[]> {
  try {
    return await owner.transaction(async (session) => {
      await session.query('create extension if not exists amcheck schema public');
      const faults = await session.query<{ name: string; fault: string }>(TABLES);
      await session.query(INDEXES);
      return faults.map(({ name, fault }) => `table ${name}: ${fault}`);
    });
  } catch (error) {
    return [`an index contradicts its table: ${error}`];
  }
}
