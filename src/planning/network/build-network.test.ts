import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FixtureRow, FixtureRows } from '../../model/fact-fixture.ts';
import type { Network } from '../../model/network.ts';
import { day, network } from './network-fixture.ts';

const item = fc.constantFrom('A', 'B', 'C');
const place = fc.constantFrom('P1', 'W1');
const date = fc.integer({ min: -40, max: 50 }).map(day);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const quantity = fc.integer({ min: 0, max: 40 });

/** Rows with keys of their own. */
function rowsOf(columns: Record<string, fc.Arbitrary<FixtureRow[string]>>, key: string) {
  return fc
    .array(fc.record(columns), { maxLength: 12 })
    .map((rows): FixtureRow[] => rows.map((row, i) => ({ ...row, [key]: `K${i}` })));
}

const purchase_orders = rowsOf(
  {
    order_id: fc.constantFrom('1', '2'),
    line: fc.constantFrom('1', '2'),
    item_id: fc.constant('A'),
    quantity,
    received_quantity: maybe(quantity),
    rejected_quantity: maybe(quantity),
    confirmed_quantity: maybe(quantity),
    requested_date: date,
    promised_date: maybe(date),
    confirmed_date: maybe(date),
    shipped_quantity: maybe(quantity),
  },
  'schedule_line',
);
const shipments = rowsOf(
  {
    order_id: fc.constantFrom('1', '2'),
    line: fc.constantFrom('1', '2'),
    quantity: maybe(quantity),
    eta: maybe(date),
  },
  'shipment_id',
);

test('whatever is confirmed or shipped, the parts sum to what each schedule line has open', () => {
  fc.assert(
    fc.property(purchase_orders, shipments, (orders, carried) => {
      const built = network({ purchase_orders: orders, shipments: carried });
      let open = 0;
      for (const row of orders) {
        const ordered = Math.max(0, Number(row.quantity) - Number(row.rejected_quantity ?? 0));
        open += ordered - Math.min(ordered, Number(row.received_quantity ?? 0));
      }
      const parts = [...built.network.supply.quantity];
      assert.ok(parts.every((part) => part > 0));
      assert.equal(
        parts.reduce((sum, part) => sum + part, 0),
        open,
      );
    }),
  );
});

const anyRows: fc.Arbitrary<FixtureRows> = fc.record({
  sales_orders: rowsOf(
    {
      item_id: item,
      location_id: place,
      quantity,
      requested_date: date,
      priority: maybe(quantity),
    },
    'order_id',
  ),
  forecasts: rowsOf(
    {
      version: fc.constant('V'),
      item_id: item,
      location_id: place,
      date,
      bucket: maybe(fc.constantFrom('day', 'week', 'month')),
      quantity,
    },
    'customer_id',
  ),
  inventory: rowsOf(
    { item_id: item, location_id: place, quantity, expiry_date: maybe(date) },
    'batch',
  ),
  purchase_orders,
  transfer_orders: rowsOf(
    {
      item_id: item,
      location_id: fc.constant('P1'),
      from_location_id: fc.constant('W1'),
      quantity,
      shipped_quantity: maybe(quantity),
      due_date: date,
      ship_date: maybe(date),
    },
    'order_id',
  ),
  sourcing: rowsOf(
    {
      item_id: item,
      location_id: place,
      kind: fc.constantFrom('buy', 'make', 'transfer'),
      from_location_id: place,
      lead_time_days: maybe(quantity),
      priority: maybe(quantity),
    },
    'source_id',
  ),
  bom: rowsOf(
    {
      item_id: item,
      component_item_id: item,
      quantity_per: fc.constantFrom(0, 1, 2.5, -1),
      phantom: maybe(fc.boolean()),
    },
    'line',
  ),
});

function columnsOf({ nodes, demand, supply, stock, sources, components }: Network) {
  return [
    ...[nodes.item, nodes.location],
    ...[demand.nodeStart, demand.stockDay, demand.quantity, demand.priority, demand.kind],
    ...[supply.nodeStart, supply.usableDay, supply.quantity, supply.flags],
    ...[stock.nodeStart, stock.expiryDay],
    ...[sources.nodeStart, sources.priority, sources.fromNode],
    ...[components.sourceStart, components.denominator],
  ].map((column) => [...column]);
}

test('the order of the rows in their files does not matter', () => {
  fc.assert(
    fc.property(anyRows, (rows) => {
      const turned = Object.fromEntries(
        Object.entries(rows).map(([feed, list]) => [feed, [...list].reverse()]),
      );
      assert.deepEqual(columnsOf(network(turned).network), columnsOf(network(rows).network));
    }),
  );
});

test('every line belongs to a node, within the horizon, in its order', () => {
  fc.assert(
    fc.property(anyRows, (rows) => {
      const { nodes, demand, supply, sources, components, dayCount } = network(rows).network;
      for (let node = 0; node < nodes.count; node++) {
        for (let i = demand.nodeStart[node]!; i < demand.nodeStart[node + 1]!; i++) {
          assert.ok(demand.quantity[i]! > 0);
          assert.ok(demand.stockDay[i]! >= 0 && demand.stockDay[i]! < dayCount);
          if (i > demand.nodeStart[node]!)
            assert.ok(demand.stockDay[i]! >= demand.stockDay[i - 1]!);
        }
        for (let i = supply.nodeStart[node]! + 1; i < supply.nodeStart[node + 1]!; i++) {
          assert.ok(supply.usableDay[i]! >= supply.usableDay[i - 1]! && supply.usableDay[i]! >= 0);
        }
        for (let i = sources.nodeStart[node]!; i < sources.nodeStart[node + 1]!; i++) {
          assert.equal(sources.node[i], node);
        }
      }
      assert.equal(demand.nodeStart[nodes.count], demand.count);
      assert.equal(supply.nodeStart[nodes.count], supply.count);
      assert.equal(components.sourceStart[sources.count], components.count);
      assert.ok(components.node.every((node) => node >= 0 && node < nodes.count));
    }),
  );
});

test('dates of 1900 and 9999, endless lead times and a horizon of a day or of three years', () => {
  const rows: FixtureRows = {
    item_locations: [{ item_id: 'A', goods_receipt_days: 1e9, planning_time_fence_days: 1e9 }],
    sourcing: [{ source_id: 'S', item_id: 'A', kind: 'buy', lead_time_days: 1e12 }],
    inventory: [{ item_id: 'A', quantity: 1, expiry_date: '9999-12-31' }],
    sales_orders: ['1900-01-01', '9999-12-31'].map((requested_date, i) => ({
      ...{ order_id: `S${i}`, item_id: 'A', quantity: 1, requested_date },
    })),
    purchase_orders: ['1900-01-01', '9999-12-31'].map((confirmed_date, i) => ({
      ...{ order_id: `P${i}`, item_id: 'A', quantity: 1, confirmed_date },
    })),
    forecasts: ['1900-01-01', '9999-12-31'].map((forecastDate) => ({
      ...{ version: 'V', item_id: 'A', date: forecastDate, bucket: 'month', quantity: 31 },
    })),
    call_offs: ['1900-01-01', '9999-12-31'].map((callDate) => ({
      ...{ customer_id: 'N', item_id: 'A', date: callDate, quantity: 1 },
    })),
  };
  for (const horizonDays of [1, 1095]) {
    const built = network(rows, { horizonDays });
    assert.deepEqual(built.demand('A'), [
      [0, 1],
      [0, 1],
    ]);
    assert.equal(built.network.supply.count, 2);
    assert.ok([...built.network.supply.usableDay].every((usable) => usable >= 0));
  }
});

test('a folder of nothing, and one of items alone, is a network of nothing', () => {
  assert.equal(network({}).network.nodes.count, 0);
  const items = network({ items: [{ item_id: 'A' }] }).network;
  assert.deepEqual([items.items.count, items.nodes.count, items.demand.count], [1, 0, 0]);
});
