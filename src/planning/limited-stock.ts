// Stock that may not serve every demand: lots kept for one customer, and lots that expire within
// the horizon. Asked about rows of the queues from which a node's pegs are made.

import { NEVER, type Network } from '../model/network.ts';
import {
  classOfSlot,
  dayOfSlot,
  FOR_FORECAST_LINE,
  FOR_ORDER_LINE,
  FROM_STOCK,
  type PegQueue,
} from './peg-queue.ts';

/** The supplies that are limited, in the order in which they are used: what is kept for somebody
 * first, then what expires first. null = none is. */
export function limitedSupplies(network: Network, supplies: PegQueue): number[] | null {
  const { slot, index, count } = supplies;
  const { reservedFor } = network.stock;
  let limited: number[] | null = null;
  for (let row = 0; row < count; row++) {
    if (classOfSlot(slot[row]) !== FROM_STOCK) continue;
    if (reservedFor[index[row]] < 0 && expiryOf(network, supplies, row) === NEVER) continue;
    limited ??= [];
    limited.push(row);
  }
  if (limited === null) return null;
  return limited.sort(
    (a, b) =>
      reservedFor[index[b]] - reservedFor[index[a]] ||
      expiryOf(network, supplies, a) - expiryOf(network, supplies, b) ||
      a - b,
  );
}

/** Whether a supply is there for a demand: not kept for another customer, nor gone on the day. */
export function mayServe(
  network: Network,
  supplies: PegQueue,
  supply: number,
  demands: PegQueue,
  demand: number,
): boolean {
  const supplySlot = supplies.slot[supply];
  if (classOfSlot(supplySlot) !== FROM_STOCK) return true;
  const day = Math.max(dayOfSlot(supplySlot), dayOfSlot(demands.slot[demand]));
  if (day >= expiryOf(network, supplies, supply)) return false;
  const customer = network.stock.reservedFor[supplies.index[supply]];
  return customer < 0 || customer === customerOf(network, demands, demand);
}

/** Whether a supply is a lot that is kept for a customer. */
export function isReserved(network: Network, { slot, index }: PegQueue, row: number): boolean {
  return classOfSlot(slot[row]) === FROM_STOCK && network.stock.reservedFor[index[row]] >= 0;
}

/** The day index on which a supply is lost within the horizon, NEVER = it keeps. */
export function expiryOf(network: Network, { slot, index }: PegQueue, row: number): number {
  if (classOfSlot(slot[row]) !== FROM_STOCK) return NEVER;
  const expiryDay = network.stock.expiryDay[index[row]];
  return expiryDay < network.dayCount ? expiryDay : NEVER;
}

function customerOf(network: Network, { slot, index }: PegQueue, row: number): number {
  const service = classOfSlot(slot[row]);
  const isLine = service === FOR_ORDER_LINE || service === FOR_FORECAST_LINE;
  return isLine ? network.demand.customer[index[row]] : -1;
}
