// Balances: every row adds up, and its requirements are the needs that the plan serves.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BalanceRow } from '../../contract/plan-document.ts';
import type { FixtureRows } from '../../model/fact-fixture.ts';
import { planned } from '../planned-fixture.ts';
import { balanceRows } from './balance-rows.ts';

const place = { location_id: 'W' };

function order(item: string, quantity: number, date: string, customer = '') {
  return {
    order_id: `SO-${item}-${date}`,
    customer_id: customer,
    item_id: item,
    ...place,
    quantity,
    requested_date: date,
  };
}

/** Rows with something in them, as "item day: requirements, scheduled, planned -> balance". */
function story(rows: FixtureRows, item: string): string[] {
  const folder = planned({ locations: [place], ...rows });
  let before: BalanceRow | null = null;
  const told: string[] = [];
  for (const row of balanceRows(folder.plan)) {
    if (row.item_id !== item) continue;
    const changes = [row.gross_requirements, row.scheduled_receipts, row.planned_receipts];
    if (before === null || changes.some((quantity) => quantity !== 0)) {
      told.push(`${row.date.slice(5)}: ${changes.join(' ')} -> ${row.projected_available_balance}`);
    }
    if (before !== null) {
      const sum: number = before.projected_available_balance - changes[0] + changes[1] + changes[2];
      assert.equal(row.projected_available_balance, Math.round(sum * 1e6) / 1e6);
    }
    before = row;
  }
  return told;
}

test('stock in inspection is a receipt on the day it is usable', () => {
  const rows = {
    items: [{ item_id: 'A' }],
    inventory: [
      { item_id: 'A', ...place, quantity: 10 },
      {
        item_id: 'A',
        ...place,
        status: 'inspection',
        quantity: 500,
        usable_from: '2027-03-03',
      },
    ],
    sales_orders: [order('A', 300, '2027-03-02'), order('A', 200, '2027-03-05')],
  };
  assert.deepEqual(story(rows, 'A'), [
    '03-01: 0 0 0 -> 10',
    '03-02: 300 0 0 -> -290',
    '03-03: 0 500 0 -> 210',
    '03-05: 200 0 0 -> 10',
  ]);
});

test('what expires unused leaves as a negative receipt, not as a requirement', () => {
  const rows = {
    items: [{ item_id: 'A' }],
    inventory: [
      { item_id: 'A', ...place, batch: 'B1', quantity: 50, expiry_date: '2027-03-05' },
      { item_id: 'A', ...place, quantity: 20 },
    ],
    sales_orders: [order('A', 30, '2027-03-03')],
  };
  const told = story(rows, 'A');
  assert.deepEqual(told.slice(0, 2), ['03-01: 0 0 0 -> 70', '03-03: 30 0 0 -> 40']);
  assert.match(told[2], /^03-0[56]: 0 -20 0 -> 20$/);
});

test('stock kept for a customer is received as that customer takes it', () => {
  const rows = {
    items: [{ item_id: 'A' }],
    customers: [{ customer_id: 'C' }, { customer_id: 'D' }],
    inventory: [
      {
        item_id: 'A',
        ...place,
        stock_kind: 'customer_reserved',
        reserved_for: 'C',
        quantity: 40,
      },
    ],
    sales_orders: [order('A', 30, '2027-03-03', 'C'), order('A', 5, '2027-03-04', 'D')],
  };
  assert.deepEqual(story(rows, 'A'), [
    '03-01: 0 0 0 -> 0',
    '03-03: 30 30 0 -> 0',
    '03-04: 5 0 0 -> -5',
  ]);
});

const phantom: FixtureRows = {
  items: [{ item_id: 'FG' }, { item_id: 'P' }, { item_id: 'C1' }],
  sourcing: [
    { source_id: 'M1', item_id: 'FG', ...place, kind: 'make', lead_time_days: 2 },
    { source_id: 'M2', item_id: 'P', ...place, kind: 'make', lead_time_days: 0 },
  ],
  bom: [
    { item_id: 'FG', ...place, component_item_id: 'P', line: '1', quantity_per: 1, phantom: true },
    { item_id: 'P', ...place, component_item_id: 'C1', line: '1', quantity_per: 2 },
  ],
  inventory: [
    { item_id: 'P', ...place, quantity: 30 },
    { item_id: 'C1', ...place, quantity: 200 },
  ],
  sales_orders: [order('FG', 100, '2027-03-13')],
};

test('a phantom requires what its own stock gives; the rest is required of its component', () => {
  assert.deepEqual(story(phantom, 'FG'), ['03-01: 0 0 0 -> 0', '03-13: 100 0 100 -> 0']);
  assert.deepEqual(story(phantom, 'P'), ['03-01: 0 0 0 -> 30', '03-11: 30 0 0 -> 0']);
  assert.deepEqual(story(phantom, 'C1'), ['03-01: 0 0 0 -> 200', '03-11: 140 0 0 -> 60']);
});

test('a co-product is a planned receipt, not a requirement below zero', () => {
  const rows: FixtureRows = {
    items: [{ item_id: 'A' }, { item_id: 'CO' }],
    sourcing: [{ source_id: 'M', item_id: 'A', ...place, kind: 'make', lead_time_days: 2 }],
    bom: [{ item_id: 'A', ...place, component_item_id: 'CO', line: '1', quantity_per: -0.5 }],
    sales_orders: [order('A', 10, '2027-03-08'), order('CO', 3, '2027-03-10')],
  };
  const told = story(rows, 'CO');
  assert.deepEqual(told.at(-1), '03-10: 3 0 0 -> 2');
  assert.match(told.at(-2) ?? '', /^03-0[68]: 0 0 5 -> 5$/);
});
