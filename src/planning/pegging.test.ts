import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDay, parseDay } from '../units/day.ts';
import { traceLateness } from './lateness.ts';
import { ROOT_SUPPLY } from './lateness-types.ts';
import {
  PEG_DEMAND_LINE,
  PEG_NONE,
  PEG_OPEN_SUPPLY,
  PEG_STOCK,
  PEG_SURPLUS,
  pegNode,
} from './pegging.ts';
import { balancesOf, nodeOf, planned } from './plan-fixture.ts';

const day = (n: number) => formatDay(parseDay('2027-03-01') + n);

test('first in, first out: stock and receipts serve demand in its order of service', () => {
  const plan = planned({
    items: [{ item_id: 'HUB' }],
    inventory: [{ item_id: 'HUB', location_id: 'P', quantity: 30 }],
    purchase_orders: [
      {
        order_id: 'PO',
        item_id: 'HUB',
        location_id: 'P',
        quantity: 50,
        requested_date: day(4),
        confirmed_date: day(4),
      },
    ],
    sales_orders: [
      { order_id: 'B', item_id: 'HUB', location_id: 'P', quantity: 20, requested_date: day(2) },
      {
        order_id: 'A',
        item_id: 'HUB',
        location_id: 'P',
        quantity: 20,
        requested_date: day(2),
        priority: 1,
      },
    ],
  });
  const pegs = pegNode(plan, nodeOf(plan.network, 'HUB'));
  const rows = Array.from({ length: pegs.count }, (_, i) => [
    pegs.supplyKind[i],
    pegs.demandKind[i],
    pegs.quantity[i],
    pegs.supplyDay[i],
  ]);
  assert.deepEqual(rows, [
    [PEG_STOCK, PEG_DEMAND_LINE, 20, 0],
    [PEG_STOCK, PEG_DEMAND_LINE, 10, 0],
    [PEG_OPEN_SUPPLY, PEG_DEMAND_LINE, 10, 4],
    [PEG_OPEN_SUPPLY, PEG_SURPLUS, 40, 4],
  ]);
});

test('a late component makes the order above late; the chain ends in its purchase', () => {
  const plan = planned({
    items: [{ item_id: 'GEARBOX' }, { item_id: 'HUB' }],
    sourcing: [
      { source_id: 'M', item_id: 'GEARBOX', location_id: 'P', kind: 'make', lead_time_days: 2 },
    ],
    bom: [{ item_id: 'GEARBOX', component_item_id: 'HUB', quantity_per: 1 }],
    purchase_orders: [
      {
        order_id: 'PO',
        item_id: 'HUB',
        location_id: 'P',
        quantity: 10,
        requested_date: day(5),
        confirmed_date: day(12),
      },
    ],
    sales_orders: [
      {
        order_id: 'SO',
        item_id: 'GEARBOX',
        location_id: 'P',
        quantity: 10,
        requested_date: day(7),
      },
    ],
  });
  const late = traceLateness(plan);
  assert.equal(late.count, 1);
  assert.equal(late.feasibleDay[0], 14);
  assert.equal(late.rootKind[0], ROOT_SUPPLY);
  const path = [...late.pathNode].map(
    (node) => plan.network.items.id[plan.network.nodes.item[node]],
  );
  assert.deepEqual(path, ['GEARBOX', 'HUB']);
  assert.deepEqual([...late.pathDay], [7, 5]);
});

test('what is kept for a customer goes first, in the balance as in the pegs', () => {
  const lot = { item_id: 'A', location_id: 'P' };
  const plan = planned({
    items: [{ item_id: 'A' }],
    customers: [{ customer_id: 'C' }],
    inventory: [
      { ...lot, quantity: 3, stock_kind: 'customer_reserved', reserved_for: 'C' },
      { ...lot, quantity: 1, batch: 'B', expiry_date: '2027-03-02' },
    ],
    sales_orders: [
      { order_id: '1', ...lot, customer_id: 'C', quantity: 1, requested_date: '2027-03-01' },
      { order_id: '2', ...lot, customer_id: 'C', quantity: 3, requested_date: '2027-03-02' },
    ],
  });
  assert.deepEqual(balancesOf(plan, 'A', [0, 1]), [1, -1]); // the batch goes unused
  const pegs = pegNode(plan, nodeOf(plan.network, 'A'));
  const unserved = pegs.supplyKind.indexOf(PEG_NONE);
  assert.equal(pegs.quantity[unserved], 1);
});
