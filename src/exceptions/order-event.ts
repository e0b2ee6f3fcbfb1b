// What makes order lines one event: the lines of one order that bring the same item to the same
// place are spoken of with one party in one call, so late ones are one cause, not one each.

import { textColumn } from '../model/fact-table.ts';
import type { Facts } from '../model/facts.ts';
import { type Network, SUPPLY_PURCHASE_ORDER, SUPPLY_TRANSFER_ORDER } from '../model/network.ts';

/** Pool codes of order ids, by row of the feed. */
export interface OrderIds {
  purchase: Int32Array;
  transfer: Int32Array;
}

export function orderIdsOf({ tables }: Facts): OrderIds {
  return {
    purchase: textColumn(tables.purchase_orders, 'order_id'),
    transfer: textColumn(tables.transfer_orders, 'order_id'),
  };
}

/** The first supply line of the order at the node. */
export function orderEvent(
  { supply }: Network,
  { purchase, transfer }: OrderIds,
  node: number,
  line: number,
): number {
  const { kind, factRow, nodeStart } = supply;
  const isSame = (other: number): boolean => {
    if (kind[other] !== kind[line]) return false;
    const [a, b] = [factRow[other], factRow[line]];
    if (a === b) return true;
    if (kind[line] === SUPPLY_PURCHASE_ORDER) return purchase[a] === purchase[b];
    return kind[line] === SUPPLY_TRANSFER_ORDER && transfer[a] === transfer[b];
  };
  for (let other = nodeStart[node]; other < line; other++) if (isSame(other)) return other;
  return line;
}
