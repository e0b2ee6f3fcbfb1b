import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRow } from '../../model/fact-fixture.ts';
import { day, network } from './network-fixture.ts';

const call = { customer_id: 'NORDWAGEN', item_id: 'A' };

function release(
  id: string,
  issued: number,
  wanted: readonly (readonly [date: number, cumulative: number])[],
  more: FixtureRow = {},
): FixtureRow[] {
  return wanted.map(([date, cumulative_quantity]) => ({
    ...call,
    release_id: id,
    issued_on: day(issued),
    date: day(date),
    cumulative_quantity,
    customer_received_cumulative: 10_000,
    shipped_cumulative: 10_600,
    ...more,
  }));
}

const first = release('R1', -7, [
  [0, 10_300],
  [3, 11_000],
  [6, 11_500],
]);

test('we shipped 10,600, wanted are 10,300 / 11,000 / 11,500: open 0 / 400 / 500', () => {
  assert.deepEqual(network({ call_offs: first }).demand('A'), [
    [3, 400],
    [6, 500],
  ]);
});

test('a newer release replaces the one before, whole, and leaves other customers untouched', () => {
  const newer = release('R2', -1, [
    [0, 10_300],
    [3, 10_900],
  ]);
  const other = release('R0', -9, [[5, 10_700]], { customer_id: 'SUDWAGEN' });
  const elsewhere = release('R0', -9, [[8, 10_620]], { ship_to: 'LINE 4' });
  const built = network({ call_offs: [...newer, ...first, ...other, ...elsewhere] });
  assert.deepEqual(built.demand('A'), [
    [3, 300],
    [5, 100],
    [8, 20],
  ]);
});

test('of two releases of one day the greater id is the newer', () => {
  const call_offs = [...release('R2', -1, [[3, 10_700]]), ...release('R1', -1, [[4, 11_000]])];
  assert.deepEqual(network({ call_offs }).demand('A'), [[3, 100]]);
});

test('rows with a quantity alone are open as they stand', () => {
  const row = { ...call, date: day(2), quantity: 30 };
  const call_offs = [row, { ...row, date: day(5), quantity: 20 }];
  assert.deepEqual(network({ call_offs }).demand('A'), [
    [2, 30],
    [5, 20],
  ]);
});

test('daily beats long inside its span, and the rest of long goes on from there', () => {
  const long = release('L1', -7, [
    [0, 10_800],
    [7, 11_300],
    [14, 12_000],
  ]);
  const daily = release(
    'D1',
    -1,
    [
      [0, 10_650],
      [1, 10_700],
      [8, 11_500],
    ],
    { kind: 'daily' },
  );
  assert.deepEqual(network({ call_offs: [...long, ...daily] }).demand('A'), [
    [0, 50],
    [1, 50],
    [8, 800],
    [14, 500],
  ]);
});

test('the lane of the ship-to says when called-off goods leave stock', () => {
  const built = network({
    customer_lanes: [
      { location_id: 'P1', customer_id: 'NORDWAGEN', transit_days: 2, pick_days: 1 },
    ],
    call_offs: first,
  });
  assert.deepEqual(built.demand('A'), [
    [0, 400],
    [3, 500],
  ]);
});

test('inside the call-off horizon it is the demand, our forecast begins after it', () => {
  const forecast = (customer_id: string, date: number) => ({
    ...{ version: 'V', item_id: 'A', customer_id, date: day(date), quantity: 7 },
  });
  const forecasts = [5, 6, 7].flatMap((date) => [
    forecast('NORDWAGEN', date),
    forecast('SUDWAGEN', date),
  ]);
  const built = network({ call_offs: first, forecasts });
  assert.deepEqual(built.demand('A'), [
    [3, 400],
    [5, 7],
    [6, 500],
    [6, 7],
    [7, 7],
    [7, 7],
  ]);
});

test('cumulative call-offs without what we shipped count as open in all, with an error', () => {
  const call_offs = release('R1', -7, [[3, 500]], { shipped_cumulative: '' });
  const built = network({ call_offs });
  assert.deepEqual(built.demand('A'), [[3, 500]]);
  assert.deepEqual(built.rules(), ['no_shipped_cumulative']);
});
