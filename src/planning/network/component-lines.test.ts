import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day, network } from './network-fixture.ts';

const make = { source_id: 'M', item_id: 'FG', kind: 'make', lead_time_days: 2 };
const line = { item_id: 'FG', component_item_id: 'C', quantity_per: 2 };

test('scrap of the line and assembly scrap of the parent, in exact whole numbers', () => {
  const built = network({
    sourcing: [make],
    item_locations: [{ item_id: 'FG', assembly_scrap_percent: 5 }],
    bom: [{ ...line, scrap_percent: 10 }],
  });
  assert.deepEqual(built.components('M'), [['C', 231, 100]]);
});

test('substitutes and the line of the parent itself are left out; rework is said once', () => {
  const built = network({
    sourcing: [make],
    bom: [
      line,
      { ...line, line: '2', component_item_id: 'D', substitute_for_line: '1' },
      { ...line, line: '3', component_item_id: 'FG' },
      { ...line, line: '4', component_item_id: 'FG' },
    ],
  });
  assert.deepEqual(built.components('M'), [['C', 2, 1]]);
  assert.deepEqual(built.rules(), ['bom_rework']);
});

test("a bill of one location or source holds for no other; a location's own line wins", () => {
  const built = network({
    sourcing: [make, { ...make, source_id: 'N' }, { ...make, source_id: 'O', location_id: 'P2' }],
    bom: [
      line,
      { ...line, component_item_id: 'D', location_id: 'P2' },
      { ...line, component_item_id: 'E', source_id: 'N' },
      { ...line, location_id: 'P2', quantity_per: 3 },
    ],
  });
  assert.deepEqual(built.components('M'), [['C', 2, 1]]);
  assert.deepEqual(built.components('N'), [
    ['C', 2, 1],
    ['E', 2, 1],
  ]);
  assert.deepEqual(built.components('O'), [
    ['C', 3, 1],
    ['D', 2, 1],
  ]);
});

test('a bought item needs only what its supplier is provided with', () => {
  const built = network({
    sourcing: [{ ...make, source_id: 'B', kind: 'buy' }],
    bom: [line, { ...line, component_item_id: 'PROVIDED', source_id: 'B' }],
  });
  assert.deepEqual(built.components('B'), [['PROVIDED', 2, 1]]);
});

test('a made item without a bill is said, a line with nothing per piece needs nothing', () => {
  const built = network({ sourcing: [make], bom: [{ ...line, quantity_per: 0 }] });
  assert.equal(built.network.components.count, 0);
  assert.deepEqual(built.rules(), ['make_without_bom']);
});

test('base quantity and yield of 0 are faults of the line: 1 and 100 are taken', () => {
  const built = network({
    sourcing: [make],
    bom: [{ ...line, base_quantity: 0, yield_percent: 0 }],
  });
  assert.deepEqual(built.components('M'), [['C', 2, 1]]);
  assert.deepEqual(built.rules(), ['bom_division_by_zero']);
});

test('dates, offset and fixed quantity of a line are kept; what has run out is not', () => {
  const built = network({
    sourcing: [make],
    bom: [
      { ...line, valid_from: day(9), offset_days: 1, fixed_quantity: 3 },
      { ...line, component_item_id: 'OLD', valid_to: day(-1) },
    ],
  });
  const { components, asOf } = built.network;
  assert.equal(components.count, 1);
  assert.deepEqual(
    [components.validFrom[0], components.offsetDays[0], components.fixed[0]],
    [asOf + 9, 1, 3],
  );
});
