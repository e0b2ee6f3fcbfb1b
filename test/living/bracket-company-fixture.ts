// The smallest company with a late purchase order: Haller wants 100 brackets on day 10, Kessler has
// confirmed them for day 16, and nothing ordered today could come before day 20 (handbook 4).

import { formatDay, parseDay } from '../../src/units/day.ts';
import { AS_OF, type Client, type Row } from './living-server-fixture.ts';

/** `day(10)` is ten days after the plan's day. */
export const day = (days: number): string => formatDay(parseDay(AS_OF) + days);

export const purchaseOrder = (change: Row = {}): Row => ({
  order_id: '4500101',
  line: 10,
  schedule_line: 1,
  supplier_id: 'KESSLER',
  item_id: 'BRACKET',
  location_id: 'LEIPZIG',
  source_id: 'S-KESSLER',
  quantity: 100,
  requested_date: day(10),
  confirmed_date: day(16),
  confirmed_quantity: 100,
  ...change,
});

export const salesOrder = (change: Row = {}): Row => ({
  order_id: 'SO-1',
  line: 10,
  schedule_line: 1,
  customer_id: 'HALLER',
  item_id: 'BRACKET',
  location_id: 'LEIPZIG',
  quantity: 100,
  requested_date: day(10),
  ...change,
});

/** The company while its purchase order still comes in time: nothing is late. */
export async function sendBracketCompany({ facts }: Client): Promise<number> {
  await facts('items', [
    { item_id: 'BRACKET', description: 'Bracket', unit_cost: 8, unit_price: 12 },
  ]);
  await facts('locations', [{ location_id: 'LEIPZIG', name: 'Leipzig plant', kind: 'plant' }]);
  await facts('suppliers', [{ supplier_id: 'KESSLER', name: 'Kessler' }]);
  await facts('customers', [{ customer_id: 'HALLER', name: 'Haller' }]);
  await facts('sourcing', [
    {
      source_id: 'S-KESSLER',
      item_id: 'BRACKET',
      location_id: 'LEIPZIG',
      kind: 'buy',
      supplier_id: 'KESSLER',
      lead_time_days: 20,
    },
  ]);
  await facts('purchase_orders', [purchaseOrder({ confirmed_date: day(9) })]);
  return (await facts('sales_orders', [salesOrder()])).position;
}

export const CASE = 'case:purchase_orders/4500101/10/1';
export const STOCKOUT = 'projected_stockout:BRACKET/LEIPZIG';
export const at = (path: string, id: string): string => `${path}/${encodeURIComponent(id)}`;

/** What the purchase order brings about, most valuable first, then by name. */
export const ITS_EXCEPTIONS = [
  'demand_at_risk:sales_orders/SO-1/10/1',
  STOCKOUT,
  'reschedule_in:purchase_orders/4500101/10/1',
  'supply_late:purchase_orders/4500101/10/1',
];
