// Names of exceptions and cases: by what they are about, and the same when rows move.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRows, FixtureSettings } from '../../model/fact-fixture.ts';
import { atPlant2, order, purchase, stock } from '../detection-fixture.ts';
import { createBaseNames, nameCause, nameException } from './base-names.ts';
import { nothingStands } from './standing.ts';

/** Names under one memory, replan after replan. */
function namer() {
  const { bases } = nothingStands();
  const names = createBaseNames(bases);
  return (rows: FixtureRows, given: FixtureSettings = {}) => {
    const { detected, cases } = atPlant2(rows, given);
    const { detection, exceptions } = detected;
    return {
      exceptions: exceptions.map((each) => bases.texts[nameException(names, detection, each)]),
      cases: detected.cases.map(
        ({ cause }) => bases.texts[nameCause(names, detection, detection.causes.list[cause])],
      ),
      ids: cases.map(({ id }) => id),
    };
  };
}

const LATE: FixtureRows = {
  inventory: [stock(20)],
  sales_orders: [order('55', 100, '2027-03-08')],
  purchase_orders: [purchase('45', 500, '2027-03-20')],
};

test('a name is the code and the key of what it is about', () => {
  const { exceptions } = namer()(LATE);
  assert.ok(exceptions.includes('projected_stockout:4711/P2'));
  assert.ok(exceptions.includes('demand_at_risk:sales_orders/55/10/1'));
  assert.ok(exceptions.includes('supply_late:purchase_orders/45/10/1'));
});

test('a case goes by the id that the plan gives it', () => {
  const { cases, ids } = namer()(LATE);
  assert.ok(ids.length > 0);
  assert.deepEqual(cases, ids);
});

test('rows that move to other places keep their names', () => {
  const name = namer();
  const before = name(LATE);
  const moved = name({
    ...LATE,
    sales_orders: [order('11', 1, '2027-03-29'), order('55', 100, '2027-03-08')],
    purchase_orders: [purchase('12', 1, '2027-03-02'), purchase('45', 500, '2027-03-20')],
    items: [{ item_id: '0001' }, { item_id: '4711', unit_cost: 5, unit_price: 15 }],
  });
  assert.ok(before.exceptions.every((each) => moved.exceptions.includes(each)));
  assert.deepEqual(name(LATE), before);
});

test('a call-off is the same when the next release repeats it', () => {
  const name = namer();
  const called = (release: string) =>
    name({
      call_offs: [
        {
          customer_id: 'N',
          item_id: '4711',
          location_id: 'P2',
          release_id: release,
          date: '2027-03-08',
          quantity: 50,
        },
      ],
    }).exceptions.filter((each) => each.startsWith('demand_at_risk'));
  assert.equal(called('R1').length, 1);
  assert.deepEqual(called('R1'), called('R2'));
});

test('keys with slashes and marks never name two things alike', () => {
  const { exceptions } = namer()({
    sales_orders: [
      order('A/1', 1, '2027-03-08', { line: '2' }),
      order('A#2', 1, '2027-03-08', { line: '2' }),
    ],
  });
  assert.ok(exceptions.includes('demand_at_risk:sales_orders/A%2F1/2/1'));
  assert.ok(exceptions.includes('demand_at_risk:sales_orders/A%232/2/1'));
});
