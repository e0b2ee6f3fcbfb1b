// Component -> parents: for each node the component lines, transfer sources and run-out items
// whose orders need it. Built when asked for; the netting itself only looks downward.

import { compareText } from '../base/compare-text.ts';
import { groupByRow, type SparseRows } from '../base/sparse-rows.ts';
import type { Network } from '../model/network.ts';

export interface WhereUsed {
  lines: SparseRows; // by node: component lines that consume it
  sourceOfLine: Int32Array; // by component line: its source
  transfers: SparseRows; // by node: transfer sources that it sends for
  runOuts: SparseRows; // by node: nodes whose run-out needs pass to it
  successorNode: Int32Array; // by node: where its run-out needs go, -1 = nowhere
}

const built = new WeakMap<Network, WhereUsed>();

/** A network never changes, so its where-used is built at most once. */
export function whereUsedOf(network: Network): WhereUsed {
  let whereUsed = built.get(network);
  if (whereUsed === undefined) {
    whereUsed = buildWhereUsed(network);
    built.set(network, whereUsed);
  }
  return whereUsed;
}

/** Of a network that differs from another in its stock, demand and supply alone. */
export function shareWhereUsed(from: Network, network: Network): void {
  built.set(network, whereUsedOf(from));
}

function buildWhereUsed(network: Network): WhereUsed {
  const { sources, components, nodes } = network;
  const sourceOfLine = new Int32Array(components.count);
  for (let source = 0; source < sources.count; source++) {
    const end = components.sourceStart[source + 1];
    for (let line = components.sourceStart[source]; line < end; line++) sourceOfLine[line] = source;
  }
  const successorNode = runOutSuccessors(network);
  return {
    lines: groupByRow(nodes.count, components.node),
    sourceOfLine,
    transfers: groupByRow(nodes.count, sources.fromNode),
    runOuts: groupByRow(nodes.count, successorNode),
    successorNode,
  };
}

/** By node: the node of the successor item at the same location when it runs out, else -1. */
export function runOutSuccessors(network: Network): Int32Array {
  const { nodes, items } = network;
  const successorNode = new Int32Array(nodes.count).fill(-1);
  for (let node = 0; node < nodes.count; node++) {
    if (nodes.runOut[node] === 0) continue;
    const successor = items.successor[nodes.item[node]];
    if (successor >= 0) successorNode[node] = findNode(network, successor, nodes.location[node]);
  }
  return successorNode;
}

/** The node of an item (index) at a location (index), -1 when there is none: nodes stand sorted by
 * item id, then location id. */
export function findNode(network: Network, item: number, location: number): number {
  const { nodes, items, locations } = network;
  let low = 0;
  let high = nodes.count - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const difference =
      compareText(items.id[nodes.item[middle]], items.id[item]) ||
      compareText(locations.id[nodes.location[middle]], locations.id[location]);
    if (difference === 0) return middle;
    if (difference < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
