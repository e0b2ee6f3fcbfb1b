// The plan's due releases become orders: purchase orders by supplier, production orders with their
// components, transfers. What the plan does not release is not ordered.

import { formatDay } from '../../units/day.ts';
import { workingDaysBefore } from '../../units/working-calendar.ts';
import { componentNeeds } from './bills.ts';
import {
  type CompanyHour,
  counted,
  given,
  nameOf,
  nextNumber,
  quantityText,
  say,
  works,
  write,
} from './company-day.ts';
import { type Row, viewFeed } from './fact-view.ts';
import type { PlannedRelease } from './plan-advice.ts';

export function placeOrders(hour: CompanyHour, releases: readonly PlannedRelease[]): void {
  const due = releases.filter(
    ({ locationId, quantity }) => quantity > 0 && works(hour, locationId),
  );
  placePurchases(
    hour,
    due.filter(({ kind }) => kind === 'buy'),
  );
  placeProduction(
    hour,
    due.filter(({ kind }) => kind === 'make'),
  );
  placeTransfers(
    hour,
    due.filter(({ kind }) => kind === 'transfer'),
  );
}

interface Source {
  supplierId: string;
  fromLocationId: string;
  unitCost: number;
}

function sourcesById(hour: CompanyHour): Map<string, Source> {
  const view = viewFeed(hour.facts, 'sourcing');
  const id = view.text('source_id');
  const supplierId = view.text('supplier_id');
  const from = view.text('from_location_id');
  const unitCost = view.numbers('unit_cost');
  const sources = new Map<string, Source>();
  for (let row = 0; row < view.count; row++) {
    sources.set(id(row), {
      supplierId: supplierId(row),
      fromLocationId: from(row),
      unitCost: unitCost[row],
    });
  }
  return sources;
}

/** What was bought today already: a plan that has not seen it yet does not buy it again. */
function boughtToday(hour: CompanyHour): Set<string> {
  const view = viewFeed(hour.facts, 'purchase_orders');
  const itemId = view.text('item_id');
  const locationId = view.text('location_id');
  const orderedAt = view.days('ordered_at');
  const bought = new Set<string>();
  for (let row = 0; row < view.count; row++) {
    if (orderedAt[row] === hour.day) bought.add(`${itemId(row)}|${locationId(row)}`);
  }
  return bought;
}

function placePurchases(hour: CompanyHour, releases: readonly PlannedRelease[]): void {
  const sources = sourcesById(hour);
  const bought = boughtToday(hour);
  const bySupplier = new Map<string, PlannedRelease[]>();
  for (const release of releases) {
    const supplierId = sources.get(release.sourceId)?.supplierId ?? '';
    const isDone = bought.has(`${release.itemId}|${release.locationId}`);
    if (supplierId === '' || isDone || release.releaseDay > hour.day) continue;
    bySupplier.set(supplierId, [...(bySupplier.get(supplierId) ?? []), release]);
  }
  let number = nextNumber(hour, 'purchase_orders', 'order_id');
  const receiptDays = goodsReceiptDays(hour);
  for (const supplierId of [...bySupplier.keys()].sort()) {
    const orderId = String(number++);
    const lines = bySupplier.get(supplierId) ?? [];
    lines.forEach((release, index) => {
      const { itemId, locationId, sourceId } = release;
      const days = receiptDays.get(`${itemId}|${locationId}`) ?? 0;
      const calendar = hour.locationCalendar(locationId);
      const line = String(10 * (index + 1));
      const row: Row = {
        order_id: orderId,
        line,
        schedule_line: '1',
        supplier_id: supplierId,
        item_id: itemId,
        location_id: locationId,
        source_id: sourceId,
        quantity: quantityText(hour, itemId, release.quantity),
        ordered_at: formatDay(hour.day),
        requested_date: formatDay(workingDaysBefore(calendar, release.receiptDay, days)),
        status: 'open',
      };
      const unitCost = sources.get(sourceId)?.unitCost ?? 0;
      if (unitCost > 0) row.unit_price = String(unitCost);
      write(hour, 'purchase_orders', `${orderId}/${line}`, row);
    });
    const what = lines.length === 1 ? lines[0].itemId : `${lines.length} lines`;
    say(hour, `${orderId} orders ${what} from ${nameOf(hour, 'suppliers', supplierId)}`);
  }
}

function goodsReceiptDays(hour: CompanyHour): Map<string, number> {
  const view = viewFeed(hour.facts, 'item_locations');
  const itemId = view.text('item_id');
  const locationId = view.text('location_id');
  const days = view.numbers('goods_receipt_days');
  const byPlace = new Map<string, number>();
  for (let row = 0; row < view.count; row++) {
    if (days[row] > 0) byPlace.set(`${itemId(row)}|${locationId(row)}`, given(days[row]));
  }
  return byPlace;
}

function placeProduction(hour: CompanyHour, releases: readonly PlannedRelease[]): void {
  let number = nextNumber(hour, 'production_orders', 'order_id');
  for (const { itemId, locationId, sourceId, quantity, releaseDay, receiptDay } of releases) {
    const orderId = String(number++);
    write(hour, 'production_orders', orderId, {
      order_id: orderId,
      stage: 'released',
      source_id: sourceId,
      item_id: itemId,
      location_id: locationId,
      quantity: quantityText(hour, itemId, quantity),
      completed_quantity: '0',
      start_date: formatDay(releaseDay),
      due_date: formatDay(receiptDay),
      status: 'open',
    });
    const place = { itemId, locationId, sourceId };
    componentNeeds(hour, place, quantity, releaseDay).forEach((need, index) => {
      const line = String(10 * (index + 1));
      write(hour, 'order_components', `${orderId}/${line}`, {
        order_id: orderId,
        line,
        component_item_id: need.itemId,
        location_id: locationId,
        required_quantity: quantityText(hour, need.itemId, need.quantity),
        issued_quantity: '0',
        date: formatDay(releaseDay),
      });
    });
  }
  if (releases.length > 0)
    say(hour, `the plants release ${counted(releases.length, 'production order')}`);
}

function placeTransfers(hour: CompanyHour, releases: readonly PlannedRelease[]): void {
  const sources = sourcesById(hour);
  let number = nextNumber(hour, 'transfer_orders', 'order_id');
  for (const { itemId, locationId, sourceId, quantity, releaseDay, receiptDay } of releases) {
    const orderId = String(number++);
    write(hour, 'transfer_orders', orderId, {
      order_id: orderId,
      line: '10',
      item_id: itemId,
      from_location_id: sources.get(sourceId)?.fromLocationId ?? '',
      location_id: locationId,
      quantity: quantityText(hour, itemId, quantity),
      shipped_quantity: '0',
      received_quantity: '0',
      ship_date: formatDay(releaseDay),
      due_date: formatDay(receiptDay),
      status: 'open',
    });
  }
}
