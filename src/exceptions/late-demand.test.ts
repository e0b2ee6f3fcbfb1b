import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atPlant2, buyHub, order, purchase, stock } from './detection-fixture.ts';

const WEEKDAYS = [{ calendar_id: 'MF', weekdays: '0000011', working: false }];

test('stock on Friday, a day to pick and three on the road: it comes on Thursday', () => {
  const { of } = atPlant2({
    calendars: WEEKDAYS,
    customer_lanes: [
      { location_id: 'P2', customer_id: 'N', pick_days: 1, transit_days: 3, calendar_id: 'MF' },
    ],
    purchase_orders: [purchase('1', 50, '2027-03-12')],
    sales_orders: [order('SO-1', 50, '2027-03-15')],
  });
  assert.equal(of('demand_at_risk')[0].last_date, '2027-03-18');
});

test('goods that are there and were due last week are late: ship them', () => {
  const { of, cases } = atPlant2({
    inventory: [stock(100)],
    sales_orders: [order('SO-1', 50, '2027-02-23'), order('SO-2', 10, '2027-02-26')],
  });
  assert.deepEqual(
    of('demand_at_risk').map(({ first_date, last_date, severity }) => [
      first_date,
      last_date,
      severity,
    ]),
    [
      ['2027-02-23', '2027-03-01', 'high'],
      ['2027-02-26', '2027-03-01', 'high'],
    ],
  );
  assert.equal(cases.length, 1);
  assert.equal(cases[0].id, 'case:backlog/P2');
  assert.equal(
    cases[0].message,
    'Goods are there at Plant 2 and were not shipped in time; 2 orders of Nordwagen, ' +
      '600 EUR margin',
  );
});

test('a line that is partly there is at risk with what is not', () => {
  const { of } = atPlant2({
    inventory: [stock(30)],
    purchase_orders: [purchase('1', 20, '2027-03-12')],
    sales_orders: [order('SO-1', 50, '2027-03-10')],
  });
  const [only] = of('demand_at_risk');
  assert.deepEqual([only.quantity, only.last_date], [20, '2027-03-12']);
});

test('the ready line of an order that ships complete is late with the other one', () => {
  const { of, cases } = atPlant2({
    items: [
      { item_id: '4711', description: 'Hub', uom: 'PCE', unit_cost: 5, unit_price: 15 },
      { item_id: 'CAP', description: 'Cap', uom: 'PCE', unit_cost: 1, unit_price: 2 },
    ],
    inventory: [stock(100, { item_id: 'CAP' })],
    sales_orders: [
      order('SO-1', 5, '2027-03-06', { ship_complete: true }),
      order('SO-1', 60, '2027-03-06', { line: '20', item_id: 'CAP' }),
    ],
  });
  const [hub, cap] = of('demand_at_risk');
  assert.deepEqual([hub.last_date, cap.last_date], ['2027-03-21', '2027-03-21']);
  assert.match(cap.message, /because its order ships complete and Hub 4711 at Plant 2 is needed/);
  assert.equal(cases.length, 1);
  assert.equal(cases[0].value_at_risk, 5 * 10 + 60 * 1);
});

test('call-offs and forecast are told apart from orders', () => {
  const hub = { item_id: '4711', location_id: 'P2' };
  const { cases, of } = atPlant2({
    call_offs: ['2027-03-10', '2027-03-12'].map((date) => ({
      customer_id: 'N',
      release_id: '118',
      issued_on: '2026-12-01',
      date,
      quantity: 40,
      ...hub,
    })),
    forecasts: [{ version: '1', date: '2027-03-18', customer_id: 'A', quantity: 30, ...hub }],
    sales_orders: [order('SO-1', 5, '2027-03-11', { customer_id: 'A' })],
  });
  assert.match(
    cases[0].message,
    /; 1 order and 2 call-offs of 2 customers and forecast, 1,100 EUR margin$/,
  );
  assert.match(of('demand_at_risk')[0].message, /^Call-off 118 of 10 Mar of Nordwagen: 40 PCE/);
  assert.equal(of('demand_at_risk').length, 3); // a forecast is no order line
});

test('a shortage that holds an order up costs the demand which that would make late', () => {
  const { of, cases } = atPlant2({
    items: [
      { item_id: '4711', description: 'Hub', uom: 'PCE', unit_cost: 5, unit_price: 15 },
      { item_id: 'D', description: 'Drive', uom: 'PCE', unit_cost: 60, unit_price: 100 },
    ],
    sourcing: [
      buyHub(),
      { source_id: 'MAKE', item_id: 'D', location_id: 'P2', kind: 'make', lead_time_days: 2 },
    ],
    bom: [{ item_id: 'D', component_item_id: '4711', quantity_per: 1 }],
    inventory: [stock(30)],
    purchase_orders: [purchase('1', 20, '2027-03-12')],
    production_orders: [
      {
        order_id: '77',
        item_id: 'D',
        location_id: 'P2',
        quantity: 50,
        start_date: '2027-03-04',
        due_date: '2027-03-08',
      },
    ],
    sales_orders: [order('SO-1', 50, '2027-03-08', { item_id: 'D' })],
  });
  const [blocked] = of('not_clear_to_build');
  assert.equal(
    blocked.message,
    'Production order 77 is not clear to build: 20 PCE of Hub 4711 missing on 4 Mar, there from ' +
      '12 Mar; 1 order of Nordwagen, 800 EUR margin',
  );
  assert.equal(cases.length, 1);
  assert.deepEqual([cases[0].cause.key, cases[0].value_at_risk], ['1/10/1', 20 * 40]);
});

test('an order that needs what it makes itself is late, and is looked at to its end', () => {
  const drive = { item_id: 'D', location_id: 'P2' };
  const { of } = atPlant2({
    items: [{ item_id: 'D', description: 'Drive', uom: 'PCE', unit_price: 100 }],
    sourcing: [],
    production_orders: [{ order_id: '77', ...drive, quantity: 120, due_date: '2027-03-10' }],
    order_components: [
      { order_id: '77', component_item_id: 'D', required_quantity: 120, date: '2027-03-02' },
    ],
    sales_orders: [order('SO-1', 5, '2027-03-10', { item_id: 'D' })],
  });
  const found = of('not_clear_to_build').map(({ subject, quantity }) => [
    subject.order_id,
    quantity,
  ]);
  assert.deepEqual(found, [['77', 120]]);
  assert.equal(of('demand_at_risk')[0].last_date, null);
});
