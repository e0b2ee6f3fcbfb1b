// Spells of days on which a node's projected balance lies under its safety stock without running
// short, longer than `below_safety_stock_days`. They cost nothing yet and never make a case, but
// belong to that of the node's next hole, or else its first.

import type { WholeNumbers } from '../../base/whole-numbers.ts';
import { NEVER } from '../../model/network.ts';
import type { Detection } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import { causeOfHole } from '../hole-cause.ts';
import { holeFrom } from '../holes.ts';
import type { PlanException } from '../plan-exception.ts';

export const belowSafetyStock: Detector = { code: 'below_safety_stock', detect };

function detect(detection: Detection): PlanException[] {
  const { network, plan } = detection;
  const { asOf, dayCount, nodes, parameters } = network;
  const found: PlanException[] = [];
  for (let node = 0; node < nodes.count; node++) {
    const safetyStock = nodes.safetyStock[node];
    if (!(safetyStock > 0)) continue;
    const base = node * dayCount;
    if (!liesBelow(plan.balance, base, base + dayCount, safetyStock)) continue;
    let firstDay = -1; // of the spell at hand
    let lowest = safetyStock;
    for (let day = 0; day <= dayCount; day++) {
      const balance = day < dayCount ? plan.balance[base + day] : safetyStock;
      if (balance >= 0 && balance < safetyStock) {
        if (firstDay < 0) firstDay = day;
        lowest = Math.min(lowest, balance);
        continue;
      }
      if (firstDay >= 0 && day - firstDay > parameters.below_safety_stock_days) {
        found.push(
          planException({
            code: 'below_safety_stock',
            subject: 'node',
            index: node,
            node,
            firstDate: asOf + firstDay,
            lastDate: asOf + day - 1,
            quantity: safetyStock - lowest,
            severity: 'low',
            group: caseOfNode(detection, node, day),
          }),
        );
      }
      firstDay = -1;
      lowest = safetyStock;
    }
  }
  return found;
}

/** Whether some balance does: most nodes need no closer look. */
function liesBelow(balance: WholeNumbers, from: number, to: number, limit: number): boolean {
  for (let i = from; i < to; i++) if (balance[i] < limit) return true;
  return false;
}

function caseOfNode(detection: Detection, node: number, fromDay: number): number {
  if (detection.plan.firstShortDay[node] === NEVER) return -1;
  const { dayCount } = detection.network;
  const next = fromDay < dayCount ? holeFrom(detection.plan, node, fromDay) : null;
  const hole = next ?? holeFrom(detection.plan, node, 0);
  return hole ? causeOfHole(detection, node, hole.firstDay, hole.lastDay).group : -1;
}
