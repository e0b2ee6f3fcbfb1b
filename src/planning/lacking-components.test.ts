import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRow } from '../model/fact-fixture.ts';
import { NEVER } from '../model/network.ts';
import { formatDay, parseDay } from '../units/day.ts';
import { lackUsableDay } from './lacking-components.ts';
import { traceLateness } from './lateness.ts';
import { planned } from './plan-fixture.ts';

const day = (n: number) => formatDay(parseDay('2027-03-01') + n);
const at = (rows: FixtureRow[]) => rows.map((row) => ({ location_id: 'P', ...row }));

/** 'phantom's need held: component quantity: wanted -> usable' of each late part. */
function lacking(bom: FixtureRow[], stock: Record<string, number>): string[] {
  const plan = planned({
    items: ['DRIVE', 'GROUP', 'CORE', 'MAGNET', 'SLEEVE'].map((item_id) => ({ item_id })),
    item_locations: at([{ item_id: 'SLEEVE', planning_method: 'none' }]),
    bom,
    inventory: at(Object.entries(stock).map(([item_id, quantity]) => ({ item_id, quantity }))),
    purchase_orders: at([
      {
        order_id: 'PO',
        item_id: 'MAGNET',
        quantity: 900,
        requested_date: day(8),
        confirmed_date: day(8),
      },
    ]),
    production_orders: at([
      {
        order_id: 'W1',
        item_id: 'DRIVE',
        quantity: 60,
        start_date: day(3),
        due_date: day(5),
      },
    ]),
  });
  const { network } = plan;
  const late = traceLateness(plan);
  const name = (node: number) => network.items.id[network.nodes.item[node]];
  return Array.from({ length: late.count }, (_, part) => {
    const usable = lackUsableDay(network, late, part);
    const path = [...late.pathNode.subarray(late.pathStart[part], late.pathStart[part + 1])];
    return (
      `${late.quantity[part]}: ${name(late.lackNode[part])} ${late.lackQuantity[part]}: ` +
      `${late.lackDay[part]} -> ${usable >= NEVER ? 'never' : usable} by ${path.map(name)}`
    );
  });
}

const phantom = { item_id: 'DRIVE', component_item_id: 'GROUP', quantity_per: 1, phantom: true };

test('each component of a phantom that lacks is named, with what it holds up', () => {
  const bom = [
    phantom,
    { item_id: 'GROUP', component_item_id: 'MAGNET', quantity_per: 2, offset_days: 1 },
    { item_id: 'GROUP', component_item_id: 'SLEEVE', quantity_per: 1 },
  ];
  // 50 groups pass on: 100 magnets, 70 there; 50 sleeves, 45 there.
  assert.deepEqual(lacking(bom, { GROUP: 10, MAGNET: 70, SLEEVE: 45 }), [
    '15: MAGNET 30: 4 -> 8 by GROUP,MAGNET',
    '5: SLEEVE 5: 3 -> never by GROUP,SLEEVE',
  ]);
});

test('beneath two phantoms it is the part at the bottom that lacks', () => {
  const bom = [
    phantom,
    { item_id: 'GROUP', component_item_id: 'CORE', quantity_per: 2, phantom: true },
    { item_id: 'CORE', component_item_id: 'MAGNET', quantity_per: 3 },
  ];
  // 50 groups, 100 cores less 10: 270 magnets, 100 there; 170 hold 57 cores, those 29 groups.
  assert.deepEqual(lacking(bom, { GROUP: 10, CORE: 10, MAGNET: 100 }), [
    '29: MAGNET 170: 3 -> 8 by GROUP,MAGNET',
  ]);
});

test('a component of the order itself that lacks is its own part', () => {
  const bom = [{ item_id: 'DRIVE', component_item_id: 'MAGNET', quantity_per: 2 }];
  assert.deepEqual(lacking(bom, { MAGNET: 70 }), ['50: MAGNET 50: 3 -> 8 by MAGNET']);
});
