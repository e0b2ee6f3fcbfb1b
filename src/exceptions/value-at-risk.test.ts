import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atPlant2, order, purchase } from './detection-fixture.ts';

/** Rings for Nordwagen one day late, drives for Aurion ten days late. */
const TERMS = {
  items: [
    { item_id: 'RING', uom: 'PCE', unit_cost: 1.8, unit_price: 20 },
    { item_id: 'DRIVE', uom: 'PCE', unit_cost: 100, unit_price: 300 },
  ],
  sourcing: [],
  customer_terms: [
    { customer_id: 'N', line_stop_cost_per_day: 40000 },
    { customer_id: 'A', p_lost_per_day: 0.01 },
  ],
  purchase_orders: [
    purchase('1', 200, '2027-03-11', { item_id: 'RING' }),
    purchase('2', 100, '2027-03-20', { item_id: 'DRIVE' }),
  ],
  sales_orders: [
    order('SO-1', 200, '2027-03-10', { item_id: 'RING' }),
    order('SO-2', 100, '2027-03-10', { item_id: 'DRIVE', customer_id: 'A' }),
  ],
};

test('a line stop of one day outranks a fat margin of ten days: 40,000 before 2,000', () => {
  const { cases, of } = atPlant2(TERMS);
  assert.deepEqual(
    cases.map(({ id, value_at_risk }) => [id, value_at_risk]),
    [
      ['case:purchase_orders/1/10/1', 40000],
      ['case:purchase_orders/2/10/1', 2000],
    ],
  );
  assert.match(of('demand_at_risk')[0].message, /; 2,000 EUR at risk under customer terms$/);
});

test('without terms the whole margin is at risk', () => {
  const { cases } = atPlant2({ ...TERMS, customer_terms: [] });
  assert.deepEqual(
    cases.map(({ value_at_risk }) => value_at_risk),
    [20000, 3640],
  );
});

test('terms that speak of a delivery window alone leave the margin at risk', () => {
  const { cases } = atPlant2({
    ...TERMS,
    customer_terms: [{ customer_id: 'N', target_otif: 95 }],
  });
  assert.equal(cases[1].value_at_risk, 3640);
});

test('the row that names the item wins over the row for all items', () => {
  const { cases } = atPlant2({
    ...TERMS,
    customer_terms: [
      { customer_id: 'N', line_stop_cost_per_day: 40000 },
      { customer_id: 'N', item_id: 'RING', late_cost_per_unit_day: 2 },
    ],
  });
  assert.equal(cases.find(({ id }) => id.includes('/1/'))?.value_at_risk, 200 * 1 * 2);
});

test('two orders late on the same days stop the customer’s line once', () => {
  const { cases, of } = atPlant2({
    ...TERMS,
    purchase_orders: [purchase('1', 200, '2027-03-13', { item_id: 'RING' })],
    sales_orders: [
      order('SO-1', 100, '2027-03-10', { item_id: 'RING' }),
      order('SO-2', 100, '2027-03-11', { item_id: 'RING' }),
    ],
  });
  assert.deepEqual(
    of('demand_at_risk').map(({ value_at_risk }) => value_at_risk),
    [3 * 40000, 2 * 40000],
  );
  assert.equal(cases[0].value_at_risk, 3 * 40000);
});

test('what is not delivered within the horizon is lost, and stops the line to its end', () => {
  const { of } = atPlant2({
    ...TERMS,
    purchase_orders: [],
    customer_terms: [{ customer_id: 'A', p_lost_per_day: 0.001 }],
  });
  const short = of('demand_at_risk').find(({ subject }) => subject.order_id === 'SO-2');
  assert.equal(short?.value_at_risk, 100 * 200);
  assert.equal(short?.last_date, null);
});

const LATE = {
  purchase_orders: [purchase('1', 50, '2027-03-20')],
  sales_orders: [order('SO-1', 50, '2027-03-10')],
};

test('the price of the line counts before that of the item', () => {
  const line = order('SO-1', 50, '2027-03-10', { unit_price: 11 });
  assert.equal(atPlant2({ ...LATE, sales_orders: [line] }).cases[0].value_at_risk, 50 * 6);
});

test('a part that is sold under its cost puts no margin at risk', () => {
  const line = order('SO-1', 50, '2027-03-10', { unit_price: 4 });
  const [only] = atPlant2({ ...LATE, sales_orders: [line] }).cases;
  assert.equal(only.value_at_risk, 0);
  assert.match(only.message, /, 0 EUR margin$/);
});

test('without a price the cost is at risk, and the sentence says so', () => {
  const items = [{ item_id: '4711', uom: 'PCE', unit_cost: 5 }];
  const [only] = atPlant2({ ...LATE, items }).cases;
  assert.equal(only.value_at_risk, 250);
  assert.match(only.message, /, 250 EUR at cost \(no price is known\)$/);
});

test('without a cost the price is at risk, and the sentence says so', () => {
  const items = [{ item_id: '4711', uom: 'PCE', unit_price: 15 }];
  const [only] = atPlant2({ ...LATE, items }).cases;
  assert.equal(only.value_at_risk, 750);
  assert.match(only.message, /, 750 EUR revenue \(no cost is known\)$/);
});

test('without price and cost the value is not known, with the reason', () => {
  const [only] = atPlant2({ ...LATE, items: [{ item_id: '4711', uom: 'PCE' }] }).cases;
  assert.equal(only.value_at_risk, null);
  assert.match(only.message, /, value not known \(neither price nor cost\)$/);
});

test('money is worked out by the base unit, whatever the smallest unit is', () => {
  const items = [{ item_id: '4711', uom: 'KGM', decimals: 3, unit_cost: 5, unit_price: 15 }];
  const { cases } = atPlant2({
    items,
    purchase_orders: [purchase('1', 1.5, '2027-03-20')],
    sales_orders: [order('SO-1', 1.5, '2027-03-10')],
  });
  assert.equal(cases[0].value_at_risk, 15);
  assert.match(cases[0].message, /runs short by 1\.500 KGM from 10 Mar/);
});
