import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRow } from '../../model/fact-fixture.ts';
import { DEMAND_PRODUCTION_ORDER } from '../../model/network.ts';
import { planNetwork } from '../plan-network.ts';
import { day, network } from './network-fixture.ts';

const make = { source_id: 'M', item_id: 'FG', kind: 'make', lead_time_days: 2 };
const bom = [{ item_id: 'FG', component_item_id: 'C', quantity_per: 2, scrap_percent: 10 }];
const started = { order_id: 'W1', item_id: 'FG', quantity: 100, completed_quantity: 40 };

test('order 100, 40 done, C required 200, issued 150: it still needs 50', () => {
  const built = network({
    sourcing: [make],
    bom,
    item_locations: [{ item_id: 'C', planning_method: 'none' }],
    inventory: [{ item_id: 'C', quantity: 30 }],
    production_orders: [{ ...started, stage: 'started', start_date: day(-3), due_date: day(2) }],
    order_components: [
      { order_id: 'W1', component_item_id: 'C', required_quantity: 200, issued_quantity: 150 },
    ],
  });
  assert.deepEqual(built.demand('C'), [[0, 50]]);
  assert.equal(built.network.demand.kind[0], DEMAND_PRODUCTION_ORDER);
  assert.deepEqual(built.supply('FG'), [[2, 60]]);
});

test('components come on their own day, at their own location', () => {
  const row = { order_id: 'W1', component_item_id: 'C', required_quantity: 8 };
  const built = network({
    production_orders: [{ ...started, start_date: day(3), due_date: day(5) }],
    order_components: [
      { ...row, date: day(4), location_id: 'W9' },
      { ...row, line: '2' },
      { ...row, line: '3', issued_quantity: 9 },
    ],
  });
  assert.deepEqual(built.demand('C', 'W9'), [[4, 8]]);
  assert.deepEqual(built.demand('C'), [[3, 8]]);
});

test('without order_components a future order needs its bill on the start day', () => {
  const production_orders = [{ ...started, start_date: day(3), due_date: day(5) }];
  const built = network({ sourcing: [make], bom, production_orders });
  assert.deepEqual(built.demand('C'), [[3, 132]]); // 60 x 2 with 10 % scrap
  const later = [{ ...bom[0]!, offset_days: 2 }];
  assert.deepEqual(network({ sourcing: [make], bom: later, production_orders }).demand('C'), [
    [5, 132],
  ]);
});

test('without order_components a started order has its parts, or backflushes today', () => {
  const production_orders = [{ ...started, start_date: day(-1), due_date: day(5) }];
  const rows = { sourcing: [make], bom, production_orders };
  assert.deepEqual(network(rows).demand('C'), []);
  const item_locations = [{ item_id: 'FG', issue_rule: 'backflush' }];
  assert.deepEqual(network({ ...rows, item_locations }).demand('C'), [[0, 132]]);
  const undated = [{ ...started, due_date: day(5) }];
  assert.deepEqual(network({ ...rows, production_orders: undated }).demand('C'), []);
});

test('planned orders count only when firm, and then with their bill', () => {
  const order = { order_id: 'W1', item_id: 'FG', quantity: 10, stage: 'planned' };
  const dates = { start_date: day(4), due_date: day(6) };
  const rows = (firm: boolean) => ({
    sourcing: [make],
    bom,
    production_orders: [{ ...order, ...dates, firm }],
    order_components: [],
  });
  assert.deepEqual(network(rows(false)).supply('FG'), []);
  assert.deepEqual(network(rows(false)).demand('C'), []);
  assert.deepEqual(network(rows(true)).supply('FG'), [[6, 10]]);
  assert.deepEqual(network(rows(true)).demand('C'), [[4, 22]]);
});

test('a phantom on a running order passes its need to its own components', () => {
  const built = network({
    sourcing: [make],
    bom: [
      { item_id: 'FG', component_item_id: 'P', quantity_per: 1, phantom: true },
      { item_id: 'P', component_item_id: 'C1', quantity_per: 2 },
    ],
    production_orders: [
      { order_id: 'W1', item_id: 'FG', quantity: 5, start_date: day(1), due_date: day(2) },
    ],
  });
  assert.deepEqual(built.demand('P'), []);
  assert.deepEqual(built.demand('C1'), [[1, 10]]);
});

test('a phantom that lies in stock, or comes, is asked itself and passes the rest on', () => {
  const rows = {
    sourcing: [make],
    bom: [
      { item_id: 'FG', component_item_id: 'P', quantity_per: 2, phantom: true },
      { item_id: 'P', component_item_id: 'C1', quantity_per: 2 },
    ],
    production_orders: [
      { order_id: 'W1', item_id: 'FG', quantity: 5, start_date: day(1), due_date: day(2) },
    ],
  };
  const inventory = [{ item_id: 'P', quantity: 3 }];
  const purchase_orders = [
    { order_id: 'PO', item_id: 'P', quantity: 3, requested_date: day(1), confirmed_date: day(1) },
  ];
  for (const built of [network({ ...rows, inventory }), network({ ...rows, purchase_orders })]) {
    assert.deepEqual(built.demand('P'), [[1, 10]]);
    assert.deepEqual([...built.network.demand.passable], [1]);
    assert.deepEqual(built.demand('C1'), []);
  }
  const none = network({ ...rows, inventory: [{ item_id: 'P', quantity: 0 }] });
  assert.deepEqual(none.demand('P'), []);
  assert.deepEqual(none.demand('C1'), [[1, 20]]);
});

test("a phantom on the order's own component list is needed as listed", () => {
  const built = network({
    sourcing: [make],
    bom: [
      { item_id: 'FG', component_item_id: 'P', quantity_per: 1, phantom: true },
      { item_id: 'P', component_item_id: 'C1', quantity_per: 2 },
    ],
    inventory: [{ item_id: 'P', quantity: 3 }],
    production_orders: [{ ...started, start_date: day(1), due_date: day(2) }],
    order_components: [
      { order_id: 'W1', component_item_id: 'P', required_quantity: 10, issued_quantity: 2 },
    ],
  });
  assert.deepEqual(built.demand('P'), [[1, 8]]);
  assert.deepEqual([...built.network.demand.passable], [0]);
  assert.deepEqual(built.demand('C1'), []);
});

test('lines of the bill that are not valid on the day of need are not needed', () => {
  const production_orders = [
    { order_id: 'W1', item_id: 'FG', quantity: 5, start_date: day(3), due_date: day(4) },
  ];
  const line = { item_id: 'FG', quantity_per: 1 };
  const built = network({
    sourcing: [make],
    bom: [
      { ...line, component_item_id: 'OLD', valid_to: day(2) },
      { ...line, component_item_id: 'NEW', valid_from: day(3) },
    ],
    production_orders,
  });
  assert.deepEqual(built.demand('OLD'), []);
  assert.deepEqual(built.demand('NEW'), [[3, 5]]);
});

test('needs of one order for one component stand in the same order however they are listed', () => {
  const order_components = [
    { order_id: 'M', line: '2', component_item_id: 'C', required_quantity: 25 },
    { order_id: 'M', line: '1', component_item_id: 'C', required_quantity: 120 },
  ];
  const production_orders = [{ order_id: 'M', item_id: 'A', quantity: 10, due_date: day(5) }];
  const needs = [order_components, [...order_components].reverse()].map((rows) =>
    network({ production_orders, order_components: rows }).demand('C'),
  );
  assert.deepEqual(needs[0], [
    [5, 25],
    [5, 120],
  ]);
  assert.deepEqual(needs[1], needs[0]);
});

test('phantoms nested without measure pass their need on all the same', () => {
  const levels = Array.from({ length: 1500 }, (_, level) => level);
  const nested = levels.map((level) => ({
    item_id: level === 0 ? 'FG' : `P${level}`,
    component_item_id: `P${level + 1}`,
    quantity_per: 1,
    phantom: level < 1499,
  }));
  const deep = planOf(nested, ['P1500']);
  assert.deepEqual(deep, [7]);
  // Two ways down at each of thirty levels: a thousand million paths.
  const wide = levels.slice(0, 30).flatMap((level) =>
    ['1', '2'].map((line) => ({
      item_id: level === 0 ? 'FG' : `P${level}`,
      component_item_id: `P${level + 1}`,
      line,
      quantity_per: 1,
      phantom: level < 29,
    })),
  );
  assert.deepEqual(planOf(wide, ['P30']), [7 * 2 ** 30]);
});

/** What an order of 7 FG that starts on day 3 needs of the items in all, by their balances. */
function planOf(rows: FixtureRow[], items: string[]): number[] {
  const production_orders = [{ order_id: 'W', item_id: 'FG', quantity: 7, start_date: day(3) }];
  const { network: built, node } = network({ bom: rows, production_orders });
  const { balance } = planNetwork(built);
  return items.map((item) => -balance[node(item) * built.dayCount + built.dayCount - 1]);
}
