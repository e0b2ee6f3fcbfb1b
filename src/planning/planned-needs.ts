// What planned orders of other nodes need of one node (handbook 3, explosion), as columns in the
// sequence of the planned orders: component needs, the sender's side of transfers, and what run-out
// items pass on. The columns are filled anew for each node and grow as they must.

import { NO_DAY } from '../units/day.ts';
import { componentNeed, needDay, successorNeed } from './explosion.ts';
import type { Plan } from './plan.ts';
import { type WhereUsed, whereUsedOf } from './where-used.ts';

export interface PlannedNeeds {
  plan: Plan;
  whereUsed: WhereUsed;
  count: number;
  order: Int32Array; // planned order, ascending; an order may need the node more than once
  day: Int32Array; // day index, within the horizon
  quantity: Float64Array; // smallest units of the node; below zero: a co-product that comes
  uses: Float64Array; // scratch: the node's uses that have orders, by their first order
}

export function createPlannedNeeds(plan: Plan): PlannedNeeds {
  return {
    plan,
    whereUsed: whereUsedOf(plan.network),
    count: 0,
    order: new Int32Array(64),
    day: new Int32Array(64),
    quantity: new Float64Array(64),
    uses: new Float64Array(16),
  };
}

/** Fills the columns with the needs of a node. Uses are visited in the sequence of their consumers'
 * orders; those that share a consumer take turns, order by order. */
export function gatherPlannedNeeds(needs: PlannedNeeds, node: number): void {
  const { planned } = needs.plan;
  needs.count = 0;
  const useCount = countUses(needs.whereUsed, node);
  const listed = useCount === 0 ? 0 : listUses(needs, node, useCount);
  for (let i = 0, next = 0; i < listed; i = next) {
    const use = needs.uses[i] % useCount;
    const consumer = consumerOf(needs, node, use);
    const first = planned.firstOfNode[consumer];
    const end = first + planned.countOfNode[consumer];
    next = i + 1;
    while (next < listed && needs.uses[next] < (first + 1) * useCount) next++;
    reserve(needs, needs.count + (end - first) * (next - i));
    if (next === i + 1) {
      addNeeds(needs, node, use, first, end);
      continue;
    }
    for (let order = first; order < end; order++) {
      for (let j = i; j < next; j++) {
        addNeeds(needs, node, needs.uses[j] % useCount, order, order + 1);
      }
    }
  }
}

/** The uses of a node are numbered: its component lines, then transfers, then run-out items. */
function countUses({ lines, transfers, runOuts }: WhereUsed, node: number): number {
  return (
    lines.start[node + 1] -
    lines.start[node] +
    transfers.start[node + 1] -
    transfers.start[node] +
    runOuts.start[node + 1] -
    runOuts.start[node]
  );
}

/** Lists the uses whose consumer has planned orders, sorted by its first order, then by number;
 * both make one whole number. */
function listUses(needs: PlannedNeeds, node: number, useCount: number): number {
  const { planned } = needs.plan;
  if (needs.uses.length < useCount) needs.uses = new Float64Array(useCount * 2);
  const { uses } = needs;
  let listed = 0;
  let isSorted = true;
  for (let use = 0; use < useCount; use++) {
    const consumer = consumerOf(needs, node, use);
    if (planned.countOfNode[consumer] === 0) continue;
    uses[listed] = planned.firstOfNode[consumer] * useCount + use;
    if (listed > 0 && uses[listed] < uses[listed - 1]) isSorted = false;
    listed++;
  }
  if (!isSorted) uses.subarray(0, listed).sort();
  return listed;
}

/** The node whose planned orders a use is about. */
function consumerOf({ plan, whereUsed }: PlannedNeeds, node: number, use: number): number {
  const { lines, transfers, runOuts, sourceOfLine } = whereUsed;
  const { sources } = plan.network;
  let at = lines.start[node] + use;
  if (at < lines.start[node + 1]) return sources.node[sourceOfLine[lines.entries[at]]];
  at += transfers.start[node] - lines.start[node + 1];
  if (at < transfers.start[node + 1]) return sources.node[transfers.entries[at]];
  return runOuts.entries[at + runOuts.start[node] - transfers.start[node + 1]];
}

/** Adds what the orders first .. end - 1 need by one use. */
function addNeeds(
  needs: PlannedNeeds,
  node: number,
  use: number,
  first: number,
  end: number,
): void {
  const { lines, transfers, runOuts } = needs.whereUsed;
  let at = lines.start[node] + use;
  if (at < lines.start[node + 1]) {
    addComponentNeeds(needs, lines.entries[at], first, end);
    return;
  }
  at += transfers.start[node] - lines.start[node + 1];
  if (at < transfers.start[node + 1]) {
    addTransferNeeds(needs, transfers.entries[at], first, end);
    return;
  }
  at += runOuts.start[node] - transfers.start[node + 1];
  addPassedNeeds(needs, runOuts.entries[at], node, first, end);
}

function addComponentNeeds(needs: PlannedNeeds, line: number, first: number, end: number): void {
  const { network, planned } = needs.plan;
  const { numerator, denominator, fixed, validFrom, validTo, offsetDays } = network.components;
  const { source, releaseDay, receiptDay, quantity } = planned;
  const { dayCount } = network;
  const lineSource = needs.whereUsed.sourceOfLine[line];
  const quantityPer = numerator[line];
  const isPlain =
    quantityPer > 0 &&
    denominator[line] === 1 &&
    fixed[line] === 0 &&
    offsetDays[line] === 0 &&
    validFrom[line] === NO_DAY &&
    validTo[line] === NO_DAY;
  let count = needs.count;
  for (let order = first; order < end; order++) {
    if (source[order] !== lineSource) continue;
    const day = isPlain
      ? releaseDay[order]
      : needDay(network, line, releaseDay[order], receiptDay[order]);
    if (day < 0 || day >= dayCount) continue;
    needs.order[count] = order;
    needs.day[count] = day;
    needs.quantity[count++] = isPlain
      ? quantity[order] * quantityPer
      : componentNeed(network, line, quantity[order]);
  }
  needs.count = count;
}

function addTransferNeeds(needs: PlannedNeeds, source: number, first: number, end: number): void {
  const { planned } = needs.plan;
  let count = needs.count;
  for (let order = first; order < end; order++) {
    if (planned.source[order] !== source) continue;
    needs.order[count] = order;
    needs.day[count] = planned.releaseDay[order];
    needs.quantity[count++] = planned.quantity[order];
  }
  needs.count = count;
}

function addPassedNeeds(
  needs: PlannedNeeds,
  oldNode: number,
  node: number,
  first: number,
  end: number,
): void {
  const { network, planned } = needs.plan;
  let count = needs.count;
  for (let order = first; order < end; order++) {
    if (planned.source[order] !== -1) continue;
    needs.order[count] = order;
    needs.day[count] = planned.releaseDay[order];
    needs.quantity[count++] = successorNeed(network, oldNode, node, planned.quantity[order]);
  }
  needs.count = count;
}

function reserve(needs: PlannedNeeds, capacity: number): void {
  if (capacity <= needs.order.length) return;
  const { order, day, quantity } = needs;
  needs.order = new Int32Array(capacity * 2);
  needs.order.set(order);
  needs.day = new Int32Array(capacity * 2);
  needs.day.set(day);
  needs.quantity = new Float64Array(capacity * 2);
  needs.quantity.set(quantity);
}
