// Goods of suppliers arrive: most on the day expected, some a day or two later, few in part. What
// is to be looked at goes into inspection, and is released the next morning.

import { type Day, formatDay, NO_DAY } from '../../units/day.ts';
import { workingDaysAfter } from '../../units/working-calendar.ts';
import {
  type CompanyHour,
  change,
  counted,
  hashOf,
  nameOf,
  quantityText,
  say,
  spokenQuantity,
  works,
  write,
} from './company-day.ts';
import { type Row, viewFeed } from './fact-view.ts';
import {
  effectiveDate,
  isAnswered,
  isGivenUp,
  openPurchases,
  type PurchaseLine,
} from './purchase-lines.ts';
import { stockOf } from './stock.ts';
import { inspectedLots } from './stock-list.ts';
import { endTransit, putStock, releaseLot } from './stock-moves.ts';
import { isStoryComponent } from './stories.ts';

/** `half`: 0 what comes in the morning, 1 what comes at noon. */
export function receivePurchases(hour: CompanyHour, half: 0 | 1): void {
  const inspected = inspectedPlaces(hour);
  const lines = openPurchases(hour).filter((line) => {
    const first = effectiveDate(line);
    if (first === NO_DAY || !isAnswered(line) || isGivenUp(hour, line)) {
      return false;
    }
    if (!works(hour, line.locationId)) return false;
    const comesOn = arrivalDay(hour, line, first);
    return comesOn < hour.day || (comesOn === hour.day && chance(hour, line, 'half') % 2 <= half);
  });
  const arrived = lines.map((line) => receive(hour, line, inspected));
  for (const sentence of arrived.slice(0, 1)) {
    const more = arrived.length - 1;
    say(
      hour,
      more > 0
        ? `${sentence}; ${counted(more, 'more delivery arrives', 'more deliveries arrive')}`
        : sentence,
    );
  }
}

function chance(hour: CompanyHour, line: PurchaseLine, what: string): number {
  return hashOf(hour.seed, what, line.orderId, line.line, line.scheduleLine, effectiveDate(line));
}

function arrivalDay(hour: CompanyHour, line: PurchaseLine, expected: Day): Day {
  const calendar = hour.locationCalendar(line.locationId);
  if (isStoryComponent(line.itemId)) return workingDaysAfter(calendar, expected, 0);
  const luck = chance(hour, line, 'late') % 100;
  const late = luck < 93 ? 0 : luck < 98 ? 1 : 2;
  return workingDaysAfter(calendar, workingDaysAfter(calendar, expected, 0), late);
}

/** One line of seventeen comes in two parts. */
function receivedNow(hour: CompanyHour, line: PurchaseLine): number {
  const unit = 10 ** (hour.decimals.get(line.itemId) ?? 0);
  const isWhole = line.received > 0 || isStoryComponent(line.itemId) || line.open < 20 * unit;
  if (isWhole || chance(hour, line, 'part') % 17 !== 0) return line.open;
  return Math.floor((line.open * 0.8) / unit) * unit;
}

function receive(hour: CompanyHour, line: PurchaseLine, inspected: ReadonlySet<string>): string {
  const { orderId, itemId, locationId, supplierId } = line;
  const units = receivedNow(hour, line);
  const rest = line.open - units;
  const cells: Row = { received_quantity: quantityText(hour, itemId, line.received + units) };
  const name = nameOf(hour, 'suppliers', supplierId);
  let sentence = `${spokenQuantity(hour, itemId, units)} ${itemId} of ${name} arrive`;
  if (rest === 0) cells.status = 'closed';
  else {
    const calendar = hour.locationCalendar(locationId);
    const later = workingDaysAfter(calendar, hour.day, 3 + (chance(hour, line, 'rest') % 3));
    cells.confirmed_date = formatDay(later);
    sentence += `, ${spokenQuantity(hour, itemId, rest)} of ${orderId}/${line.line} are missing`;
  }
  change(hour, 'purchase_orders', line.row, cells);
  for (const row of line.shipmentRows) change(hour, 'shipments', row, { status: 'delivered' });
  const status = inspected.has(`${itemId}|${locationId}`) ? 'inspection' : 'available';
  const isFirstLine = line.scheduleLine === '1';
  const place = isFirstLine ? line.line : `${line.line}.${line.scheduleLine}`;
  putStock(stockOf(hour), itemId, locationId, status, units, { orderId, line: place });
  endTransit(stockOf(hour), itemId, locationId, units);
  noteReceipt(hour, line, units);
  return sentence;
}

function noteReceipt(hour: CompanyHour, line: PurchaseLine, units: number): void {
  const { orderId, itemId, requested, promised } = line;
  const isFirstLine = line.scheduleLine === '1';
  const deliveryId = `GR-${hour.stamp}${isFirstLine ? '' : `-${line.scheduleLine}`}`;
  const row: Row = {
    direction: 'inbound',
    order_id: orderId,
    line: line.line,
    delivery_id: deliveryId,
    party_id: line.supplierId,
    item_id: itemId,
    location_id: line.locationId,
    quantity: quantityText(hour, itemId, units),
    ordered_quantity: quantityText(hour, itemId, line.quantity),
    actual_date: formatDay(hour.day),
    documents_correct: 'true',
  };
  if (requested !== NO_DAY) row.requested_date = formatDay(requested);
  if (promised !== NO_DAY) row.promised_date = formatDay(promised);
  if (line.supplierId === '') delete row.party_id;
  write(hour, 'deliveries', `${orderId}/${line.line}/${deliveryId}`, row);
}

/** Item-locations whose goods are looked at before they are used. */
function inspectedPlaces(hour: CompanyHour): ReadonlySet<string> {
  const view = viewFeed(hour.facts, 'item_locations');
  const itemId = view.text('item_id');
  const locationId = view.text('location_id');
  const receipt = view.numbers('goods_receipt_days');
  const inspection = view.numbers('inspection_days');
  const places = new Set<string>();
  for (let row = 0; row < view.count; row++) {
    if (receipt[row] > 0 || inspection[row] > 0) places.add(`${itemId(row)}|${locationId(row)}`);
  }
  return places;
}

/** In the morning: stock that was looked at can be used. */
export function releaseInspected(hour: CompanyHour): void {
  const stock = stockOf(hour);
  const lots = inspectedLots(stock).filter(({ locationId }) => works(hour, locationId));
  for (const lot of lots) releaseLot(stock, lot);
  if (lots.length > 0)
    say(hour, counted(lots.length, 'lot passes inspection', 'lots pass inspection'));
}
