import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atPlant2, buyHub, order, purchase, stock } from './detection-fixture.ts';

test('dips under safety stock are exceptions, never a case', () => {
  const { exceptions, cases } = atPlant2({
    item_locations: [{ item_id: '4711', location_id: 'P2', safety_stock: 50 }],
    inventory: [stock(40)],
  });
  assert.deepEqual(
    exceptions.map(({ code, severity }) => [code, severity]),
    [
      ['below_safety_stock', 'low'],
      ['release_due', 'low'],
    ],
  );
  assert.deepEqual(cases, []);
});

test('a planned order that is due for release is an exception, never a case', () => {
  const { of, cases } = atPlant2({ sales_orders: [order('SO-1', 50, '2027-03-21')] });
  assert.equal(of('release_due').length, 1);
  assert.deepEqual(cases, []);
});

test('stock that merely lies there is an exception, an order to be cancelled is a case', () => {
  const lying = atPlant2({ inventory: [stock(5000)] });
  assert.equal(lying.of('excess_stock').length, 1);
  assert.deepEqual(lying.cases, []);

  const coming = atPlant2({
    inventory: [stock(5000)],
    purchase_orders: [purchase('1', 500, '2027-03-20')],
  });
  const [only] = coming.cases;
  assert.equal(coming.cases.length, 1);
  assert.equal(only.id, 'case:excess/4711/P2');
  assert.equal(only.severity, 'low');
  assert.equal(only.decide_by, '2027-03-19'); // the day before it comes
  assert.deepEqual(only.exceptions, [0, 1]);
});

test('cases are ranked by money, then by the time that is left', () => {
  const item = (id: string) => ({ item_id: id, uom: 'PCE', unit_cost: 5, unit_price: 15 });
  const source = (id: string, days: number) =>
    buyHub({ source_id: id, item_id: id, lead_time_days: days });
  const { cases } = atPlant2({
    items: ['A', 'B', 'C'].map(item),
    sourcing: [source('A', 5), source('B', 10), source('C', 10)],
    purchase_orders: ['A', 'B', 'C'].map((id) => purchase(id, 10, '2027-03-25', { item_id: id })),
    sales_orders: [
      order('SO-A', 10, '2027-03-20', { item_id: 'A' }),
      order('SO-B', 10, '2027-03-20', { item_id: 'B' }),
      order('SO-C', 10, '2027-03-20', { item_id: 'C', unit_price: 25 }),
    ],
  });
  assert.deepEqual(
    cases.map(({ cause, value_at_risk, decide_by }) => [cause.key, value_at_risk, decide_by]),
    [
      ['C/10/1', 200, '2027-03-10'],
      ['B/10/1', 100, '2027-03-10'],
      ['A/10/1', 100, '2027-03-15'],
    ],
  );
});

const LATE = {
  purchase_orders: [purchase('1', 50, '2027-03-28')],
  sales_orders: [order('SO-1', 50, '2027-03-25')],
};

test('an answer helps until the first day of need less the quickest lead time', () => {
  const decideBy = (sourcing: object) => atPlant2({ ...LATE, ...sourcing }).cases[0].decide_by;
  assert.equal(decideBy({}), '2027-03-05');
  assert.equal(decideBy({ sourcing: [buyHub({ expedite_lead_time_days: 6 })] }), '2027-03-19');
  const second = buyHub({
    source_id: 'POL',
    supplier_id: 'POL',
    lead_time_days: 3,
    transit_days: 1,
  });
  assert.equal(decideBy({ sourcing: [buyHub(), second] }), '2027-03-21');
});

test('what should have been decided long ago is to be decided today', () => {
  const late = { ...LATE, sourcing: [buyHub({ lead_time_days: 90 })] };
  assert.equal(atPlant2(late).cases[0].decide_by, '2027-03-01');
});

test('orders and confirmations are certain, forecasts and unconfirmed dates less so', () => {
  const certainty = (rows: object) => atPlant2({ ...LATE, ...rows }).cases[0].certainty;
  assert.equal(certainty({}), 1);
  const forecast = { item_id: '4711', location_id: 'P2', date: '2027-03-25', quantity: 50 };
  const onlyForecast = { sales_orders: [], forecasts: [{ version: '1', ...forecast }] };
  assert.equal(certainty(onlyForecast), 0.6);
  const unconfirmed = [purchase('1', 50, '2027-03-28', { confirmed_date: '' })];
  assert.equal(certainty({ purchase_orders: unconfirmed }), 0.6);
});

test('a case is as severe as its worst exception', () => {
  const near = { ...LATE, sales_orders: [order('SO-1', 50, '2027-03-10')] };
  assert.equal(atPlant2(near).cases[0].severity, 'critical');
  assert.equal(atPlant2(LATE).cases[0].severity, 'high'); // after the severity days
});

test('one supplier who owes several answers is one case', () => {
  const { cases, of } = atPlant2({
    purchase_orders: [
      purchase('1', 50, '2027-03-05', { confirmed_date: '' }),
      purchase('2', 50, '2027-03-06', { confirmed_date: '' }),
      purchase('3', 50, '2027-03-07'),
    ],
    sales_orders: [order('SO-1', 150, '2027-03-08')],
  });
  assert.equal(of('supply_unconfirmed').length, 2);
  assert.equal(cases.length, 1);
  assert.equal(cases[0].id, 'case:silence/KES');
  assert.equal(
    cases[0].message,
    '2 order lines of Kessler are unanswered; no customer is late yet',
  );
});

test('the first day of a case is that of its first loss', () => {
  const { cases } = atPlant2({ ...LATE, inventory: [stock(10)] });
  assert.equal(cases[0].first_date, '2027-03-25');
});
