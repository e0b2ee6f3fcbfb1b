// A planned state as readers see it: everything that queries need, at one position of the log. It
// stays whole while somebody holds it; the memory of one that nobody holds is planned in again.

import type { Standing } from '../../exceptions/life-cycle/standing.ts';
import type { RuleSet } from '../../exceptions/rules/rule-set.ts';
import type { RebuiltNetwork } from '../../planning/incremental/rebuild-network.ts';
import type { MadePlan } from '../../planning/incremental/replan-network.ts';
import type { PlannedFolder } from '../commands/plan-folder.ts';
import { namePlannedOrders, type PlannedOrderNames } from '../queries/planned-order-names.ts';

export interface PlanSnapshot extends PlannedFolder {
  position: number;
  plannedAt: number; // milliseconds since 1970
  rules: RuleSet;
  exceptions: Standing;
  cases: Standing;
}

/** What the live planner keeps of a snapshot for itself. */
export interface HeldPlan {
  snapshot: PlanSnapshot;
  built: RebuiltNetwork; // what the next network and plan are made from
  made: MadePlan;
  holders: number;
}

const namesOfPlan = new WeakMap<PlannedFolder['plan'], PlannedOrderNames>();

/** The names of its planned orders, worked out when they are first asked for. */
export function plannedOrderNamesOf({ plan }: PlannedFolder): PlannedOrderNames {
  let names = namesOfPlan.get(plan);
  if (!names) {
    names = namePlannedOrders(plan);
    namesOfPlan.set(plan, names);
  }
  return names;
}
