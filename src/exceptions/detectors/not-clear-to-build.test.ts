import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRows } from '../../model/fact-fixture.ts';
import { atPlant2, purchase, stock } from '../detection-fixture.ts';

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
