import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atPlant2, order, purchase, stock } from '../detection-fixture.ts';

const LONG = { horizonDays: 120 };

/** One a day for 90 days. */
const daily = Array.from({ length: 90 }, (_, day) => {
  const date = new Date(Date.UTC(2027, 2, 1 + day)).toISOString().slice(0, 10);
  return order(`SO-${day}`, 1, date);
});

test('stock above 90 days of the mean daily requirement is in excess, until it is used', () => {
  const { of } = atPlant2({ inventory: [stock(100)], sales_orders: daily }, LONG);
  const [excess] = of('excess_stock');
  assert.deepEqual(
    [excess.first_date, excess.last_date, excess.quantity],
    ['2027-03-01', '2027-03-09', 9],
  );
  // 9 + 8 + ... + 1 = 45 piece-days at 5 EUR and 20 % a year
  assert.equal(excess.value_at_risk, Math.round(((45 * 5 * 0.2) / 365) * 100) / 100);
  assert.deepEqual(atPlant2({ inventory: [stock(90)], sales_orders: daily }, LONG).exceptions, []);
});

test('what planned orders pile up is a matter of lot sizes, no excess of today', () => {
  const { of } = atPlant2(
    {
      item_locations: [{ item_id: '4711', location_id: 'P2', min_lot: 5000 }],
      sales_orders: [order('SO-1', 10, '2027-03-29')],
    },
    LONG,
  );
  assert.deepEqual(of('excess_stock'), []);
});

test('safety stock is no excess', () => {
  const { of } = atPlant2({
    item_locations: [{ item_id: '4711', location_id: 'P2', safety_stock: 500 }],
    inventory: [stock(500)],
  });
  assert.deepEqual(of('excess_stock'), []);
});

const LAST_YEAR = { item_id: '4711', location_id: 'P2', date: '2026-01-01', quantity: 4 };

test('stock that was last used long ago and that nothing asks for moves slowly', () => {
  const { of } = atPlant2({ inventory: [stock(400)], demand_history: [LAST_YEAR] });
  assert.equal(
    of('slow_moving')[0].message,
    'Hub 4711 at Plant 2: 400 PCE have not been used for 424 days and nothing asks for them; ' +
      'holding costs 33 EUR',
  );
  assert.deepEqual(of('excess_stock'), []); // it has its own name
});

test('stock used lately, or asked for, does not', () => {
  const slow = (more: object) =>
    atPlant2({ inventory: [stock(400)], demand_history: [LAST_YEAR], ...more }).of('slow_moving');
  assert.deepEqual(slow({ sales_orders: [order('SO-1', 1, '2027-03-20')] }), []);
  const lately = { ...LAST_YEAR, date: '2027-02-01' };
  assert.deepEqual(slow({ demand_history: [LAST_YEAR, lately] }), []);
});

test('without a feed that reaches back so far nobody knows', () => {
  assert.deepEqual(atPlant2({ inventory: [stock(400)] }).of('slow_moving'), []);
});

test('what is left of a batch on its expiry date is written off', () => {
  const { of, cases } = atPlant2({
    inventory: [stock(500, { batch: 'B7', expiry_date: '2027-03-20' })],
    sales_orders: [order('SO-1', 50, '2027-03-06')],
  });
  const [expiring] = of('expiring_stock');
  assert.deepEqual(expiring.subject, { item_id: '4711', location_id: 'P2', batch: 'B7' });
  assert.deepEqual([expiring.quantity, expiring.value_at_risk], [450, 2250]);
  assert.equal(
    expiring.message,
    'Hub 4711 at Plant 2: 450 PCE of batch B7 expire unused on 20 Mar; write-off of 2,250 EUR',
  );
  const expiry = cases.find(({ id }) => id.startsWith('case:expiry/'));
  assert.equal(expiry?.value_at_risk, 2250);
});

test('a batch that is used up in time does not expire', () => {
  const { of } = atPlant2({
    inventory: [stock(50, { batch: 'B7', expiry_date: '2027-03-20' }), stock(50)],
    sales_orders: [order('SO-1', 50, '2027-03-06')],
  });
  assert.deepEqual(of('expiring_stock'), []);
});

test('a batch that expires after `expiring_days` is an exception, not yet a case', () => {
  const { of, cases } = atPlant2(
    { inventory: [stock(500, { batch: 'B7', expiry_date: '2027-04-20' })] },
    LONG,
  );
  assert.equal(of('expiring_stock').length, 1);
  assert.deepEqual(cases, []);
});

test('surplus worth less than `damp_value` makes no case', () => {
  const { of, cases } = atPlant2({
    inventory: [stock(60, { batch: 'B7', expiry_date: '2027-03-20' })],
    purchase_orders: [purchase('1', 10, '2027-03-20')],
  });
  assert.equal(of('expiring_stock').length, 1);
  assert.deepEqual(cases, []);
});
