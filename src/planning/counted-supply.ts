// What an open supply line adds to the balance.

import { type Network, SUPPLY_CLOSE, SUPPLY_DEAD } from '../model/network.ts';

const NOT_COUNTED = SUPPLY_DEAD | SUPPLY_CLOSE;

/** Smallest units; lines that are dead or only wait to be closed add nothing. */
export function countedQuantity(network: Network, line: number): number {
  return (network.supply.flags[line] & NOT_COUNTED) === 0 ? network.supply.quantity[line] : 0;
}
