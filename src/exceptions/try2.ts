import type { FixtureRows } from '../model/fact-fixture.ts';
import { detected } from './detection-fixture.ts';

const base: FixtureRows = {
  locations: [{ location_id: 'P2', name: 'Plant 2' }],
  suppliers: [
    { supplier_id: 'KES', name: 'Kessler' },
    { supplier_id: 'POL', name: 'Polavia' },
  ],
  customers: [
    { customer_id: 'N', name: 'Nordwagen' },
    { customer_id: 'A', name: 'Aurion' },
  ],
};
const hub = { item_id: '4711', description: 'Hub', unit_cost: 5, unit_price: 15, uom: 'PCE' };
const buy = {
  source_id: 'B',
  item_id: '4711',
  location_id: 'P2',
  kind: 'buy',
  supplier_id: 'KES',
  lead_time_days: 20,
};
const so = (n: string, q: number, d: string, more = {}) => ({
  order_id: n,
  line: '10',
  customer_id: 'N',
  item_id: '4711',
  location_id: 'P2',
  quantity: q,
  requested_date: d,
  ...more,
});
const po = (n: string, q: number, d: string, more = {}) => ({
  order_id: n,
  line: '10',
  supplier_id: 'KES',
  item_id: '4711',
  location_id: 'P2',
  quantity: q,
  requested_date: d,
  ...more,
});
const show = (name: string, rows: FixtureRows, s = {}) => {
  console.log(`\n##### ${name}`);
  const out = detected({ ...base, items: [hub], ...rows }, s);
  for (const e of out.exceptions)
    console.log(
      ' -',
      e.code,
      e.first_date,
      e.last_date,
      e.quantity,
      e.value_at_risk,
      e.severity,
      '|',
      e.message,
      '|',
      e.cause?.feed,
      e.cause?.key,
    );
  for (const c of out.cases)
    console.log(
      ' =',
      c.id,
      c.value_at_risk,
      c.first_date,
      c.decide_by,
      c.certainty,
      c.severity,
      c.owner,
      JSON.stringify(c.exceptions),
      '\n    ',
      c.message,
      '\n    ',
      c.cause.text,
    );
};
show('inspection', {
  inventory: [
    {
      item_id: '4711',
      location_id: 'P2',
      quantity: 500,
      status: 'inspection',
      usable_from: '2027-03-03',
    },
  ],
  sourcing: [buy],
  sales_orders: [so('S1', 300, '2027-03-02'), so('S2', 200, '2027-03-05')],
});
show('lead time, order placed late', {
  sourcing: [buy],
  sales_orders: [so('S1', 300, '2027-03-10', { ordered_at: '2027-02-28' })],
});
show('lead time, order long known', {
  sourcing: [buy],
  sales_orders: [so('S1', 300, '2027-03-10', { ordered_at: '2026-12-01' })],
});
show('fence', {
  sourcing: [{ ...buy, lead_time_days: 1 }],
  item_locations: [{ item_id: '4711', location_id: 'P2', planning_time_fence_days: 5 }],
  sales_orders: [so('S1', 50, '2027-03-03')],
});
show('reorder point', {
  sourcing: [{ ...buy, lead_time_days: 3 }],
  inventory: [{ item_id: '4711', location_id: 'P2', quantity: 25 }],
  item_locations: [
    { item_id: '4711', location_id: 'P2', planning_method: 'reorder_point', reorder_point: 5 },
  ],
  sales_orders: [1, 2, 3, 4, 5, 6].map((d) => so(`S${d}`, 10, `2027-03-0${d}`)),
});
show('no source', { sales_orders: [so('S1', 50, '2027-03-03')] });
show('method none', {
  sourcing: [buy],
  item_locations: [{ item_id: '4711', location_id: 'P2', planning_method: 'none' }],
  sales_orders: [so('S1', 50, '2027-03-03')],
});
show('backlog', {
  inventory: [{ item_id: '4711', location_id: 'P2', quantity: 100 }],
  sales_orders: [so('S1', 50, '2027-02-23')],
});
show('silent supplier', {
  sourcing: [buy],
  purchase_orders: [po('9', 500, '2027-01-10', { ordered_at: '2026-12-01' })],
  sales_orders: [so('S1', 50, '2027-03-05')],
});
show('past due a little', {
  sourcing: [buy],
  purchase_orders: [po('9', 500, '2027-02-25')],
  sales_orders: [so('S1', 50, '2027-03-05')],
});
show('unconfirmed two', {
  sourcing: [buy],
  purchase_orders: [
    po('9', 500, '2027-03-25', { ordered_at: '2027-02-01' }),
    po('10', 100, '2027-03-05', { ordered_at: '2027-02-28' }),
    po('11', 100, '2027-03-28', { confirmed_date: '2027-03-28' }),
  ],
  sales_orders: [so('S1', 700, '2027-03-29')],
});
show('part confirmed, part received', {
  sourcing: [buy],
  purchase_orders: [
    po('9', 1000, '2027-03-11', {
      confirmed_date: '2027-03-11',
      confirmed_quantity: 600,
      received_quantity: 400,
    }),
  ],
  sales_orders: [so('S1', 600, '2027-03-13')],
});
show('rejected', {
  sourcing: [buy],
  purchase_orders: [
    po('9', 1000, '2027-03-11', {
      confirmed_date: '2027-03-11',
      confirmed_quantity: 600,
      received_quantity: 400,
      rejected_quantity: 400,
    }),
  ],
  sales_orders: [so('S1', 600, '2027-03-13')],
});
show(
  'excess, contract',
  {
    sourcing: [{ ...buy, firm_days: 10, material_days: 30, flex_down_percent: 20 }],
    purchase_orders: [
      po('1', 1000, '2027-03-06'),
      po('2', 1000, '2027-03-16'),
      po('3', 1000, '2027-04-10'),
    ],
    sales_orders: [
      so('S1', 500, '2027-03-06'),
      so('S2', 500, '2027-03-16'),
      so('S3', 500, '2027-04-10'),
    ],
  },
  { horizonDays: 90 },
);
show(
  'excess stock',
  {
    inventory: [{ item_id: '4711', location_id: 'P2', quantity: 5000 }],
    sourcing: [buy],
    sales_orders: [so('S1', 50, '2027-03-06')],
  },
  { horizonDays: 120 },
);
show('expiring', {
  inventory: [
    { item_id: '4711', location_id: 'P2', quantity: 500, batch: 'B7', expiry_date: '2027-03-20' },
  ],
  sourcing: [buy],
  sales_orders: [so('S1', 50, '2027-03-06')],
});
show('terms', {
  sourcing: [buy],
  customer_terms: [
    { customer_id: 'N', line_stop_cost_per_day: 40000 },
    { customer_id: 'A', p_lost_per_day: 0.01 },
  ],
  sales_orders: [so('S1', 200, '2027-03-20'), so('S2', 200, '2027-03-11', { customer_id: 'A' })],
});
show('price unknown', {
  items: [{ item_id: '4711', description: 'Hub' }],
  sourcing: [buy],
  sales_orders: [so('S1', 200, '2027-03-20')],
});
