// Clear to build: what an order lacks on the day, and what today's stock is enough for.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BuildableRow } from '../../contract/buildable-document.ts';
import type { FixtureRows } from '../../model/fact-fixture.ts';
import { planned } from '../planned-fixture.ts';
import { buildableDocument } from './buildable-document.ts';

const place = { location_id: 'W' };
const shop: FixtureRows = {
  items: [{ item_id: 'A' }, { item_id: 'C' }],
  locations: [place],
  item_locations: [
    { item_id: 'A', ...place, planning_method: 'none' },
    { item_id: 'C', ...place, planning_method: 'none' },
  ],
  bom: [{ item_id: 'A', ...place, component_item_id: 'C', line: '1', quantity_per: 2 }],
  sourcing: [{ source_id: 'MAKE', item_id: 'A', ...place, kind: 'make', lead_time_days: 3 }],
};

function orders(rows: FixtureRows): BuildableRow[] {
  return [...buildableDocument(planned({ ...shop, ...rows })).orders];
}

const stockOfC = (quantity: number) => [{ item_id: 'C', ...place, quantity }];

function order(more: Record<string, string | number>) {
  return {
    order_id: 'PR1',
    item_id: 'A',
    ...place,
    quantity: 100,
    start_date: '2027-03-03',
    due_date: '2027-03-08',
    ...more,
  };
}

test('order 100, 40 done, C required 200, issued 150, stock 30: not clear, 20 missing', () => {
  const [row] = orders({
    inventory: stockOfC(30),
    production_orders: [
      order({ stage: 'started', completed_quantity: 40, start_date: '2027-02-24' }),
    ],
    order_components: [
      {
        order_id: 'PR1',
        component_item_id: 'C',
        required_quantity: 200,
        issued_quantity: 150,
        date: '2027-02-24',
      },
    ],
  });
  assert.deepEqual(row, {
    order_id: 'PR1',
    item_id: 'A',
    location_id: 'W',
    start_date: '2027-02-24',
    open_quantity: 60,
    buildable_quantity: 50,
    clear: false,
    missing: [
      {
        component_item_id: 'C',
        location_id: 'W',
        quantity: 20,
        available_date: null,
        supply: null,
      },
    ],
  });
});

test('what is missing names the supply that brings it, and when', () => {
  const [row] = orders({
    inventory: stockOfC(150),
    production_orders: [order({})],
    purchase_orders: [
      { order_id: 'PO1', item_id: 'C', ...place, quantity: 60, confirmed_date: '2027-03-05' },
    ],
  });
  assert.equal(row.clear, false);
  assert.equal(row.buildable_quantity, 75);
  assert.deepEqual(row.missing, [
    {
      component_item_id: 'C',
      location_id: 'W',
      quantity: 50,
      available_date: '2027-03-05',
      supply: { kind: 'purchase_order', id: 'PO1/1/1' },
    },
  ]);
});

test('what comes before the start is not missing, though none could be built now', () => {
  const [row] = orders({
    production_orders: [order({ start_date: '2027-03-08' })],
    purchase_orders: [
      { order_id: 'PO1', item_id: 'C', ...place, quantity: 200, confirmed_date: '2027-03-05' },
    ],
  });
  assert.equal(row.clear, true);
  assert.deepEqual(row.missing, []);
  assert.equal(row.buildable_quantity, 0);
});

test('orders share stock in order of start date, and later ones are not listed', () => {
  const rows = orders({
    inventory: stockOfC(250),
    production_orders: [
      order({ order_id: 'LATER', start_date: '2027-03-12', due_date: '2027-03-19' }),
      order({ order_id: 'SECOND', start_date: '2027-03-05' }),
      order({ order_id: 'FIRST', start_date: '2027-03-02' }),
    ],
  });
  assert.deepEqual(
    rows.map((row) => [row.order_id, row.buildable_quantity, row.clear]),
    [
      ['FIRST', 100, true],
      ['SECOND', 25, false],
    ],
  );
});

test('of a phantom’s components the stock counts', () => {
  const [row] = orders({
    items: [{ item_id: 'A' }, { item_id: 'P' }, { item_id: 'C' }],
    sourcing: [
      { source_id: 'MAKE', item_id: 'A', ...place, kind: 'make', lead_time_days: 3 },
      { source_id: 'MAKE-P', item_id: 'P', ...place, kind: 'make', lead_time_days: 0 },
    ],
    bom: [
      { item_id: 'A', ...place, component_item_id: 'P', line: '1', quantity_per: 1, phantom: true },
      { item_id: 'P', ...place, component_item_id: 'C', line: '1', quantity_per: 2 },
    ],
    inventory: stockOfC(120),
    production_orders: [order({})],
  });
  assert.equal(row.buildable_quantity, 60);
  assert.deepEqual(
    row.missing.map((each) => [each.component_item_id, each.quantity]),
    [['C', 80]],
  );
});

test('of a part that runs out the stock of its successor counts', () => {
  const [row] = orders({
    items: [
      { item_id: 'A' },
      { item_id: 'C', run_out: true, successor_item_id: 'D' },
      { item_id: 'D' },
    ],
    item_locations: [
      { item_id: 'A', ...place, planning_method: 'none' },
      { item_id: 'C', ...place, planning_method: 'mrp' },
      { item_id: 'D', ...place, planning_method: 'none' },
    ],
    inventory: [...stockOfC(20), { item_id: 'D', ...place, quantity: 100 }],
    production_orders: [order({})],
  });
  assert.equal(row.buildable_quantity, 60);
  assert.equal(row.clear, false);
});

/** Phantoms in `levels` of `width` parts each, every part of every part above it, over screws; a
 * piece of each phantom lies in stock, so that the running order's need stays with them. */
function phantoms(levels: number, width: number): FixtureRows {
  const id = (level: number, i: number) => `P${level}-${i}`;
  const all = Array.from({ length: levels * width }, (_, i) =>
    id(Math.floor(i / width), i % width),
  );
  const line = (item_id: string, component_item_id: string, phantom: boolean) => ({
    item_id,
    component_item_id,
    line: component_item_id,
    quantity_per: 1,
    phantom,
  });
  const parents = (level: number) =>
    level === 0 ? ['A'] : Array.from({ length: width }, (_, i) => id(level - 1, i));
  const bom = all.flatMap((child, at) =>
    parents(Math.floor(at / width)).map((parent) => line(parent, child, true)),
  );
  const last = Array.from({ length: width }, (_, i) => line(id(levels - 1, i), 'C', false));
  return {
    items: ['A', 'C', ...all].map((item_id) => ({ item_id })),
    item_locations: [],
    bom: [...bom, ...last],
    inventory: [...all.map((item_id) => ({ item_id, ...place, quantity: 1 })), ...stockOfC(50)],
    production_orders: [order({})],
  };
}

test('thousands of nested phantoms, and diamonds of them, are followed to the screws', () => {
  const [deep] = orders(phantoms(3000, 1));
  assert.equal(deep.buildable_quantity, 100); // a piece of each of 3,000 lies there
  const [shallow] = orders(phantoms(20, 1));
  assert.equal(shallow.buildable_quantity, 20 + 50);
  const [diamond] = orders(phantoms(40, 2));
  assert.equal(diamond.clear, false);
});
