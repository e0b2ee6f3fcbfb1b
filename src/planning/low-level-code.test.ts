import assert from 'node:assert/strict';
import { test } from 'node:test';
import { facts, settings } from '../model/fact-fixture.ts';
import { orderNodes } from './low-level-code.ts';
import { buildNetwork } from './network/build-network.ts';
import { balancesOf, nodeOf, ordersOf, planned } from './plan-fixture.ts';

const item = (item_id: string) => ({ item_id });
const make = (item_id: string, more = {}) => ({
  source_id: `make ${item_id}`,
  item_id,
  location_id: 'P',
  kind: 'make',
  lead_time_days: 0,
  ...more,
});
const line = (item_id: string, component_item_id: string, quantity_per = 1) => ({
  item_id,
  component_item_id,
  quantity_per,
});

test('a diamond bill of material of 42 levels is planned at once, exactly', () => {
  const levels = 42;
  const pairs = Array.from({ length: levels }, (_, n) => [`L${n}`, `R${n}`] as const);
  const plan = planned({
    items: [item('TOP'), ...pairs.flatMap((pair) => pair.map(item))],
    sourcing: [make('TOP'), ...pairs.slice(0, -1).flatMap((pair) => pair.map((id) => make(id)))],
    bom: [
      line('TOP', 'L0'),
      line('TOP', 'R0'),
      ...pairs
        .slice(1)
        .flatMap(([left, right], n) =>
          pairs[n].flatMap((parent) => [line(parent, left), line(parent, right)]),
        ),
    ],
    sales_orders: [
      {
        order_id: 'SO',
        item_id: 'TOP',
        location_id: 'P',
        quantity: 1,
        requested_date: '2027-03-05',
      },
    ],
  });
  assert.deepEqual(balancesOf(plan, 'L41', [3, 4]), [0, -(2 ** 41)]);
});

test('a cycle of bills of material is named in full and left out; all else is planned', () => {
  const plan = planned({
    items: ['A', 'B', 'C', 'FREE'].map(item),
    sourcing: ['A', 'B', 'C', 'FREE'].map((id) => make(id)),
    bom: [line('A', 'B'), line('B', 'C'), line('C', 'A')],
    sales_orders: ['A', 'FREE'].map((item_id, n) => ({
      order_id: `SO${n}`,
      item_id,
      location_id: 'P',
      quantity: 5,
      requested_date: '2027-03-03',
    })),
  });
  const [diagnostic] = plan.diagnostics;
  assert.match(diagnostic!.message, /A at P -> B at P -> C at P -> A at P/);
  assert.equal(plan.leftOut[nodeOf(plan.network, 'B')], 1);
  assert.deepEqual(ordersOf(plan, 'A'), []);
  assert.deepEqual(ordersOf(plan, 'FREE'), ['5: 2 -> 2']);
});

test('two plants that supply each other: one transfer is left out, both are planned', () => {
  const transfer = (location_id: string, from_location_id: string) => ({
    ...make('X', { kind: 'transfer', priority: 2, from_location_id, location_id }),
    source_id: `to ${location_id}`,
  });
  const { network } = buildNetwork(
    facts({
      items: [item('X')],
      locations: [{ location_id: 'P' }, { location_id: 'Q' }],
      sourcing: [
        { ...make('X', { priority: 1 }), source_id: 'at P' },
        { ...make('X', { priority: 1, location_id: 'Q' }), source_id: 'at Q' },
        transfer('P', 'Q'),
        transfer('Q', 'P'),
      ],
    }),
    settings(),
  );
  const order = orderNodes(network);
  const cut = network.sources.id.filter((_, source) => order.cutSources[source] === 1);
  assert.deepEqual(cut, ['to Q']);
  assert.deepEqual([...order.leftOut], [0, 0]);
});
