// Pegging of one order both ways, level by level: down from it to what supplies it in the end, up
// to the customers that it serves. Each row is a peg of one node, with its level.

import type { PeggingView, PegLevelRow } from '../../contract/item-location.ts';
import type { Facts } from '../../model/facts.ts';
import { DEMAND_PRODUCTION_ORDER, DEMAND_TRANSFER_ORDER } from '../../model/network.ts';
import {
  PEG_DEMAND_LINE,
  PEG_OPEN_SUPPLY,
  PEG_PLANNED,
  PEG_PLANNED_NEED,
} from '../../planning/pegging.ts';
import { PLANNED_PASS_THROUGH, type Plan } from '../../planning/plan.ts';
import { runOutSuccessors } from '../../planning/where-used.ts';
import { type ListedPegs, listPegs } from './listed-pegs.ts';
import { DEMAND_KINDS, SUPPLY_KINDS } from './order-keys.ts';
import { demandLinesOf, type PegPlace, pegSubject, supplyLinesOf } from './peg-subject.ts';
import { peggingRow } from './pegging-rows.ts';
import type { PlannedOrderNames } from './planned-order-names.ts';

/** More rows than this a way are cut off, and said to be. */
export const PEG_ROWS_MAX = 2_000;

interface Walk {
  facts: Facts;
  plan: Plan;
  names: PlannedOrderNames;
  pegsOf: Map<number, ListedPegs>; // by node, as far as they were looked at
  successors: Int32Array | null; // by node
}

export interface PeggingQuestion {
  facts: Facts;
  plan: Plan;
  names: PlannedOrderNames;
  position: number;
  kind: string;
  id: string;
  depth: number; // levels each way
}

/** Null: the plan has nothing of that kind and id. */
export function peggingView(question: PeggingQuestion): PeggingView | null {
  const { facts, plan, names, position, kind, id, depth } = question;
  const subject = pegSubject(facts, plan, names, kind, id);
  if (!subject) return null;
  const walk: Walk = { facts, plan, names, pegsOf: new Map(), successors: null };
  const consumed = subject.supplies.flatMap((supply) => needsOf(walk, supply));
  const down = walkLevels(walk, [...subject.demands, ...consumed], 'demand', depth);
  const served = subject.demands.flatMap((demand) => supplyBehind(walk, demand));
  const up = walkLevels(walk, [...subject.supplies, ...served], 'supply', depth);
  return { position, kind, id, down: down.rows, up: up.rows, is_cut: down.isCut || up.isCut };
}

/** From demands down to their supplies, or from supplies up to the demands that they serve. */
function walkLevels(
  walk: Walk,
  from: readonly PegPlace[],
  side: 'supply' | 'demand',
  depth: number,
): { rows: PegLevelRow[]; isCut: boolean } {
  const { facts, plan, names } = walk;
  const rows: PegLevelRow[] = [];
  const seen = new Set<string>();
  let places = fresh(from, seen);
  for (let level = 1; places.length > 0; level++) {
    if (level > depth) return { rows, isCut: true };
    const next: PegPlace[] = [];
    for (const { pegs, peg } of pegsOfPlaces(walk, places, side)) {
      if (rows.length >= PEG_ROWS_MAX) return { rows, isCut: true };
      rows.push({ level, ...peggingRow(facts, plan, names, pegs, peg) });
      const other = otherEnd(pegs, peg, side);
      next.push(...(side === 'demand' ? needsOf(walk, other) : supplyBehind(walk, other)));
    }
    places = fresh(next, seen);
  }
  return { rows, isCut: false };
}

function* pegsOfPlaces(
  walk: Walk,
  places: readonly PegPlace[],
  side: 'supply' | 'demand',
): Generator<{ pegs: ListedPegs; peg: number }> {
  for (const place of places) {
    for (const node of side === 'demand' ? servingNodes(walk, place) : [place.node]) {
      const pegs = pegsAt(walk, node);
      for (let peg = 0; peg < pegs.count; peg++) {
        if (isEnd(pegs, peg, place, side)) yield { pegs, peg };
      }
    }
  }
}

/** Where the pegs of a demand stand: at its node, and where that node passes needs on to. */
function servingNodes(walk: Walk, { kind, node }: PegPlace): Iterable<number> {
  if (kind !== PEG_DEMAND_LINE) return [node];
  const { planned } = walk.plan;
  const first = planned.firstOfNode[node];
  for (let order = first; order < first + planned.countOfNode[node]; order++) {
    if (planned.flags[order] & PLANNED_PASS_THROUGH) {
      const found = new Set<number>();
      addNode(walk, node, true, found);
      return found;
    }
  }
  return [node];
}

/** Those that were not walked from yet. */
function fresh(places: readonly PegPlace[], seen: Set<string>): PegPlace[] {
  return places.filter(({ kind, index, node }) => {
    const key = `${kind}/${index}/${node}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function pegsAt({ plan, names, pegsOf }: Walk, node: number): ListedPegs {
  let pegs = pegsOf.get(node);
  if (!pegs) {
    pegs = listPegs(plan, names, [node]);
    pegsOf.set(node, pegs);
  }
  return pegs;
}

function isEnd(
  pegs: ListedPegs,
  peg: number,
  { kind, index }: PegPlace,
  side: 'supply' | 'demand',
): boolean {
  return side === 'supply'
    ? pegs.supplyKind[peg] === kind && pegs.supplyIndex[peg] === index
    : pegs.demandKind[peg] === kind && pegs.demandIndex[peg] === index;
}

function otherEnd(pegs: ListedPegs, peg: number, side: 'supply' | 'demand'): PegPlace {
  return side === 'demand'
    ? { kind: pegs.supplyKind[peg], index: pegs.supplyIndex[peg], node: pegs.node[peg] }
    : { kind: pegs.demandKind[peg], index: pegs.demandIndex[peg], node: pegs.demandNode[peg] };
}

/** What a supply needs below it: components of an order, the sender's side of a transfer. */
function needsOf(walk: Walk, supply: PegPlace): PegPlace[] {
  const { network } = walk.plan;
  if (supply.kind === PEG_OPEN_SUPPLY) {
    const kind = SUPPLY_KINDS[network.supply.kind[supply.index]];
    return demandLinesOf(network, kind, network.supply.factRow[supply.index]);
  }
  if (supply.kind !== PEG_PLANNED) return [];
  return [...componentNodes(walk, walk.plan.planned.source[supply.index])].map((node) => ({
    kind: PEG_PLANNED_NEED,
    index: supply.index,
    node,
  }));
}

/** Where the needs of a source's orders stand, beyond what only passes them on. */
function componentNodes(walk: Walk, source: number, found = new Set<number>()): Set<number> {
  if (source < 0) return found;
  const { sources, components } = walk.plan.network;
  if (sources.fromNode[source] >= 0) addNode(walk, sources.fromNode[source], false, found);
  const end = components.sourceStart[source + 1];
  for (let line = components.sourceStart[source]; line < end; line++) {
    addNode(walk, components.node[line], components.phantom[line] === 1, found);
  }
  return found;
}

function addNode(walk: Walk, node: number, isPhantom: boolean, found: Set<number>): void {
  if (found.has(node)) return;
  found.add(node);
  const { network } = walk.plan;
  walk.successors ??= runOutSuccessors(network);
  if (walk.successors[node] >= 0) addNode(walk, walk.successors[node], false, found);
  if (!isPhantom) return;
  const { nodeStart } = network.sources;
  for (let source = nodeStart[node]; source < nodeStart[node + 1]; source++) {
    componentNodes(walk, source, found);
  }
}

/** The supply that a need belongs to: the order that consumes it. Customers' needs have none. */
function supplyBehind(walk: Walk, demand: PegPlace): PegPlace[] {
  const { network } = walk.plan;
  if (demand.kind === PEG_PLANNED_NEED) {
    return [{ kind: PEG_PLANNED, index: demand.index, node: walk.names.node[demand.index] }];
  }
  if (demand.kind !== PEG_DEMAND_LINE) return [];
  const kind = network.demand.kind[demand.index];
  if (kind !== DEMAND_PRODUCTION_ORDER && kind !== DEMAND_TRANSFER_ORDER) return [];
  return supplyLinesOf(network, DEMAND_KINDS[kind], network.demand.factRow[demand.index]);
}
