// All pegs of a plan as columns, single level: what supplies what, without the orders that are
// none. A need that only passes through a phantom or run-out item is tied to the demand it comes
// from.

import {
  createPegger,
  PEG_NONE,
  PEG_PLANNED,
  PEG_PLANNED_NEED,
  type Pegger,
  type Pegs,
  pegInto,
  pegsToKeep,
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

/** How origins are looked for, and those that are known. */
interface OriginSearch {
  plan: Plan;
  names: PlannedOrderNames;
  pegger: Pegger;
  originsOf: Map<number, Origin[]>; // by planned order that only passes a need on
}

/** Of some nodes, or of all. */
export function listPegs(
  plan: Plan,
  names: PlannedOrderNames,
  nodes: Iterable<number> = plan.nodeOrder,
): ListedPegs {
  const listed = createListedPegs(1024);
  const search = { plan, names, pegger: createPegger(plan), originsOf: new Map() };
  const pegger = createPegger(plan);
  // Parents first: what passes through a chain of phantoms is then known from the level above.
  for (const node of nodes) {
    const pegs = pegInto(pegger, node);
    for (let peg = 0; peg < pegs.count; peg++) {
      if (pegs.supplyKind[peg] === PEG_NONE) continue;
      if (pegs.supplyKind[peg] === PEG_PLANNED && isPassThrough(plan, pegs.supplyIndex[peg])) {
        continue;
      }
      const origins = originsOfPeg(search, node, pegs, peg);
      addParts(listed, node, pegs, peg, origins);
    }
  }
  return listed;
}

function isPassThrough(plan: Plan, order: number): boolean {
  return (plan.planned.flags[order] & PLANNED_PASS_THROUGH) !== 0;
}

function originsOfPeg(search: OriginSearch, node: number, pegs: Pegs, peg: number): Origin[] {
  const demandKind = pegs.demandKind[peg];
  const demandIndex = pegs.demandIndex[peg];
  const share = pegs.quantity[peg];
  if (demandKind !== PEG_PLANNED_NEED || !isPassThrough(search.plan, demandIndex)) {
    return [{ demandKind, demandIndex, demandNode: node, share }];
  }
  const found = originsOfPassThrough(search, demandIndex);
  return found.length > 0 ? found : [{ demandKind, demandIndex, demandNode: node, share }];
}

/** The demands at the passing node that this need covers, themselves followed upwards. */
function originsOfPassThrough(search: OriginSearch, order: number): Origin[] {
  const { names, pegger, originsOf } = search;
  const known = originsOf.get(order);
  if (known) return known;
  const origins: Origin[] = [];
  originsOf.set(order, origins); // A need never comes from itself: networks have no cycles.
  const node = names.node[order];
  const pegs = pegsToKeep(pegger, node); // The search pegs other nodes while these are read.
  for (let peg = 0; peg < pegs.count; peg++) {
    if (pegs.supplyKind[peg] !== PEG_PLANNED || pegs.supplyIndex[peg] !== order) continue;
    const above = originsOfPeg(search, node, pegs, peg);
    const parts = partsOfPeg(pegs, peg, above);
    for (let at = 0; at < above.length; at++) origins.push({ ...above[at], share: parts[at] });
  }
  return origins;
}

/** What each origin gets of a peg. Together they ask for its whole need, each for its share in
 * whole units; supply of the need serves them in turn, so that both sides add up exactly. */
function partsOfPeg(pegs: Pegs, peg: number, origins: readonly Origin[]): number[] {
  if (origins.length === 1) return [pegs.quantity[peg]];
  const { from, need } = placeInNeed(pegs, peg);
  const to = from + pegs.quantity[peg];
  const total = origins.reduce((sum, origin) => sum + origin.share, 0);
  let shares = 0;
  let given = 0; // of the need, to the origins before
  return origins.map((origin, at) => {
    shares += origin.share;
    const upTo = at === origins.length - 1 ? need : Math.floor((need * shares) / total);
    const part = Math.max(0, Math.min(to, upTo) - Math.max(from, given));
    given = upTo;
    return part;
  });
}

/** How much of its need earlier pegs cover, and the whole need: pegs of a need stand together. */
function placeInNeed(pegs: Pegs, peg: number): { from: number; need: number } {
  const isSame = (other: number): boolean =>
    pegs.demandKind[other] === pegs.demandKind[peg] &&
    pegs.demandIndex[other] === pegs.demandIndex[peg];
  let from = 0;
  for (let before = peg - 1; before >= 0 && isSame(before); before--) {
    from += pegs.quantity[before];
  }
  let need = from;
  for (let i = peg; i < pegs.count && isSame(i); i++) need += pegs.quantity[i];
  return { from, need };
}

function addParts(
  listed: ListedPegs,
  node: number,
  pegs: Pegs,
  peg: number,
  origins: readonly Origin[],
): void {
  const parts = partsOfPeg(pegs, peg, origins);
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
