// Pegging on the wire: exact on both sides, through phantoms, in the contract's order.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRows } from '../../model/fact-fixture.ts';
import { planned } from '../planned-fixture.ts';
import { peggingRows } from './pegging-rows.ts';
import { namePlannedOrders } from './planned-order-names.ts';

const place = { location_id: 'W' };

/** One line a peg: "40 of A: inventory A/W on 03-01 -> sales_order SO1 on 03-04". */
function pegs(rows: FixtureRows): string[] {
  const { intake, plan } = planned({ locations: [place], ...rows });
  return [...peggingRows(intake.facts, plan, namePlannedOrders(plan))].map((row) => {
    const end = ({ kind, id, date }: { kind: string; id: string; date: string | null }): string =>
      `${kind} ${id} ${date === null ? 'undated' : date.slice(5)}`;
    return `${row.quantity} ${row.item_id}: ${end(row.supply)} -> ${end(row.demand)}`;
  });
}

test('a phantom’s components are pegged to the order they are built into', () => {
  const found = pegs({
    items: [{ item_id: 'FG' }, { item_id: 'P' }, { item_id: 'C1' }],
    sourcing: [
      { source_id: 'M1', item_id: 'FG', ...place, kind: 'make', lead_time_days: 2 },
      { source_id: 'M2', item_id: 'P', ...place, kind: 'make', lead_time_days: 0 },
    ],
    bom: [
      {
        item_id: 'FG',
        ...place,
        component_item_id: 'P',
        line: '1',
        quantity_per: 1,
        phantom: true,
      },
      { item_id: 'P', ...place, component_item_id: 'C1', line: '1', quantity_per: 2 },
    ],
    inventory: [
      { item_id: 'P', ...place, quantity: 30 },
      { item_id: 'C1', ...place, quantity: 200 },
    ],
    sales_orders: [
      { order_id: 'SO1', item_id: 'FG', ...place, quantity: 100, requested_date: '2027-03-13' },
    ],
  });
  assert.deepEqual(found, [
    '140 C1: inventory C1/W///// 03-01 -> planned_order make:FG:W:1 03-11',
    '30 P: inventory P/W///// 03-01 -> planned_order make:FG:W:1 03-11',
    '100 FG: planned_order make:FG:W:1 03-13 -> sales_order SO1/1/1 03-13',
    '60 C1: inventory C1/W///// 03-01 -> surplus C1/W undated',
  ]);
});

test('two orders that pass through one phantom share its component in proportion', () => {
  const found = pegs({
    items: [{ item_id: 'F' }, { item_id: 'G' }, { item_id: 'P' }, { item_id: 'C' }],
    sourcing: [
      { source_id: 'MF', item_id: 'F', ...place, kind: 'make', lead_time_days: 1 },
      { source_id: 'MG', item_id: 'G', ...place, kind: 'make', lead_time_days: 1 },
      { source_id: 'MP', item_id: 'P', ...place, kind: 'make', lead_time_days: 0 },
    ],
    bom: [
      { item_id: 'F', ...place, component_item_id: 'P', line: '1', quantity_per: 1, phantom: true },
      { item_id: 'G', ...place, component_item_id: 'P', line: '1', quantity_per: 1, phantom: true },
      { item_id: 'P', ...place, component_item_id: 'C', line: '1', quantity_per: 3 },
    ],
    inventory: [{ item_id: 'C', ...place, quantity: 45 }],
    sales_orders: [
      { order_id: 'S1', item_id: 'F', ...place, quantity: 10, requested_date: '2027-03-05' },
      { order_id: 'S2', item_id: 'G', ...place, quantity: 5, requested_date: '2027-03-05' },
    ],
  });
  assert.deepEqual(
    found.filter((peg) => peg.includes(' C: ')),
    [
      '30 C: inventory C/W///// 03-01 -> planned_order make:F:W:1 03-04',
      '15 C: inventory C/W///// 03-01 -> planned_order make:G:W:1 03-04',
    ],
  );
});

test('what nothing supplies is not listed, what expires is surplus on the day it is lost', () => {
  const found = pegs({
    items: [{ item_id: 'A' }],
    inventory: [{ item_id: 'A', ...place, batch: 'B1', quantity: 8, expiry_date: '2027-03-04' }],
    sales_orders: [
      { order_id: 'S1', item_id: 'A', ...place, quantity: 5, requested_date: '2027-03-02' },
      { order_id: 'S2', item_id: 'A', ...place, quantity: 9, requested_date: '2027-03-20' },
    ],
  });
  assert.equal(found.length, 2);
  assert.equal(found[0], '5 A: inventory A/W/////B1 03-01 -> sales_order S1/1/1 03-02');
  assert.match(found[1], /^3 A: inventory A\/W\/\/\/\/\/B1 03-01 -> surplus A\/W 03-0[45]$/);
});

test('needs that pass to a successor are each pegged whole, in turn, whatever supplies it', () => {
  const found = pegs({
    items: [
      { item_id: 'OLD', successor_item_id: 'NEW', run_out: true },
      { item_id: 'NEW', uom: 'KGM' },
    ],
    sourcing: [{ source_id: 'N', item_id: 'NEW', ...place, kind: 'buy', lead_time_days: 0 }],
    inventory: [{ item_id: 'NEW', ...place, quantity: 2.345 }],
    sales_orders: [
      { order_id: 'S1', item_id: 'OLD', ...place, quantity: 60, requested_date: '2027-03-05' },
      { order_id: 'S2', item_id: 'OLD', ...place, quantity: 25, requested_date: '2027-03-05' },
    ],
  });
  assert.deepEqual(
    found.map((peg) => peg.replace(/inventory NEW\S+/, 'stock')),
    [
      '2.345 NEW: stock 03-01 -> sales_order S1/1/1 03-05',
      '57.655 NEW: planned_order buy:NEW:W:1 03-05 -> sales_order S1/1/1 03-05',
      '25 NEW: planned_order buy:NEW:W:1 03-05 -> sales_order S2/1/1 03-05',
    ],
  );
});

test('a chain of thousands of phantoms is pegged to the order that it serves', () => {
  const length = 3000;
  const id = (level: number) => `I${String(level).padStart(4, '0')}`;
  const levels = Array.from({ length }, (_, level) => level);
  const found = pegs({
    items: levels.map((level) => ({ item_id: id(level) })),
    sourcing: levels.map((level) => ({
      source_id: `S${level}`,
      item_id: id(level),
      ...place,
      kind: 'make',
      lead_time_days: 0,
    })),
    bom: levels.slice(1).map((level) => ({
      item_id: id(level - 1),
      component_item_id: id(level),
      line: '1',
      quantity_per: 1,
      phantom: level < length - 1,
    })),
    inventory: levels.slice(1).map((level) => ({ item_id: id(level), ...place, quantity: 1 })),
    sales_orders: [
      { order_id: 'S', item_id: id(0), ...place, quantity: 4000, requested_date: '2027-03-05' },
    ],
  });
  const last = found.filter((peg) => peg.includes(` ${id(length - 1)}: planned`));
  assert.deepEqual(last.length, 1);
  assert.match(last[0], /^1001 .* -> planned_order make:I0000:W:1 03-05$/);
});
