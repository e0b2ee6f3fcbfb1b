import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRow } from '../../model/fact-fixture.ts';
import { NO_PRIORITY } from '../../model/network.ts';
import { formatDay } from '../../units/day.ts';
import { day, network } from './network-fixture.ts';

const weekend = { calendar_id: 'MF', weekdays: '0000011', working: false };
const plant = { location_id: 'P1', calendar_id: 'MF' };

function order(row: FixtureRow): FixtureRow {
  return { order_id: 'SO1', item_id: 'A', customer_id: 'NORDWAGEN', quantity: 10, ...row };
}

test('arrive Monday 15 March, transit 3, pick 1: stock leaves on Thursday 11 March', () => {
  const built = network({
    calendars: [weekend],
    locations: [plant],
    customer_lanes: [
      { location_id: 'P1', customer_id: 'NORDWAGEN', transit_days: 3, pick_days: 1 },
    ],
    sales_orders: [order({ requested_date: '2027-03-15' })],
  });
  const { demand, asOf, calendars } = built.network;
  assert.equal(formatDay(asOf + demand.stockDay[0]!), '2027-03-11');
  assert.equal(formatDay(demand.dueDate[0]!), '2027-03-15');
  assert.deepEqual([demand.pickDays[0], demand.transitDays[0]], [1, 3]);
  assert.equal(calendars[demand.laneCalendar[0]!]!.calendarId, 'MF');
});

test('where the date means shipping, transit does not count; particular terms win', () => {
  const rows = (customer_terms: FixtureRow[]) => ({
    customer_lanes: [{ location_id: 'P1', customer_id: 'NORDWAGEN', transit_days: 3 }],
    customer_terms,
    sales_orders: [order({ ship_to: 'LINE 4', requested_date: day(10) })],
  });
  const all = { customer_id: 'NORDWAGEN', date_basis: 'ship' };
  const ofItem = { ...all, item_id: 'A', date_basis: 'arrive' };
  const ofLine = { ...ofItem, ship_to: 'LINE 4', date_basis: 'ship' };
  assert.deepEqual(network(rows([])).demand('A'), [[7, 10]]);
  assert.deepEqual(network(rows([all])).demand('A'), [[10, 10]]);
  assert.deepEqual(network(rows([all, ofItem])).demand('A'), [[7, 10]]);
  assert.deepEqual(network(rows([all, ofItem, ofLine])).demand('A'), [[10, 10]]);
  const costs = { ...all, item_id: 'A', date_basis: '', late_cost_per_unit_day: 2 };
  assert.deepEqual(network(rows([all, costs])).demand('A'), [[10, 10]]);
});

test("a ship-to's own lane comes first; stock leaves on the lane's shipping weekdays", () => {
  const lane = { location_id: 'P1', customer_id: 'NORDWAGEN', transit_days: 2 };
  const built = network({
    customer_lanes: [
      lane,
      { ...lane, ship_to: 'NORTH', transit_days: 5, ship_weekdays: '1001000' },
    ],
    sales_orders: [
      order({ requested_date: day(12) }),
      order({ line: '2', ship_to: 'NORTH', requested_date: day(12) }),
      order({ line: '3', ship_to: 'SOUTH', requested_date: day(13) }),
      order({ line: '4', customer_id: 'OTHER', requested_date: day(13) }),
    ],
  });
  // Line 2: Saturday the 13th less 5 is Monday the 8th, a shipping day.
  assert.deepEqual(
    built.demand('A').map(([stockDay]) => stockDay),
    [7, 10, 11, 13],
  );
  const late = network({
    customer_lanes: [{ ...lane, ship_weekdays: '1001000' }],
    sales_orders: [order({ requested_date: day(12) })],
  });
  assert.deepEqual(late.demand('A'), [[10, 10]]); // Thursday
});

test('due is the promised date, else the requested one; what is overdue is wanted today', () => {
  const built = network({
    sales_orders: [
      order({ requested_date: day(3), promised_date: day(6) }),
      order({ line: '2', requested_date: day(4) }),
      order({ line: '3', requested_date: day(-9), quantity: 7 }),
    ],
  });
  assert.deepEqual(built.demand('A'), [
    [0, 7],
    [4, 10],
    [6, 10],
  ]);
  assert.equal(formatDay(built.network.demand.dueDate[0]!), day(-9));
  assert.equal(formatDay(built.network.demand.requestedDate[2]!), day(3));
});

test('open is quantity less delivered; what is done, closed or cancelled is not listed', () => {
  const date = { requested_date: day(4) };
  const built = network({
    sales_orders: [
      order({ ...date, delivered_quantity: 4 }),
      order({ ...date, line: '2', delivered_quantity: 10 }),
      order({ ...date, line: '3', delivered_quantity: 12 }),
      order({ ...date, line: '4', status: 'closed' }),
      order({ ...date, line: '5', status: 'cancelled' }),
    ],
  });
  assert.deepEqual(built.demand('A'), [[4, 6]]);
});

test("priority is the line's, else the customer's, else last, and orders a day's service", () => {
  const date = { requested_date: day(4) };
  const built = network({
    customers: [{ customer_id: 'NORDWAGEN', priority: 2 }],
    sales_orders: [
      order({ ...date, order_id: 'S1', customer_id: 'OTHER', quantity: 1 }),
      order({ ...date, order_id: 'S3', quantity: 2 }),
      order({ ...date, order_id: 'S2', quantity: 3 }),
      order({ ...date, order_id: 'S4', quantity: 4, priority: 1 }),
    ],
  });
  assert.deepEqual([...built.network.demand.quantity], [4, 3, 2, 1]);
  assert.deepEqual([...built.network.demand.priority], [1, 2, 2, NO_PRIORITY]);
});

test('what leaves stock after the horizon is counted, not listed', () => {
  const built = network({
    sales_orders: [
      order({ requested_date: day(29) }),
      order({ line: '2', requested_date: day(30) }),
      order({ line: '3', requested_date: '2031-01-01' }),
    ],
  });
  assert.deepEqual(built.demand('A'), [[29, 10]]);
  const found = built.diagnostics.find(({ rule }) => rule === 'due_after_horizon');
  assert.match(found!.message, /^2 open lines of sales_orders/);
});

test('ship complete on one line holds for every line of the order', () => {
  const built = network({
    sales_orders: [
      order({ requested_date: day(1) }),
      order({ line: '2', requested_date: day(2), ship_complete: true }),
      order({ order_id: 'SO2', requested_date: day(3) }),
    ],
  });
  assert.deepEqual([...built.network.demand.shipComplete], [1, 1, 0]);
  const [first, second, third] = built.network.demand.order;
  assert.equal(first, second);
  assert.notEqual(first, third);
});

test('a node with many lines is in the same order as one with few', () => {
  const many = Array.from({ length: 60 }, (_, i) =>
    order({ line: String((i * 37) % 60), requested_date: day((i * 7) % 5), quantity: i + 1 }),
  );
  const { demand } = network({ sales_orders: many }).network;
  const key = (i: number) => [demand.stockDay[i]!, String(many[demand.factRow[i]!]!.line)] as const;
  for (let i = 1; i < demand.count; i++) {
    const [dayBefore, lineBefore] = key(i - 1);
    const [dayNow, lineNow] = key(i);
    assert.ok(dayBefore < dayNow || (dayBefore === dayNow && lineBefore < lineNow));
  }
});
