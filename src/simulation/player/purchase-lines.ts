// Open purchase order lines as the player reads them, with what carriers have under way for them.

import { compareText } from '../../base/compare-text.ts';
import { type Day, NO_DAY } from '../../units/day.ts';
import { type CompanyHour, given } from './company-day.ts';
import { viewFeed } from './fact-view.ts';

export interface PurchaseLine {
  row: number; // of feed purchase_orders
  orderId: string;
  line: string;
  scheduleLine: string;
  supplierId: string;
  itemId: string;
  locationId: string;
  quantity: number; // smallest units
  received: number;
  open: number; // quantity - rejected - received
  orderedAt: Day;
  requested: Day;
  promised: Day;
  confirmed: Day;
  shipmentRows: number[]; // of feed shipments, still under way
  eta: Day; // of the last of them, NO_DAY = none
}

/** Ordered, not closed, not all in; by key. */
export function openPurchases(hour: CompanyHour): PurchaseLine[] {
  const view = viewFeed(hour.facts, 'purchase_orders');
  const text = (name: string) => view.text(name);
  const [orderId, line, scheduleLine] = ['order_id', 'line', 'schedule_line'].map(text);
  const [supplierId, itemId, locationId] = ['supplier_id', 'item_id', 'location_id'].map(text);
  const [status, stage] = ['status', 'stage'].map(text);
  const [quantity, received, rejected] = ['quantity', 'received_quantity', 'rejected_quantity'].map(
    (name) => view.numbers(name),
  );
  const [orderedAt, requested, promised, confirmed] = [
    'ordered_at',
    'requested_date',
    'promised_date',
    'confirmed_date',
  ].map((name) => view.days(name));
  const underWay = shipmentsUnderWay(hour);
  const lines: PurchaseLine[] = [];
  for (let row = 0; row < view.count; row++) {
    if (status(row) !== 'open' && status(row) !== '') continue;
    if (stage(row) === 'requisition') continue;
    const open = quantity[row] - given(rejected[row]) - given(received[row]);
    if (open <= 0) continue;
    const way = underWay.get(`${orderId(row)}/${line(row)}`);
    lines.push({
      row,
      orderId: orderId(row),
      line: line(row),
      scheduleLine: scheduleLine(row),
      supplierId: supplierId(row),
      itemId: itemId(row),
      locationId: locationId(row),
      quantity: quantity[row],
      received: given(received[row]),
      open,
      orderedAt: orderedAt[row],
      requested: requested[row],
      promised: promised[row],
      confirmed: confirmed[row],
      shipmentRows: way?.rows ?? [],
      eta: way?.eta ?? NO_DAY,
    });
  }
  return lines.sort((a, b) => compareText(keyOfLine(a), keyOfLine(b)));
}

export function keyOfLine(line: Pick<PurchaseLine, 'orderId' | 'line' | 'scheduleLine'>): string {
  return `${line.orderId}/${line.line}/${line.scheduleLine}`;
}

/** When the line is expected: its carrier's word, else the supplier's, else our wish. */
export function effectiveDate(line: PurchaseLine): Day {
  const { eta, confirmed, promised, requested } = line;
  return [eta, confirmed, promised].find((day) => day !== NO_DAY) ?? requested;
}

/** Lines so long past due when the play began do not come by themselves: somebody must ask. */
const GIVEN_UP_AFTER_DAYS = 3;

export function isGivenUp(hour: CompanyHour, line: PurchaseLine): boolean {
  return effectiveDate(line) < hour.startedOn - GIVEN_UP_AFTER_DAYS;
}

export function isAnswered({ eta, confirmed, promised }: PurchaseLine): boolean {
  return eta !== NO_DAY || confirmed !== NO_DAY || promised !== NO_DAY;
}

function shipmentsUnderWay(hour: CompanyHour): Map<string, { rows: number[]; eta: Day }> {
  const view = viewFeed(hour.facts, 'shipments');
  const orderId = view.text('order_id');
  const line = view.text('line');
  const status = view.text('status');
  const eta = view.days('eta');
  const underWay = new Map<string, { rows: number[]; eta: Day }>();
  for (let row = 0; row < view.count; row++) {
    if (status(row) !== 'in_transit' || eta[row] === NO_DAY) continue;
    const key = `${orderId(row)}/${line(row)}`;
    const known = underWay.get(key) ?? { rows: [], eta: NO_DAY };
    known.rows.push(row);
    known.eta = Math.max(known.eta, eta[row]);
    underWay.set(key, known);
  }
  return underWay;
}
