import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDay, parseDay } from '../units/day.ts';
import { nodeOf, planned } from './plan-fixture.ts';
import { createPlannedNeeds, gatherPlannedNeeds } from './planned-needs.ts';

const day = (n: number) => formatDay(parseDay('2027-03-01') + n);
const sold = (order_id: string, item_id: string, quantity: number, n: number) => ({
  order_id,
  item_id,
  location_id: 'P',
  quantity,
  requested_date: day(n),
});

/** 'parent day: quantity' of what planned orders need of an item, as gathered. */
function needsOf(plan: ReturnType<typeof planned>, item: string): string[] {
  const { items, nodes, sources } = plan.network;
  const needs = createPlannedNeeds(plan);
  gatherPlannedNeeds(needs, nodeOf(plan.network, item));
  return Array.from({ length: needs.count }, (_, i) => {
    const parent = sources.node[plan.planned.source[needs.order[i]]];
    return `${items.id[nodes.item[parent]]} ${needs.day[i]}: ${needs.quantity[i]}`;
  });
}

test('needs come by planned order: two lines of one parent take turns', () => {
  const made = (item_id: string) => ({
    source_id: `M-${item_id}`,
    item_id,
    location_id: 'P',
    kind: 'make',
    lead_time_days: 0,
  });
  const uses = (item_id: string, line: number, quantity_per: number, offset_days: number) => ({
    item_id,
    line,
    component_item_id: 'SCREW',
    quantity_per,
    offset_days,
  });
  const plan = planned({
    items: ['DRIVE', 'GROUP', 'SCREW'].map((item_id) => ({ item_id })),
    sourcing: [made('DRIVE'), made('GROUP')],
    bom: [
      { item_id: 'DRIVE', line: 1, component_item_id: 'GROUP', quantity_per: 1 },
      uses('GROUP', 1, 5, 0),
      uses('DRIVE', 2, 2, 1),
      uses('DRIVE', 3, 4, 0),
    ],
    sales_orders: [sold('A', 'DRIVE', 10, 4), sold('B', 'DRIVE', 20, 8)],
  });
  assert.deepEqual(needsOf(plan, 'SCREW'), [
    'DRIVE 5: 20',
    'DRIVE 4: 40',
    'DRIVE 9: 40',
    'DRIVE 8: 80',
    'GROUP 4: 50',
    'GROUP 8: 100',
  ]);
  assert.deepEqual(needsOf(plan, 'DRIVE'), []);
});
