// What a changed row does elsewhere than at its own item-location.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FixtureRows, facts, settings } from '../../model/fact-fixture.ts';
import { type FactColumn, numberColumn } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import { buildNetwork } from '../network/build-network.ts';
import { rebuildNetwork } from './rebuild-network.ts';

/** The same facts but for one number. */
function withNumber(before: Facts, feed: string, row: number, name: string, value: number): Facts {
  const table = before.tables[feed]!;
  const columns = table.columns.map(
    (column) => ({ ...column, values: column.values.slice() }) as FactColumn,
  );
  const changed = { ...table, columns };
  numberColumn(changed, name)[row] = value;
  return { ...before, tables: { ...before.tables, [feed]: changed } };
}

function assertAsFromScratch(rows: FixtureRows, feed: string, name: string, value: number): void {
  const planned = settings();
  const before = facts(rows);
  const after = withNumber(before, feed, 0, name, value);
  const rebuilt = rebuildNetwork(rebuildNetwork(null, before, planned), after, planned);
  const { network, diagnostics } = buildNetwork(after, planned);
  assert.deepEqual(rebuilt.network, network);
  assert.deepEqual(rebuilt.diagnostics, diagnostics);
}

const BASE: FixtureRows = {
  locations: [{ location_id: 'P1' }, { location_id: 'P2' }],
  items: ['A', 'H', 'C'].map((item_id) => ({ item_id })),
};

test('a receipt of one schedule line uses up another of its order line, at another plant', () => {
  const line = { order_id: 'PO1', line: '10', item_id: 'A', quantity: 50 };
  const rows: FixtureRows = {
    ...BASE,
    item_locations: ['P1', 'P2'].map((location_id) => ({ item_id: 'A', location_id })),
    purchase_orders: [
      { ...line, schedule_line: '1', location_id: 'P1', confirmed_date: '2027-03-10' },
      { ...line, schedule_line: '2', location_id: 'P2', confirmed_date: '2027-03-05' },
    ],
  };
  assertAsFromScratch(rows, 'purchase_orders', 'received_quantity', 30);
});

test('a phantom that gets stock of its own holds back what a running order needs below it', () => {
  const at = { location_id: 'P1' };
  const rows: FixtureRows = {
    ...BASE,
    item_locations: ['A', 'H', 'C'].map((item_id) => ({ item_id, ...at })),
    bom: [
      { item_id: 'A', component_item_id: 'H', line: '1', quantity_per: 1, phantom: true },
      { item_id: 'H', component_item_id: 'C', line: '1', quantity_per: 2 },
    ],
    inventory: [{ item_id: 'H', ...at, quantity: 0 }],
    production_orders: [
      {
        order_id: 'MO1',
        item_id: 'A',
        ...at,
        quantity: 20,
        start_date: '2027-03-08',
        due_date: '2027-03-12',
      },
    ],
  };
  assertAsFromScratch(rows, 'inventory', 'quantity', 8);
});
