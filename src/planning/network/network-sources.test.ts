import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRow } from '../../model/fact-fixture.ts';
import { NO_PRIORITY, SOURCE_MAKE } from '../../model/network.ts';
import { day, network } from './network-fixture.ts';

const buy = { source_id: 'B', item_id: 'A', kind: 'buy', lead_time_days: 5 };

function sourcesOf(sourcing: FixtureRow[], more: Record<string, FixtureRow[]> = {}) {
  return network({ sourcing, ...more });
}

test('sources stand by priority, then id; without a priority last', () => {
  const { sources } = sourcesOf([
    { ...buy, source_id: 'C' },
    { ...buy, source_id: 'b', priority: 2 },
    { ...buy, source_id: 'B', priority: 2 },
    { ...buy, source_id: 'A', priority: 3 },
  ]).network;
  assert.deepEqual(sources.id, ['B', 'b', 'A', 'C']);
  assert.deepEqual([...sources.priority], [2, 2, 3, NO_PRIORITY]);
});

test('a bought lead time counts calendar days, a made one the working days of its location', () => {
  const calendars = ['OWN', 'KESSLER', 'PLANT', 'SENDER'].map((calendar_id) => ({
    ...{ calendar_id, weekdays: '0000011', working: false },
  }));
  const more = {
    calendars,
    locations: [
      { location_id: 'P1', calendar_id: 'PLANT' },
      { location_id: 'W1', calendar_id: 'SENDER' },
    ],
    suppliers: [{ supplier_id: 'KESSLER', calendar_id: 'KESSLER' }],
  };
  const calendarOf = (row: FixtureRow) => {
    const { sources, calendars: compiled } = sourcesOf([{ ...buy, ...row }], more).network;
    return compiled[sources.leadTimeCalendar[0]!]!.calendarId;
  };
  const supplier = { supplier_id: 'KESSLER' };
  assert.equal(calendarOf({ ...supplier, calendar_id: 'OWN' }), '');
  assert.equal(calendarOf({ ...supplier, lead_time_basis: 'working' }), 'KESSLER');
  assert.equal(calendarOf({ ...supplier, lead_time_basis: 'working', calendar_id: 'OWN' }), 'OWN');
  assert.equal(calendarOf({ kind: 'make' }), 'PLANT');
  assert.equal(calendarOf({ kind: 'make', calendar_id: 'OWN' }), 'OWN');
  assert.equal(calendarOf({ kind: 'make', lead_time_basis: 'calendar' }), '');
  const transfer = { kind: 'transfer', from_location_id: 'W1' };
  assert.equal(calendarOf(transfer), '');
  assert.equal(calendarOf({ ...transfer, lead_time_basis: 'working' }), 'SENDER');
});

test("a filled lot cell of the source wins over the item-location's", () => {
  const item_locations = [{ item_id: 'A', min_lot: 60, lot_multiple: 20, max_lot: 100 }];
  const { sources } = sourcesOf([buy, { ...buy, source_id: 'C', min_lot: 40, max_lot: 80 }], {
    item_locations,
  }).network;
  assert.deepEqual([...sources.minLot], [60, 40]);
  assert.deepEqual([...sources.lotMultiple], [20, 20]);
  assert.deepEqual([...sources.maxLot], [100, 80]);
  const [bare] = sourcesOf([buy]).network.sources.lotMultiple;
  assert.equal(bare, 1);
});

test('a max_lot that no lot can meet is ignored, with an error', () => {
  const check = (lots: FixtureRow, maxLot: number, rules: string[]) => {
    const built = sourcesOf([{ ...buy, ...lots }]);
    assert.equal(built.network.sources.maxLot[0], maxLot);
    assert.deepEqual(built.rules(), rules);
  };
  const none = Number.POSITIVE_INFINITY;
  check({ max_lot: 90, min_lot: 60, lot_multiple: 50 }, none, ['max_lot_unusable']); // 50 < 60
  check({ max_lot: 90, lot_multiple: 100 }, none, ['max_lot_unusable']); // no multiple fits
  check({ max_lot: 0 }, none, ['max_lot_unusable']);
  check({ max_lot: 100, min_lot: 60, lot_multiple: 20 }, 100, []);
});

test('a missing lead time counts as 0 days and is said; a transfer from itself is left out', () => {
  const built = sourcesOf([
    { ...buy, lead_time_days: '' },
    { ...buy, source_id: 'T', kind: 'transfer', from_location_id: 'P1' },
  ]);
  assert.equal(built.network.sources.count, 1);
  assert.deepEqual(built.rules(), ['transfer_without_sender', 'no_lead_time']);
});

test('cost is of the source, else its price valid today for the smallest quantity', () => {
  const price = { source_id: 'B', valid_from: day(-9), unit_cost: 300, price_unit: 100 };
  const prices = [
    price,
    { ...price, min_quantity: 500, unit_cost: 200 },
    { ...price, valid_from: day(-90), unit_cost: 900 },
    { ...price, valid_from: day(2), unit_cost: 100 },
  ];
  assert.equal(sourcesOf([buy], { prices }).network.sources.unitCost[0], 3);
  const own = { ...buy, unit_cost: 4 };
  assert.equal(sourcesOf([own], { prices }).network.sources.unitCost[0], 4);
});

test('a phantom that no source makes gets a nameless one with its bill', () => {
  const built = sourcesOf([{ ...buy, source_id: 'M', item_id: 'FG', kind: 'make' }], {
    bom: [
      { item_id: 'FG', component_item_id: 'P', quantity_per: 1, phantom: true },
      { item_id: 'P', component_item_id: 'C1', quantity_per: 2 },
    ],
  });
  const { sources, components } = built.network;
  assert.deepEqual(built.components('M'), [['P', 1, 1]]);
  assert.equal(components.phantom[0], 1);
  assert.deepEqual(built.components(''), [['C1', 2, 1]]);
  const made = sources.id.indexOf('');
  assert.equal(sources.node[made], built.node('P'));
  assert.deepEqual([sources.kind[made], sources.leadTimeDays[made]], [SOURCE_MAKE, 0]);
});

test('quotas count what was received and is open since quota_since, each order once', () => {
  const source = { ...buy, quota_percent: 50, quota_since: day(-30) };
  const order = { item_id: 'A', quantity: 100, requested_date: day(5) };
  const delivery = {
    direction: 'inbound',
    item_id: 'A',
    location_id: 'P1',
    party_id: 'K',
    quantity: 60,
    actual_date: day(-10),
  };
  const built = sourcesOf(
    [
      { ...source, supplier_id: 'K' },
      { ...source, source_id: 'C', supplier_id: 'L' },
      { ...source, source_id: 'M', kind: 'make' },
    ],
    {
      purchase_orders: [
        { ...order, order_id: 'O1', supplier_id: 'K', ordered_at: day(-5), rejected_quantity: 30 },
        { ...order, order_id: 'O2', supplier_id: 'K', ordered_at: day(-50) },
        { ...order, order_id: 'O3', source_id: 'C', ordered_at: day(-5), received_quantity: 40 },
        {
          ...order,
          order_id: 'O4',
          supplier_id: 'L',
          ordered_at: day(-5),
          received_quantity: 7,
          status: 'closed',
        },
      ],
      production_orders: [
        { order_id: 'W', item_id: 'A', quantity: 25, start_date: day(-2), due_date: day(1) },
      ],
      deliveries: [
        { ...delivery, order_id: 'O1', delivery_id: '1' },
        { ...delivery, order_id: 'O9', delivery_id: '1' },
        { ...delivery, order_id: 'O8', delivery_id: '1', actual_date: day(-40) },
      ],
    },
  );
  assert.deepEqual([...built.network.sources.quotaPlaced], [130, 107, 25]);
});
