// Stock by room, and purchase orders as they stood on the morning of the as-of day.

import { decimal, type FeedRow } from './feed-file.ts';
import { AS_OF, PLANT } from './plant.ts';
import type { PurchaseOrder, PurchaseOrderLine, RawTables } from './raw-tables.ts';
import { buySourceId } from './supply-network.ts';
import type { Units } from './units.ts';

export const INVENTORY_COLUMNS = [
  'item_id',
  'location_id',
  'sublocation',
  'quantity',
  'aw_shelf',
  'aw_bin',
  'aw_modified_date',
];

export function inventoryRows(raw: RawTables): FeedRow[] {
  const number = new Map(raw.products.map((product) => [product.id, product.number]));
  return raw.stock.map((row) => ({
    item_id: number.get(row.productId)!,
    location_id: PLANT,
    sublocation: raw.storageName.get(row.storageId)!,
    quantity: row.quantity,
    aw_shelf: row.shelf === 'N/A' ? '' : row.shelf,
    aw_bin: row.bin,
    aw_modified_date: row.counted,
  }));
}

export const PURCHASE_ORDER_COLUMNS = [
  'order_id',
  'line',
  'supplier_id',
  'item_id',
  'location_id',
  'source_id',
  'quantity',
  'uom',
  'received_quantity',
  'rejected_quantity',
  'ordered_at',
  'revision',
  'requested_date',
  'promised_date',
  'unit_price',
  'transport_mode',
  'status',
  'aw_status',
  'aw_ship_date',
  'aw_purchase_order_detail_id',
];

const STATUS_NAMES = { '1': 'pending', '2': 'approved', '3': 'rejected', '4': 'complete' };

/** Lines ordered on or before the as-of day, quantities in the unit that was ordered. */
export function purchaseOrderRows(raw: RawTables, units: Units): FeedRow[] {
  const productOf = new Map(raw.products.map((product) => [product.id, product]));
  const vendorOf = new Map(raw.vendors.map((vendor) => [vendor.id, vendor]));
  const orderOf = new Map(raw.orders.map((order) => [order.id, order]));
  const lineCount = new Map<string, number>();
  const rows: FeedRow[] = [];
  for (const line of raw.orderLines) {
    const order = orderOf.get(line.orderId)!;
    const position = (lineCount.get(order.id) ?? 0) + 1;
    lineCount.set(order.id, position);
    if (order.ordered > AS_OF) continue;
    const product = productOf.get(line.productId)!;
    const vendor = vendorOf.get(order.vendorId)!;
    rows.push({
      order_id: order.id,
      line: String(position),
      supplier_id: vendor.account,
      item_id: product.number,
      location_id: PLANT,
      source_id: buySourceId(product, vendor),
      quantity: decimal(line.quantity, 2),
      uom: units.orderUnit(product.id),
      ...progressOf(order, line),
      ordered_at: order.ordered,
      revision: order.revision,
      requested_date: line.due,
      // The vendor's own estimate of the shipment is its word on the date.
      promised_date: order.shipEstimate !== '' && order.shipEstimate <= line.due ? line.due : '',
      unit_price: decimal(line.unitPrice / units.baseInOrderUnit(product.id), 6),
      transport_mode: raw.shipMethodName.get(order.shipMethodId)!,
      aw_status: STATUS_NAMES[order.status],
      aw_ship_date: order.shipEstimate,
      aw_purchase_order_detail_id: line.id,
    });
  }
  return rows;
}

/**
 * The source keeps no receipt dates: a receipt is taken to fall on the line's due date. A line due
 * on or after the as-of day is therefore open and unreceived, whatever the source says it received
 * in the end. A line due before it has what the source says: complete orders are closed (short,
 * where less came), rejected ones cancelled, and of pending or approved ones the rest is still open
 * and overdue. Received here means taken into stock: the source's received less its rejected.
 */
function progressOf(order: PurchaseOrder, line: PurchaseOrderLine): FeedRow {
  const ahead = line.due >= AS_OF;
  const received = ahead ? 0 : line.stocked;
  const rejected = ahead ? 0 : line.rejected;
  const rest = line.quantity - received - rejected;
  const running = order.status === '1' || order.status === '2' || ahead;
  const status = order.status === '3' ? 'cancelled' : running && rest > 0 ? 'open' : 'closed';
  return {
    received_quantity: decimal(received, 2),
    rejected_quantity: decimal(rejected, 2),
    status,
  };
}
