// What really lacks where a phantom's need comes late. A phantom is never made: it is one or more
// of its components that come late, each in its own quantity and for its own reason. Gathered while
// the lateness is traced, so that a running order can name them.

import { NEVER, type Network } from '../model/network.ts';
import type { Lateness } from './lateness-types.ts';
import { PEG_PLANNED, PEG_PLANNED_NEED, type Pegs } from './pegging.ts';
import { PLANNED_PASS_THROUGH, type Plan } from './plan.ts';

/** What comes late of a component, for a need that a phantom passes on. */
export interface Lack {
  need: number; // the component's late need
  quantity: number; // smallest units of the component
  held: number; // how much it holds up ...
  needed: number; // ... of this, what the passing need asks for in all
}

/** By planned order that only passes a phantom's need on: what lacks, by the component's late need.
 * However many ways lead down to a component, it lacks once. */
export type LacksOfPhantoms = Map<number, Map<number, Lack>>;

/** Whether an order only passes on what a phantom is made of. A run-out item that passes on lacks
 * itself: its successor stands in for it. */
export function isPhantomNeed({ planned }: Plan, order: number): boolean {
  return (planned.flags[order] & PLANNED_PASS_THROUGH) !== 0 && planned.source[order] >= 0;
}

/** What lacks below peg `i`, as far as it serves this peg: null unless a phantom's need passes on
 * there. `held` and `needed` are those of the phantom's need. */
export function lacksBelow(
  lacksOf: LacksOfPhantoms,
  plan: Plan,
  pegs: Pegs,
  i: number,
): Lack[] | null {
  const order = pegs.supplyIndex[i];
  if (pegs.supplyKind[i] !== PEG_PLANNED || !isPhantomNeed(plan, order)) return null;
  const lacks = lacksOf.get(order);
  if (lacks === undefined) return null;
  const [served, passed] = [pegs.quantity[i], plan.planned.quantity[order]];
  return Array.from(lacks.values(), ({ need, quantity, held, needed }) => ({
    need,
    quantity: shareOf(quantity, served, passed),
    held: shareOf(served, held, needed),
    needed: served,
  }));
}

/** Notes the late peg `i` of a need that a phantom passes on. */
export function noteLack(
  lacksOf: LacksOfPhantoms,
  plan: Plan,
  pegs: Pegs,
  i: number,
  need: number,
): void {
  const order = pegs.demandIndex[i];
  const quantity = pegs.quantity[i];
  const needed = neededBy(pegs, order);
  const below = lacksBelow(lacksOf, plan, pegs, i) ?? [{ need, quantity, held: quantity, needed }];
  const lacks = lacksOf.get(order) ?? new Map<number, Lack>();
  lacksOf.set(order, lacks);
  for (const lack of below) {
    const same = lacks.get(lack.need);
    if (same === undefined) lacks.set(lack.need, { ...lack, needed });
    else {
      same.quantity += lack.quantity;
      same.held = Math.max(same.held, lack.held);
    }
  }
}

function neededBy(pegs: Pegs, order: number): number {
  let needed = 0;
  for (let i = 0; i < pegs.count; i++) {
    const isNeed = pegs.demandKind[i] === PEG_PLANNED_NEED && pegs.demandIndex[i] === order;
    if (isNeed) needed += pegs.quantity[i];
  }
  return needed;
}

/** quantity x part / whole, rounded up, exact however large. */
function shareOf(quantity: number, part: number, whole: number): number {
  if (part === whole) return quantity;
  const by = BigInt(whole);
  return Number((BigInt(quantity) * BigInt(part) + by - 1n) / by);
}

/** Day index from which what lacks in a late part can be used; NEVER = not in the horizon. */
export function lackUsableDay({ demand }: Network, lateness: Lateness, part: number): number {
  const { feasibleDay, lackDay, line } = lateness;
  if (feasibleDay[part] >= NEVER) return NEVER;
  return lackDay[part] + feasibleDay[part] - demand.stockDay[line[part]];
}
