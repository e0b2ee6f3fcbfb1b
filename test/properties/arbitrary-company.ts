// Arbitrary small companies as rows of feeds: shared components, several sources, dated lines,
// phantoms, lots, calendars, late and firm supply. Everything that the contract allows, small
// enough to shrink to a case that one can check by hand.

import fc from 'fast-check';
import type { FixtureRow, FixtureRows } from '../../src/model/fact-fixture.ts';
import { formatDay, parseDay } from '../../src/units/day.ts';

export const AS_OF = '2027-03-01'; // a Monday
export const HORIZON = 40;
const firstDay = parseDay(AS_OF);

const ITEM_COUNT = 6;
const items = Array.from({ length: ITEM_COUNT }, (_, i) => `I${i}`);
const locations = ['P1', 'P2'];
const uoms = ['PCE', 'PCE', 'KGM'];

const day = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((n) => formatDay(firstDay + n));
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const item = fc.constantFrom(...items);
const location = fc.constantFrom(...locations);
const quantity = fc.integer({ min: 1, max: 120 });

const itemRow = (id: string, i: number): fc.Arbitrary<FixtureRow> =>
  fc.record({
    item_id: fc.constant(id),
    uom: fc.constant(uoms[i % uoms.length]),
    unit_cost: some(fc.integer({ min: 1, max: 50 })),
    unit_price: some(fc.integer({ min: 1, max: 90 })),
  });

const itemLocationRow: fc.Arbitrary<FixtureRow> = fc.record({
  item_id: item,
  location_id: location,
  planning_method: fc.constantFrom('mrp', 'mrp', 'mrp', 'reorder_point', 'min_max', 'none'),
  safety_stock: some(fc.integer({ min: 0, max: 60 })),
  safety_time_days: some(fc.integer({ min: 0, max: 4 })),
  reorder_point: some(fc.integer({ min: 0, max: 50 })),
  max_stock: some(fc.integer({ min: 0, max: 200 })),
  lot_size_rule: fc.constantFrom('lot_for_lot', 'lot_for_lot', 'fixed', 'period'),
  lot_size: some(fc.integer({ min: 10, max: 90 })),
  min_lot: some(fc.integer({ min: 1, max: 80 })),
  lot_multiple: some(fc.integer({ min: 1, max: 25 })),
  max_lot: some(fc.integer({ min: 20, max: 200 })),
  period_days: some(fc.integer({ min: 1, max: 12 })),
  planning_time_fence_days: some(fc.integer({ min: 0, max: 8 })),
  goods_receipt_days: some(fc.integer({ min: 0, max: 3 })),
  inspection_days: some(fc.integer({ min: 0, max: 5 })),
  assembly_scrap_percent: some(fc.constantFrom(0, 2, 7.5)),
  reschedule_horizon_days: some(fc.integer({ min: 0, max: 40 })),
});

const sourceRow: fc.Arbitrary<FixtureRow> = fc.record({
  item_id: item,
  location_id: location,
  kind: fc.constantFrom('buy', 'make', 'make', 'transfer'),
  lead_time_days: fc.integer({ min: 0, max: 12 }),
  lead_time_basis: some(fc.constantFrom('calendar', 'working')),
  transit_days: some(fc.integer({ min: 0, max: 5 })),
  priority: some(fc.integer({ min: 1, max: 3 })),
  quota_percent: some(fc.integer({ min: 1, max: 100 })),
  min_lot: some(fc.integer({ min: 1, max: 60 })),
  valid_from: some(day(-20, 30)),
  valid_to: some(day(5, 60)),
  release_status: fc.constantFrom('released', 'released', 'released', 'blocked'),
  firm_days: some(fc.integer({ min: 0, max: 12 })),
  material_days: some(fc.integer({ min: 0, max: 25 })),
  flex_down_percent: some(fc.integer({ min: 0, max: 50 })),
});

const bomRow: fc.Arbitrary<FixtureRow> = fc.record({
  item_id: item,
  component_item_id: item,
  quantity_per: fc.constantFrom(1, 2, 3, 0.5, 1.25, -0.5),
  fixed_quantity: some(fc.integer({ min: 0, max: 5 })),
  scrap_percent: some(fc.constantFrom(0, 3, 10)),
  yield_percent: some(fc.constantFrom(100, 95)),
  offset_days: some(fc.integer({ min: 0, max: 3 })),
  phantom: fc.constantFrom(false, false, false, true),
  valid_from: some(day(-30, 20)),
  valid_to: some(day(10, 60)),
});

const inventoryRow: fc.Arbitrary<FixtureRow> = fc.record({
  item_id: item,
  location_id: location,
  status: fc.constantFrom('available', 'available', 'inspection', 'blocked', 'in_transit'),
  quantity: fc.integer({ min: -20, max: 300 }),
  usable_from: some(day(-2, 30)),
  expiry_date: some(day(-2, 50)),
  stock_kind: fc.constantFrom('own', 'own', 'customer_reserved'),
  reserved_for: fc.constantFrom('C1', 'C2'),
});

const salesRow: fc.Arbitrary<FixtureRow> = fc.record({
  customer_id: fc.constantFrom('C1', 'C2'),
  item_id: item,
  location_id: location,
  quantity,
  delivered_quantity: some(fc.integer({ min: 0, max: 60 })),
  requested_date: day(-10, 45),
  promised_date: some(day(-5, 45)),
  priority: some(fc.integer({ min: 1, max: 3 })),
});

const purchaseRow: fc.Arbitrary<FixtureRow> = fc.record({
  item_id: item,
  location_id: location,
  quantity,
  received_quantity: some(fc.integer({ min: 0, max: 40 })),
  requested_date: day(-25, 50),
  confirmed_date: some(day(-25, 50)),
  confirmed_quantity: some(fc.integer({ min: 1, max: 120 })),
  firm: some(fc.boolean()),
});

const productionRow: fc.Arbitrary<FixtureRow> = fc.record({
  item_id: item,
  location_id: location,
  quantity,
  completed_quantity: some(fc.integer({ min: 0, max: 40 })),
  start_date: day(-5, 30),
  due_date: day(0, 40),
});

const transferRow: fc.Arbitrary<FixtureRow> = fc.record({
  item_id: item,
  quantity,
  shipped_quantity: some(fc.integer({ min: 0, max: 40 })),
  ship_date: day(-5, 30),
  due_date: day(-2, 45),
});

const forecastRow: fc.Arbitrary<FixtureRow> = fc.record({
  item_id: item,
  location_id: location,
  date: day(-10, 40),
  bucket: fc.constantFrom('day', 'week', 'month'),
  quantity: fc.integer({ min: 0, max: 200 }),
});

function withSender(row: FixtureRow): FixtureRow {
  if (row.kind !== 'transfer') return row;
  return { ...row, from_location_id: row.location_id === 'P1' ? 'P2' : 'P1' };
}

function betweenPlants([row, way]: readonly [FixtureRow, number]): FixtureRow {
  const [from, to] = way % 2 === 0 ? ['P1', 'P2'] : ['P2', 'P1'];
  return { ...row, from_location_id: from, location_id: to };
}

/** One row of a feed, without the key that numbers it. */
export const arbitraryRows: Readonly<Record<string, fc.Arbitrary<FixtureRow>>> = {
  items: fc.nat({ max: ITEM_COUNT - 1 }).chain((i) => itemRow(items[i], i)),
  item_locations: itemLocationRow,
  sourcing: sourceRow.map(withSender),
  bom: bomRow,
  inventory: inventoryRow,
  sales_orders: salesRow,
  purchase_orders: purchaseRow,
  production_orders: productionRow,
  transfer_orders: fc.tuple(transferRow, fc.nat({ max: 1 })).map(betweenPlants),
  forecasts: forecastRow,
};

const numbered = (rows: FixtureRow[], column: string, prefix: string): FixtureRow[] =>
  rows.map((row, i) => ({ ...row, [column]: `${prefix}${i}` }));

/** Later rows with the same key would be quarantined; here they are left out. */
function firstOfEachKey(rows: FixtureRow[], ...columns: string[]): FixtureRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = columns.map((column) => String(row[column] ?? '')).join('/');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const rows = (row: fc.Arbitrary<FixtureRow>, maxLength: number) => fc.array(row, { maxLength });

export const arbitraryCompany: fc.Arbitrary<FixtureRows> = fc
  .record({
    items: fc.tuple(...items.map(itemRow)),
    itemLocations: rows(itemLocationRow, 8),
    sourcing: rows(sourceRow, 12),
    bom: rows(bomRow, 10),
    inventory: rows(inventoryRow, 8),
    sales: rows(salesRow, 10),
    purchases: rows(purchaseRow, 8),
    productions: rows(productionRow, 3),
    transfers: rows(transferRow, 3),
    forecasts: rows(forecastRow, 4),
  })
  .map((made) => ({
    items: made.items,
    calendars: [{ calendar_id: 'MF', line: 1, weekdays: '0000011', working: false }],
    locations: [{ location_id: 'P1', calendar_id: 'MF' }, { location_id: 'P2' }],
    customers: [{ customer_id: 'C1' }, { customer_id: 'C2' }],
    item_locations: firstOfEachKey(made.itemLocations, 'item_id', 'location_id'),
    sourcing: numbered(made.sourcing, 'source_id', 'S').map(withSender),
    bom: numbered(made.bom, 'line', 'L'),
    inventory: numbered(made.inventory, 'sublocation', 'bin'),
    sales_orders: numbered(made.sales, 'order_id', 'SO'),
    purchase_orders: numbered(made.purchases, 'order_id', 'PO'),
    production_orders: numbered(made.productions, 'order_id', 'MO'),
    transfer_orders: numbered(made.transfers, 'order_id', 'TO').map((row, i) =>
      betweenPlants([row, i]),
    ),
    forecasts: firstOfEachKey(made.forecasts, 'item_id', 'location_id', 'date'),
  }));
