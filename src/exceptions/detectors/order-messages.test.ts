import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atPlant2, buyHub, order, purchase, stock } from '../detection-fixture.ts';

const LONG = { horizonDays: 90 };

test('an order wanted on several earlier days is to be brought forward once', () => {
  const { of } = atPlant2({
    purchase_orders: [purchase('1', 100, '2027-03-29')],
    sales_orders: [order('SO-1', 40, '2027-03-23'), order('SO-2', 60, '2027-03-25')],
  });
  const [only, ...others] = of('reschedule_in');
  assert.deepEqual(others, []);
  assert.deepEqual(
    [only.first_date, only.last_date, only.quantity],
    ['2027-03-23', '2027-03-29', 100],
  );
  assert.equal(
    only.message,
    'Bring PO 1/10 from Kessler forward from 29 Mar to 23 Mar: 100 PCE of Hub 4711 for Plant 2 ' +
      'are needed from then on',
  );
});

test('what is wanted sooner than a new order could be there is to be expedited', () => {
  const { of } = atPlant2({
    purchase_orders: [purchase('1', 100, '2027-03-16')],
    sales_orders: [order('SO-1', 100, '2027-03-10')],
  });
  assert.match(of('reschedule_in')[0].message, /^Expedite PO 1\/10 from Kessler: 100 PCE/);
});

test('an order that comes 73 days too early costs the holding of 73 days', () => {
  const items = [{ item_id: '4711', description: 'Hub', uom: 'PCE', unit_cost: 50 }];
  const { of, cases } = atPlant2(
    {
      items,
      purchase_orders: [purchase('1', 100, '2027-03-09')],
      sales_orders: [order('SO-1', 100, '2027-05-21')],
    },
    LONG,
  );
  const [out] = of('reschedule_out');
  assert.equal(out.value_at_risk, 200);
  assert.match(out.message, /^Move PO 1\/10 from Kessler out from 9 Mar to 21 May: 100 PCE/);
  assert.match(out.message, /are not needed before; holding costs 200 EUR$/);
  assert.deepEqual([cases[0].id, cases[0].severity], ['case:excess/4711/P2', 'low']);
});

test('an item-location’s own holding rate wins over the parameter', () => {
  const { of } = atPlant2(
    {
      item_locations: [{ item_id: '4711', location_id: 'P2', holding_cost_rate: 0.1 }],
      items: [{ item_id: '4711', uom: 'PCE', unit_cost: 50 }],
      purchase_orders: [purchase('1', 100, '2027-03-09')],
      sales_orders: [order('SO-1', 100, '2027-05-21')],
    },
    LONG,
  );
  assert.equal(of('reschedule_out')[0].value_at_risk, 100);
});

test('what a contract keeps is an excess with that reason, in the case of the surplus', () => {
  const { of, cases } = atPlant2(
    {
      sourcing: [buyHub({ firm_days: 10, material_days: 30, flex_down_percent: 20 })],
      purchase_orders: ['2027-03-06', '2027-03-16', '2027-04-10'].map((date, i) =>
        purchase(`${i + 1}`, 1000, date),
      ),
      sales_orders: ['2027-03-06', '2027-03-16', '2027-04-10'].map((date, i) =>
        order(`SO-${i + 1}`, 500, date),
      ),
    },
    LONG,
  );
  const [kept] = of('excess_stock');
  assert.equal(kept.quantity, 300);
  assert.match(
    kept.message,
    /keeps 300 PCE that nothing needs: the contract does not let PO 1\/10/,
  );
  assert.equal(
    of('reschedule_out')[0].message,
    'Reduce PO 2/10 from Kessler by 200 PCE to 800 PCE: nothing needs the rest of Hub 4711; ' +
      'holding costs 41 EUR',
  );
  assert.match(of('cancel_supply')[0].message, /^Cancel PO 3\/10 from Kessler of 10 Apr: nothing/);
  assert.equal(cases.length, 1);
  assert.equal(cases[0].exceptions.length, 3);
});

test('all that is due for release at an item-location today is one exception', () => {
  const { of } = atPlant2({
    sourcing: [buyHub({ max_lot: 50 })],
    sales_orders: [order('SO-1', 120, '2027-03-21')],
  });
  const [only, ...others] = of('release_due');
  assert.deepEqual(others, []);
  assert.equal(
    only.message,
    'Release 3 planned orders today: 120 PCE of Hub 4711 at Plant 2, received by 21 Mar',
  );
  assert.equal(only.severity, 'low');
});

test('what is released too late hangs on the hole that it leaves', () => {
  const { of, cases } = atPlant2({
    inventory: [stock(10)],
    sales_orders: [order('SO-1', 60, '2027-03-10')],
  });
  const [only] = of('release_due');
  assert.equal(only.severity, 'critical');
  assert.match(only.message, /^Release 1 planned order today, too late for the need: 50 PCE/);
  assert.equal(cases.length, 1);
  assert.equal(cases[0].exceptions.length, 3);
});

test('inside the fence the open order is to be increased', () => {
  const { of } = atPlant2({
    sourcing: [buyHub({ lead_time_days: 1 })],
    item_locations: [{ item_id: '4711', location_id: 'P2', planning_time_fence_days: 5 }],
    purchase_orders: [purchase('1', 30, '2027-03-02')],
    sales_orders: [order('SO-1', 50, '2027-03-03')],
  });
  assert.match(
    of('release_due')[0].message,
    /^Increase PO 1\/10 from Kessler by 20 PCE to 50 PCE:/,
  );
});

test('an order that is past due is brought forward from the day on which it is expected', () => {
  const { of } = atPlant2({
    production_orders: [
      {
        order_id: '77',
        item_id: '4711',
        location_id: 'P2',
        quantity: 60,
        due_date: '2027-02-24',
      },
    ],
    sales_orders: [order('SO-1', 7, '2027-03-01')],
  });
  const [early] = of('reschedule_in');
  assert.deepEqual([early.first_date, early.last_date], ['2027-03-01', '2027-03-02']);
  assert.match(early.message, /wanted from 1 Mar and coming on 2 Mar/);
});
