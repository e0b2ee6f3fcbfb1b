import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDay, parseDay } from '../units/day.ts';
import { PLANNED_PAST_DUE } from './plan.ts';
import { balancesOf, messagesOf, ordersOf, planned } from './plan-fixture.ts';

const day = (n: number) => formatDay(parseDay('2027-03-01') + n);
const need = (quantity: number, on: number) => ({
  order_id: `SO${on}`,
  item_id: 'HUB',
  location_id: 'P',
  quantity,
  requested_date: day(on),
});
const purchase = (quantity: number, on: number, more: object = {}) => ({
  order_id: `PO${on}`,
  item_id: 'HUB',
  location_id: 'P',
  quantity,
  requested_date: day(on),
  confirmed_date: day(on),
  ...more,
});
const buy = (more: object = {}) => ({
  source_id: 'BUY',
  item_id: 'HUB',
  location_id: 'P',
  kind: 'buy',
  lead_time_days: 5,
  ...more,
});
const stock = (quantity: number) => [{ item_id: 'HUB', location_id: 'P', quantity }];
const items = [{ item_id: 'HUB', unit_cost: 10 }];

test('a purchase that comes too late is asked to come earlier, and is not bought again', () => {
  const plan = planned({
    items,
    sourcing: [buy({ lead_time_days: 20 })],
    sales_orders: [need(100, 10)],
    purchase_orders: [purchase(100, 16)],
  });
  assert.deepEqual(ordersOf(plan, 'HUB'), []);
  assert.deepEqual(messagesOf(plan, 'HUB'), ['expedite 100: 16 -> 10']);
  assert.deepEqual(balancesOf(plan, 'HUB', [9, 10, 15, 16]), [0, -100, -100, 0]);
});

test('only what is short is pulled in: 40 of 100 from day 14 to day 12', () => {
  const plan = planned({
    items,
    inventory: stock(60),
    sourcing: [buy()],
    sales_orders: [need(50, 10), need(50, 12)],
    purchase_orders: [purchase(100, 14)],
  });
  assert.deepEqual(ordersOf(plan, 'HUB'), []);
  assert.deepEqual(messagesOf(plan, 'HUB'), ['reschedule_in 40: 14 -> 12']);
  assert.deepEqual(balancesOf(plan, 'HUB', [0, 10, 12, 14]), [60, 10, -40, 60]);
});

test('the firm zone is left alone, the material zone flexes, the free zone is cancelled', () => {
  const plan = planned(
    {
      items,
      sourcing: [buy({ firm_days: 10, material_days: 30, flex_down_percent: 20 })],
      sales_orders: [need(500, 5), need(500, 15), need(500, 40)],
      purchase_orders: [purchase(1000, 5), purchase(1000, 15), purchase(1000, 40)],
    },
    { horizonDays: 60 },
  );
  assert.deepEqual(messagesOf(plan, 'HUB').sort(), ['cancel 1000: 40', 'decrease 200 to 800: 15']);
  assert.deepEqual([...plan.contractExcesses.quantity], [300]);
});

test('an order before it is needed is pushed out, unless the move is small or worth little', () => {
  const pushed = (unit_cost: number, on: number) =>
    messagesOf(
      planned({
        items: [{ item_id: 'HUB', unit_cost }],
        sourcing: [buy()],
        sales_orders: [need(100, 25)],
        purchase_orders: [purchase(100, on)],
      }),
      'HUB',
    );
  assert.deepEqual(pushed(10, 5), ['reschedule_out 100: 5 -> 25']);
  assert.deepEqual(pushed(10, 16), []);
  assert.deepEqual(pushed(4, 5), []);
});

test('a shortage inside the fence can be mended by increasing an open order before it', () => {
  const plan = planned({
    items,
    item_locations: [{ item_id: 'HUB', location_id: 'P', planning_time_fence_days: 5 }],
    sourcing: [buy({ lead_time_days: 1 })],
    sales_orders: [need(80, 2)],
    purchase_orders: [purchase(50, 1)],
  });
  assert.deepEqual(messagesOf(plan, 'HUB'), ['increase 30 to 80: 1']);
  assert.deepEqual(ordersOf(plan, 'HUB'), ['30: 4 -> 5']);
  assert.deepEqual(balancesOf(plan, 'HUB', [1, 2, 4, 5]), [50, -30, -30, 0]);
});

test('safety stock alone hurries nobody, unless the balance falls below zero before', () => {
  const company = (stockQuantity: number) =>
    planned({
      items,
      item_locations: [{ item_id: 'HUB', location_id: 'P', safety_stock: 100 }],
      inventory: stock(stockQuantity),
      sourcing: [buy({ lead_time_days: 2 })],
      sales_orders: [need(60, 4), need(60, 6)],
      purchase_orders: [purchase(300, 8)],
    });
  assert.deepEqual(messagesOf(company(130), 'HUB'), []);
  assert.deepEqual(balancesOf(company(95), 'HUB', [6, 8]), [-25, 275]);
  assert.deepEqual(messagesOf(company(95), 'HUB'), ['reschedule_in 25: 8 -> 6']);
});

test('what real needs use up makes an order for safety stock past due, each need once', () => {
  const plan = planned({
    items,
    item_locations: [{ item_id: 'HUB', location_id: 'P', safety_stock: 100 }],
    inventory: stock(160),
    sourcing: [buy({ lead_time_days: 20 })],
    sales_orders: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => need(60, n)),
  });
  assert.deepEqual(balancesOf(plan, 'HUB', [8, 20]), [-320, 100]);
  const flags = [...plan.planned.flags.subarray(0, plan.planned.count)];
  assert.ok(flags.every((flag) => flag & PLANNED_PAST_DUE));
});
