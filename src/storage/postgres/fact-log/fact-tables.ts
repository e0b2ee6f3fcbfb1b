// The tables of the log, and one of versions for each feed, as declarations.

import type { Feed } from '../../../model/feeds/feed.ts';
import { FEEDS } from '../../../model/feeds/feeds.ts';
import { columnsForParty, partyColumnOf } from '../../../model/feeds/party-column.ts';
import type { Table } from '../table.ts';
import { itemColumnOf, VERSION_COLUMNS } from './fact-columns.ts';

export const LOG_TABLES: readonly Table[] = [
  { name: 'log_head', kind: 'local' },
  { name: 'log_entry', kind: 'local' },
  { name: 'quarantine', kind: 'local' },
  { name: 'idempotency', kind: 'local' },
];

/** Of the columns of a version; where a row stood in our file is ours. */
const VERSION_READ = VERSION_COLUMNS.filter((name) => name !== 'v_line');

/** Facts that go by item are big; master data without one is shared by all of it. */
export function factTable(feed: Feed): Table {
  const supplierColumn = partyColumnOf(feed) ?? undefined;
  const kind = itemColumnOf(feed) === null || feed.name === 'items' ? 'shared' : 'big';
  const supplierIf = feed.name === 'deliveries' ? "direction = 'inbound'" : undefined;
  const table: Table = { name: `fact_${feed.name}`, kind, supplierColumn, supplierIf };
  if (supplierColumn === undefined) return table;
  const own = columnsForParty(feed).map(({ name }) => name);
  return { ...table, supplierReads: [...VERSION_READ, ...own] };
}

export const FACT_TABLES: readonly Table[] = FEEDS.map(factTable);
