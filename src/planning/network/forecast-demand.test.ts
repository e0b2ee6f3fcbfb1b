import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRow, FixtureRows, FixtureSettings } from '../../model/fact-fixture.ts';
import { day, network } from './network-fixture.ts';

function daily(quantities: readonly number[], from = 0, more: FixtureRow = {}): FixtureRow[] {
  return quantities.map((quantity, i) => ({
    version: 'V1',
    item_id: 'A',
    date: day(from + i),
    quantity,
    ...more,
  }));
}

function order(row: FixtureRow): FixtureRow {
  return { order_id: 'S1', item_id: 'A', ...row };
}

/** Independent demand by day, orders and forecast together. */
function perDay(rows: FixtureRows, days: number, given: FixtureSettings = {}): number[] {
  const sums = new Array<number>(days).fill(0);
  for (const [stockDay, quantity] of network(rows, given).demand('A')) {
    if (stockDay < days) sums[stockDay]! += quantity;
  }
  return sums;
}

const withDays = (consumption_backward_days: number, consumption_forward_days: number) => ({
  parameters: { consumption_backward_days, consumption_forward_days },
});

test('forecast 10/10/10 on days 0..2, order 15 on day 1: 5 / 15 / 10', () => {
  const rows = {
    forecasts: daily([10, 10, 10]),
    sales_orders: [order({ quantity: 15, requested_date: day(1) })],
  };
  assert.deepEqual(perDay(rows, 3), [5, 15, 10]);
});

test("a shipped order has taken its forecast: of Monday's to Friday's 100 40 are left", () => {
  const rows = {
    forecasts: daily([20, 20, 20, 20, 20]),
    sales_orders: [
      order({ quantity: 60, delivered_quantity: 60, requested_date: day(0), status: 'closed' }),
    ],
  };
  const tuesday = { asOf: day(1), ...withDays(0, 7) };
  assert.deepEqual(perDay(rows, 5, tuesday), [0, 0, 20, 20, 0]);
});

test('closed and cancelled lines consume what was shipped, an exempted one nothing', () => {
  const forecasts = daily([10]);
  const line = order({ quantity: 6, requested_date: day(0) });
  const left = (row: FixtureRow) => perDay({ forecasts, sales_orders: [{ ...line, ...row }] }, 1);
  assert.deepEqual(left({ status: 'closed', delivered_quantity: 4 }), [6]);
  assert.deepEqual(left({ status: 'closed' }), [4]);
  assert.deepEqual(left({ status: 'cancelled' }), [10]);
  assert.deepEqual(left({ status: 'cancelled', delivered_quantity: 4 }), [6]);
  const exempted = { status: 'cancelled', delivered_quantity: 4, consumes_forecast: false };
  assert.deepEqual(left(exempted), [10]);
  assert.deepEqual(left({ consumes_forecast: false }), [16]);
  assert.deepEqual(left({ delivered_quantity: 2 }), [8]); // 4 open, 4 of forecast
});

test('orders take their own day, then back nearest first, then forward, within their days', () => {
  const forecasts = daily([5, 5, 5, 5, 5]);
  const sales_orders = [order({ quantity: 18, requested_date: day(2) })];
  assert.deepEqual(perDay({ forecasts, sales_orders }, 5, withDays(1, 1)), [5, 0, 18, 0, 5]);
  assert.deepEqual(perDay({ forecasts, sales_orders }, 5, withDays(9, 9)), [0, 0, 18, 2, 5]);
  assert.deepEqual(perDay({ forecasts, sales_orders }, 5, withDays(0, 0)), [5, 5, 18, 5, 5]);
});

test('earlier requested orders consume first, whatever their promised date', () => {
  const forecasts = daily([0, 10, 0]);
  const sales_orders = [
    order({ order_id: 'B', quantity: 8, requested_date: day(2), promised_date: day(0) }),
    order({ order_id: 'C', quantity: 8, requested_date: day(1), promised_date: day(2) }),
  ];
  const built = network({ forecasts, sales_orders }, withDays(1, 0));
  assert.deepEqual(built.demand('A'), [
    [0, 8],
    [2, 8],
  ]);
});

test("a customer's orders take its own forecast first, then the one without a customer", () => {
  const forecasts = [
    ...daily([10], 0, { customer_id: 'NORDWAGEN' }),
    ...daily([10], 0, { customer_id: 'SUDWAGEN' }),
    ...daily([10]),
  ];
  const sales_orders = [order({ customer_id: 'NORDWAGEN', quantity: 14, requested_date: day(0) })];
  const built = network({ forecasts, sales_orders });
  const { demand, customers } = built.network;
  assert.deepEqual(
    [...demand.customer].map((customer, i) => [customers.id[customer] ?? '', demand.quantity[i]]),
    [
      ['NORDWAGEN', 14],
      ['', 6],
      ['SUDWAGEN', 10],
    ],
  );
});

test('orders requested before as_of consume, those older than both windows do not', () => {
  const forecasts = daily([10, 10]);
  const past = (days: number) => [
    order({ quantity: 4, delivered_quantity: 4, requested_date: day(-days) }),
  ];
  const left = (days: number) => perDay({ forecasts, sales_orders: past(days) }, 2, withDays(2, 5));
  assert.deepEqual(left(5), [6, 10]);
  assert.deepEqual(left(6), [10, 10]);
});

test('an order after the horizon takes from the days before, but from its own day first', () => {
  const forecasts = daily([10], 29);
  const sales_orders = [order({ quantity: 4, requested_date: day(31) })];
  assert.deepEqual(network({ forecasts, sales_orders }).demand('A'), [[29, 6]]);
  const own = { forecasts: [...forecasts, ...daily([3], 31)], sales_orders };
  assert.deepEqual(network(own).demand('A'), [[29, 9]]);
});

test('inside the demand time fence only orders count', () => {
  const rows = {
    calendars: [{ calendar_id: 'MF', weekdays: '0000011', working: false }],
    locations: [{ location_id: 'P1', calendar_id: 'MF' }],
    item_locations: [{ item_id: 'A', demand_time_fence_days: 6 }],
    forecasts: daily([1, 1, 1, 1, 1, 1, 1, 1, 1]),
    sales_orders: [order({ quantity: 5, requested_date: day(20) })],
  };
  assert.deepEqual(perDay(rows, 9), [0, 0, 0, 0, 0, 0, 0, 0, 1]); // Monday to Monday
});

test('a week spreads over its working days: 10 over Mon-Fri, in whole units that sum to 10', () => {
  const rows = {
    calendars: [{ calendar_id: 'MF', weekdays: '0000011', working: false }],
    locations: [{ location_id: 'P1', calendar_id: 'MF' }],
    forecasts: daily([13], 2, { bucket: 'week' }),
  };
  assert.deepEqual(perDay(rows, 8), [2, 3, 2, 3, 3, 0, 0, 0]);
});

test('a month spreads over the calendar month; what lies before as_of is dropped', () => {
  const rows = { forecasts: daily([62], 14, { bucket: 'month' }) };
  assert.deepEqual(perDay(rows, 30, { asOf: day(26) }).slice(0, 6), [2, 2, 2, 2, 2, 0]);
});

test('the newest made version counts, or the one that the parameter names', () => {
  const forecasts = [
    ...daily([1], 0, { made_on: day(-9) }),
    ...daily([2], 0, { version: 'V2', made_on: day(-2) }),
    ...daily([3], 0, { version: 'V0', made_on: day(-2) }),
  ];
  assert.deepEqual(perDay({ forecasts }, 1), [2]);
  assert.deepEqual(perDay({ forecasts }, 1, { parameters: { forecast_version: 'V1' } }), [1]);
  const wrong = network({ forecasts }, { parameters: { forecast_version: 'V9' } });
  assert.deepEqual(wrong.demand('A'), []);
  assert.deepEqual(wrong.rules(), ['unknown_forecast_version']);
});
