// Nodes that a replan leaves alone: their planned orders, claims, messages and excesses are copied
// from the plan before, in the order of netting, and point to where orders and supply lines stand
// now.

import type { Network } from '../../model/network.ts';
import { write } from '../message-columns.ts';
import type { Plan, PlannedOrders } from '../plan.ts';
import type { PreparedPlan } from '../plan-network.ts';
import { addClaim, reserveOrders, widenDays, widenQuantities } from '../planned-order-columns.ts';

/** The plan before, read from its first node to its last. */
export interface PlanBefore {
  plan: Plan;
  overdoneNodes: ReadonlySet<number>;
  positionOfNode: Int32Array; // in the order of netting
  nodeOfLine: Int32Array; // by supply line of before
  lineNow: Int32Array; // by supply line of before: which it is now, of a node that is left alone
  position: number; // everything of the nodes before this one has been read
  claim: number; // the next one of each to be read
  message: number;
  excess: number;
}

export function openPlanBefore(
  plan: Plan,
  overdoneNodes: ReadonlySet<number>,
  network: Network,
): PlanBefore {
  const { nodeOrder } = plan;
  const { nodeStart, count } = plan.network.supply;
  const positionOfNode = new Int32Array(nodeOrder.length);
  for (let i = 0; i < nodeOrder.length; i++) positionOfNode[nodeOrder[i]] = i;
  const nodeOfLine = new Int32Array(count);
  const lineNow = new Int32Array(count);
  for (let node = 0; node < nodeOrder.length; node++) {
    const shift = network.supply.nodeStart[node] - nodeStart[node];
    for (let line = nodeStart[node]; line < nodeStart[node + 1]; line++) {
      nodeOfLine[line] = node;
      lineNow[line] = line + shift;
    }
  }
  const begin = { position: 0, claim: 0, message: 0, excess: 0 };
  return { plan, overdoneNodes, positionOfNode, nodeOfLine, lineNow, ...begin };
}

/** Takes over all nodes from the last one read to that at `to`, and passes over what it had. */
export function keepNodes(prepared: PreparedPlan, before: PlanBefore, to: number): void {
  keepOrders(prepared, before, to);
  keepClaims(prepared, before, to);
  keepMessages(prepared, before, to);
  keepExcesses(prepared, before, to);
  before.position = to + 1;
}

function keepOrders({ order, netting }: PreparedPlan, before: PlanBefore, to: number): void {
  const { nodeOrder } = order;
  const { planned: was } = before.plan;
  if (before.position >= to) return;
  const last = nodeOrder[to - 1];
  const first = was.firstOfNode[nodeOrder[before.position]];
  const { planned, overdoneNodes } = netting;
  const shift = planned.count - first;
  appendOrders(planned, was, first, was.firstOfNode[last] + was.countOfNode[last]);
  for (let i = before.position; i < to; i++) {
    const node = nodeOrder[i];
    planned.firstOfNode[node] = was.firstOfNode[node] + shift;
    planned.countOfNode[node] = was.countOfNode[node];
  }
  if (before.overdoneNodes.size === 0) return;
  for (let i = before.position; i < to; i++) {
    if (before.overdoneNodes.has(nodeOrder[i])) overdoneNodes.add(nodeOrder[i]);
  }
}

function appendOrders(planned: PlannedOrders, was: PlannedOrders, first: number, end: number) {
  reserveOrders(planned, end - first);
  if (was.quantity instanceof Float64Array) widenQuantities(planned);
  if (was.receiptDay instanceof Int32Array) widenDays(planned);
  const at = planned.count;
  planned.source.set(was.source.subarray(first, end), at);
  planned.quantity.set(was.quantity.subarray(first, end), at);
  planned.neededDay.set(was.neededDay.subarray(first, end), at);
  planned.releaseDay.set(was.releaseDay.subarray(first, end), at);
  planned.receiptDay.set(was.receiptDay.subarray(first, end), at);
  planned.flags.set(was.flags.subarray(first, end), at);
  planned.count += end - first;
}

function keepClaims({ netting }: PreparedPlan, before: PlanBefore, to: number): void {
  const { positionOfNode, nodeOfLine, lineNow } = before;
  const { count, supply, day, quantity, isSafetyOnly } = before.plan.claims;
  for (; before.claim < count; before.claim++) {
    const claim = before.claim;
    const position = positionOfNode[nodeOfLine[supply[claim]]];
    if (position > to) return;
    if (position === to) continue;
    const line = lineNow[supply[claim]];
    addClaim(netting.claims, line, day[claim], quantity[claim], isSafetyOnly[claim] === 1);
  }
}

function keepMessages({ netting, messages }: PreparedPlan, before: PlanBefore, to: number): void {
  const was = before.plan.messages;
  for (; before.message < was.count; before.message++) {
    const i = before.message;
    const node = was.node[i];
    const position = before.positionOfNode[node];
    if (position > to) return;
    if (position === to) continue;
    const line = was.supply[i] < 0 ? -1 : before.lineNow[was.supply[i]];
    const days = [was.fromDate[i], was.toDate[i]] as const;
    write(messages, was.kind[i], node, line, was.quantity[i], ...days, was.toQuantity[i]);
    if (was.planned[i] < 0) continue;
    const shift = netting.planned.firstOfNode[node] - before.plan.planned.firstOfNode[node];
    messages.messages.planned[messages.messages.count - 1] = was.planned[i] + shift;
  }
}

function keepExcesses({ messages }: PreparedPlan, before: PlanBefore, to: number): void {
  const was = before.plan.contractExcesses;
  for (; before.excess < was.count; before.excess++) {
    const i = before.excess;
    const position = before.positionOfNode[was.node[i]];
    if (position > to) return;
    if (position === to) continue;
    messages.excesses.node.push(was.node[i]);
    messages.excesses.supply.push(before.lineNow[was.supply[i]]);
    messages.excesses.quantity.push(was.quantity[i]);
  }
}
