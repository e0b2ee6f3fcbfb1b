import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRows } from '../model/fact-fixture.ts';
import { atPlant2, buyHub, order, purchase, stock } from './detection-fixture.ts';

/** Two drives share the hub; Kessler's 400 come on the 20th, the first need is on the 14th. */
function lateHub(): FixtureRows {
  const drive = { location_id: 'P2' };
  return {
    items: [
      { item_id: '4711', description: 'Hub', uom: 'PCE', unit_cost: 5 },
      { item_id: 'D1', description: 'Drive', uom: 'PCE', unit_cost: 60, unit_price: 160 },
      { item_id: 'D2', description: 'Drive', uom: 'PCE', unit_cost: 60, unit_price: 80 },
    ],
    sourcing: [
      buyHub({ lead_time_days: 30 }),
      { source_id: 'MAKE-D1', item_id: 'D1', kind: 'make', lead_time_days: 2, ...drive },
      { source_id: 'MAKE-D2', item_id: 'D2', kind: 'make', lead_time_days: 2, ...drive },
    ],
    bom: [
      { item_id: 'D1', component_item_id: '4711', quantity_per: 1 },
      { item_id: 'D2', component_item_id: '4711', quantity_per: 1 },
    ],
    item_locations: [
      { item_id: '4711', location_id: 'P2', planner: 'Jana Vogt', buyer: 'Tomás Ribeiro' },
    ],
    inventory: [stock(20)],
    purchase_orders: [purchase('4500123', 400, '2027-03-20')],
    sales_orders: [
      order('SO-1', 100, '2027-03-16', { item_id: 'D1' }),
      order('SO-2', 80, '2027-03-17', { item_id: 'D2', customer_id: 'A' }),
      order('SO-3', 80, '2027-03-18', { item_id: 'D1' }),
    ],
  };
}

test('a late purchase order that hits three orders of two customers is one case', () => {
  const { cases, exceptions } = atPlant2(lateHub());
  assert.equal(cases.length, 1);
  assert.deepEqual(
    exceptions.map(({ code, first_date }) => `${first_date} ${code}`),
    [
      '2027-03-14 projected_stockout',
      '2027-03-14 reschedule_in',
      '2027-03-14 supply_late',
      '2027-03-16 demand_at_risk',
      '2027-03-17 demand_at_risk',
      '2027-03-18 demand_at_risk',
    ],
  );
  const [only] = cases;
  assert.deepEqual(only.exceptions, [0, 1, 2, 3, 4, 5]);
  assert.equal(only.id, 'case:purchase_orders/4500123/10/1');
  assert.deepEqual([only.cause.feed, only.cause.key], ['purchase_orders', '4500123/10/1']);
  assert.equal(only.value_at_risk, 100 * 100 + 80 * 20 + 80 * 100);
  assert.equal(only.owner, 'Tomás Ribeiro');
  assert.equal(
    only.message,
    'Hub 4711 at Plant 2 runs short by 240 PCE from 14 Mar because PO 4500123/10 from Kessler ' +
      'is confirmed 6 days after it is needed; 3 orders of 2 customers, 19,600 EUR margin',
  );
});

test('every exception of the case names the purchase order as its cause', () => {
  for (const { cause } of atPlant2(lateHub()).exceptions) {
    assert.deepEqual(cause, {
      feed: 'purchase_orders',
      key: '4500123/10/1',
      text: 'PO 4500123/10 from Kessler is confirmed 6 days after it is needed',
    });
  }
});

test('the sentence of a late order says how late it comes, why, and what it costs', () => {
  const [first] = atPlant2(lateHub()).of('demand_at_risk');
  assert.equal(
    first.message,
    'Order SO-1/10 of Nordwagen: 100 PCE of Drive D1 come 6 days late, on 22 Mar instead of ' +
      '16 Mar, because PO 4500123/10 from Kessler is confirmed 6 days after it is needed; ' +
      '10,000 EUR margin',
  );
});

test('the planner owns material and demand, the buyer what a supplier must be asked', () => {
  const { of } = atPlant2(lateHub());
  assert.equal(of('projected_stockout')[0].owner, 'Jana Vogt');
  assert.equal(of('supply_late')[0].owner, 'Tomás Ribeiro');
  assert.equal(of('demand_at_risk')[0].owner, null); // nobody is named for the drives
});

test('the same facts give the same exceptions and cases', () => {
  const once = atPlant2(lateHub());
  const again = atPlant2(lateHub());
  assert.deepEqual(again.exceptions, once.exceptions);
  assert.deepEqual(again.cases, once.cases);
});

test('a company in which nothing breaks has no exceptions', () => {
  const { exceptions, cases } = atPlant2({
    inventory: [stock(100)],
    sales_orders: [order('SO-1', 100, '2027-03-16')],
  });
  assert.deepEqual([exceptions, cases], [[], []]);
});

test('an empty company has none either', () => {
  const { exceptions, cases } = atPlant2({ items: [], sourcing: [] });
  assert.deepEqual([exceptions, cases], [[], []]);
});
