import assert from 'node:assert/strict';
import { test } from 'node:test';
import { componentNeed } from './explosion.ts';
import { balancesOf, planned } from './plan-fixture.ts';

/** What 100 covers made on day 10 need of a screw, negative as a balance. */
function need(line: object, more: object = {}): number {
  const plan = planned({
    items: [{ item_id: 'COVER' }, { item_id: 'SCREW' }],
    sourcing: [
      { source_id: 'M', item_id: 'COVER', location_id: 'P', kind: 'make', lead_time_days: 2 },
    ],
    bom: [{ item_id: 'COVER', component_item_id: 'SCREW', quantity_per: 2, ...line }],
    sales_orders: [
      {
        order_id: 'SO',
        item_id: 'COVER',
        location_id: 'P',
        quantity: 100,
        requested_date: '2027-03-13',
      },
    ],
    ...more,
  });
  return balancesOf(plan, 'SCREW', [29])[0];
}

test('100 x 2 with 10 % scrap needs 220, not 221 as floating point would have it', () => {
  assert.equal(need({ scrap_percent: 10 }), -220);
});

test('yield divides, fixed quantity comes once an order, base quantity divides the line', () => {
  assert.equal(need({ yield_percent: 80 }), -250);
  assert.equal(need({ fixed_quantity: 7 }), -207);
  assert.equal(need({ base_quantity: 3 }), -67);
});

test("the parent's assembly scrap comes on top", () => {
  const item_locations = [{ item_id: 'COVER', location_id: 'P', assembly_scrap_percent: 5 }];
  assert.equal(need({}, { item_locations }), -210);
});

test('only lines that are valid on the day of the need count', () => {
  assert.equal(need({ valid_to: '2027-03-10' }), 0);
  assert.equal(need({ valid_to: '2027-03-11' }), -200);
  assert.equal(need({ offset_days: 1, valid_to: '2027-03-11' }), 0);
});

test('needs beyond 2^53 are still rounded up exactly', () => {
  const components = {
    numerator: Float64Array.of(9007199254740991),
    fixed: Float64Array.of(1),
    denominator: Float64Array.of(9007199254740990),
  };
  const network = { components } as unknown as Parameters<typeof componentNeed>[0];
  assert.equal(componentNeed(network, 0, 9007199254740990), 9007199254740992);
});

test('what a run-out item passes on needs nothing of its own bill of material', () => {
  const items = [
    { item_id: 'COVER', run_out: true, successor_item_id: 'COVER-2' },
    { item_id: 'COVER-2' },
    { item_id: 'SCREW' },
  ];
  const inventory = [{ item_id: 'COVER', location_id: 'P', quantity: 30 }];
  assert.equal(need({}, { items, inventory }), 0);
});

test('quantities beyond 32 bits are planned like any other', () => {
  const many = 3_000_000_000;
  const sales_orders = [
    {
      order_id: 'SO',
      item_id: 'COVER',
      location_id: 'P',
      quantity: many,
      requested_date: '2027-03-13',
    },
  ];
  assert.equal(need({}, { sales_orders }), -2 * many);
});
