import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRow } from '../../model/fact-fixture.ts';
import { LOT_INSPECTION, NEVER } from '../../model/network.ts';
import { day, network } from './network-fixture.ts';

function stockOf(rows: FixtureRow[], more: Record<string, FixtureRow[]> = {}) {
  const inventory = rows.map((row) => ({ item_id: 'A', ...row }));
  return network({ inventory, ...more });
}

test('own and consigned stock counts; blocked, elsewhere or in transit does not', () => {
  const built = stockOf([
    { quantity: 1 },
    { quantity: 2, stock_kind: 'supplier_consignment' },
    { quantity: 4, stock_kind: 'at_subcontractor' },
    { quantity: 8, stock_kind: 'at_customer' },
    { quantity: 16, status: 'blocked' },
    { quantity: 32, status: 'in_transit' },
    { quantity: 64, status: 'in_transit', usable_from: day(4), batch: 'B' },
    { quantity: 0, batch: 'C' },
  ]);
  assert.deepEqual(built.stock('A').sort(), [
    [0, 1],
    [0, 2],
    [4, 64],
  ]);
});

test('inspection stock is usable from its date, else inspection_days after it was posted', () => {
  const inspection = { status: 'inspection', quantity: 5 };
  const built = stockOf(
    [
      { ...inspection, batch: '1', usable_from: day(2) },
      { ...inspection, batch: '2', posted_at: `${day(-1)}T10:00:00Z` },
      { ...inspection, batch: '3', as_of: `${day(0)}T06:00:00Z` },
      { ...inspection, batch: '4' },
      { ...inspection, batch: '5', posted_at: `${day(-20)}T10:00:00Z` },
    ],
    { item_locations: [{ item_id: 'A', inspection_days: 4 }] },
  );
  assert.deepEqual(
    built.stock('A').map(([usable]) => usable),
    [0, 2, 3, 4, 4],
  );
  assert.ok(built.network.stock.status.every((status) => status === LOT_INSPECTION));
});

test("an instant is a day of the plan's time zone", () => {
  const inventory = [
    { item_id: 'A', status: 'inspection', quantity: 5, posted_at: `${day(1)}T23:30:00Z` },
  ];
  const berlin = { timezone: 'Europe/Berlin' };
  assert.deepEqual(network({ inventory }, berlin).stock('A'), [[2, 5]]);
});

test('lots stand first expired first; what has expired does not count', () => {
  const built = stockOf([
    { batch: '1', quantity: 1 },
    { batch: '2', quantity: 2, expiry_date: day(9) },
    { batch: '3', quantity: 3, expiry_date: day(1) },
    { batch: '4', quantity: 4, expiry_date: day(0) },
  ]);
  assert.deepEqual([...built.network.stock.expiryDay], [1, 9, NEVER]);
  assert.deepEqual([...built.network.stock.quantity], [3, 2, 1]);
  assert.deepEqual(built.rules(), ['expired_stock']);
});

test('reserved stock is for its customer alone, and for nobody when none is named', () => {
  const reserved = { stock_kind: 'customer_reserved', quantity: 5 };
  const built = stockOf([
    { ...reserved, batch: '1', reserved_for: 'NORDWAGEN' },
    { ...reserved, batch: '2' },
  ]);
  assert.equal(built.network.customers.id[built.network.stock.reservedFor[0]!], 'NORDWAGEN');
  assert.equal(built.network.stock.count, 1);
  assert.deepEqual(built.rules(), ['reserved_for_nobody']);
});

test('snapshots apart: 100 listed at 06:00, a receipt of 1,000 at 09:00 is counted on top', () => {
  const receipt = { movement_id: 'M1', kind: 'receipt', item_id: 'A', quantity: 1000 };
  const movements = [{ ...receipt, at: `${day(0)}T09:00:00Z` }];
  const early = stockOf([{ quantity: 100, as_of: `${day(0)}T06:00:00Z` }], { movements });
  assert.deepEqual(early.stock('A'), [[0, 1100]]);
  assert.deepEqual(early.rules(), ['snapshots_apart']);
  assert.match(early.diagnostics.at(-1)!.message, /\+1000/);

  const next = stockOf([{ quantity: 1100, as_of: `${day(0)}T10:00:00Z` }], { movements });
  assert.deepEqual(next.stock('A'), [[0, 1100]]);
  assert.deepEqual(next.rules(), []);
  const undated = stockOf([{ quantity: 100 }], { movements });
  assert.deepEqual(undated.stock('A'), [[0, 100]]);
});

test('a receipt adds, an issue takes, transfers and adjustments count as signed', () => {
  const at = `${day(0)}T09:00:00Z`;
  const move = (movement_id: string, kind: string, quantity: number) => ({
    ...{ movement_id, kind, quantity, at, item_id: 'A' },
  });
  const built = stockOf([{ quantity: 100, as_of: `${day(0)}T06:00:00Z` }], {
    movements: [
      move('1', 'receipt', 40),
      move('2', 'issue', 30),
      move('3', 'transfer', -5),
      move('4', 'adjust', 2),
    ],
  });
  assert.deepEqual(built.stock('A'), [[0, 107]]);
});

test('movements find their status and batch; stock that no list names yet counts too', () => {
  const at = `${day(0)}T09:00:00Z`;
  const listed = { as_of: `${day(0)}T06:00:00Z`, quantity: 10 };
  const move = { kind: 'receipt', item_id: 'A', at, quantity: 1 };
  const built = stockOf(
    [
      { ...listed, batch: 'B1' },
      { ...listed, batch: 'B2', expiry_date: day(20) },
    ],
    {
      movements: [
        { ...move, movement_id: '1', batch: 'B2' },
        { ...move, movement_id: '2', batch: 'B3', quantity: 7 },
        { ...move, movement_id: '3', item_id: 'NEW', quantity: 5 },
        { ...move, movement_id: '4', status: 'blocked', quantity: 3 },
        { ...move, movement_id: '5', item_id: 'NEW', location_id: 'W1', quantity: 9 },
      ],
    },
  );
  assert.deepEqual(built.stock('A').sort(), [
    [0, 10],
    [0, 11],
    [0, 7],
  ]);
  assert.deepEqual(built.stock('NEW'), [[0, 5]]);
  assert.deepEqual(built.stock('NEW', 'W1'), []); // no list of W1 says from when
});

test('movements that take more than there is leave negative stock, and say so', () => {
  const movements = [
    { movement_id: '1', kind: 'issue', item_id: 'A', at: `${day(0)}T09:00:00Z`, quantity: 12 },
  ];
  const built = stockOf([{ quantity: 10, as_of: `${day(0)}T06:00:00Z` }], { movements });
  assert.deepEqual(built.stock('A'), [[0, -2]]);
  assert.deepEqual(built.rules().sort(), ['negative_stock', 'snapshots_apart']);
});

test('lots of one day stand by their keys however listed, and a movement finds one', () => {
  const rows = [
    { quantity: 1, sublocation: 'S2', as_of: `${day(0)}T06:00:00Z` },
    { quantity: 2, sublocation: 'S1', as_of: `${day(0)}T06:00:00Z` },
    { quantity: 4, sublocation: 'S0' }, // it does not say when it was listed
  ];
  const movements = [
    { movement_id: 'M', item_id: 'A', kind: 'receipt', quantity: 8, at: `${day(0)}T09:00:00Z` },
  ];
  const listed = [4, 10, 1].map((quantity) => [0, quantity]);
  assert.deepEqual(stockOf(rows, { movements }).stock('A'), listed);
  assert.deepEqual(stockOf([...rows].reverse(), { movements }).stock('A'), listed);
});
