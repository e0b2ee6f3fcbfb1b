// The tables of the log, and one of versions for each feed, as declarations.

import type { Feed } from '../../../model/feeds/feed.ts';
import { FEEDS } from '../../../model/feeds/feeds.ts';
import { partyColumnOf } from '../../../model/feeds/party-column.ts';
import type { Table } from '../table.ts';
import { itemColumnOf } from './fact-columns.ts';

export const LOG_TABLES: readonly Table[] = [
  { name: 'log_head', kind: 'local' },
  { name: 'log_entry', kind: 'local' },
  { name: 'quarantine', kind: 'local' },
  { name: 'idempotency', kind: 'local' },
];

/** Facts that go by item are big; master data without one is shared by all of it. */
export function factTable(feed: Feed): Table {
  const supplierColumn = partyColumnOf(feed) ?? undefined;
  const kind = itemColumnOf(feed) === null || feed.name === 'items' ? 'shared' : 'big';
  const supplierIf = feed.name === 'deliveries' ? "direction = 'inbound'" : undefined;
  return { name: `fact_${feed.name}`, kind, supplierColumn, supplierIf };
}

export const FACT_TABLES: readonly Table[] = FEEDS.map(factTable);
