import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day, network } from './network-fixture.ts';

test('prices are per price_unit, in the currency of the item, and become network money', () => {
  const item = { unit_cost: 250, unit_price: 500, price_unit: 100 };
  const built = network({
    items: [
      { item_id: 'A', ...item },
      { item_id: 'B', ...item, currency: 'EUR' },
      { item_id: 'C', ...item, currency: 'USD' },
      { item_id: 'D', ...item, currency: 'JPY' },
      { item_id: 'E', unit_cost: 3, price_unit: 0 },
    ],
    exchange_rates: [
      { currency: 'USD', valid_from: day(-90), rate: 0.5 },
      { currency: 'USD', valid_from: day(-1), rate: 0.8 },
      { currency: 'USD', valid_from: day(1), rate: 0.9 },
    ],
  });
  const { unitCost, unitPrice } = built.network.items;
  assert.deepEqual([...unitCost], [2.5, 2.5, 2, Number.NaN, 3]);
  assert.deepEqual([...unitPrice], [5, 5, 4, Number.NaN, Number.NaN]);
  assert.deepEqual(built.rules(), ['price_unit_zero', 'no_exchange_rate']);
});

test('pieces are whole, other units have three decimals, unless the item says', () => {
  const built = network({
    items: [
      { item_id: 'A' },
      { item_id: 'B', uom: 'H87' },
      { item_id: 'C', uom: 'KGM' },
      { item_id: 'D', uom: 'KGM', decimals: 1 },
    ],
  });
  assert.deepEqual([...built.network.items.decimals], [0, 0, 3, 1]);
});

test('a run-out item has its successor at each of its locations', () => {
  const built = network({
    items: [
      { item_id: 'OLD', successor_item_id: 'NEW', run_out: true },
      { item_id: 'NEW', successor_item_id: 'NEWER', run_out: true },
      { item_id: 'OTHER', successor_item_id: 'NEW' },
    ],
    inventory: [{ item_id: 'OLD', quantity: 5 }],
    item_locations: [{ item_id: 'OTHER', location_id: 'W1' }],
  });
  const { nodes, items } = built.network;
  assert.equal(nodes.runOut[built.node('OLD')], 1);
  assert.equal(items.id[items.successor[nodes.item[built.node('OLD')]!]!], 'NEW');
  assert.ok(built.node('NEWER', 'P1') >= 0);
  assert.equal(nodes.runOut[built.node('OTHER', 'W1')], 0);
  assert.throws(() => built.node('NEW', 'W1'), /no node/);
});

test('items that succeed each other in a circle are cut, with an error', () => {
  const built = network({
    items: [
      { item_id: 'A', successor_item_id: 'B', run_out: true },
      { item_id: 'B', successor_item_id: 'A', run_out: true },
      { item_id: 'C', successor_item_id: 'C', run_out: true },
    ],
    inventory: ['A', 'B', 'C'].map((item_id) => ({ item_id, quantity: 1 })),
  });
  assert.deepEqual([...built.network.nodes.runOut], [0, 1, 0]);
  assert.deepEqual(built.rules(), ['successor_cycle']);
});

test('ids stand by code unit, and those that only rows name are there too', () => {
  const built = network({
    items: [{ item_id: 'b' }, { item_id: 'B' }],
    purchase_orders: [
      { order_id: 'O', item_id: 'ä', quantity: 1, supplier_id: 'K', requested_date: day(1) },
    ],
    sales_orders: [
      { order_id: 'S', item_id: 'b', quantity: 1, customer_id: 'N', requested_date: day(1) },
    ],
  });
  assert.deepEqual(built.network.items.id, ['B', 'b', 'ä']);
  assert.deepEqual(built.network.suppliers.id, ['K']);
  assert.deepEqual(built.network.customers.id, ['N']);
  assert.deepEqual(built.network.locations.id, ['P1']);
});
