import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDay } from '../units/day.ts';
import { facts } from './fact-fixture.ts';
import { dayColumn, flagColumn, numberColumn, textColumn } from './fact-table.ts';
import { keyOfRow } from './facts.ts';

test('rows become columns: quantities in smallest units, dates as days, blank lines as 1', () => {
  const made = facts({
    items: [{ item_id: 'WIRE', uom: 'MTR' }],
    sales_orders: [
      {
        order_id: 'S1',
        item_id: 'WIRE',
        location_id: 'P1',
        quantity: 1.005,
        requested_date: '2027-03-05',
        ship_complete: true,
      },
    ],
  });
  const orders = made.tables.sales_orders!;
  assert.equal(numberColumn(orders, 'quantity')[0], 1005);
  assert.equal(dayColumn(orders, 'requested_date')[0], parseDay('2027-03-05'));
  assert.equal(flagColumn(orders, 'ship_complete')[0], 1);
  assert.equal(made.pool.texts[textColumn(orders, 'item_id')[0]!], 'WIRE');
  assert.equal(keyOfRow(made, 'sales_orders', 0), 'S1/1/1');
  assert.deepEqual([...made.givenFeeds], ['items', 'sales_orders']);
});

test('misspelt columns and feeds, wrong choices, missing cells and double keys are refused', () => {
  const item = { item_id: 'A' };
  assert.throws(() => facts({ item: [item] }), /no feed item/);
  assert.throws(() => facts({ items: [{ item_id: 'A', unitcost: 1 }] }), /no column unitcost/);
  assert.throws(() => facts({ items: [{ description: 'A' }] }), /item_id must be filled/);
  assert.throws(() => facts({ items: [item, item] }), /A twice/);
  const source = { source_id: 'S', item_id: 'A', location_id: 'P', kind: 'bought' };
  assert.throws(() => facts({ sourcing: [source] }), /not bought/);
});

test('demand history of one day is summed by item, location and customer', () => {
  const row = { item_id: 'A', location_id: 'P', date: '2027-01-02', quantity: 3 };
  const { demandHistory } = facts({
    demand_history: [row, { ...row, reference: 'R2', quantity: 4 }, { ...row, customer_id: 'C' }],
  });
  assert.equal(demandHistory.seriesCount, 2);
  assert.deepEqual([...demandHistory.quantity], [7, 3]);
  assert.deepEqual([...demandHistory.start], [0, 1, 2]);
});
