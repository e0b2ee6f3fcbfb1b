import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FixtureRows, facts, settings } from '../model/fact-fixture.ts';
import { auditFacts } from './audit-facts.ts';
import { peersOfCounts, slipOf } from './powers-of-ten.ts';

const BASE: FixtureRows = {
  items: [{ item_id: 'A', uom: 'PCE' }, { item_id: 'B' }, { item_id: 'C' }],
  locations: [{ location_id: 'P' }, { location_id: 'Q' }],
};
const place = { location_id: 'P' };
const order = { order_id: 'S', item_id: 'A', ...place, quantity: 5, requested_date: '2027-03-10' };

/** Findings of one rule as `feed key`. */
function found(rows: FixtureRows, rule: string, given = {}): string[] {
  return auditFacts(facts({ ...BASE, ...rows }), settings(given))
    .filter((finding) => finding.rule === rule)
    .map(({ feed, key }) => `${feed} ${key}`);
}

test('an unknown customer is named once, however many orders it has; no feed, no check', () => {
  const orders = ['1', '2', '3'].map((line) => ({ ...order, line, customer_id: 'X' }));
  assert.deepEqual(found({ sales_orders: orders }, 'unknown_reference'), []);
  const customers = [{ customer_id: 'Y' }];
  assert.deepEqual(found({ customers, sales_orders: orders }, 'unknown_reference'), [
    'sales_orders S/1/1',
  ]);
  const turned = { customers, sales_orders: [...orders].reverse() };
  assert.deepEqual(found(turned, 'unknown_reference'), ['sales_orders S/1/1']);
});

test('a successor that is no item, and a note about nothing, are named', () => {
  const items = [{ item_id: 'A', successor_item_id: 'Z' }];
  assert.deepEqual(found({ items }, 'unknown_reference'), ['items A']);
  const notes = [
    { object: 'sales_orders', object_id: 'S/1/1' },
    { object: 'sales_orders', object_id: 'S/2/1' },
    { object: 'moon', object_id: '' },
  ];
  assert.deepEqual(found({ notes, sales_orders: [order] }, 'unknown_reference'), [
    'notes sales_orders/S/2/1',
    'notes moon/',
  ]);
});

test('what is needed and comes from nowhere is named, through makes and transfers', () => {
  const sourcing = [
    { source_id: 'M', item_id: 'A', ...place, kind: 'make', lead_time_days: 1 },
    {
      source_id: 'T',
      item_id: 'B',
      ...place,
      kind: 'transfer',
      from_location_id: 'Q',
      lead_time_days: 1,
    },
  ];
  const bom = [
    { item_id: 'A', component_item_id: 'B', quantity_per: 1 },
    { item_id: 'A', component_item_id: 'C', quantity_per: 2, location_id: 'Q' },
  ];
  const rows = { sourcing, bom, sales_orders: [order] };
  assert.deepEqual(found(rows, 'missing_source'), ['item_locations B/Q']);
  const item_locations = [{ item_id: 'B', location_id: 'Q', planning_method: 'none' }];
  assert.deepEqual(found({ ...rows, item_locations }, 'missing_source'), []);
  const ended = [{ ...sourcing[0]!, valid_to: '2027-01-31' }];
  assert.ok(found({ ...rows, sourcing: ended }, 'missing_source').includes('item_locations A/P'));
  assert.deepEqual(found({ sales_orders: [order] }, 'missing_source'), ['sourcing ']);
});

test('a closed order needs no source', () => {
  const rows = { sourcing: [], sales_orders: [{ ...order, status: 'closed' }] };
  assert.deepEqual(found(rows, 'missing_source'), []);
});

test('missing lead times, negative stock and calendars that do not work are named', () => {
  const sourcing = [{ source_id: 'M', item_id: 'A', ...place, kind: 'make' }];
  assert.deepEqual(found({ sourcing }, 'no_lead_time'), ['sourcing M']);
  const inventory = [
    { item_id: 'A', ...place, quantity: -3, status: 'available', stock_kind: 'own' },
  ];
  assert.equal(found({ inventory }, 'negative_stock').length, 1);
  assert.deepEqual(found({}, 'no_calendars'), ['calendars ']);
  const calendars = [
    { calendar_id: 'OPEN', line: 1, working: true },
    { calendar_id: 'SHUT', line: 1, working: false },
  ];
  assert.deepEqual(found({ calendars }, 'calendar_closes_nothing'), ['calendars OPEN']);
  assert.deepEqual(found({ calendars }, 'calendar_never_works'), ['calendars SHUT']);
});

test('order dates over twenty years away are named', () => {
  const sales_orders = [order, { ...order, order_id: 'F', requested_date: '2207-03-10' }];
  assert.deepEqual(found({ sales_orders }, 'far_date'), ['sales_orders F/1/1']);
});

test('stock of last month, stock of tomorrow and a history that ended are named', () => {
  const stock = (as_of: string) => ({ item_id: 'A', ...place, quantity: 1, batch: as_of, as_of });
  const inventory = [stock('2027-02-01T06:00:00Z'), stock('2027-03-01T06:00:00Z')];
  assert.equal(found({ inventory }, 'stale_stock').length, 1);
  assert.equal(found({ inventory }, 'future_stock').length, 0);
  assert.equal(found({ inventory: [stock('2027-03-05T06:00:00Z')] }, 'future_stock').length, 1);
  const bins = ['S2', 'S1'].map((sublocation) => ({
    ...stock('2027-02-01T06:00:00Z'),
    sublocation,
  }));
  const oldest = [bins, [...bins].reverse()].map(
    (rows) => auditFacts(facts({ ...BASE, inventory: rows }), settings()).at(-1)?.message,
  );
  assert.match(oldest[0] ?? '', /the oldest: A\/P\/S1\//);
  assert.equal(oldest[1], oldest[0]);
  const day = (date: string) => ({
    demand_history: [{ item_id: 'A', ...place, date, quantity: 1 }],
  });
  assert.equal(found(day('2026-06-01'), 'stale_history').length, 1);
  assert.equal(found(day('2027-02-20'), 'stale_history').length, 0);
});

function ordersOf(quantities: number[]): FixtureRows {
  const sales_orders = quantities.map((quantity, i) => ({ ...order, order_id: `S${i}`, quantity }));
  return { sales_orders };
}

test('an order of 10, 100 or 1000 times its peers looks like another unit', () => {
  const usual = [50, 60, 48, 52, 55, 49, 51];
  assert.deepEqual(found(ordersOf([...usual, 52_000]), 'unit_error'), ['sales_orders S7/1/1']);
  assert.deepEqual(found(ordersOf([...usual, 5_200]), 'unit_error'), ['sales_orders S7/1/1']);
  assert.deepEqual(found(ordersOf([...usual, 520]), 'unit_error'), ['sales_orders S7/1/1']);
  assert.deepEqual(found(ordersOf([...usual, 150, 20, 1]), 'unit_error'), []);
  assert.deepEqual(found(ordersOf([10, 100, 1000, 20, 400, 4, 3000]), 'unit_error'), []);
});

test('an order is held against the history of its item where it has few peers', () => {
  const demand_history = Array.from({ length: 20 }, (_, i) => ({
    item_id: 'A',
    ...place,
    date: `2027-02-${String(i + 1).padStart(2, '0')}`,
    quantity: 90 + (i % 5) * 5,
  }));
  assert.deepEqual(found({ ...ordersOf([100_000]), demand_history }, 'unit_error'), [
    'sales_orders S0/1/1',
  ]);
  const spoilt = [
    ...demand_history,
    { item_id: 'A', ...place, date: '2027-02-25', quantity: 98_000 },
  ];
  assert.deepEqual(found({ demand_history: spoilt }, 'unit_error'), ['demand_history A/P']);
});

test('grams among kilograms in a bill of material are named', () => {
  const bom = ['W', 'X', 'Y', 'Z'].map((item_id) => ({
    item_id,
    component_item_id: 'C',
    quantity_per: 0.25,
  }));
  const items = ['C', 'V', 'W', 'X', 'Y', 'Z'].map((item_id) => ({ item_id }));
  const wrong = { item_id: 'V', component_item_id: 'C', quantity_per: 250 };
  assert.deepEqual(found({ items, bom: [...bom, wrong] }, 'unit_error'), ['bom V//C/1']);
});

test('few pieces a day scatter by chance, and small orders are ordinary', () => {
  const ones = peersOfCounts(Float64Array.from({ length: 20 }, () => 0));
  assert.equal(slipOf(ones, Math.log10(8)), 0);
  assert.equal(slipOf(ones, Math.log10(1000)), 1000);
  const many = peersOfCounts(Float64Array.from({ length: 20 }, () => 2));
  assert.equal(slipOf(many, 1), 0);
  assert.equal(slipOf(many, 0), 0.01);
});
