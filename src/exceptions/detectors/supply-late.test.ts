import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atPlant2, order, purchase, stock } from '../detection-fixture.ts';

test('supply is late from the first day that its quantity is pegged to', () => {
  const { of } = atPlant2({
    inventory: [stock(60)],
    purchase_orders: [purchase('1', 100, '2027-03-15')],
    sales_orders: [order('SO-1', 50, '2027-03-11'), order('SO-2', 50, '2027-03-13')],
  });
  const [late] = of('supply_late');
  assert.deepEqual(
    [late.first_date, late.last_date, late.quantity],
    ['2027-03-13', '2027-03-15', 40],
  );
  assert.match(
    late.message,
    /can be used on 15 Mar, 2 days after the first need on 13 Mar; 1 order/,
  );
});

test('supply that comes after its own safety stock dips, but before any need, is not late', () => {
  const { of } = atPlant2({
    item_locations: [{ item_id: '4711', location_id: 'P2', safety_stock: 50 }],
    inventory: [stock(40)],
    purchase_orders: [purchase('1', 100, '2027-03-15')],
  });
  assert.deepEqual(of('supply_late'), []);
});

test('supply beyond the horizon is late for what is short within it', () => {
  const { of } = atPlant2({
    purchase_orders: [purchase('1', 100, '2027-04-20')],
    sales_orders: [order('SO-1', 50, '2027-03-29')],
    sourcing: [],
  });
  assert.equal(of('supply_late')[0].last_date, '2027-04-20');
  assert.equal(of('demand_at_risk')[0].cause?.key, '1/10/1');
});

test('what is past due is late even when nobody waits for it', () => {
  const { of, cases } = atPlant2({
    purchase_orders: [purchase('1', 100, '2027-02-25')],
    sales_orders: [order('SO-1', 100, '2027-03-20')],
  });
  const [late] = of('supply_late');
  assert.equal(late.severity, 'medium');
  assert.equal(
    late.message,
    'PO 1/10 from Kessler, 100 PCE of Hub 4711 for Plant 2, was due on 25 Feb and is still open; ' +
      'the plan counts on it from 2 Mar; no customer is late yet',
  );
  assert.ok(cases.some(({ id }) => id === 'case:silence/KES'));
});

test('what has been past due for too long no longer counts: ask or close', () => {
  const [late] = atPlant2({ purchase_orders: [purchase('1', 100, '2027-01-25')] }).of(
    'supply_late',
  );
  assert.equal(late.last_date, null);
  assert.match(late.message, /it no longer counts as supply: ask or close/);
});

test('the confirmed and the unconfirmed part of an order line are one exception', () => {
  const { of } = atPlant2({
    purchase_orders: [purchase('1', 100, '2027-03-15', { confirmed_quantity: 60 })],
    sales_orders: [order('SO-1', 100, '2027-03-13')],
  });
  assert.equal(of('supply_late').length, 1);
  assert.equal(of('supply_late')[0].quantity, 100);
});
