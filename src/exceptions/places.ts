// Finds the node of a demand line, a supply line, a stock lot or a planned order, and the node of
// the ids of a row: the rows of a node stand together, so a search by halves does it.

import { textColumn } from '../model/fact-table.ts';
import type { Facts } from '../model/facts.ts';
import type { Network } from '../model/network.ts';
import type { Plan } from '../planning/plan.ts';
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

/** Planned orders stand in the order in which their nodes were netted. */
export function nodeOfPlannedOrder(plan: Plan, order: number): number {
  const { nodeOrder, planned } = plan;
  let low = 0;
  let high = nodeOrder.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (planned.firstOfNode[nodeOrder[middle]] <= order) low = middle;
    else high = middle - 1;
  }
  return nodeOrder[low];
}

/** Nodes by the ids that rows of a feed carry; the look-ups are built when first asked for. */
export interface NodeFinder {
  nodeOfRow(feed: string, row: number, itemColumn?: string): number; // -1 = none
  nodesOfItem(itemId: string): number[];
}

export function createNodeFinder(facts: Facts, network: Network): NodeFinder {
  let itemIndex: Map<string, number> | undefined;
  let locationIndex: Map<string, number> | undefined;
  const items = () => (itemIndex ??= indexOfIds(network.items.id));
  const locations = () => (locationIndex ??= indexOfIds(network.locations.id));
  return {
    nodeOfRow(feed, row, itemColumn = 'item_id') {
      const table = facts.tables[feed];
      const { texts } = facts.pool;
      const item = items().get(texts[textColumn(table, itemColumn)[row]]);
      const location = locations().get(texts[textColumn(table, 'location_id')[row]]);
      return item === undefined || location === undefined ? -1 : findNode(network, item, location);
    },
    nodesOfItem(itemId) {
      const item = items().get(itemId);
      const found: number[] = [];
      if (item === undefined) return found;
      for (let location = 0; location < network.locations.count; location++) {
        const node = findNode(network, item, location);
        if (node >= 0) found.push(node);
      }
      return found;
    },
  };
}

function indexOfIds(ids: readonly string[]): Map<string, number> {
  return new Map(ids.map((id, index) => [id, index]));
}
