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
const drive = { item_id: 'D', description: 'Drive', unit_price: 100, unit_cost: 60, uom: 'PCE' };
const cA = { item_id: 'A', description: 'Rotor', unit_cost: 5, uom: 'PCE' };
const cB = { item_id: 'B', description: 'Magnet', unit_cost: 5, uom: 'PCE' };
const cC = { item_id: 'C', description: 'Screw', unit_cost: 1, uom: 'PCE' };
const mk = { source_id: 'MD', item_id: 'D', location_id: 'P2', kind: 'make', lead_time_days: 2 };
const bA = {
  source_id: 'BA',
  item_id: 'A',
  location_id: 'P2',
  kind: 'buy',
  supplier_id: 'KES',
  lead_time_days: 10,
};
const bB = {
  source_id: 'BB',
  item_id: 'B',
  location_id: 'P2',
  kind: 'buy',
  supplier_id: 'POL',
  lead_time_days: 25,
};
const bC = {
  source_id: 'BC',
  item_id: 'C',
  location_id: 'P2',
  kind: 'buy',
  supplier_id: 'POL',
  lead_time_days: 15,
};
const bom = ['A', 'B', 'C'].map((c) => ({ item_id: 'D', component_item_id: c, quantity_per: 1 }));
const sd = (n: string, q: number, d: string, more = {}) => ({ ...so(n, q, d, more), item_id: 'D' });
show('three components, one order inside all lead times', {
  items: [drive, cA, cB, cC],
  sourcing: [mk, bA, bB, bC],
  bom,
  sales_orders: [sd('S1', 100, '2027-03-06', { ordered_at: '2027-02-27' })],
});
show('PO late on A, B lead time worse', {
  items: [drive, cA, cB],
  sourcing: [mk, bA, bB],
  bom: bom.slice(0, 2),
  purchase_orders: [
    {
      order_id: '7',
      line: '10',
      supplier_id: 'KES',
      item_id: 'A',
      location_id: 'P2',
      quantity: 100,
      confirmed_date: '2027-03-08',
    },
  ],
  sales_orders: [sd('S1', 100, '2027-03-06', { ordered_at: '2026-12-27' })],
});
show('running order', {
  items: [drive, { ...cC, description: '' }],
  sourcing: [mk, bC],
  bom: [{ item_id: 'D', component_item_id: 'C', quantity_per: 2 }],
  item_locations: [{ item_id: 'C', location_id: 'P2', planning_method: 'none' }],
  inventory: [{ item_id: 'C', location_id: 'P2', quantity: 30 }],
  production_orders: [
    {
      order_id: '77',
      stage: 'started',
      item_id: 'D',
      location_id: 'P2',
      quantity: 100,
      completed_quantity: 40,
      start_date: '2027-02-26',
      due_date: '2027-03-05',
    },
  ],
  order_components: [
    {
      order_id: '77',
      component_item_id: 'C',
      location_id: 'P2',
      required_quantity: 200,
      issued_quantity: 150,
      date: '2027-03-01',
    },
  ],
  sales_orders: [sd('S1', 60, '2027-03-06')],
});
show('ship complete', {
  items: [drive, hub],
  sourcing: [buy, { ...mk, lead_time_days: 0 }],
  sales_orders: [
    { ...sd('S1', 60, '2027-03-06'), ship_complete: true },
    { ...so('S1', 5, '2027-03-06'), line: '20' },
  ],
});
show('call-offs and forecast', {
  items: [hub],
  sourcing: [buy],
  call_offs: [
    {
      customer_id: 'N',
      item_id: '4711',
      release_id: '118',
      date: '2027-03-10',
      location_id: 'P2',
      quantity: 40,
      issued_on: '2027-03-01',
    },
    {
      customer_id: 'N',
      item_id: '4711',
      release_id: '118',
      date: '2027-03-12',
      location_id: 'P2',
      quantity: 40,
      issued_on: '2027-03-01',
    },
  ],
  forecasts: [
    {
      version: '1',
      item_id: '4711',
      location_id: 'P2',
      date: '2027-03-18',
      customer_id: 'A',
      quantity: 30,
    },
  ],
});
show('safety stock dip', {
  items: [hub],
  sourcing: [buy],
  item_locations: [{ item_id: '4711', location_id: 'P2', safety_stock: 50 }],
  inventory: [{ item_id: '4711', location_id: 'P2', quantity: 40 }],
});
show('release today', {
  items: [hub],
  sourcing: [buy],
  sales_orders: [so('S1', 50, '2027-03-21'), so('S2', 50, '2027-03-21')],
});
show('negative stock', {
  items: [hub],
  sourcing: [buy],
  inventory: [{ item_id: '4711', location_id: 'P2', quantity: -40 }],
});
show('no lead time, missing source', {
  items: [hub, drive],
  sourcing: [{ ...buy, lead_time_days: undefined }],
  sales_orders: [so('S1', 50, '2027-03-21'), sd('S2', 5, '2027-03-09')],
});
show('bom cycle', {
  items: [cA, cB],
  sourcing: [
    { ...bA, kind: 'make', supplier_id: undefined },
    { ...bB, kind: 'make', supplier_id: undefined },
  ],
  bom: [
    { item_id: 'A', component_item_id: 'B', quantity_per: 1 },
    { item_id: 'B', component_item_id: 'A', quantity_per: 1 },
  ],
  sales_orders: [{ ...so('S1', 5, '2027-03-20'), item_id: 'A' }],
});
show('transfer late', {
  items: [hub],
  locations: [
    { location_id: 'P2', name: 'Plant 2' },
    { location_id: 'W', name: 'Leipzig' },
  ],
  sourcing: [
    { ...buy, lead_time_days: 20 },
    {
      source_id: 'T',
      item_id: '4711',
      location_id: 'W',
      kind: 'transfer',
      from_location_id: 'P2',
      lead_time_days: 2,
    },
  ],
  transfer_orders: [
    {
      order_id: 'T1',
      item_id: '4711',
      from_location_id: 'P2',
      location_id: 'W',
      quantity: 50,
      ship_date: '2027-03-03',
      due_date: '2027-03-05',
    },
  ],
  sales_orders: [{ ...so('S1', 50, '2027-03-06'), location_id: 'W' }],
});
show('slow moving', {
  items: [hub],
  sourcing: [buy],
  inventory: [{ item_id: '4711', location_id: 'P2', quantity: 400 }],
  demand_history: [{ item_id: '4711', location_id: 'P2', date: '2026-01-01', quantity: 4 }],
});
