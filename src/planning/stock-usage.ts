// What a node's stock lots give to its balance, and when (handbook 3, What counts as stock):
// usable now, usable later, kept for one customer, or gone unused on its expiry day.

import {
  LOT_AVAILABLE,
  LOT_INSPECTION,
  NEVER,
  type Network,
  type StockLots,
} from '../model/network.ts';

/** Balance before day 0: available stock that anyone may use and that has not expired. */
export function openingBalance(network: Network, node: number): number {
  const { nodeStart, quantity } = network.stock;
  let opening = 0;
  for (let lot = nodeStart[node]; lot < nodeStart[node + 1]; lot++) {
    if (isOpening(network.stock, lot)) opening += quantity[lot];
  }
  return opening;
}

/** 1 when the lot is part of the opening balance. */
export function isOpening(stock: StockLots, lot: number): boolean {
  return (
    stock.usableDay[lot] <= 0 &&
    stock.status[lot] === LOT_AVAILABLE &&
    stock.expiryDay[lot] > 0 &&
    stock.reservedFor[lot] === -1
  );
}

export interface StockUsage {
  opening: number; // balance before day 0
  coverOpening: number; // the same with what inspection will release: it covers for ordering
  isPlain: boolean; // all lots are part of the opening: the two arrays below are all zero
  later: Float64Array; // by day: lots that become usable (in the projection only)
  both: Float64Array; // by day: kept stock as its customer takes it, less what expires unused
}

/** Fills `usage` for a node; `gross` = its requirements by day, which use expiring lots up. */
export function useStock(
  network: Network,
  node: number,
  gross: Float64Array,
  usage: StockUsage,
): void {
  const { stock, dayCount } = network;
  const start = stock.nodeStart[node];
  const end = stock.nodeStart[node + 1];
  let opening = 0;
  let isPlain = true;
  for (let lot = start; lot < end; lot++) {
    if (isOpening(stock, lot) && stock.expiryDay[lot] === NEVER) opening += stock.quantity[lot];
    else isPlain = false;
  }
  usage.opening = opening;
  usage.coverOpening = opening;
  usage.isPlain = isPlain;
  if (isPlain) return;

  usage.later.fill(0);
  usage.both.fill(0);
  let expires = false;
  const taken = new Map<number, number>(); // demand line -> what reserved lots give to it
  for (let lot = start; lot < end; lot++) {
    if (stock.reservedFor[lot] >= 0) takeReserved(network, node, lot, taken, usage.both);
  }
  const reserved = taken.size > 0 ? usage.both.slice() : null;
  for (let lot = start; lot < end; lot++) {
    const quantity = stock.quantity[lot];
    const usable = stock.usableDay[lot];
    if (stock.reservedFor[lot] >= 0) continue;
    if (isOpening(stock, lot)) {
      if (stock.expiryDay[lot] === NEVER) continue;
      usage.opening += quantity;
      usage.coverOpening += quantity;
      expires = true;
    } else if (stock.expiryDay[lot] > Math.max(0, usable)) {
      if (usable >= dayCount) continue;
      const day = Math.max(0, usable);
      if (coversEarly(network, node, lot)) {
        usage.coverOpening += quantity;
        usage.later[day] += quantity;
      } else usage.both[day] += quantity;
      if (stock.expiryDay[lot] !== NEVER) expires = true;
    }
  }
  if (expires) expireUnused(network, node, gross, reserved, usage.both);
}

/** Inspection stock covers needs before it is usable, goods in transit only those that are near. */
function coversEarly(network: Network, node: number, lot: number): boolean {
  if (network.stock.status[lot] === LOT_INSPECTION) return true;
  const horizon = network.nodes.rescheduleHorizonDays[node];
  return network.stock.usableDay[lot] <= (horizon >= 0 ? horizon : 30);
}

/** Stock kept for a customer counts on the days on which that customer's demand can take it. */
function takeReserved(
  network: Network,
  node: number,
  lot: number,
  taken: Map<number, number>,
  both: Float64Array,
): void {
  const { stock, demand } = network;
  let left = stock.quantity[lot];
  const end = demand.nodeStart[node + 1];
  for (let line = demand.nodeStart[node]; line < end && left > 0; line++) {
    if (demand.customer[line] !== stock.reservedFor[lot]) continue;
    const day = demand.stockDay[line];
    if (stock.usableDay[lot] > day || day >= stock.expiryDay[lot]) continue;
    const before = taken.get(line) ?? 0;
    const quantity = Math.min(left, demand.quantity[line] - before);
    taken.set(line, before + quantity);
    both[day] += quantity;
    left -= quantity;
  }
}

/** Lots are used first expired first, for what reserved ones leave; what is left on the expiry day
 * leaves the balance. */
function expireUnused(
  network: Network,
  node: number,
  gross: Float64Array,
  reserved: Float64Array | null, // by day: what reserved lots give
  both: Float64Array,
): void {
  const { stock, dayCount } = network;
  const lots: number[] = [];
  for (let lot = stock.nodeStart[node]; lot < stock.nodeStart[node + 1]; lot++) {
    const expiry = stock.expiryDay[lot];
    if (expiry === NEVER || stock.reservedFor[lot] >= 0 || stock.quantity[lot] <= 0) continue;
    if (expiry > Math.max(0, stock.usableDay[lot])) lots.push(lot);
  }
  lots.sort((a, b) => stock.expiryDay[a] - stock.expiryDay[b] || a - b);
  const left = lots.map((lot) => stock.quantity[lot]);
  for (let day = 0; day < dayCount; day++) {
    let needed = gross[day] - (reserved === null ? 0 : reserved[day]);
    for (let i = 0; i < lots.length; i++) {
      const lot = lots[i];
      if (stock.expiryDay[lot] === day) {
        both[day] -= left[i];
        left[i] = 0;
      } else if (stock.usableDay[lot] <= day && needed > 0) {
        const used = Math.min(left[i], needed);
        left[i] -= used;
        needed -= used;
      }
    }
  }
}
