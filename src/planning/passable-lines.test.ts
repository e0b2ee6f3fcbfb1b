import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRow, FixtureRows } from '../model/fact-fixture.ts';
import { formatDay, parseDay } from '../units/day.ts';
import { balancesOf, ordersOf, planned } from './plan-fixture.ts';

const day = (n: number) => formatDay(parseDay('2027-03-01') + n);
const at = (rows: FixtureRow[]) => rows.map((row) => ({ location_id: 'P', ...row }));

/** Drives with a rotor group, a phantom of magnets and half a sheet each; no lead time to buy. */
function drives(rows: FixtureRows) {
  const ids = ['DRIVE', 'PUMP', 'GROUP', 'CORE', 'MAGNET', 'SHEET'];
  const buy = { kind: 'buy', lead_time_days: 0 };
  return planned({
    items: ids.map((item_id) => ({ item_id })),
    sourcing: at([
      { source_id: 'D', item_id: 'DRIVE', kind: 'make', lead_time_days: 2 },
      { source_id: 'M', item_id: 'MAGNET', ...buy },
      { source_id: 'S', item_id: 'SHEET', ...buy },
    ]),
    bom: [
      { item_id: 'DRIVE', component_item_id: 'GROUP', quantity_per: 1, phantom: true },
      { item_id: 'GROUP', component_item_id: 'MAGNET', quantity_per: 2 },
      { item_id: 'GROUP', component_item_id: 'SHEET', quantity_per: 0.5 },
    ],
    ...rows,
  });
}

const order = (order_id: string, quantity: number, start: number, item_id = 'DRIVE') => ({
  order_id,
  item_id,
  location_id: 'P',
  quantity,
  start_date: day(start),
  due_date: day(start + 2),
});

test('stock of the phantom is used first, in the order of the days; the rest is passed on', () => {
  const plan = drives({
    inventory: at([{ item_id: 'GROUP', quantity: 30 }]),
    production_orders: [order('W1', 20, 3), order('W2', 40, 5)],
  });
  assert.deepEqual(balancesOf(plan, 'GROUP', [2, 3, 5, 29]), [30, 10, 0, 0]);
  assert.deepEqual(ordersOf(plan, 'GROUP'), []);
  assert.deepEqual(ordersOf(plan, 'MAGNET'), ['60: 5 -> 5']);
});

test("a running order's need comes before a planned order's of the same day", () => {
  const sales_orders = at([
    { order_id: 'SO', item_id: 'DRIVE', quantity: 25, requested_date: day(6) },
  ]);
  const plan = drives({
    inventory: at([{ item_id: 'GROUP', quantity: 12 }]),
    production_orders: [order('W1', 10, 4)],
    sales_orders,
  });
  // 15 drives more start on day 4: 2 of their groups lie there, 13 pass on.
  assert.deepEqual(ordersOf(plan, 'DRIVE'), ['15: 4 -> 6']);
  assert.deepEqual(ordersOf(plan, 'MAGNET'), ['26: 4 -> 4']);
});

test('what passes on is rounded up for each order, as where no stock of the phantom lies', () => {
  const production_orders = [order('W1', 3, 2), order('W2', 3, 2), order('W3', 3, 2)];
  const without = drives({ production_orders });
  assert.deepEqual(balancesOf(without, 'SHEET', [2]), [0]);
  assert.deepEqual(ordersOf(without, 'SHEET'), ['6: 2 -> 2']); // 3 x ceil(1.5)
  const inventory = at([{ item_id: 'GROUP', quantity: 2 }]);
  const plan = drives({ production_orders, inventory });
  assert.deepEqual(ordersOf(plan, 'SHEET'), ['5: 2 -> 2']); // ceil(0.5) + 2 + 2
  assert.deepEqual(ordersOf(plan, 'MAGNET'), ['14: 2 -> 2']);
});

test('a phantom in a phantom uses its own stock as well', () => {
  const bom = [
    { item_id: 'DRIVE', component_item_id: 'GROUP', quantity_per: 1, phantom: true },
    { item_id: 'GROUP', component_item_id: 'CORE', quantity_per: 2, phantom: true },
    { item_id: 'CORE', component_item_id: 'MAGNET', quantity_per: 3 },
  ];
  const production_orders = [order('W1', 10, 3)];
  const core = { item_id: 'CORE', quantity: 5 };
  const below = drives({ bom, production_orders, inventory: at([core]) });
  assert.deepEqual(ordersOf(below, 'MAGNET'), ['45: 3 -> 3']); // 3 x (20 - 5)
  const inventory = at([{ item_id: 'GROUP', quantity: 4 }, core]);
  const both = drives({ bom, production_orders, inventory });
  assert.deepEqual(ordersOf(both, 'MAGNET'), ['21: 3 -> 3']); // 3 x (2 x 6 - 5)
});

test('what customers order of the phantom itself is served first and never passes on', () => {
  const plan = drives({
    inventory: at([{ item_id: 'GROUP', quantity: 12 }]),
    item_locations: at([{ item_id: 'GROUP', planning_method: 'none' }]),
    production_orders: [order('W1', 10, 4)],
    sales_orders: at([
      { order_id: 'SO', item_id: 'GROUP', quantity: 5, requested_date: day(4) },
      { order_id: 'SX', item_id: 'GROUP', quantity: 6, requested_date: day(9) },
    ]),
  });
  assert.deepEqual(ordersOf(plan, 'MAGNET'), ['6: 4 -> 4']); // 10 - (12 - 5) = 3 groups
  assert.deepEqual(balancesOf(plan, 'GROUP', [4, 9]), [0, -6]);
});

test('groups that come before the order starts are used, later ones are not waited for', () => {
  const group = { order_id: 'PO', item_id: 'GROUP', location_id: 'P', quantity: 8 };
  const comes = (on: number) => [{ ...group, requested_date: day(on), confirmed_date: day(on) }];
  const production_orders = [order('W1', 10, 4)];
  const before = drives({ production_orders, purchase_orders: comes(4) });
  assert.deepEqual(ordersOf(before, 'MAGNET'), ['4: 4 -> 4']);
  const after = drives({ production_orders, purchase_orders: comes(6) });
  assert.deepEqual(ordersOf(after, 'MAGNET'), ['20: 4 -> 4']);
});
