// Faults put in on purpose, a handful of each kind that real extracts have. Each says which rule
// must catch it; nothing else in the folder may be caught.

import type { Cell } from './tables.ts';

export interface DirtyRow {
  feed: string;
  /** Cells by column; columns left out are blank, or as in the row it doubles. */
  cells: Record<string, Cell>;
  /** Doubles the key of the table's first row that has these cells. */
  doubles?: Record<string, Cell>;
  column: string; // where the fault is; blank: in the key
  rule: string;
  outcome: 'quarantined' | 'kept with a warning';
  why: string;
}

const LINE = { schedule_line: 1, supplier_id: 'HARTWIG', location_id: 'P2' };

const DIRTY_PURCHASE_ORDERS: readonly DirtyRow[] = [
  quarantined('purchase_orders', 'requested_date', 'type', 'no such day', {
    ...LINE,
    order_id: '4500990',
    line: 10,
    item_id: 'SP-0118',
    quantity: 1000,
    requested_date: '2027-02-30',
  }),
  quarantined('purchase_orders', 'item_id', 'unknown_reference', 'unknown item', {
    ...LINE,
    order_id: '4500990',
    line: 20,
    item_id: 'MG-9999',
    quantity: 500,
    requested_date: '2027-04-12',
  }),
  quarantined('purchase_orders', 'quantity', 'range', 'negative order', {
    ...LINE,
    order_id: '4500990',
    line: 30,
    item_id: 'SP-0118',
    quantity: -500,
    requested_date: '2027-04-12',
  }),
  quarantined('purchase_orders', 'quantity', 'too_fine', 'half a piece', {
    ...LINE,
    order_id: '4500990',
    line: 40,
    item_id: 'SP-0118',
    quantity: 120.5,
    requested_date: '2027-04-12',
  }),
  quarantined('purchase_orders', 'uom', 'unknown_unit', 'no conversion from this unit', {
    ...LINE,
    order_id: '4500990',
    line: 50,
    item_id: 'SP-0118',
    quantity: 20,
    requested_date: '2027-04-12',
    uom: 'XBX',
  }),
  quarantined('purchase_orders', 'status', 'unknown_value', 'no such status', {
    ...LINE,
    order_id: '4500990',
    line: 60,
    item_id: 'SP-0118',
    quantity: 1000,
    requested_date: '2027-04-12',
    status: 'opened',
  }),
  {
    feed: 'purchase_orders',
    doubles: { order_id: '4500903', line: 20 },
    cells: { quantity: 8000 },
    column: '',
    rule: 'duplicate_key',
    outcome: 'quarantined',
    why: 'same key, other quantity',
  },
];

const DIRTY_STOCK: readonly DirtyRow[] = [
  quarantined('inventory', 'quantity', 'too_fine', 'half a piece', {
    item_id: 'SP-0124',
    location_id: 'P2',
    sublocation: 'LINE',
    status: 'available',
    stock_kind: 'own',
    quantity: 12.5,
  }),
  quarantined('inventory', 'item_id', 'unknown_reference', 'unknown item', {
    item_id: 'SP-9124',
    location_id: 'P2',
    status: 'available',
    stock_kind: 'own',
    quantity: 300,
  }),
  {
    feed: 'inventory',
    doubles: { item_id: 'GE-5006', location_id: 'P2' },
    cells: { quantity: 77 },
    column: '',
    rule: 'duplicate_key',
    outcome: 'quarantined',
    why: 'same key, other quantity',
  },
];

const DIRTY_DEMAND: readonly DirtyRow[] = [
  quarantined('sales_orders', 'quantity', 'required', 'no quantity', {
    order_id: '40990',
    line: 10,
    schedule_line: 1,
    customer_id: 'FREITEIL',
    item_id: 'WD-610',
    location_id: 'LEJ',
    requested_date: '2027-03-18',
  }),
  quarantined('sales_orders', 'requested_date', 'type', 'no date', {
    order_id: '40990',
    line: 20,
    schedule_line: 1,
    customer_id: 'FREITEIL',
    item_id: 'WD-610',
    location_id: 'LEJ',
    quantity: 12,
    requested_date: 'asap',
  }),
  quarantined('sales_orders', 'quantity', 'range', 'negative order', {
    order_id: '40990',
    line: 30,
    schedule_line: 1,
    customer_id: 'FREITEIL',
    item_id: 'WD-610',
    location_id: 'LEJ',
    quantity: -4,
    requested_date: '2027-03-18',
  }),
  quarantined('call_offs', 'item_id', 'unknown_reference', 'unknown item', {
    customer_id: 'HELVAR',
    item_id: 'AC-999',
    ship_to: 'HE-WERK-1',
    kind: 'long',
    release_id: '63',
    date: '2027-03-18',
    location_id: 'P2',
    issued_on: '2027-02-26',
    quantity: 40,
  }),
  quarantined('call_offs', 'quantity', 'range', 'negative call-off', {
    customer_id: 'HELVAR',
    item_id: 'AC-320',
    ship_to: 'HE-WERK-1',
    kind: 'long',
    release_id: '63',
    date: '2027-03-20',
    location_id: 'P2',
    issued_on: '2027-02-26',
    quantity: -20,
  }),
  quarantined('demand_history', 'date', 'type', 'no such month', {
    item_id: 'SD-440',
    location_id: 'LEJ',
    date: '2026-13-04',
    customer_id: 'FREITEIL',
    quantity: 3,
  }),
  quarantined('demand_history', 'location_id', 'unknown_reference', 'unknown location', {
    item_id: 'SD-440',
    location_id: 'HAM',
    date: '2026-11-04',
    customer_id: 'FREITEIL',
    quantity: 3,
  }),
];

const DIRTY_PLANT: readonly DirtyRow[] = [
  quarantined('bom', 'component_item_id', 'unknown_reference', 'unknown component', {
    item_id: 'WD-650',
    location_id: 'P2',
    component_item_id: 'SC-9999',
    line: 990,
    quantity_per: 2,
  }),
  quarantined('production_orders', 'quantity', 'type', 'not a number', {
    order_id: '8009999',
    stage: 'released',
    item_id: 'WD-650',
    location_id: 'P2',
    quantity: 'forty',
    start_date: '2027-03-22',
    due_date: '2027-03-23',
  }),
  quarantined('order_components', 'order_id', 'unknown_reference', 'its order is quarantined', {
    order_id: '8009999',
    line: 10,
    component_item_id: 'MO-150',
    location_id: 'P2',
    required_quantity: 40,
    date: '2027-03-22',
  }),
  quarantined('deliveries', 'actual_date', 'required', 'no date of arrival', {
    direction: 'inbound',
    order_id: '4500410',
    line: 990,
    delivery_id: 'GR-599999',
    party_id: 'HARTWIG',
    item_id: 'SP-0118',
    location_id: 'P2',
    quantity: 1000,
    ordered_quantity: 1000,
    requested_date: '2026-10-12',
  }),
];

/** Not refused, because they may be right; named, because they hardly are. */
const SUSPECT: readonly DirtyRow[] = [
  suspect('demand_history', 'quantity', 'unit_error', '1000 times its usual day', {
    item_id: 'WD-610',
    location_id: 'P2',
    date: '2026-11-18',
    customer_id: 'NORDWAGEN',
    reference: 'UE-1',
    quantity: 340000,
  }),
  suspect('demand_history', 'quantity', 'unit_error', '1000 times its usual day', {
    item_id: 'EB-420',
    location_id: 'P1',
    date: '2026-06-24',
    customer_id: 'CASTELL',
    reference: 'UE-2',
    quantity: 120000,
  }),
  suspect('purchase_orders', 'quantity', 'unit_error', '1000 times its usual order', {
    ...LINE,
    order_id: '4500411',
    line: 990,
    item_id: 'SP-0118',
    quantity: 4000000,
    received_quantity: 4000000,
    ordered_at: '2026-09-07',
    requested_date: '2026-09-24',
    status: 'closed',
  }),
  suspect('inventory', 'quantity', 'negative_stock', 'booked out before it was booked in', {
    item_id: 'SC-0616',
    location_id: 'P1',
    sublocation: 'LINE',
    status: 'available',
    stock_kind: 'own',
    quantity: -40,
  }),
  suspect('sales_orders', 'customer_id', 'unknown_reference', 'unknown customer', {
    order_id: '39512',
    line: 10,
    schedule_line: 1,
    customer_id: 'ALTKUNDE',
    item_id: 'WD-612',
    location_id: 'LEJ',
    quantity: 6,
    delivered_quantity: 6,
    requested_date: '2027-01-20',
    ordered_at: '2027-01-12',
    status: 'closed',
  }),
];

function quarantined(
  feed: string,
  column: string,
  rule: string,
  why: string,
  cells: Record<string, Cell>,
): DirtyRow {
  return { feed, column, rule, why, cells, outcome: 'quarantined' };
}

function suspect(
  feed: string,
  column: string,
  rule: string,
  why: string,
  cells: Record<string, Cell>,
): DirtyRow {
  return { feed, column, rule, why, cells, outcome: 'kept with a warning' };
}

export const DIRTY_ROWS: readonly DirtyRow[] = [
  ...DIRTY_PURCHASE_ORDERS,
  ...DIRTY_STOCK,
  ...DIRTY_DEMAND,
  ...DIRTY_PLANT,
  ...SUSPECT,
];
