// The plan that stands answers for one item-location and for the pegging of an order both ways.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PegLevelRow } from '../../contract/item-location.ts';
import type { FixtureRows } from '../../model/fact-fixture.ts';
import { balanceRows } from '../queries/balance-rows.ts';
import { hubPlant, liveCompany } from './live-fixture.ts';
import { itemLocationOf, peggingOf, planDocumentOf } from './snapshot-queries.ts';

function snapshotOf(rows: FixtureRows) {
  const company = liveCompany();
  company.plan(rows);
  return company.planner.snapshot!;
}

test('an item-location shows its days, stock, date ladder, needs and parameters', () => {
  const snapshot = snapshotOf(hubPlant());
  const view = itemLocationOf(snapshot, 'HUB', 'P2')!;
  assert.equal(view.position, 1);
  assert.equal(view.days.length, 30);
  const march10 = view.days.find(({ date }) => date === '2027-03-10')!;
  assert.deepEqual([march10.gross_requirements, march10.projected_available_balance], [100, -80]);
  assert.deepEqual(
    view.stock.map(({ quantity, status }) => `${quantity} ${status}`),
    ['20 available'],
  );
  const [supply] = view.open_supply;
  assert.equal(supply!.id, 'PO1/10/1');
  assert.deepEqual(
    [supply!.requested_date, supply!.confirmed_date, supply!.date_basis, supply!.arrival_date],
    ['2027-03-08', '2027-03-20', 'confirmed', '2027-03-20'],
  );
  assert.deepEqual(
    view.demand.map(({ id, stock_date }) => `${id} ${stock_date}`),
    ['SO1/10/1 2027-03-10'],
  );
  const from = (name: string) => view.parameters.find((row) => row.name === name)!;
  assert.deepEqual(from('safety_stock'), {
    name: 'safety_stock',
    value: 10,
    from: 'item_locations',
    key: 'HUB/P2',
  });
  assert.equal(from('planning_method').value, 'mrp');
  assert.equal(from('planning_method').from, 'default');
  assert.equal(from('holding_cost_rate').from, 'settings');
  assert.deepEqual(
    view.sources.map(({ source_id, lead_time_days }) => `${source_id} ${lead_time_days}`),
    ['S1 40'],
  );
  assert.equal(itemLocationOf(snapshot, 'HUB', 'P9'), null);
});

test('the days of an item-location are those of the whole plan', () => {
  const snapshot = snapshotOf(hubPlant());
  const view = itemLocationOf(snapshot, 'HUB', 'P2')!;
  const all = [...balanceRows(snapshot.plan)].filter(({ item_id }) => item_id === 'HUB');
  assert.deepEqual(
    view.days,
    all.map(({ item_id, location_id, ...day }) => day),
  );
});

const P = { location_id: 'P' };
/** Gears of blanks that are bought; a phantom kit in between. */
const GEARBOX: FixtureRows = {
  locations: [P],
  suppliers: [{ supplier_id: 'V' }],
  customers: [{ customer_id: 'C' }],
  items: [{ item_id: 'BOX' }, { item_id: 'KIT' }, { item_id: 'GEAR' }, { item_id: 'BLANK' }],
  sourcing: [
    { source_id: 'M1', kind: 'make', item_id: 'BOX', ...P, lead_time_days: 1 },
    { source_id: 'M2', kind: 'make', item_id: 'KIT', ...P, lead_time_days: 0 },
    { source_id: 'M3', kind: 'make', item_id: 'GEAR', ...P, lead_time_days: 1 },
    { source_id: 'B1', kind: 'buy', item_id: 'BLANK', supplier_id: 'V', ...P, lead_time_days: 2 },
  ],
  bom: [
    { item_id: 'BOX', ...P, component_item_id: 'KIT', line: '1', quantity_per: 1, phantom: true },
    { item_id: 'KIT', ...P, component_item_id: 'GEAR', line: '1', quantity_per: 2 },
    { item_id: 'GEAR', ...P, component_item_id: 'BLANK', line: '1', quantity_per: 1 },
  ],
  production_orders: [
    {
      order_id: 'WO1',
      item_id: 'GEAR',
      ...P,
      quantity: 6,
      due_date: '2027-03-08',
      start_date: '2027-03-04',
      stage: 'released',
    },
  ],
  purchase_orders: [
    {
      order_id: 'PO7',
      line: '10',
      supplier_id: 'V',
      item_id: 'BLANK',
      ...P,
      quantity: 50,
      requested_date: '2027-03-03',
    },
  ],
  sales_orders: [
    {
      order_id: 'SO9',
      line: '1',
      customer_id: 'C',
      item_id: 'BOX',
      ...P,
      quantity: 10,
      requested_date: '2027-03-15',
    },
  ],
};

const told = (rows: readonly PegLevelRow[]) =>
  rows.map(
    ({ level, supply, demand, quantity }) =>
      `${level}: ${quantity} of ${supply.kind} ${supply.id} for ${demand.kind} ${demand.id}`,
  );

test('pegging goes down from a customer order to what is bought, through phantoms', () => {
  const view = peggingOf(snapshotOf(GEARBOX), 'sales_order', 'SO9/1/1', 10)!;
  assert.deepEqual(told(view.down), [
    '1: 10 of planned_order make:BOX:P:1 for sales_order SO9/1/1',
    '2: 6 of production_order WO1 for planned_order make:BOX:P:1',
    '2: 14 of planned_order make:GEAR:P:1 for planned_order make:BOX:P:1',
    '3: 6 of purchase_order PO7/10/1 for production_order WO1',
    '3: 14 of purchase_order PO7/10/1 for planned_order make:GEAR:P:1',
  ]);
  assert.deepEqual(view.up, []);
  assert.equal(view.is_cut, false);
});

test('and up from a purchase order to the customer that it serves', () => {
  const snapshot = snapshotOf(GEARBOX);
  const view = peggingOf(snapshot, 'purchase_order', 'PO7/10/1', 10)!;
  const up = told(view.up);
  assert.ok(up.includes('1: 6 of purchase_order PO7/10/1 for production_order WO1'));
  assert.ok(up.includes('2: 14 of planned_order make:GEAR:P:1 for planned_order make:BOX:P:1'));
  assert.equal(up.at(-1), '3: 10 of planned_order make:BOX:P:1 for sales_order SO9/1/1');
  assert.equal(peggingOf(snapshot, 'purchase_order', 'PO7/10/1', 1)!.is_cut, true);
  assert.equal(peggingOf(snapshot, 'planned_order', 'make:GEAR:P:1', 9)!.down.length, 1);
  assert.equal(peggingOf(snapshot, 'purchase_order', 'PO8/10/1', 9), null);
  assert.equal(peggingOf(snapshot, 'nonsense', 'PO7', 9), null);
});

test('the document carries the position that it rests on', () => {
  assert.equal(planDocumentOf(snapshotOf(hubPlant()), new Set()).position, '1');
});
