// Which node a planned order supplies: its source says so, else the order's place, because orders
// stand in the order in which their nodes were netted.

import type { Plan } from './plan.ts';

/** The node that a planned order supplies; of what a run-out item passes on the item itself. */
export function nodeOfPlannedOrder({ network, nodeOrder, planned }: Plan, order: number): number {
  const source = planned.source[order];
  if (source >= 0) return network.sources.node[source];
  let low = 0;
  let high = nodeOrder.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (planned.firstOfNode[nodeOrder[middle]] <= order) low = middle;
    else high = middle - 1;
  }
  return nodeOrder[low];
}
