import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRows } from '../model/fact-fixture.ts';
import { createFacts } from '../model/facts.ts';
import { causeAt, createCauses } from './causes.ts';
import { atPlant2, buyHub, order, purchase, stock } from './detection-fixture.ts';

function onlyCase(rows: FixtureRows) {
  const { cases } = atPlant2(rows);
  assert.equal(cases.length, 1, JSON.stringify(cases, null, 1));
  const [{ id, cause, message, value_at_risk }] = cases;
  return { id, feed: cause.feed, key: cause.key, text: cause.text, message, value_at_risk };
}

test('stock in inspection is the cause when it is usable a day too late', () => {
  const { feed, key, text, message } = onlyCase({
    inventory: [stock(500, { status: 'inspection', usable_from: '2027-03-03' })],
    sales_orders: [order('SO-1', 300, '2027-03-02'), order('SO-2', 200, '2027-03-05')],
  });
  assert.deepEqual([feed, key], ['inventory', '4711/P2//inspection///']);
  assert.equal(text, '500 PCE are in inspection until 3 Mar');
  assert.match(
    message,
    /^Hub 4711 at Plant 2 runs short by 300 PCE from 2 Mar because 500 PCE are/,
  );
});

test('an order placed nearer to its date than the lead time is the cause itself', () => {
  const { id, feed, key, text } = onlyCase({
    sales_orders: [order('SO-1', 300, '2027-03-10', { ordered_at: '2027-02-28' })],
  });
  assert.equal(id, 'case:lead_time/4711/P2');
  assert.deepEqual([feed, key], ['sales_orders', 'SO-1/10/1']);
  assert.equal(text, 'order SO-1/10 came 10 days before it is due and getting more takes 20 days');
});

test('of an order known long ago the lead time is the cause', () => {
  const { feed, key, text, message } = onlyCase({
    sales_orders: [order('SO-1', 300, '2027-03-10', { ordered_at: '2026-12-01' })],
  });
  assert.deepEqual([feed, key], ['sourcing', 'HUB']);
  assert.equal(text, 'Hub 4711 at Plant 2 is needed in 9 days and getting more takes 20 days');
  assert.match(message, /because it is needed in 9 days and getting more takes 20 days; 1 order/);
});

test('the planning time fence is the cause of what is short inside it', () => {
  const { id, feed, key, text } = onlyCase({
    sourcing: [buyHub({ lead_time_days: 1 })],
    item_locations: [{ item_id: '4711', location_id: 'P2', planning_time_fence_days: 5 }],
    sales_orders: [order('SO-1', 50, '2027-03-03')],
  });
  assert.equal(id, 'case:fence/4711/P2');
  assert.deepEqual([feed, key], ['item_locations', '4711/P2']);
  assert.match(text, /may not be ordered inside its planning time fence of 5 working days$/);
});

test('a reorder point that is too low is a parameter’s fault, not the demand’s', () => {
  const { feed, text } = onlyCase({
    sourcing: [buyHub({ lead_time_days: 3 })],
    item_locations: [
      { item_id: '4711', location_id: 'P2', planning_method: 'reorder_point', reorder_point: 5 },
    ],
    inventory: [stock(25)],
    sales_orders: ['01', '02', '03', '04'].map((day) => order(`SO-${day}`, 10, `2027-03-${day}`)),
  });
  assert.equal(feed, 'item_locations');
  assert.match(text, /ordered only when it falls to its reorder point of 5 PCE$/);
});

test('an item without a source, or planned by nobody, says so', () => {
  const sales = { sales_orders: [order('SO-1', 50, '2027-03-03')] };
  assert.match(onlyCase({ ...sales, sourcing: [] }).text, /has no source of supply$/);
  const none = [{ item_id: '4711', location_id: 'P2', planning_method: 'none' }];
  assert.match(onlyCase({ ...sales, item_locations: none }).text, /\(planning method none\)$/);
});

test('a silent supplier is the cause where his order would have filled the hole', () => {
  const { id, message, value_at_risk } = onlyCase({
    purchase_orders: [
      purchase('9', 500, '2027-01-10'),
      purchase('8', 5, '2027-01-11', { item_id: 'X' }),
    ],
    items: [
      { item_id: '4711', description: 'Hub', uom: 'PCE', unit_cost: 5, unit_price: 15 },
      { item_id: 'X', uom: 'PCE' },
    ],
    sales_orders: [order('SO-1', 50, '2027-03-05')],
  });
  assert.equal(id, 'case:silence/KES');
  assert.equal(value_at_risk, 500);
  assert.equal(
    message,
    '2 order lines of Kessler are unanswered: 1 item-location runs short from 5 Mar; ' +
      '1 order of Nordwagen, 500 EUR margin',
  );
});

test('what a silent supplier owes is not the cause of a hole that it would not have filled', () => {
  const { cases } = atPlant2({
    purchase_orders: [purchase('9', 20, '2027-01-10')],
    sales_orders: [order('SO-1', 50, '2027-03-05')],
  });
  assert.deepEqual(
    cases.map(({ id, value_at_risk }) => [id, value_at_risk]),
    [
      ['case:lead_time/4711/P2', 500],
      ['case:silence/KES', 0],
    ],
  );
});

test('a rejected rest is the cause of the shortage that is ordered anew too late', () => {
  const { id, text } = onlyCase({
    purchase_orders: [
      purchase('9', 1000, '2027-03-11', {
        confirmed_quantity: 600,
        received_quantity: 400,
        rejected_quantity: 400,
      }),
    ],
    sales_orders: [order('SO-1', 600, '2027-03-13')],
  });
  assert.equal(id, 'case:short/9/10/1');
  assert.equal(text, 'only 600 PCE of the 1,000 PCE of PO 9/10 are confirmed');
});

test('a line that comes late for one need and brings too little for another is two cases', () => {
  const { cases } = atPlant2({
    sourcing: [],
    purchase_orders: [
      { ...purchase('9', 60, '2027-03-09'), confirmed_date: '', confirmed_quantity: 2 },
    ],
    sales_orders: [order('SO-1', 25, '2027-03-02'), order('SO-2', 60, '2027-03-30')],
  });
  assert.deepEqual(cases.map(({ id }) => id).sort(), [
    'case:purchase_orders/9/10/1',
    'case:short/9/10/1',
  ]);
});

const THREE_COMPONENTS: FixtureRows = {
  items: [
    { item_id: 'D', description: 'Drive', uom: 'PCE', unit_cost: 60, unit_price: 100 },
    { item_id: 'A', description: 'Rotor', uom: 'PCE' },
    { item_id: 'B', description: 'Magnet', uom: 'PCE' },
  ],
  sourcing: [
    { source_id: 'MAKE', item_id: 'D', location_id: 'P2', kind: 'make', lead_time_days: 2 },
    buyHub({ source_id: 'A', item_id: 'A', lead_time_days: 10 }),
    buyHub({ source_id: 'B', item_id: 'B', lead_time_days: 25 }),
  ],
  bom: [
    { item_id: 'D', component_item_id: 'A', quantity_per: 1 },
    { item_id: 'D', component_item_id: 'B', quantity_per: 1 },
  ],
  purchase_orders: [purchase('7', 100, '2027-03-08', { item_id: 'A' })],
  sales_orders: [order('SO-1', 100, '2027-03-06', { item_id: 'D', ordered_at: '2026-12-01' })],
};

test('a late component whose parent waits longer for another joins the other’s case', () => {
  const { id, message } = onlyCase(THREE_COMPONENTS);
  assert.equal(id, 'case:lead_time/B/P2');
  assert.match(message, /^Magnet B at Plant 2 runs short by 100 PCE from 4 Mar/);
  assert.match(message, /4,000 EUR margin; Rotor A at Plant 2 runs short too$/);
});

test('its own exceptions keep their own cause and say what is waited for longer', () => {
  const { of } = atPlant2(THREE_COMPONENTS);
  const rotor = of('projected_stockout').find(({ subject }) => subject.item_id === 'A');
  assert.equal(rotor?.cause?.key, '7/10/1');
  assert.equal(
    rotor?.message,
    'Rotor A at Plant 2 runs short by 100 PCE from 4 Mar because PO 7/10 from Kessler is ' +
      'confirmed 4 days after it is needed; what needs it waits longer still for Magnet B at ' +
      'Plant 2',
  );
});

test('items that contain each other are short because of their bills of material', () => {
  const made = { location_id: 'P2', kind: 'make', lead_time_days: 1 };
  const { id, feed, text } = onlyCase({
    items: [
      { item_id: 'A', uom: 'PCE' },
      { item_id: 'B', uom: 'PCE' },
    ],
    sourcing: [
      { source_id: 'A', item_id: 'A', ...made },
      { source_id: 'B', item_id: 'B', ...made },
    ],
    bom: [
      { item_id: 'A', component_item_id: 'B', quantity_per: 1 },
      { item_id: 'B', component_item_id: 'A', quantity_per: 1 },
    ],
    sales_orders: [order('SO-1', 5, '2027-03-20', { item_id: 'B' })],
  });
  assert.match(id, /^case:data\/bom\//);
  assert.equal(feed, 'bom');
  assert.match(text, /is a part of itself by the bills of material$/);
});

test('a hole that a negative stock record makes is the record’s fault', () => {
  const { id, text } = onlyCase({ inventory: [stock(-40)] });
  assert.equal(id, 'case:inventory/4711/P2/////');
  assert.equal(text, 'its stock record says -40 PCE');
});

test('a late order line that is not confirmed says so', () => {
  const { text } = onlyCase({
    purchase_orders: [purchase('9', 50, '2027-03-12', { confirmed_date: '' })],
    sales_orders: [order('SO-1', 50, '2027-03-10')],
  });
  assert.equal(text, 'PO 9/10 from Kessler is not confirmed and due 2 days after it is needed');
});

test('a late order is the cause also where a new order fills in for it a day too late', () => {
  const { id, value_at_risk } = onlyCase({
    sourcing: [buyHub({ lead_time_days: 2 })],
    purchase_orders: [purchase('9', 55, '2027-03-28')],
    sales_orders: [order('SO-1', 40, '2027-03-20'), order('SO-2', 75, '2027-03-21')],
  });
  assert.equal(id, 'case:purchase_orders/9/10/1');
  assert.equal(value_at_risk, 40 * 10 + 55 * 10);
});

test('one cause at two places stands where and when it is missed first', () => {
  const causes = createCauses(createFacts());
  const [seals, rings] = [5, 3];
  assert.equal(causeAt(causes, 'raise', 0, seals, 20), causeAt(causes, 'raise', 0, rings, 7));
  assert.deepEqual(causes.list, [{ kind: 'raise', index: 0, node: rings, wantedDay: 7 }]);
});
