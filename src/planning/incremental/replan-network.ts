// The plan of a network in which some nodes' stock, demand or supply changed: those are netted
// anew, and below them what their planned orders need differently; all else is taken over from the
// plan before. What comes out is what planning the whole network gives.

import { widened } from '../../base/whole-numbers.ts';
import type { Network } from '../../model/network.ts';
import { writeNodeMessages } from '../action-messages.ts';
import { netNode } from '../netting.ts';
import type { Netting } from '../netting-state.ts';
import type { Plan, PlannedOrders } from '../plan.ts';
import { finishPlan, type PreparedPlan, preparePlan, runPlan } from '../plan-network.ts';
import { whereUsedOf } from '../where-used.ts';
import { keepNodes, openPlanBefore } from './keep-nodes.ts';
import type { RebuiltNetwork } from './rebuild-network.ts';

/** A plan and what it was made with. */
export interface MadePlan {
  prepared: PreparedPlan;
  plan: Plan;
}

/** `before`: the plan of the network that this one was rebuilt from, if there is one. `used`: the
 * memory of a plan that nobody reads any more. */
export function replanNetwork(
  { network, touched }: RebuiltNetwork,
  before: MadePlan | null,
  used?: Netting,
): MadePlan {
  if (before && touched) return replanTouched(network, touched, before, used);
  const prepared = preparePlan(network, used);
  return { prepared, plan: runPlan(prepared) };
}

function replanTouched(
  network: Network,
  touched: Int32Array,
  before: MadePlan,
  used: Netting | undefined,
): MadePlan {
  const prepared = preparePlan(network, used, before.prepared);
  const { netting, messages, order } = prepared;
  const { nodeOrder, leftOut } = order;
  const { plan } = before;
  if (plan.balance instanceof Float64Array) netting.balance = widened(netting.balance, 0);
  netting.balance.set(plan.balance);
  netting.firstShortDay.set(plan.firstShortDay);
  const isDue = new Uint8Array(network.nodes.count); // 1 = to be netted anew
  for (const node of touched) isDue[node] = 1;
  const reading = openPlanBefore(plan, before.prepared.netting.overdoneNodes, network);
  for (let position = 0; position < nodeOrder.length; position++) {
    const node = nodeOrder[position];
    if (isDue[node] === 0) continue;
    keepNodes(prepared, reading, position);
    netNode(netting, node, leftOut[node] === 1);
    writeNodeMessages(messages, netting, node);
    if (ordersDiffer(plan.planned, netting.planned, node)) markBelow(network, node, isDue);
  }
  keepNodes(prepared, reading, nodeOrder.length);
  return { prepared, plan: finishPlan(prepared) };
}

/** Whether what a node's orders need below it may be another than before. */
function ordersDiffer(before: PlannedOrders, after: PlannedOrders, node: number): boolean {
  const count = after.countOfNode[node];
  if (before.countOfNode[node] !== count) return true;
  const [was, is] = [before.firstOfNode[node], after.firstOfNode[node]];
  for (let i = 0; i < count; i++) {
    if (
      before.source[was + i] !== after.source[is + i] ||
      before.quantity[was + i] !== after.quantity[is + i] ||
      before.releaseDay[was + i] !== after.releaseDay[is + i] ||
      before.receiptDay[was + i] !== after.receiptDay[is + i]
    ) {
      return true;
    }
  }
  return false;
}

/** Marks what the orders of a node draw on: components, senders, its successor. */
function markBelow(network: Network, node: number, isDue: Uint8Array): void {
  const { sources, components } = network;
  const end = sources.nodeStart[node + 1];
  for (let source = sources.nodeStart[node]; source < end; source++) {
    const sender = sources.fromNode[source];
    if (sender >= 0) isDue[sender] = 1;
    const lineEnd = components.sourceStart[source + 1];
    for (let line = components.sourceStart[source]; line < lineEnd; line++) {
      const component = components.node[line];
      if (component >= 0) isDue[component] = 1;
    }
  }
  const successor = whereUsedOf(network).successorNode[node];
  if (successor >= 0) isDue[successor] = 1;
}
