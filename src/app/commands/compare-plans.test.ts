// Why another system plans otherwise: its plan is made by changing one thing of ours, and the
// comparison must name that thing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComparedRow } from '../../contract/compare-document.ts';
import type { FixtureRow, FixtureRows } from '../../model/fact-fixture.ts';
import { parseDay } from '../../units/day.ts';
import { planned } from '../planned-fixture.ts';
import type { ListedOrder } from '../ports.ts';
import { namePlannedOrders } from '../queries/planned-order-names.ts';
import { plannedOrderRows } from '../queries/planned-order-rows.ts';
import { comparePlans } from './compare-plans.ts';

const place = { location_id: 'W' };
const buy = { source_id: 'BUY', item_id: 'A', ...place, kind: 'buy', lead_time_days: 3 };
const make = { source_id: 'MAKE', item_id: 'P', ...place, kind: 'make', lead_time_days: 2 };
const demand = { order_id: 'SO1', item_id: 'P', ...place, quantity: 50 };

const company: FixtureRows = {
  items: [{ item_id: 'A' }, { item_id: 'P' }],
  locations: [{ location_id: 'W', calendar_id: 'FIVE' }],
  calendars: [{ calendar_id: 'FIVE', line: 1, weekdays: '0000011', working: false }],
  sourcing: [buy, make],
  bom: [{ item_id: 'P', ...place, component_item_id: 'A', line: '1', quantity_per: 2 }],
  inventory: [{ item_id: 'A', ...place, quantity: 30 }],
  sales_orders: [{ ...demand, requested_date: '2027-03-17' }],
};

/** Both item-locations with these settings. */
function itemLocations(a: FixtureRow, p: FixtureRow = {}): FixtureRows {
  return {
    item_locations: [
      { item_id: 'A', ...place, ...a },
      { item_id: 'P', ...place, ...p },
    ],
  };
}

function listOf(rows: FixtureRows): ListedOrder[] {
  const { plan } = planned({ ...company, ...rows });
  return [...plannedOrderRows(plan, namePlannedOrders(plan))].map((order) => ({
    itemId: order.item_id,
    locationId: order.location_id,
    date: parseDay(order.receipt_date),
    quantity: order.quantity,
  }));
}

/** "A W: equal" or "A W: lot_size" for each item-location. */
function compared(ours: FixtureRows, theirs: FixtureRows | ListedOrder[]): string[] {
  const list = Array.isArray(theirs) ? theirs : listOf(theirs);
  const { items } = comparePlans(planned({ ...company, ...ours }), list, () => {});
  return [...items].map(
    (row: ComparedRow) => `${row.item_id} ${row.location_id}: ${row.equal ? 'equal' : row.reason}`,
  );
}

test('the same rules give the same plan', () => {
  assert.deepEqual(compared({}, {}), ['A W: equal', 'P W: equal']);
});

test('they keep no safety stock', () => {
  assert.deepEqual(compared(itemLocations({ safety_stock: 25 }), {}), [
    'A W: safety_stock',
    'P W: equal',
  ]);
});

test('they order as needed where we order whole lots', () => {
  assert.deepEqual(compared(itemLocations({ lot_multiple: 60 }), {}), [
    'A W: lot_size',
    'P W: equal',
  ]);
});

test('what differs only because its parent does is named demand', () => {
  assert.deepEqual(compared(itemLocations({}, { safety_stock: 10 }), {}), [
    'A W: demand',
    'P W: safety_stock',
  ]);
});

test('parent and component each with a reason of their own', () => {
  assert.deepEqual(compared(itemLocations({ lot_multiple: 60 }, { safety_stock: 10 }), {}), [
    'A W: lot_size',
    'P W: safety_stock',
  ]);
});

test('they plan inside the fence', () => {
  const soon = { sales_orders: [{ ...demand, requested_date: '2027-03-09' }] };
  const fence = itemLocations({}, { planning_time_fence_days: 9 });
  assert.deepEqual(compared({ ...soon, ...fence }, soon), ['A W: demand', 'P W: fence']);
});

test('they count calendar days', () => {
  const theirs = { sourcing: [buy, { ...make, lead_time_basis: 'calendar' }] };
  const monday = { sales_orders: [{ ...demand, requested_date: '2027-03-15' }] };
  assert.deepEqual(compared(monday, { ...monday, ...theirs }), ['A W: calendar', 'P W: equal']);
});

test('they do not see the open order', () => {
  const ours = {
    purchase_orders: [
      { order_id: 'PO1', item_id: 'A', ...place, quantity: 40, confirmed_date: '2027-03-10' },
    ],
  };
  assert.deepEqual(compared(ours, {}), ['A W: open_supply', 'P W: equal']);
});

test('they do not see the stock', () => {
  assert.deepEqual(compared({}, { inventory: [] }), ['A W: stock', 'P W: equal']);
});

test('they plan for no such demand', () => {
  assert.deepEqual(compared({}, []), ['A W: demand', 'P W: demand']);
});

test('nothing that we know of explains it', () => {
  const list = listOf({}).map((order) => ({ ...order, quantity: order.quantity + 7 }));
  assert.deepEqual(compared({}, list), ['A W: unknown', 'P W: unknown']);
});

test('an item-location that only they have is told apart', () => {
  const theirs = { itemId: 'Z', locationId: 'W', date: parseDay('2027-03-05'), quantity: 1.5 };
  const { items } = comparePlans(planned(company), [...listOf({}), theirs], () => {});
  assert.deepEqual([...items].at(-1), {
    item_id: 'Z',
    location_id: 'W',
    equal: false,
    ours: [],
    theirs: [{ date: '2027-03-05', quantity: 1.5 }],
    reason: 'unknown',
  });
});
