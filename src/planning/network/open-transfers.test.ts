import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DATE_SHIPPED } from '../../model/network.ts';
import { day, network } from './network-fixture.ts';

const transfer = { order_id: 'T1', item_id: 'A', from_location_id: 'W1', quantity: 100 };

test('the receiver gets what it has not received, the sender loses what it has not shipped', () => {
  const built = network({
    item_locations: [{ item_id: 'A', goods_receipt_days: 1 }],
    transfer_orders: [
      {
        ...transfer,
        shipped_quantity: 60,
        received_quantity: 25,
        ship_date: day(2),
        due_date: day(5),
      },
    ],
  });
  assert.deepEqual(built.supply('A', 'P1'), [[6, 75]]);
  assert.deepEqual(built.demand('A', 'W1'), [[2, 40]]);
});

test('a ship date that has passed is a need of today; what is shipped in full is none', () => {
  const late = { ...transfer, ship_date: day(-2), due_date: day(3) };
  assert.deepEqual(network({ transfer_orders: [late] }).demand('A', 'W1'), [[0, 100]]);
  const gone = { ...late, shipped_quantity: 100 };
  assert.deepEqual(network({ transfer_orders: [gone] }).demand('A', 'W1'), []);
  const closed = { ...late, status: 'closed' };
  assert.deepEqual(network({ transfer_orders: [closed] }).demand('A', 'W1'), []);
  assert.deepEqual(network({ transfer_orders: [closed] }).supply('A'), []);
});

test('what a carrier has on the way arrives when it says', () => {
  const built = network({
    transfer_orders: [{ ...transfer, shipped_quantity: 60, due_date: day(5) }],
    shipments: [{ shipment_id: 'S', order_id: 'T1', quantity: 60, eta: day(8) }],
  });
  assert.deepEqual(built.supply('A'), [
    [5, 40],
    [8, 60],
  ]);
  assert.equal(built.network.supply.dateBasis[1], DATE_SHIPPED);
});

test('a transfer that gives one date: the other lies the lead time of its source away', () => {
  const sourcing = [
    {
      source_id: 'X',
      item_id: 'A',
      kind: 'transfer',
      from_location_id: 'W1',
      lead_time_days: 2,
      transit_days: 3,
    },
  ];
  const built = network({
    sourcing,
    transfer_orders: [
      { ...transfer, ship_date: day(4) },
      { ...transfer, line: '2', due_date: day(12) },
    ],
  });
  assert.deepEqual(built.supply('A'), [
    [9, 100],
    [12, 100],
  ]);
  assert.deepEqual(built.demand('A', 'W1'), [
    [4, 100],
    [7, 100],
  ]);
  assert.equal(built.network.supply.source[0], 0);
});
