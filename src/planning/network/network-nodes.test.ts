import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOT_PERIOD, METHOD_MIN_MAX, METHOD_MRP } from '../../model/network.ts';
import { day, network } from './network-fixture.ts';

test('what a row names is planned: mrp, lot for lot, no safety stock, no fence', () => {
  const built = network({ inventory: [{ item_id: 'A', quantity: 1 }] });
  const { nodes } = built.network;
  assert.equal(nodes.method[0], METHOD_MRP);
  assert.equal(nodes.lotSizeRule[0], 0);
  assert.deepEqual(
    [nodes.safetyStock[0], nodes.planningFenceDays[0], nodes.goodsReceiptDays[0]],
    [0, 0, 0],
  );
  assert.equal(nodes.rescheduleHorizonDays[0], -1);
  assert.ok(Number.isNaN(nodes.lotSize[0]!));
});

test("an item_locations row gives its parameters, in the item's smallest units", () => {
  const built = network({
    items: [{ item_id: 'A', uom: 'KGM' }],
    item_locations: [
      {
        item_id: 'A',
        planning_method: 'min_max',
        safety_stock: 1.5,
        max_stock: 20,
        lot_size_rule: 'period',
        planning_time_fence_days: 5,
        planner: 'MEIER',
      },
    ],
  });
  const { nodes } = built.network;
  assert.equal(nodes.method[0], METHOD_MIN_MAX);
  assert.equal(nodes.lotSizeRule[0], LOT_PERIOD);
  assert.deepEqual(
    [nodes.safetyStock[0], nodes.maxStock[0], nodes.periodDays[0]],
    [1500, 20000, 7],
  );
  assert.deepEqual([nodes.planningFenceDays[0], nodes.planner[0]], [5, 'MEIER']);
});

test('components where the parent is made, senders, provided parts, nothing of the past', () => {
  const source = { item_id: 'FG', lead_time_days: 1 };
  const built = network({
    sourcing: [
      { ...source, source_id: 'M1', kind: 'make' },
      { ...source, source_id: 'T1', kind: 'transfer', location_id: 'W1', from_location_id: 'P1' },
      { ...source, source_id: 'B1', kind: 'buy', location_id: 'P2' },
    ],
    bom: [
      { item_id: 'FG', component_item_id: 'C', quantity_per: 1 },
      { item_id: 'FG', component_item_id: 'PROVIDED', quantity_per: 1, source_id: 'B1' },
      { item_id: 'FG', component_item_id: 'FG', quantity_per: 1 },
    ],
    deliveries: [
      {
        direction: 'outbound',
        delivery_id: 'D',
        item_id: 'FG',
        location_id: 'P9',
        quantity: 1,
        actual_date: day(-1),
      },
    ],
    demand_history: [{ item_id: 'FG', location_id: 'P8', date: day(-9), quantity: 1 }],
  });
  const { nodes, items, locations } = built.network;
  const names = Array.from({ length: nodes.count }, (_, node) => {
    return `${items.id[nodes.item[node]!]} ${locations.id[nodes.location[node]!]}`;
  });
  assert.deepEqual(names, ['C P1', 'FG P1', 'FG P2', 'FG W1', 'PROVIDED P1', 'PROVIDED P2']);
});
