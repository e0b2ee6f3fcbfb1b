// Reads the pegs of nodes and keeps those lately read, because neighbours ask for the same ones.

import type { Pegs } from '../planning/pegging.ts';
import {
  createPegger,
  PEG_DEMAND_LINE,
  PEG_PLANNED_NEED,
  pegsToKeep,
} from '../planning/pegging.ts';
import type { Plan } from '../planning/plan.ts';

export interface PegReader {
  pegsOf(node: number): Pegs;
}

/** Nodes whose pegs are kept: enough for a product structure, small beside a big network. */
const KEPT_NODES_MAX = 4096;

export function createPegReader(plan: Plan): PegReader {
  const pegger = createPegger(plan);
  const kept = new Map<number, Pegs>();
  return {
    pegsOf(node) {
      const known = kept.get(node);
      if (known) return known;
      if (kept.size >= KEPT_NODES_MAX) kept.clear();
      const pegs = pegsToKeep(pegger, node);
      kept.set(node, pegs);
      return pegs;
    },
  };
}

/** Whether a peg's demand is a requirement, not what stays over. */
export function isNeed(demandKind: number): boolean {
  return demandKind === PEG_DEMAND_LINE || demandKind === PEG_PLANNED_NEED;
}

/** The first peg, in order of service, of a need wanted on the day indices first .. last that its
 * supply comes too late for; -1 = none. */
export function firstLatePeg(pegs: Pegs, firstDay: number, lastDay: number): number {
  let found = -1;
  for (let i = 0; i < pegs.count; i++) {
    if (!isNeed(pegs.demandKind[i])) continue;
    const day = pegs.demandDay[i];
    if (day < firstDay || day > lastDay || pegs.supplyDay[i] <= day) continue;
    if (found < 0 || day < pegs.demandDay[found]) found = i;
  }
  return found;
}
