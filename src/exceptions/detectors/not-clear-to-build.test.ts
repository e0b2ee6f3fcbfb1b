import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRows } from '../../model/fact-fixture.ts';
import { formatDay, parseDay } from '../../units/day.ts';
import { atPlant2, detected, purchase, stock } from '../detection-fixture.ts';

function running(more: FixtureRows, stage = 'started', start = '2027-02-26') {
  return atPlant2({
    items: [
      { item_id: 'D', description: 'Drive', uom: 'PCE' },
      { item_id: '4711', description: 'Hub', uom: 'PCE' },
      { item_id: 'CAP', description: 'Cap', uom: 'PCE' },
    ],
    sourcing: [],
    production_orders: [
      {
        order_id: '77',
        stage,
        item_id: 'D',
        location_id: 'P2',
        quantity: 100,
        completed_quantity: 40,
        start_date: start,
        due_date: '2027-03-20',
      },
    ],
    inventory: [stock(30)],
    ...more,
  }).of('not_clear_to_build');
}

const hubs = {
  order_id: '77',
  component_item_id: '4711',
  location_id: 'P2',
  required_quantity: 200,
  issued_quantity: 150,
  date: '2027-03-01',
};

test('a running order that needs 50 of a component with 30 in stock lacks 20', () => {
  const [only] = running({ order_components: [hubs] });
  assert.deepEqual(only.subject, {
    component_item_id: '4711',
    location_id: 'P2',
    feed: 'production_orders',
    order_id: '77',
  });
  assert.deepEqual([only.quantity, only.last_date, only.severity], [20, null, 'medium']);
  assert.match(only.message, /^Production order 77 is not clear to build: 20 PCE of Hub 4711 miss/);
});

test('the component that comes last names the exception, the others are counted', () => {
  const caps = { ...hubs, line: '2', component_item_id: 'CAP', required_quantity: 160 };
  const [only, ...others] = running({
    order_components: [hubs, caps],
    purchase_orders: [
      purchase('1', 20, '2027-03-09'),
      purchase('2', 10, '2027-03-05', { item_id: 'CAP' }),
    ],
  });
  assert.deepEqual(others, []);
  assert.equal(only.last_date, '2027-03-09');
  assert.match(
    only.message,
    /20 PCE of Hub 4711 and 1 other component missing on 1 Mar, there from/,
  );
});

test('an order that starts after `buildable_days` is not looked at yet', () => {
  const later = { ...hubs, issued_quantity: 0, date: '2027-03-12' };
  assert.equal(running({ order_components: [later] }, 'released', '2027-03-12').length, 0);
  const soon = { ...later, date: '2027-03-11' };
  assert.equal(running({ order_components: [soon] }, 'released', '2027-03-11').length, 1);
});

test('below a phantom the component that lacks is named, with its cause and whom it hurts', () => {
  const day = (n: number) => formatDay(parseDay('2027-03-01') + n);
  const here = { location_id: 'P' };
  const bom = [
    { item_id: 'DRIVE', component_item_id: 'GROUP', quantity_per: 1, phantom: true },
    { item_id: 'GROUP', component_item_id: 'MAGNET', quantity_per: 2 },
  ];
  // 60 drives, 20 groups lie there: 80 magnets, 50 in stock. The 30 that come on day 8 hold up 15
  // drives of a margin of 6.
  const { of } = detected({
    items: [
      { item_id: 'DRIVE', unit_cost: 4, unit_price: 10 },
      { item_id: 'GROUP' },
      { item_id: 'MAGNET' },
    ],
    locations: [here],
    bom,
    inventory: [
      { ...here, item_id: 'GROUP', quantity: 20 },
      { ...here, item_id: 'MAGNET', quantity: 50 },
    ],
    purchase_orders: [
      {
        ...here,
        order_id: 'PO',
        item_id: 'MAGNET',
        quantity: 30,
        requested_date: day(8),
        confirmed_date: day(8),
      },
    ],
    production_orders: [
      {
        ...here,
        order_id: 'W1',
        item_id: 'DRIVE',
        quantity: 60,
        start_date: day(3),
        due_date: day(5),
      },
    ],
    sales_orders: [
      { ...here, order_id: 'SO', item_id: 'DRIVE', quantity: 60, requested_date: day(5) },
    ],
  });
  const found = of('not_clear_to_build').map(({ subject, quantity, last_date, cause, ...rest }) => [
    subject.order_id,
    subject.component_item_id,
    quantity,
    last_date,
    cause?.key,
    rest.value_at_risk,
  ]);
  assert.deepEqual(found, [['W1', 'MAGNET', 30, day(8), 'PO/1/1', 90]]);
});
