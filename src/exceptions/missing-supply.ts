// Supply that was ordered and will not come: order lines past due for too long (the supplier is
// silent) and lines that bring less than was ordered. Where what is missing would have filled a
// node's hole, it is the cause of the hole.

import { type Network, SUPPLY_DEAD } from '../model/network.ts';
import type { ShortLine } from './short-lines.ts';

export interface MissingSupply {
  kind: 'silence' | 'overdue' | 'short'; // the cause kind that it is
  index: number; // supplier, location, or row of purchase_orders
  quantity: number; // smallest units
}

/** By node, the greatest supply that is missing from it. */
export function findMissingSupply(
  network: Network,
  shortLines: readonly ShortLine[],
): Map<number, MissingSupply> {
  const ofNode = new Map<number, MissingSupply>();
  const keep = (node: number, missing: MissingSupply): void => {
    const known = ofNode.get(node);
    if (!known || missing.quantity > known.quantity) ofNode.set(node, missing);
  };
  for (const { row, node, ordered, coming } of shortLines) {
    keep(node, { kind: 'short', index: row, quantity: ordered - coming });
  }
  const { nodes, supply } = network;
  let line = 0;
  for (let node = 0; node < nodes.count; node++) {
    let silent: Map<string, MissingSupply> | undefined;
    for (; line < supply.nodeStart[node + 1]; line++) {
      if (!(supply.flags[line] & SUPPLY_DEAD)) continue;
      silent ??= new Map();
      const { kind, index } = whomToChase(network, line, node);
      const same = silent.get(`${kind}/${index}`);
      if (same) same.quantity += supply.quantity[line];
      else silent.set(`${kind}/${index}`, { kind, index, quantity: supply.quantity[line] });
    }
    if (silent) for (const missing of silent.values()) keep(node, missing);
  }
  return ofNode;
}

/** Whom to ask about an order: its supplier, else the location that runs or awaits it. */
export function whomToChase(
  network: Network,
  supplyLine: number,
  node: number,
): { kind: 'silence' | 'overdue'; index: number } {
  const supplier = network.supply.supplier[supplyLine];
  return supplier >= 0
    ? { kind: 'silence', index: supplier }
    : { kind: 'overdue', index: network.nodes.location[node] };
}
