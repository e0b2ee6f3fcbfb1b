import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ordersOf, planned } from './plan-fixture.ts';

/** One need of a bought bracket on day 20, with these lot parameters. */
function lots(quantity: number, itemLocation: object, source: object = {}): string[] {
  const plan = planned({
    items: [{ item_id: 'BRACKET' }],
    item_locations: [{ item_id: 'BRACKET', location_id: 'P', ...itemLocation }],
    sourcing: [
      {
        source_id: 'BUY',
        item_id: 'BRACKET',
        location_id: 'P',
        kind: 'buy',
        lead_time_days: 5,
        ...source,
      },
    ],
    sales_orders: [
      {
        order_id: 'SO',
        item_id: 'BRACKET',
        location_id: 'P',
        quantity,
        requested_date: '2027-03-21',
      },
    ],
  });
  return ordersOf(plan, 'BRACKET').map((order) => order.split(':')[0]);
}

test('net 250 with minimum 60, multiple 20 and maximum 100 is bought as 100, 100, 60', () => {
  assert.deepEqual(lots(250, { min_lot: 60, lot_multiple: 20, max_lot: 100 }), [
    '100',
    '100',
    '60',
  ]);
});

test('fixed lots ignore minimum, multiple and maximum', () => {
  const fixed = { lot_size_rule: 'fixed', lot_size: 80, min_lot: 500, max_lot: 10 };
  assert.deepEqual(lots(250, fixed), ['80', '80', '80', '80']);
});

test('a filled cell of the source wins over that of the item-location', () => {
  assert.deepEqual(lots(250, { min_lot: 60, lot_multiple: 20 }, { lot_multiple: 50 }), ['250']);
  assert.deepEqual(lots(30, { min_lot: 60 }, { min_lot: 40 }), ['40']);
});

test('a maximum under the minimum is a data error and is ignored', () => {
  assert.deepEqual(lots(250, { min_lot: 60, max_lot: 40 }), ['250']);
});
