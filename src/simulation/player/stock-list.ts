// The morning's stock list, which each place that works makes, and what has passed inspection.

import { formatDay, NO_DAY } from '../../units/day.ts';
import { createZonedDay } from '../../units/zoned-day.ts';
import { change, quantityText, write } from './company-day.ts';
import { instantText, type Row, viewFeed } from './fact-view.ts';
import { type Lot, lotKey, type Stock } from './stock.ts';

/** The stock list of the locations that work today, with what moved since the last one. */
export function listStock(stock: Stock, isListed: (locationId: string) => boolean): void {
  const { hour } = stock;
  const as_of = instantText(hour.at);
  const lotOfRow = new Map([...stock.lots.values()].map((lot) => [lot.row, lot]));
  const view = viewFeed(hour.facts, 'inventory');
  const locationId = view.text('location_id');
  for (let row = 0; row < view.count; row++) {
    if (!isListed(locationId(row))) continue;
    const lot = lotOfRow.get(row);
    const cells: Row = { as_of };
    if (lot) cells.quantity = quantityText(hour, lot.itemId, lot.quantity);
    if (lot?.status === 'inspection' && lot.quantity > 0 && !Number.isNaN(lot.postedAt)) {
      cells.posted_at = instantText(lot.postedAt);
    }
    change(hour, 'inventory', row, cells);
  }
  for (const lot of stock.lots.values()) {
    if (lot.row >= 0 || lot.quantity === 0 || !isListed(lot.locationId)) continue;
    const row: Row = {
      item_id: lot.itemId,
      location_id: lot.locationId,
      status: lot.status,
      stock_kind: 'own',
      quantity: quantityText(hour, lot.itemId, lot.quantity),
      as_of,
    };
    if (lot.batch !== '') row.batch = lot.batch;
    if (lot.expiry !== NO_DAY) row.expiry_date = formatDay(lot.expiry);
    if (lot.status === 'inspection') row.posted_at = instantText(lot.postedAt);
    const handle = lotKey(lot.itemId, lot.locationId, lot.status, lot.batch);
    write(hour, 'inventory', handle, row);
  }
}

/** Stock in inspection that has been looked at: posted that many days ago, one at least. */
export function inspectedLots(stock: Stock): Lot[] {
  const { hour } = stock;
  const dayOf = createZonedDay(hour.settings.timezone);
  const view = viewFeed(hour.facts, 'item_locations');
  const itemId = view.text('item_id');
  const locationId = view.text('location_id');
  const inspection = view.numbers('inspection_days');
  const daysOf = new Map<string, number>();
  for (let row = 0; row < view.count; row++) {
    if (inspection[row] > 1) daysOf.set(`${itemId(row)}|${locationId(row)}`, inspection[row]);
  }
  return [...stock.lots.values()].filter((lot) => {
    if (lot.status !== 'inspection' || lot.quantity <= 0) return false;
    const days = daysOf.get(`${lot.itemId}|${lot.locationId}`) ?? 1;
    return Number.isNaN(lot.postedAt) || dayOf(lot.postedAt) + days <= hour.day;
  });
}
