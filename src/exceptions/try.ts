import { detected } from './detection-fixture.ts';

const out = detected({
  items: [
    { item_id: 'D1', description: 'Drive', unit_price: 100, unit_cost: 60, uom: 'PCE' },
    { item_id: 'D2', description: 'Drive', unit_price: 80, unit_cost: 60, uom: 'PCE' },
    { item_id: '4711', description: 'Hub', unit_cost: 5, uom: 'PCE' },
  ],
  locations: [{ location_id: 'P2', name: 'Plant 2' }],
  suppliers: [{ supplier_id: 'KES', name: 'Kessler' }],
  customers: [
    { customer_id: 'N', name: 'Nordwagen' },
    { customer_id: 'A', name: 'Aurion' },
  ],
  sourcing: [
    { source_id: 'M1', item_id: 'D1', location_id: 'P2', kind: 'make', lead_time_days: 2 },
    { source_id: 'M2', item_id: 'D2', location_id: 'P2', kind: 'make', lead_time_days: 2 },
    {
      source_id: 'B',
      item_id: '4711',
      location_id: 'P2',
      kind: 'buy',
      supplier_id: 'KES',
      lead_time_days: 30,
    },
  ],
  bom: [
    { item_id: 'D1', component_item_id: '4711', quantity_per: 1 },
    { item_id: 'D2', component_item_id: '4711', quantity_per: 1 },
  ],
  item_locations: [
    { item_id: '4711', location_id: 'P2', planner: 'Jana', buyer: 'Tomas', safety_stock: 10 },
  ],
  inventory: [{ item_id: '4711', location_id: 'P2', quantity: 20 }],
  purchase_orders: [
    {
      order_id: '4500123',
      line: '10',
      supplier_id: 'KES',
      item_id: '4711',
      location_id: 'P2',
      quantity: 400,
      ordered_at: '2027-02-01',
      requested_date: '2027-03-12',
      confirmed_date: '2027-03-20',
      confirmed_quantity: 400,
    },
  ],
  sales_orders: [
    {
      order_id: 'S1',
      line: '10',
      customer_id: 'N',
      item_id: 'D1',
      location_id: 'P2',
      quantity: 100,
      requested_date: '2027-03-16',
    },
    {
      order_id: 'S2',
      line: '10',
      customer_id: 'A',
      item_id: 'D2',
      location_id: 'P2',
      quantity: 80,
      requested_date: '2027-03-17',
    },
    {
      order_id: 'S3',
      line: '10',
      customer_id: 'N',
      item_id: 'D1',
      location_id: 'P2',
      quantity: 80,
      requested_date: '2027-03-18',
    },
  ],
});
for (const e of out.exceptions)
  console.log(
    e.code,
    JSON.stringify(e.subject),
    e.first_date,
    e.last_date,
    e.quantity,
    e.value_at_risk,
    e.severity,
    e.owner,
    '\n   ',
    e.message,
    '\n   ',
    JSON.stringify(e.cause),
  );
for (const c of out.cases) console.log(JSON.stringify(c, null, 1));
