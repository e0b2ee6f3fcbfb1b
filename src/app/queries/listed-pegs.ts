// All pegs of a plan as columns, single level: what supplies what, without the orders that are
// none. A need that only passes through a phantom or run-out item is tied to the demand it comes
// from.

import {
  PEG_NONE,
  PEG_PLANNED,
  PEG_PLANNED_NEED,
  type Pegs,
  pegNode,
} from '../../planning/pegging.ts';
import { PLANNED_PASS_THROUGH, type Plan } from '../../planning/plan.ts';
import type { PlannedOrderNames } from './planned-order-names.ts';

export interface ListedPegs {
  count: number;
  node: Int32Array;
  supplyKind: Uint8Array; // PEG_*
  supplyIndex: Int32Array;
  supplyDay: Int32Array;
  demandKind: Uint8Array; // PEG_*
  demandIndex: Int32Array;
  demandNode: Int32Array; // where the demand line stands; of all else the peg's own node
  demandDay: Int32Array;
  quantity: Float64Array; // smallest units of the node's item
}

/** Where a passed need comes from, and how much of the passing quantity each origin asks for. */
interface Origin {
  demandKind: number;
  demandIndex: number;
  demandNode: number;
  share: number;
}

export function listPegs(plan: Plan, names: PlannedOrderNames): ListedPegs {
  const listed = createListedPegs(1024);
  const originsOf = new Map<number, Origin[]>();
  for (let node = 0; node < plan.network.nodes.count; node++) {
    const pegs = pegNode(plan, node);
    for (let peg = 0; peg < pegs.count; peg++) {
      if (pegs.supplyKind[peg] === PEG_NONE) continue;
      if (pegs.supplyKind[peg] === PEG_PLANNED && isPassThrough(plan, pegs.supplyIndex[peg])) {
        continue;
      }
      const origins = originsOfPeg(plan, names, originsOf, node, pegs, peg);
      addParts(listed, node, pegs, peg, origins);
    }
  }
  return listed;
}

function isPassThrough(plan: Plan, order: number): boolean {
  return (plan.planned.flags[order] & PLANNED_PASS_THROUGH) !== 0;
}

function originsOfPeg(
  plan: Plan,
  names: PlannedOrderNames,
  originsOf: Map<number, Origin[]>,
  node: number,
  pegs: Pegs,
  peg: number,
): Origin[] {
  const demandKind = pegs.demandKind[peg];
  const demandIndex = pegs.demandIndex[peg];
  const share = pegs.quantity[peg];
  if (demandKind !== PEG_PLANNED_NEED || !isPassThrough(plan, demandIndex)) {
    return [{ demandKind, demandIndex, demandNode: node, share }];
  }
  const found = originsOfPassThrough(plan, names, originsOf, demandIndex);
  return found.length > 0 ? found : [{ demandKind, demandIndex, demandNode: node, share }];
}

/** The demands at the passing node that this need covers, themselves followed upwards. */
function originsOfPassThrough(
  plan: Plan,
  names: PlannedOrderNames,
  originsOf: Map<number, Origin[]>,
  order: number,
): Origin[] {
  const known = originsOf.get(order);
  if (known) return known;
  const origins: Origin[] = [];
  originsOf.set(order, origins); // A need never comes from itself: networks have no cycles.
  const node = names.node[order];
  const pegs = pegNode(plan, node);
  for (let peg = 0; peg < pegs.count; peg++) {
    if (pegs.supplyKind[peg] !== PEG_PLANNED || pegs.supplyIndex[peg] !== order) continue;
    const above = originsOfPeg(plan, names, originsOf, node, pegs, peg);
    const parts = splitExactly(pegs.quantity[peg], above);
    for (let at = 0; at < above.length; at++) origins.push({ ...above[at], share: parts[at] });
  }
  return origins;
}

/** Whole parts of a quantity in the proportion of the shares; they add up to it. */
function splitExactly(quantity: number, origins: readonly Origin[]): number[] {
  const total = origins.reduce((sum, origin) => sum + origin.share, 0);
  let shares = 0;
  let given = 0;
  return origins.map((origin, at) => {
    shares += origin.share;
    const upTo = at === origins.length - 1 ? quantity : Math.floor((quantity * shares) / total);
    const part = upTo - given;
    given = upTo;
    return part;
  });
}

function addParts(
  listed: ListedPegs,
  node: number,
  pegs: Pegs,
  peg: number,
  origins: readonly Origin[],
): void {
  const parts = splitExactly(pegs.quantity[peg], origins);
  for (let at = 0; at < origins.length; at++) {
    if (parts[at] === 0) continue;
    if (listed.count === listed.node.length) grow(listed);
    const row = listed.count++;
    listed.node[row] = node;
    listed.supplyKind[row] = pegs.supplyKind[peg];
    listed.supplyIndex[row] = pegs.supplyIndex[peg];
    listed.supplyDay[row] = pegs.supplyDay[peg];
    listed.demandKind[row] = origins[at].demandKind;
    listed.demandIndex[row] = origins[at].demandIndex;
    listed.demandNode[row] = origins[at].demandNode;
    listed.demandDay[row] = pegs.demandDay[peg];
    listed.quantity[row] = parts[at];
  }
}

function createListedPegs(capacity: number): ListedPegs {
  return {
    count: 0,
    node: new Int32Array(capacity),
    supplyKind: new Uint8Array(capacity),
    supplyIndex: new Int32Array(capacity),
    supplyDay: new Int32Array(capacity),
    demandKind: new Uint8Array(capacity),
    demandIndex: new Int32Array(capacity),
    demandNode: new Int32Array(capacity),
    demandDay: new Int32Array(capacity),
    quantity: new Float64Array(capacity),
  };
}

function grow(listed: ListedPegs): void {
  const larger = createListedPegs(listed.node.length * 2);
  larger.node.set(listed.node);
  larger.supplyKind.set(listed.supplyKind);
  larger.supplyIndex.set(listed.supplyIndex);
  larger.supplyDay.set(listed.supplyDay);
  larger.demandKind.set(listed.demandKind);
  larger.demandIndex.set(listed.demandIndex);
  larger.demandNode.set(listed.demandNode);
  larger.demandDay.set(listed.demandDay);
  larger.quantity.set(listed.quantity);
  Object.assign(listed, { ...larger, count: listed.count });
}
