import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseDay } from '../../src/units/day.ts';
import { type FeedRow, readFeed } from './convert/feed-file.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const settings = JSON.parse(readFileSync(join(folder, 'drumbeat.json'), 'utf8'));
const feed = (name: string): FeedRow[] => readFeed(folder, name);

const items = feed('items');
const sourcing = feed('sourcing');
const bom = feed('bom');
const purchaseOrders = feed('purchase_orders');
const salesOrders = feed('sales_orders');
const forecasts = feed('forecasts');
const itemIds = new Set(items.map((row) => row.item_id));

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const countBy = (rows: FeedRow[], column: string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[row[column]] = (counts[row[column]] ?? 0) + 1;
  return counts;
};

test('each feed has as many rows as the source tables it was made of', () => {
  const counts = {
    items: items.length, // Product
    suppliers: feed('suppliers').length, // Vendor
    buySources: countBy(sourcing, 'kind').buy, // ProductVendor
    bom: bom.length, // BillOfMaterials: 2,679, less 103 rows without an assembly
    inventory: feed('inventory').length, // ProductInventory
    purchaseOrders: purchaseOrders.length, // PurchaseOrderDetail: 8,845, less 2 ordered later
    itemLocations: feed('item_locations').length,
    locations: feed('locations').length,
  };
  assert.deepEqual(counts, {
    items: 504,
    suppliers: 104,
    buySources: 460,
    bom: 2576,
    inventory: 1069,
    purchaseOrders: 8843,
    itemLocations: 504,
    locations: 1,
  });
});

test('no key is doubled', () => {
  const keys: Record<string, string[]> = {
    items: ['item_id'],
    suppliers: ['supplier_id'],
    customers: ['customer_id'],
    unit_conversions: ['item_id', 'from_uom', 'to_uom'],
    item_locations: ['item_id', 'location_id'],
    sourcing: ['source_id'],
    bom: ['item_id', 'location_id', 'component_item_id', 'line'],
    inventory: ['item_id', 'location_id', 'sublocation'],
    purchase_orders: ['order_id', 'line'],
    sales_orders: ['order_id', 'line'],
    forecasts: ['version', 'item_id', 'location_id', 'date'],
  };
  for (const [name, columns] of Object.entries(keys)) {
    const seen = new Set<string>();
    for (const row of feed(name)) {
      const key = columns.map((column) => row[column]).join('/');
      assert.ok(!seen.has(key), `${name} ${key}`);
      seen.add(key);
    }
  }
});

test('every item, component, supplier, source and customer that a row names is there', () => {
  const known = (name: string, column: string): Set<string> =>
    new Set(feed(name).map((row) => row[column]));
  const suppliers = known('suppliers', 'supplier_id');
  const sources = known('sourcing', 'source_id');
  const customers = known('customers', 'customer_id');
  const itemRows = ['item_locations', 'inventory'].flatMap(feed);
  for (const row of [...itemRows, ...sourcing, ...bom, ...purchaseOrders, ...salesOrders]) {
    assert.ok(itemIds.has(row.item_id), row.item_id);
    assert.equal(row.location_id, 'AW-PLANT');
  }
  for (const row of bom) assert.ok(itemIds.has(row.component_item_id), row.component_item_id);
  for (const row of [...sourcing, ...purchaseOrders]) {
    assert.ok(row.kind === 'make' || suppliers.has(row.supplier_id), row.supplier_id);
  }
  for (const row of purchaseOrders) assert.ok(sources.has(row.source_id), row.source_id);
  for (const row of salesOrders) assert.ok(customers.has(row.customer_id), row.customer_id);
});

test('no item is part of itself over any number of levels', () => {
  const componentsOf = Map.groupBy(bom, (row) => row.item_id);
  const levels = new Map<string, number>();
  const levelsBelow = (itemId: string, path: string[]): number => {
    assert.ok(!path.includes(itemId), [...path, itemId].join(' > '));
    let depth = levels.get(itemId);
    if (depth === undefined) {
      const below = (componentsOf.get(itemId) ?? []).map(
        (row) => 1 + levelsBelow(row.component_item_id, [...path, itemId]),
      );
      depth = Math.max(0, ...below);
      levels.set(itemId, depth);
    }
    return depth;
  };
  assert.equal(Math.max(...[...itemIds].map((itemId) => levelsBelow(itemId, []))), 4);
});

test('two dated lines for the same component of an item never hold on the same day', () => {
  const pairs = Map.groupBy(bom, (row) => `${row.item_id}/${row.component_item_id}`);
  for (const [pair, rows] of pairs) {
    const spans = rows.map((row) => [row.valid_from, row.valid_to || '9999-12-31']).sort();
    for (let i = 1; i < spans.length; i++) assert.ok(spans[i - 1][1] < spans[i][0], pair);
  }
});

test('every product on sale has a source, but the one painted frame without a bill', () => {
  const supplied = new Set(sourcing.map((row) => row.item_id));
  const onSale = feed('item_locations').filter((row) => row.aw_on_sale === 'true');
  assert.equal(onSale.length, 197);
  const bare = onSale.filter((row) => !supplied.has(row.item_id)).map((row) => row.item_id);
  assert.deepEqual(bare, ['FR-R92B-62']);
});

test('200 to 400 purchase order lines are open, most of them due in the days ahead', () => {
  const open = purchaseOrders.filter((row) => row.status === 'open');
  assert.equal(open.length, 229);
  const overdue = open.filter((row) => row.requested_date < settings.as_of);
  assert.equal(overdue.length, 12);
  for (const row of open) {
    const received = Number(row.received_quantity);
    assert.ok(row.ordered_at <= settings.as_of && received < Number(row.quantity));
    assert.ok(row.requested_date < settings.as_of || received === 0);
  }
  assert.deepEqual(countBy(purchaseOrders, 'status'), { open: 229, closed: 8472, cancelled: 142 });
});

test('what is ordered by the case, container, canister or dozen can be converted', () => {
  const uomOf = new Map(items.map((row) => [row.item_id, row.uom]));
  const conversions = new Set(
    feed('unit_conversions').map((row) => `${row.item_id}/${row.from_uom}/${row.to_uom}`),
  );
  for (const { item_id, uom } of purchaseOrders) {
    const base = uomOf.get(item_id);
    const found = [item_id, ''].some((id) => conversions.has(`${id}/${uom}/${base}`));
    assert.ok(uom === base || found, `${item_id} ${uom}`);
  }
});

test('order limits are whole multiples of the pack, and no minimum lies above its maximum', () => {
  for (const row of sourcing.filter((each) => each.kind === 'buy')) {
    const [low, step, high] = [row.min_lot, row.lot_multiple, row.max_lot].map(Number);
    assert.ok(low > 0 && step > 0 && low <= high, row.source_id);
    assert.ok(low % step === 0 && high % step === 0, row.source_id);
  }
});

test('paint is stocked by the gallon and used by the fluid ounce', () => {
  const black = items.find((row) => row.item_id === 'PA-187B')!;
  assert.deepEqual([black.uom, black.decimals], ['GLL', '4']);
  const used = bom.filter((row) => row.component_item_id === 'PA-187B' && row.valid_to === '');
  assert.ok(used.every((row) => row.quantity_per === '0.0625')); // 8 of 128 fluid ounces
  const conversion = feed('unit_conversions').find((row) => row.from_uom === 'GLL')!;
  assert.deepEqual([conversion.to_uom, conversion.factor], ['OZA', '128']);
});

test('all demand says that it is constructed, for products on sale, in the horizon', () => {
  const onSale = new Set(
    feed('item_locations')
      .filter((row) => row.aw_on_sale === 'true')
      .map((row) => row.item_id),
  );
  const end = parseDay(settings.as_of) + settings.horizon_days;
  for (const row of [...salesOrders, ...forecasts]) {
    assert.equal(row.aw_constructed, 'true');
    assert.ok(onSale.has(row.item_id), row.item_id);
    assert.ok(parseDay(row.requested_date ?? row.date) < end);
  }
  for (const row of feed('customers')) assert.match(row.name, /^Constructed /);
  assert.match(settings.note, /constructed/);
});

test('stock is what the source counted', () => {
  const inventory = feed('inventory');
  assert.equal(sum(inventory.map((row) => Number(row.quantity))), 335974);
  assert.equal(new Set(inventory.map((row) => row.item_id)).size, 432);
});
