// Another system's list of planned orders as a CSV file: item_id, location_id, date (of receipt),
// quantity. Read as the feeds are, in whatever style of dates and numbers the file is written.

import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ListedOrder, ListedOrders } from '../../app/ports.ts';
import { itemUnits } from '../../ingest/item-units.ts';
import { createKnownKeys } from '../../ingest/known-keys.ts';
import { isRefusal } from '../../ingest/record-batch.ts';
import { createByteInterner } from '../../ingest/rows/byte-interner.ts';
import { openFeedFile, readRecords } from '../../ingest/rows/feed-file.ts';
import { defaultSettings } from '../../ingest/settings.ts';
import { createFacts } from '../../model/facts.ts';
import { column, feed, filled, notNegative } from '../../model/feeds/feed.ts';
import { csvFile } from './csv-file.ts';

const ORDER_LIST = feed('planned_order_list', [
  column('item_id', 'id', filled),
  column('location_id', 'id', filled),
  column('date', 'day', filled),
  column('quantity', 'number', { ...filled, ...notNegative }),
]);

export async function readOrderList(path: string): Promise<ListedOrders> {
  const facts = createFacts();
  const { pool } = facts;
  const context = {
    facts,
    interner: createByteInterner(pool),
    known: createKnownKeys(pool),
    units: itemUnits(facts),
    settings: defaultSettings(0),
  };
  const { size } = await stat(path);
  const source = csvFile(path, basename(path), ORDER_LIST, size);
  const file = await openFeedFile(context, ORDER_LIST, source, () => {});
  if (isRefusal(file)) return { orders: [], faults: [], refused: file.message };
  const orders: ListedOrder[] = [];
  const refused = await readRecords(file, ({ values }) => {
    const [item, location, date, quantity] = values;
    orders.push({ itemId: pool.texts[item], locationId: pool.texts[location], date, quantity });
    return null;
  });
  return { orders, faults: file.quarantine.rows, refused: refused?.message ?? null };
}
