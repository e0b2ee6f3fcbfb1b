import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atPlant2, order, purchase } from '../detection-fixture.ts';

/** Unconfirmed, and one confirmed line that shows that suppliers do answer. */
function unconfirmed(date: string, orderedAt: string, more: object = {}) {
  return atPlant2({
    purchase_orders: [
      purchase('1', 60, date, { confirmed_date: '', ordered_at: orderedAt, ...more }),
      purchase('2', 1, '2027-03-30'),
    ],
    sales_orders: [order('SO-1', 61, '2027-03-30')],
  }).of('supply_unconfirmed');
}

test('an order without an answer five days after it was placed is unconfirmed', () => {
  assert.equal(unconfirmed('2027-03-29', '2027-02-24').length, 1);
  assert.equal(unconfirmed('2027-03-29', '2027-02-25').length, 0);
  assert.match(
    unconfirmed('2027-03-29', '2027-02-01')[0].message,
    /60 PCE of Hub 4711 for Plant 2, due on 29 Mar, is not confirmed 28 days after it was ordered$/,
  );
});

test('so is one due within the fence of ten days, however new', () => {
  assert.equal(unconfirmed('2027-03-11', '2027-03-01').length, 1);
  assert.equal(unconfirmed('2027-03-12', '2027-03-01').length, 0);
  assert.match(unconfirmed('2027-03-11', '2027-03-01')[0].message, /is due on 11 Mar and not conf/);
});

test('a promise or the planner’s own date is an answer', () => {
  assert.equal(unconfirmed('2027-03-05', '2027-02-01', { promised_date: '2027-03-05' }).length, 0);
});

test('a requisition is not asked about', () => {
  assert.equal(unconfirmed('2027-03-05', '2027-02-01', { stage: 'requisition' }).length, 0);
});

test('where suppliers’ answers are never recorded, no case is made of their absence', () => {
  const { of, cases } = atPlant2({
    purchase_orders: [purchase('1', 60, '2027-03-05', { confirmed_date: '' })],
    sales_orders: [order('SO-1', 60, '2027-03-30')],
  });
  assert.equal(of('supply_unconfirmed').length, 1);
  assert.equal(of('supply_unconfirmed')[0].cause?.text, 'PO 1/10 from Kessler is not confirmed');
  assert.deepEqual(cases, []);
});
