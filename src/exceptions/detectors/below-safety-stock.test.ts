import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atPlant2, order, purchase, stock } from '../detection-fixture.ts';

const DIP = {
  item_locations: [{ item_id: '4711', location_id: 'P2', safety_stock: 50 }],
  inventory: [stock(60)],
  purchase_orders: [purchase('1', 100, '2027-03-08')],
  sales_orders: [order('SO-1', 40, '2027-03-05')],
};

test('a dip under the safety stock is its deepest gap and its days', () => {
  const [dip] = atPlant2(DIP).of('below_safety_stock');
  assert.deepEqual([dip.first_date, dip.last_date, dip.quantity], ['2027-03-05', '2027-03-07', 30]);
  assert.equal(
    dip.message,
    'Hub 4711 at Plant 2 lies up to 30 PCE under its safety stock of 50 PCE from 5 Mar to 7 Mar',
  );
  assert.equal(dip.cause?.text, 'its safety stock is 50 PCE');
});

test('a dip no longer than `below_safety_stock_days` is none', () => {
  const days = (below_safety_stock_days: number) =>
    atPlant2(DIP, { parameters: { below_safety_stock_days } }).of('below_safety_stock').length;
  assert.deepEqual([days(2), days(3)], [1, 0]);
});

test('a hole parts the dip before it from the dip after it, and both belong to its case', () => {
  const { of, cases, exceptions } = atPlant2({
    ...DIP,
    purchase_orders: [purchase('1', 60, '2027-03-08'), purchase('2', 100, '2027-03-09')],
    sales_orders: [order('SO-1', 40, '2027-03-05'), order('SO-2', 40, '2027-03-07')],
  });
  assert.deepEqual(
    of('below_safety_stock').map(({ first_date, last_date }) => [first_date, last_date]),
    [
      ['2027-03-05', '2027-03-06'],
      ['2027-03-08', '2027-03-08'],
    ],
  );
  assert.equal(cases.length, 1);
  assert.equal(cases[0].exceptions.length, exceptions.length);
});
