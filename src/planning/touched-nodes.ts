// The nodes at which something can be late: those with a hole, and all that consume them, upward.

import { NEVER } from '../model/network.ts';
import type { Plan } from './plan.ts';
import { whereUsedOf } from './where-used.ts';

/** By node: 1 = it has a hole, or consumes a node that is touched. */
export function touchedNodes(plan: Plan): Uint8Array {
  const { network, nodeOrder, firstShortDay } = plan;
  const isTouched = new Uint8Array(network.nodes.count);
  let whereUsed = null;
  for (let position = nodeOrder.length - 1; position >= 0; position--) {
    const node = nodeOrder[position];
    if (firstShortDay[node] !== NEVER) isTouched[node] = 1;
    if (isTouched[node] === 0) continue;
    whereUsed ??= whereUsedOf(network);
    const { lines, transfers, runOuts, sourceOfLine } = whereUsed;
    for (let i = lines.start[node]; i < lines.start[node + 1]; i++) {
      isTouched[network.sources.node[sourceOfLine[lines.entries[i]]]] = 1;
    }
    for (let i = transfers.start[node]; i < transfers.start[node + 1]; i++) {
      isTouched[network.sources.node[transfers.entries[i]]] = 1;
    }
    for (let i = runOuts.start[node]; i < runOuts.start[node + 1]; i++) {
      isTouched[runOuts.entries[i]] = 1;
    }
  }
  return isTouched;
}
