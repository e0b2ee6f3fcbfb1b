import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRow } from '../../model/fact-fixture.ts';
import {
  DATE_BELIEVED,
  DATE_CONFIRMED,
  DATE_PROMISED,
  DATE_REQUESTED,
  DATE_SHIPPED,
  SUPPLY_CLOSE,
  SUPPLY_DEAD,
  SUPPLY_FIRM,
  SUPPLY_NOT_CANCELLABLE,
  SUPPLY_PAST_DUE,
  SUPPLY_REQUISITION,
  SUPPLY_UNCONFIRMED,
} from '../../model/network.ts';
import { day, network } from './network-fixture.ts';

const weekend = { calendar_id: 'MF', weekdays: '0000011', working: false };
const plant = { location_id: 'P1', calendar_id: 'MF' };

function order(row: FixtureRow): FixtureRow {
  return { order_id: 'PO1', item_id: 'A', supplier_id: 'KESSLER', quantity: 100, ...row };
}

function flagsOf(built: ReturnType<typeof network>): number[] {
  return [...built.network.supply.flags];
}

test('ordered 1,000, confirmed 600, received 400: 200 are confirmed, 400 unconfirmed', () => {
  const row = order({
    quantity: 1000,
    requested_date: day(10),
    confirmed_date: day(10),
    confirmed_quantity: 600,
    received_quantity: 400,
  });
  const built = network({ purchase_orders: [row] });
  assert.deepEqual(built.supply('A'), [
    [10, 200],
    [10, 400],
  ]);
  assert.deepEqual(flagsOf(built), [0, SUPPLY_UNCONFIRMED]);
  assert.deepEqual([...built.network.supply.orderQuantity], [1000, 1000]);

  const rejected = network({ purchase_orders: [{ ...row, rejected_quantity: 400 }] });
  assert.deepEqual(rejected.supply('A'), [[10, 200]]);
});

test('the unconfirmed rest comes on the later of its requested and confirmed date', () => {
  const row = order({ requested_date: day(5), confirmed_date: day(9), confirmed_quantity: 60 });
  assert.deepEqual(network({ purchase_orders: [row] }).supply('A'), [
    [9, 60],
    [9, 40],
  ]);
  const early = { ...row, requested_date: day(12) };
  assert.deepEqual(network({ purchase_orders: [early] }).supply('A'), [
    [9, 60],
    [12, 40],
  ]);
});

test('receipts use up the earliest confirmations, across the schedule lines', () => {
  const built = network({
    purchase_orders: [
      order({ schedule_line: '1', confirmed_date: day(20), received_quantity: 100 }),
      order({ schedule_line: '2', confirmed_date: day(5) }),
      order({ line: '2', confirmed_date: day(7) }),
    ],
  });
  assert.deepEqual(built.supply('A'), [
    [7, 100],
    [20, 100],
  ]);
});

test('a delivery above one schedule line does not shorten another', () => {
  const built = network({
    purchase_orders: [
      order({ schedule_line: '1', confirmed_date: day(5), received_quantity: 150 }),
      order({ schedule_line: '2', confirmed_date: day(9) }),
    ],
  });
  assert.deepEqual(built.supply('A'), [[9, 100]]);
});

test('closed and cancelled orders, and those received in full, are no supply', () => {
  const built = network({
    purchase_orders: [
      order({ status: 'closed', confirmed_date: day(5) }),
      order({ line: '2', status: 'cancelled', confirmed_date: day(5) }),
      order({ line: '3', status: 'open', received_quantity: 100, confirmed_date: day(5) }),
    ],
  });
  assert.deepEqual(built.supply('A'), []);
});

test('the date ladder: believed, carrier, confirmed, promised, requested', () => {
  const dates = { requested_date: day(5), promised_date: day(6), confirmed_date: day(7) };
  const check = (rows: Parameters<typeof network>[0], basis: number, usable: number) => {
    const { supply } = network(rows).network;
    assert.deepEqual([[...supply.usableDay], [...supply.dateBasis]], [[usable], [basis]]);
  };
  const shipments = [{ shipment_id: 'S1', order_id: 'PO1', quantity: 100, eta: day(9) }];
  const note = { object: 'purchase_orders', object_id: 'PO1/1/1', believed_date: day(12) };
  const expired = { ...note, valid_until: day(-1) };
  const purchase_orders = [order(dates)];
  check({ purchase_orders, shipments, notes: [note] }, DATE_BELIEVED, 12);
  check({ purchase_orders, shipments, notes: [expired] }, DATE_SHIPPED, 9);
  check({ purchase_orders }, DATE_CONFIRMED, 7);
  const promised = order({ requested_date: day(5), promised_date: day(6) });
  check({ purchase_orders: [promised] }, DATE_PROMISED, 6);
  check({ purchase_orders: [order({ requested_date: day(5) })] }, DATE_REQUESTED, 5);
});

test('an ETA holds for the shipped quantity only; shipped_date alone is no arrival', () => {
  const row = order({ confirmed_date: day(7), shipped_date: day(-2), shipped_quantity: 30 });
  const shipments = [{ shipment_id: 'S1', order_id: 'PO1', quantity: 30, eta: day(9) }];
  assert.deepEqual(network({ purchase_orders: [row] }).supply('A'), [[7, 100]]);
  assert.deepEqual(network({ purchase_orders: [row], shipments }).supply('A'), [
    [7, 70],
    [9, 30],
  ]);
});

test('what arrived of the shipments is not expected again', () => {
  const purchase_orders = [order({ confirmed_date: day(7), received_quantity: 40 })];
  const past = { shipment_id: 'S1', order_id: 'PO1', quantity: 40, eta: day(-3) };
  const coming = { shipment_id: 'S2', order_id: 'PO1', quantity: 25, eta: day(4) };
  const built = network({ purchase_orders, shipments: [past, coming] });
  assert.deepEqual(built.supply('A'), [
    [4, 25],
    [7, 35],
  ]);
  const told = network({ purchase_orders, shipments: [{ ...past, status: 'delivered' }, coming] });
  assert.deepEqual(told.supply('A'), built.supply('A'));
});

test('shipped without a date of arrival but with a note: ids may contain a slash', () => {
  const built = network({
    purchase_orders: [order({ order_id: '45/7', requested_date: day(5) })],
    notes: [{ object: 'purchase_orders', object_id: '45/7/1/1', believed_date: day(8) }],
  });
  assert.deepEqual(built.supply('A'), [[8, 100]]);
});

test('usable after goods receipt in working days; with 0 that or the next working day', () => {
  const rows = (goods_receipt_days: number, confirmed: number) => ({
    calendars: [weekend],
    locations: [plant],
    item_locations: [{ item_id: 'A', goods_receipt_days }],
    purchase_orders: [order({ confirmed_date: day(confirmed) })],
  });
  assert.deepEqual(network(rows(2, 3)).supply('A'), [[7, 100]]); // Thursday, then Friday, Monday
  assert.deepEqual(network(rows(0, 3)).supply('A'), [[3, 100]]);
  assert.deepEqual(network(rows(0, 5)).supply('A'), [[7, 100]]); // Saturday
});

test('past due: expected after one working day of grace, and marked', () => {
  const rows = { purchase_orders: [order({ confirmed_date: day(-2) })] };
  const built = network(rows);
  assert.deepEqual(built.supply('A'), [[1, 100]]);
  assert.deepEqual(flagsOf(built), [SUPPLY_PAST_DUE]);
  const patient = network(rows, { parameters: { overdue_grace_days: 4 } });
  assert.deepEqual(patient.supply('A'), [[4, 100]]);
  const friday = { ...rows, calendars: [weekend], locations: [plant] };
  assert.deepEqual(network(friday, { asOf: day(4) }).supply('A'), [[3, 100]]); // Friday to Monday
});

test('past due for over ten working days without a fresh word: listed, but dead', () => {
  const rows = (late: number) => ({
    calendars: [weekend],
    locations: [plant],
    purchase_orders: [order({ confirmed_date: day(-late) })],
  });
  assert.deepEqual(flagsOf(network(rows(14))), [SUPPLY_PAST_DUE]); // Monday two weeks ago
  assert.deepEqual(flagsOf(network(rows(17))), [SUPPLY_PAST_DUE | SUPPLY_DEAD]);
  const note = { object: 'purchase_orders', object_id: 'PO1/1/1', valid_until: day(3) };
  const asked = { ...rows(17), notes: [note] };
  assert.deepEqual(flagsOf(network(asked)), [SUPPLY_PAST_DUE]);
  const believed = { ...rows(17), notes: [{ ...note, believed_date: day(6) }] };
  assert.deepEqual(flagsOf(network(believed)), [0]);
});

test('a rest under the delivery tolerance is no supply, but a message to close', () => {
  const rows = (received_quantity: number) => ({
    supplier_terms: [{ supplier_id: 'KESSLER', delivery_tolerance_percent: 5 }],
    purchase_orders: [order({ confirmed_date: day(5), received_quantity })],
  });
  assert.deepEqual(flagsOf(network(rows(96))), [SUPPLY_CLOSE]);
  assert.deepEqual(flagsOf(network(rows(95))), [0]);
  assert.deepEqual(flagsOf(network(rows(0))), [0]);
});

test('requisitions are supply, firm lines and those that cannot be cancelled are marked', () => {
  const built = network({
    suppliers: [{ supplier_id: 'KESSLER' }],
    sourcing: [
      { source_id: 'S1', item_id: 'A', kind: 'buy', supplier_id: 'OTHER', lead_time_days: 1 },
      {
        source_id: 'S2',
        item_id: 'A',
        kind: 'buy',
        supplier_id: 'KESSLER',
        lead_time_days: 1,
        cancellable: false,
      },
    ],
    purchase_orders: [
      order({ stage: 'requisition', requested_date: day(5), supplier_id: '' }),
      order({ line: '2', confirmed_date: day(6), firm: true }),
    ],
  });
  assert.deepEqual(flagsOf(built), [SUPPLY_REQUISITION, SUPPLY_FIRM | SUPPLY_NOT_CANCELLABLE]);
  const { supply, sources, suppliers } = built.network;
  assert.deepEqual(
    [...supply.source].map((source) => sources.id[source]),
    ['S1', 'S2'],
  );
  assert.deepEqual(
    [...supply.supplier].map((supplier) => suppliers.id[supplier]),
    ['OTHER', 'KESSLER'],
  );
});

test('supply of a day stands by feed, then key by code unit', () => {
  const built = network({
    transfer_orders: [
      { order_id: 'T1', item_id: 'A', from_location_id: 'W1', quantity: 4, due_date: day(5) },
    ],
    purchase_orders: [
      order({ order_id: 'b', quantity: 3, confirmed_date: day(5) }),
      order({ order_id: 'B', quantity: 2, confirmed_date: day(5) }),
    ],
    production_orders: [{ order_id: 'Z', item_id: 'A', quantity: 1, due_date: day(5) }],
  });
  assert.deepEqual(
    built.supply('A').map(([, quantity]) => quantity),
    [1, 2, 3, 4],
  );
});
