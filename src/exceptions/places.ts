// Finds the node of a demand line, a supply line or a stock lot, and the node of
// the ids of a row: the rows of a node stand together, so a search by halves does it.

import { compareText } from '../base/compare-text.ts';
import { textColumn } from '../model/fact-table.ts';
import type { Facts } from '../model/facts.ts';
import type { Network } from '../model/network.ts';
import { findNode } from '../planning/where-used.ts';

/** The row whose span start[row] .. start[row + 1] - 1 holds the entry. */
export function rowHolding(start: Int32Array, rowCount: number, entry: number): number {
  let low = 0;
  let high = rowCount - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (start[middle] <= entry) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function nodeOfDemand(network: Network, line: number): number {
  return rowHolding(network.demand.nodeStart, network.nodes.count, line);
}

export function nodeOfSupply(network: Network, line: number): number {
  return rowHolding(network.supply.nodeStart, network.nodes.count, line);
}

export function nodeOfLot(network: Network, lot: number): number {
  return rowHolding(network.stock.nodeStart, network.nodes.count, lot);
}

/** Nodes by the ids that rows of feeds carry, -1 = there is none. */
export interface NodeFinder {
  nodeOf(itemId: string, locationId: string): number;
  nodeOfRow(feed: string, row: number): number;
  nodeOfKey(key: string): number; // of `item/location`, wherever the ids themselves have slashes
  firstNodeOfItem(itemId: string): number;
}

/** Look-ups are built when first asked for. */
export function createNodeFinder(facts: Facts, network: Network): NodeFinder {
  const { nodes, items, locations } = network;
  let itemIndex: Map<string, number> | undefined;
  let locationIndex: Map<string, number> | undefined;
  const nodeOf = (itemId: string, locationId: string): number => {
    itemIndex ??= indexOfIds(items.id);
    locationIndex ??= indexOfIds(locations.id);
    const item = itemIndex.get(itemId);
    const location = locationIndex.get(locationId);
    return item === undefined || location === undefined ? -1 : findNode(network, item, location);
  };
  return {
    nodeOf,
    nodeOfRow(feed, row) {
      const table = facts.tables[feed];
      const { texts } = facts.pool;
      const item = texts[textColumn(table, 'item_id')[row]];
      return nodeOf(item, texts[textColumn(table, 'location_id')[row]]);
    },
    nodeOfKey(key) {
      for (let cut = key.indexOf('/'); cut >= 0; cut = key.indexOf('/', cut + 1)) {
        const node = nodeOf(key.slice(0, cut), key.slice(cut + 1));
        if (node >= 0) return node;
      }
      return -1;
    },
    firstNodeOfItem(itemId) {
      let low = 0;
      let high = nodes.count;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (compareText(items.id[nodes.item[middle]], itemId) < 0) low = middle + 1;
        else high = middle;
      }
      return low < nodes.count && items.id[nodes.item[low]] === itemId ? low : -1;
    },
  };
}

function indexOfIds(ids: readonly string[]): Map<string, number> {
  return new Map(ids.map((id, index) => [id, index]));
}
