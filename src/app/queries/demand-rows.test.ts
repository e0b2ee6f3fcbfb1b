// Deliveries, lateness and constraints of open demand in the unconstrained plan.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DemandRow } from '../../contract/plan-document.ts';
import type { FixtureRows, FixtureSettings } from '../../model/fact-fixture.ts';
import { planned } from '../planned-fixture.ts';
import { demandRows } from './demand-rows.ts';

const company: FixtureRows = {
  items: [{ item_id: 'A', unit_cost: 5 }],
  locations: [{ location_id: 'W', calendar_id: 'FIVE' }],
  calendars: [{ calendar_id: 'FIVE', line: 1, weekdays: '0000011', working: false }],
  customers: [{ customer_id: 'C' }],
  item_locations: [{ item_id: 'A', location_id: 'W', planning_method: 'none' }],
};

function line(
  more: Record<string, string | number | boolean>,
): Record<string, string | number | boolean> {
  return {
    order_id: 'SO1',
    line: '1',
    customer_id: 'C',
    item_id: 'A',
    location_id: 'W',
    quantity: 10,
    requested_date: '2027-03-15',
    ...more,
  };
}

function demand(rows: FixtureRows, given: FixtureSettings = {}): DemandRow[] {
  const { intake, plan, lateness } = planned({ ...company, ...rows }, given);
  const { facts } = intake;
  return [...demandRows({ facts, plan, lateness, withForecast: true })];
}

const stock = (quantity: number) => [{ item_id: 'A', location_id: 'W', quantity }];

function purchase(quantity: number, date: string): FixtureRows {
  const common = { line: '1', schedule_line: '1', item_id: 'A', location_id: 'W' };
  const dates = { requested_date: date, confirmed_date: date, confirmed_quantity: quantity };
  return { purchase_orders: [{ order_id: 'PO1', ...common, quantity, ...dates }] };
}

test('what lies in stock is delivered on the due date, never before it', () => {
  const [row] = demand({ inventory: stock(10), sales_orders: [line({})] });
  assert.deepEqual(row.deliveries, [{ date: '2027-03-15', quantity: 10 }]);
  assert.equal(row.lateness_days, 0);
  assert.equal(row.short_quantity, 0);
  assert.deepEqual(row.constraints, []);
});

test('stock Fri 12 March, picking 1, transit 3: delivered Thu 18 March', () => {
  const [row] = demand({
    ...purchase(10, '2027-03-12'),
    customer_lanes: [{ location_id: 'W', customer_id: 'C', transit_days: 3, pick_days: 1 }],
    sales_orders: [line({})],
  });
  assert.deepEqual(row.deliveries, [{ date: '2027-03-18', quantity: 10 }]);
  assert.equal(row.lateness_days, 3);
  assert.deepEqual(row.constraints, [
    {
      kind: 'material',
      subject: {
        item_id: 'A',
        location_id: 'W',
        order_id: 'PO1',
        line: '1',
        schedule_line: '1',
      },
      date: '2027-03-12',
    },
  ]);
});

test('a part in time and a part late are two deliveries', () => {
  const [row] = demand({
    inventory: stock(4),
    ...purchase(6, '2027-03-17'),
    sales_orders: [line({})],
  });
  assert.deepEqual(row.deliveries, [
    { date: '2027-03-15', quantity: 4 },
    { date: '2027-03-17', quantity: 6 },
  ]);
  assert.equal(row.lateness_days, 2);
});

test('an order that ships complete has all its lines on the latest day', () => {
  const rows = demand({
    inventory: stock(14),
    ...purchase(6, '2027-03-17'),
    sales_orders: [
      line({ ship_complete: true }),
      line({ line: '2', requested_date: '2027-03-16' }),
    ],
  });
  assert.deepEqual(
    rows.map((row) => row.deliveries),
    [[{ date: '2027-03-17', quantity: 10 }], [{ date: '2027-03-17', quantity: 10 }]],
  );
  assert.deepEqual(
    rows.map((row) => row.lateness_days),
    [2, 1],
  );
});

test('without supply in the horizon a line is short, and nothing delivered has no lateness', () => {
  const [row] = demand({ sales_orders: [line({})] });
  assert.deepEqual(row.deliveries, []);
  assert.equal(row.lateness_days, null);
  assert.equal(row.short_quantity, 10);
  assert.deepEqual(row.constraints, [
    { kind: 'material', subject: { item_id: 'A', location_id: 'W' }, date: null },
  ]);
});

test('an order past due is delivered from stock today, not before', () => {
  const [row] = demand({
    inventory: stock(10),
    sales_orders: [line({ requested_date: '2027-02-24' })],
  });
  assert.deepEqual(row.deliveries, [{ date: '2027-03-01', quantity: 10 }]);
  assert.equal(row.lateness_days, 5);
});

test('an order whose stock date has passed is late by its picking and transit', () => {
  const [row] = demand({
    inventory: stock(10),
    customer_lanes: [{ location_id: 'W', customer_id: 'C', transit_days: 5, pick_days: 1 }],
    sales_orders: [line({ requested_date: '2027-03-04' })],
  });
  assert.deepEqual(row.deliveries, [{ date: '2027-03-07', quantity: 10 }]);
  assert.equal(row.lateness_days, 3);
});

test('due on a Sunday with picking on working days: stock that leaves on Friday is in time', () => {
  const [row] = demand({
    ...purchase(10, '2027-03-12'),
    customer_lanes: [{ location_id: 'W', customer_id: 'C', transit_days: 0, pick_days: 1 }],
    sales_orders: [line({ requested_date: '2027-03-14' })],
  });
  assert.deepEqual(row.deliveries, [{ date: '2027-03-14', quantity: 10 }]);
  assert.equal(row.lateness_days, 0);
});

test('demand stands by due date, kind and id; a day of forecast is named by its own day', () => {
  const rows = demand({
    inventory: stock(1000),
    sales_orders: [
      line({ order_id: 'SO2', consumes_forecast: false }),
      line({ order_id: 'SO10', consumes_forecast: false }),
    ],
    call_offs: [
      {
        customer_id: 'C',
        item_id: 'A',
        ship_to: '',
        kind: 'long',
        release_id: 'R',
        date: '2027-03-15',
        location_id: 'W',
        quantity: 3,
        issued_on: '2027-02-28',
      },
    ],
    forecasts: [
      {
        version: 'V',
        item_id: 'A',
        location_id: 'W',
        date: '2027-03-22',
        bucket: 'day',
        quantity: 7,
        made_on: '2027-02-28',
      },
    ],
  });
  assert.deepEqual(
    rows.map((row) => row.id),
    ['C/A//long/R/2027-03-15', 'SO10/1/1', 'SO2/1/1', 'V/A/W/2027-03-22/'],
  );
  assert.equal(rows[3].order_id, null);
});

test('a source that waits for release binds by its release status', () => {
  const [row] = demand({
    item_locations: [{ item_id: 'A', location_id: 'W', planning_method: 'mrp' }],
    sourcing: [
      {
        source_id: 'S',
        item_id: 'A',
        location_id: 'W',
        kind: 'buy',
        lead_time_days: 1,
        release_status: 'in_approval',
      },
    ],
    sales_orders: [line({})],
  });
  assert.deepEqual(row.constraints, [
    {
      kind: 'release_status',
      subject: { item_id: 'A', location_id: 'W', source_id: 'S' },
      date: null,
    },
  ]);
});

test('an order that comes as soon as its lead time allows binds by the lead time', () => {
  const [row] = demand({
    item_locations: [{ item_id: 'A', location_id: 'W', planning_method: 'mrp' }],
    sourcing: [{ source_id: 'S', item_id: 'A', location_id: 'W', kind: 'buy', lead_time_days: 20 }],
    sales_orders: [line({})],
  });
  assert.deepEqual(row.deliveries, [{ date: '2027-03-22', quantity: 10 }]);
  assert.deepEqual(row.constraints, [
    {
      kind: 'lead_time',
      subject: { item_id: 'A', location_id: 'W', source_id: 'S' },
      date: '2027-03-22',
    },
  ]);
});
