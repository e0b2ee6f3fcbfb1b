// Stock moves: whatever the player takes, it takes first expired first and never more than there
// is; each change writes a movement.

import { formatDay, NO_DAY } from '../../units/day.ts';
import { quantityText, write } from './company-day.ts';
import { instantText, type Row } from './fact-view.ts';
import { addUsable, isUsable, type Lot, lotKey, newLot, type Stock, shelfLifeOf } from './stock.ts';

/** For what stock moves: the order, its line, and what else tells one movement from the others. */
export interface Occasion {
  orderId: string;
  line: string;
}

/** Takes what there is, up to `wanted`, and returns it. */
export function takeStock(
  stock: Stock,
  itemId: string,
  locationId: string,
  wanted: number,
  occasion: Occasion,
): number {
  let left = wanted;
  for (const lot of stock.usable.get(`${itemId}|${locationId}`) ?? []) {
    if (left <= 0) break;
    if (!isUsable(stock, lot)) continue;
    const part = Math.min(left, lot.quantity);
    move(stock, lot, 'issue', part, occasion);
    left -= part;
  }
  return wanted - left;
}

/** Puts stock on the shelf, or aside for inspection. */
export function putStock(
  stock: Stock,
  itemId: string,
  locationId: string,
  status: 'available' | 'inspection',
  units: number,
  occasion: Occasion,
): void {
  const { hour } = stock;
  const hasLife = shelfLifeOf(hour, itemId) > 0;
  const batch = hasLife ? `B${formatDay(hour.day).slice(2).replaceAll('-', '')}` : '';
  const known = stock.lots.get(lotKey(itemId, locationId, status, batch));
  const lot = known ?? newLot(stock, itemId, locationId, status, batch);
  if (!known) addUsable(stock, lot);
  move(stock, lot, 'receipt', units, occasion);
}

/** What was under way is in: no longer to be listed as in transit. */
export function endTransit(stock: Stock, itemId: string, locationId: string, units: number): void {
  const lot = stock.lots.get(lotKey(itemId, locationId, 'in_transit', ''));
  if (!lot || lot.quantity <= 0) return;
  const part = Math.min(units, lot.quantity);
  move(stock, lot, 'issue', part, { orderId: 'TRANSIT', line: '' });
}

/** Inspection is over: from the one status to the other. */
export function releaseLot(stock: Stock, lot: Lot): void {
  const { itemId, locationId, batch, quantity } = lot;
  const occasion = { orderId: 'INSPECTION', line: '' };
  move(stock, lot, 'issue', quantity, occasion);
  const known = stock.lots.get(lotKey(itemId, locationId, 'available', batch));
  const free = known ?? newLot(stock, itemId, locationId, 'available', batch);
  if (free.expiry === NO_DAY) free.expiry = lot.expiry;
  if (!known) addUsable(stock, free);
  move(stock, free, 'receipt', quantity, occasion);
}

function move(
  stock: Stock,
  lot: Lot,
  kind: 'receipt' | 'issue',
  units: number,
  { orderId, line }: Occasion,
): void {
  const { hour } = stock;
  lot.quantity += kind === 'issue' ? -units : units;
  if (kind === 'receipt') lot.postedAt = hour.at;
  const parts = ['MV', hour.stamp, orderId, line, lot.itemId, lot.locationId];
  if (lot.status !== 'available') parts.push(lot.status);
  if (lot.batch !== '') parts.push(lot.batch);
  const movementId = parts.filter((part) => part !== '').join('-');
  const row: Row = {
    movement_id: movementId,
    kind,
    item_id: lot.itemId,
    location_id: lot.locationId,
    status: lot.status,
    quantity: quantityText(hour, lot.itemId, units),
    at: instantText(hour.at),
    order_id: orderId,
  };
  if (lot.batch !== '') row.batch = lot.batch;
  if (line !== '') row.line = line;
  write(hour, 'movements', movementId, row);
}
