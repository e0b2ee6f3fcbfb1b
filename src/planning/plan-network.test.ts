import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FixtureRows, facts, settings } from '../model/fact-fixture.ts';
import { buildNetwork } from './network/build-network.ts';
import { preparePlan, runPlan } from './plan-network.ts';

const place = { location_id: 'P' };
const made = (id: string) => ({
  source_id: `S-${id}`,
  item_id: id,
  ...place,
  kind: 'make',
  lead_time_days: 1,
});

/** Two items that go into each other: the cycle is cut, one is planned before its consumer. */
const cycle = (ordered: number): FixtureRows => ({
  items: [{ item_id: 'A' }, { item_id: 'B' }],
  locations: [place],
  customers: [{ customer_id: 'C' }],
  sourcing: [made('A'), made('B')],
  bom: [
    { item_id: 'A', component_item_id: 'B', line: '1', quantity_per: 1 },
    { item_id: 'B', component_item_id: 'A', line: '1', quantity_per: 1 },
  ],
  sales_orders: ['A', 'B'].map((id) => ({
    order_id: id,
    line: '10',
    customer_id: 'C',
    item_id: id,
    ...place,
    quantity: ordered,
    requested_date: '2027-03-20',
  })),
});

test('memory of an earlier plan is used again without its orders', () => {
  const network = (ordered: number) => buildNetwork(facts(cycle(ordered)), settings()).network;
  const earlier = preparePlan(network(900));
  runPlan(earlier);
  const prepared = preparePlan(network(5), earlier.netting);
  assert.deepEqual([...prepared.netting.planned.countOfNode], [0, 0]);
  const used = runPlan(prepared).planned;
  const fresh = runPlan(preparePlan(network(5))).planned;
  const orders = (planned: typeof used) => [
    planned.count,
    [...planned.quantity.slice(0, planned.count)],
    [...planned.countOfNode],
  ];
  assert.deepEqual(orders(used), orders(fresh));
});
