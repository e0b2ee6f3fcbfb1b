// A sound plan passes the invariants, and each plan that cannot be true is found.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brokenInvariants } from './plan-invariants.ts';
import type { JsonObject } from './projection.ts';

const order = {
  id: 'buy:BRACKET:LEIPZIG:1',
  kind: 'buy',
  source_id: 'S-KESSLER',
  item_id: 'BRACKET',
  location_id: 'LEIPZIG',
  quantity: 10,
  needed_date: '2026-01-06',
  release_date: '2026-01-05',
  receipt_date: '2026-01-06',
  supplier_id: 'KESSLER',
  from_location_id: null,
  past_due_release: false,
};
const line = {
  kind: 'sales_order',
  id: 'SO-1/10/1',
  customer_id: null,
  order_id: 'SO-1',
  line: '10',
  schedule_line: '1',
  item_id: 'BRACKET',
  location_id: 'LEIPZIG',
  quantity: 10,
  requested_date: '2026-01-06',
  promised_date: null,
  due_date: '2026-01-06',
  priority: null,
  deliveries: [{ date: '2026-01-06', quantity: 10 }],
  lateness_days: 0,
  short_quantity: 0,
  constraints: [],
};
const peg = {
  supply: { kind: 'planned_order', id: order.id, date: '2026-01-06' },
  demand: { kind: 'sales_order', id: line.id, date: '2026-01-06' },
  item_id: 'BRACKET',
  location_id: 'LEIPZIG',
  quantity: 10,
};
const balance = (date: string, receipts: number, requirements: number, pab: number) => ({
  item_id: 'BRACKET',
  location_id: 'LEIPZIG',
  date,
  gross_requirements: requirements,
  scheduled_receipts: 0,
  planned_receipts: receipts,
  projected_available_balance: pab,
});

function plan(changes: JsonObject): JsonObject {
  return {
    as_of: '2026-01-05',
    horizon_days: 2,
    mode: 'unconstrained',
    position: null,
    demand: [line],
    planned_orders: [order],
    action_messages: [],
    exceptions: [],
    cases: [],
    balances: [balance('2026-01-05', 0, 0, 0), balance('2026-01-06', 10, 10, 0)],
    pegging: [peg],
    resource_loads: [],
    diagnostics: [],
    ...changes,
  };
}

test('a sound plan breaks nothing', () => {
  assert.deepEqual(brokenInvariants(plan({})), []);
});

test('each thing that cannot be true of a plan is found', () => {
  const broken: JsonObject[] = [
    { mode: 'constrained' },
    { balances: [balance('2026-01-05', 0, 0, 0), balance('2026-01-06', 10, 10, 1)] },
    { balances: [balance('2026-01-05', 0, 0, 0)] },
    { demand: [{ ...line, short_quantity: 1 }] },
    { demand: [line, line] },
    { demand: [{ ...line, due_date: '2026-01-07' }] },
    { planned_orders: [{ ...order, receipt_date: '2026-01-04' }] },
    { planned_orders: [{ ...order, quantity: 11 }] },
    { pegging: [] },
    { pegging: [{ ...peg, quantity: 9 }] },
    { diagnostics: [{ severity: 'info' }] },
    { action_messages: null },
  ];
  for (const change of broken)
    assert.notDeepEqual(brokenInvariants(plan(change)), [], JSON.stringify(change));
});
