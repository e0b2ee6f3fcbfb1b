// The company's stock at this hour: the stock lists with the movements after them, by item,
// location, status and batch, as planning counts it.

import { type Day, NO_DAY, parseDay } from '../../units/day.ts';
import { type CompanyHour, given } from './company-day.ts';
import { viewFeed } from './fact-view.ts';

export interface Lot {
  itemId: string;
  locationId: string;
  status: string;
  batch: string;
  quantity: number; // smallest units
  row: number; // of feed inventory, -1 = movements alone speak of it
  expiry: Day; // NO_DAY = never
  postedAt: number; // instant of its last movement, else as the list says; NaN = not known
}

export interface Stock {
  hour: CompanyHour;
  lots: Map<string, Lot>; // by lotKey
  usable: Map<string, Lot[]>; // by item and location: available lots, first expired first
}

interface Listed {
  asOf: number; // NEGATIVE_INFINITY = not given
  isOwn: boolean;
  place: string;
}

export function lotKey(itemId: string, locationId: string, status: string, batch: string): string {
  return `${itemId}|${locationId}|${status}|${batch}`;
}

/** The stock of this hour, worked out when first asked for; what is taken from it is gone. */
export function stockOf(hour: CompanyHour): Stock {
  hour.stock ??= createStock(hour);
  return hour.stock;
}

function createStock(hour: CompanyHour): Stock {
  const stock: Stock = { hour, lots: new Map(), usable: new Map() };
  const listed = readLists(hour, stock);
  applyMovements(hour, stock, listed);
  for (const lot of stock.lots.values()) addUsable(stock, lot);
  return stock;
}

export function addUsable(stock: Stock, lot: Lot): void {
  if (lot.status !== 'available') return;
  const key = `${lot.itemId}|${lot.locationId}`;
  const lots = stock.usable.get(key) ?? [];
  lots.push(lot);
  const end = ({ expiry }: Lot) => (expiry === NO_DAY ? Number.POSITIVE_INFINITY : expiry);
  lots.sort((a, b) => (end(a) < end(b) ? -1 : end(a) > end(b) ? 1 : a.batch < b.batch ? -1 : 1));
  stock.usable.set(key, lots);
}

const COUNTED = new Set(['', 'own', 'supplier_consignment']);

/** The rows that movements change: our own before consigned stock, the newest list, by key. */
function readLists(hour: CompanyHour, stock: Stock): Map<string, number> {
  const view = viewFeed(hour.facts, 'inventory');
  const cells = ['item_id', 'location_id', 'status', 'batch'].map((name) => view.text(name));
  const kind = view.text('stock_kind');
  const sublocation = view.text('sublocation');
  const owner = view.text('owner_id');
  const asOf = view.numbers('as_of');
  const expiry = view.days('expiry_date');
  const posted = view.numbers('posted_at');
  const quantity = view.numbers('quantity');
  const chosen = new Map<string, Listed>();
  const listedAt = new Map<string, number>(); // by location
  for (let row = 0; row < view.count; row++) {
    const [itemId, locationId, status, batch] = cells.map((cell) => cell(row));
    const at = Number.isNaN(asOf[row]) ? Number.NEGATIVE_INFINITY : asOf[row];
    listedAt.set(locationId, Math.max(at, listedAt.get(locationId) ?? Number.NEGATIVE_INFINITY));
    if (!COUNTED.has(kind(row))) continue;
    const key = lotKey(itemId, locationId, status || 'available', batch);
    const isOwn = kind(row) !== 'supplier_consignment';
    const place = `${sublocation(row)}|${kind(row)}|${owner(row)}`;
    const own: Listed = { asOf: at, isOwn, place };
    const known = chosen.get(key);
    if (known && !isBetter(own, known)) continue;
    chosen.set(key, own);
    stock.lots.set(key, {
      itemId,
      locationId,
      status: status || 'available',
      batch,
      quantity: quantity[row],
      row,
      expiry: expiry[row],
      postedAt: Number.isNaN(posted[row]) ? asOf[row] : posted[row],
    });
  }
  for (const [key, { asOf: at }] of chosen) listedAt.set(key, at);
  return listedAt;
}

function isBetter(a: Listed, b: Listed): boolean {
  if (a.isOwn !== b.isOwn) return a.isOwn;
  if (a.asOf !== b.asOf) return a.asOf > b.asOf;
  return a.place < b.place;
}

/** `listed`: when a lot, by its key, or a location was listed. */
function applyMovements(hour: CompanyHour, stock: Stock, listed: Map<string, number>): void {
  const view = viewFeed(hour.facts, 'movements');
  const itemId = view.text('item_id');
  const locationId = view.text('location_id');
  const status = view.text('status');
  const batch = view.text('batch');
  const kind = view.text('kind');
  const quantity = view.numbers('quantity');
  const at = view.numbers('at');
  const oldest = Math.min(...listed.values());
  for (let row = 0; row < view.count; row++) {
    if (!(at[row] > oldest)) continue;
    const key = lotKey(itemId(row), locationId(row), status(row) || 'available', batch(row));
    const list = listed.get(key) ?? listed.get(locationId(row)) ?? Number.NEGATIVE_INFINITY;
    if (list === Number.NEGATIVE_INFINITY || at[row] <= list) continue;
    const lot =
      stock.lots.get(key) ??
      newLot(stock, itemId(row), locationId(row), status(row) || 'available', batch(row));
    lot.quantity += kind(row) === 'issue' ? -quantity[row] : quantity[row];
    if (!(lot.postedAt >= at[row])) lot.postedAt = at[row];
  }
}

/** The last usable day of a batch that no list names yet: from the day in its name. */
function expiryOfBatch(hour: CompanyHour, itemId: string, batch: string): Day {
  const match = /^B(\d\d)(\d\d)(\d\d)$/.exec(batch);
  const life = shelfLifeOf(hour, itemId);
  if (!match || life === 0) return NO_DAY;
  return parseDay(`20${match[1]}-${match[2]}-${match[3]}`) + life;
}

export function shelfLifeOf(hour: CompanyHour, itemId: string): number {
  const items = viewFeed(hour.facts, 'items');
  const id = items.text('item_id');
  const life = items.numbers('shelf_life_days');
  for (let row = 0; row < items.count; row++) if (id(row) === itemId) return given(life[row]);
  return 0;
}

export function newLot(
  stock: Stock,
  itemId: string,
  locationId: string,
  status: string,
  batch: string,
): Lot {
  const expiry = expiryOfBatch(stock.hour, itemId, batch);
  const lot: Lot = {
    ...{ itemId, locationId, status, batch, expiry },
    quantity: 0,
    row: -1,
    postedAt: Number.NaN,
  };
  stock.lots.set(lotKey(itemId, locationId, status, batch), lot);
  return lot;
}

/** What can be taken of an item today, in smallest units. */
export function availableOf(stock: Stock, itemId: string, locationId: string): number {
  let sum = 0;
  for (const lot of stock.usable.get(`${itemId}|${locationId}`) ?? []) {
    if (isUsable(stock, lot)) sum += lot.quantity;
  }
  return sum;
}

export function isUsable(stock: Stock, { quantity, expiry }: Lot): boolean {
  return quantity > 0 && (expiry === NO_DAY || expiry > stock.hour.day);
}
