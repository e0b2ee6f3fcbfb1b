import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRow } from '../../model/fact-fixture.ts';
import { atPlant2, order, purchase } from '../detection-fixture.ts';

function shortOf(more: FixtureRow, terms: FixtureRow[] = []) {
  return atPlant2({
    supplier_terms: terms,
    purchase_orders: [purchase('9', 1000, '2027-03-11', more)],
  }).of('supply_short');
}

test('a line confirmed under what was ordered is short of the rest', () => {
  const [short] = shortOf({ confirmed_quantity: 600 });
  assert.equal(short.quantity, 400);
  assert.equal(
    short.message,
    'PO 9/10 from Kessler: only 600 PCE of the 1,000 PCE of Hub 4711 are confirmed',
  );
});

test('a rejected rest is short, a full confirmation or none is not', () => {
  assert.equal(shortOf({ rejected_quantity: 100 })[0].quantity, 100);
  assert.deepEqual(shortOf({ confirmed_quantity: 1000 }), []);
  assert.deepEqual(shortOf({}), []);
});

test('a line closed before it was to come is short of what was not received', () => {
  const [short] = shortOf({ status: 'closed', received_quantity: 700 });
  assert.equal(short.quantity, 300);
  assert.match(short.message, /^PO 9\/10 from Kessler was closed with 700 PCE of the 1,000 PCE/);
});

test('a line closed after it was to come is history', () => {
  const row = purchase('9', 1000, '2027-02-11', { status: 'closed', received_quantity: 700 });
  assert.deepEqual(atPlant2({ purchase_orders: [row] }).of('supply_short'), []);
});

test('a rest under the supplier’s tolerance is not short', () => {
  const terms = [{ supplier_id: 'KES', delivery_tolerance_percent: 5 }];
  assert.deepEqual(shortOf({ confirmed_quantity: 960 }, terms), []);
  assert.equal(shortOf({ confirmed_quantity: 940 }, terms).length, 1);
});

test('schedule lines of one order line are taken together', () => {
  const { of } = atPlant2({
    purchase_orders: [
      purchase('9', 600, '2027-03-11', { confirmed_quantity: 400 }),
      purchase('9', 400, '2027-03-18', { schedule_line: '2', confirmed_quantity: 600 }),
    ],
  });
  assert.deepEqual(of('supply_short'), []);
});

test('the unconfirmed rest and the shortage that it is are one case', () => {
  const { cases } = atPlant2({
    purchase_orders: [
      purchase('9', 1000, '2027-03-11', { confirmed_quantity: 600, received_quantity: 400 }),
    ],
    sales_orders: [order('SO-1', 600, '2027-03-13')],
  });
  assert.equal(cases.length, 1);
  assert.deepEqual(cases[0].exceptions, [0, 1]);
});

test('a line in several schedule lines is named by the first, however they are listed', () => {
  const first = purchase('9', 10, '2027-03-11', { schedule_line: '1' });
  const second = purchase('9', 60, '2027-03-15', { schedule_line: '2', rejected_quantity: 50 });
  for (const purchase_orders of [
    [first, second],
    [second, first],
  ]) {
    const [short] = atPlant2({ purchase_orders }).of('supply_short');
    assert.equal(short.cause?.key, '9/10/1');
  }
});
