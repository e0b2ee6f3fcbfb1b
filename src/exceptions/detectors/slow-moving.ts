// Stock on hand that has not been used for `slow_moving_days` and that nothing in the horizon asks
// for. Only where a feed reaches back far enough to know.

import { causeAt } from '../causes.ts';
import type { Detection } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import { holdingCost } from '../holding-cost.ts';
import type { PlanException } from '../plan-exception.ts';
import { requirementWithin } from '../requirements.ts';
import { readStockUse } from '../stock-use.ts';

export const slowMoving: Detector = { code: 'slow_moving', detect };

function detect(detection: Detection): PlanException[] {
  const { facts, network, plan, causes } = detection;
  const { asOf, dayCount, nodes, stock, parameters } = network;
  const use = readStockUse(facts, network, parameters.slow_moving_days);
  if (!use) return [];
  const found: PlanException[] = [];
  for (let node = 0; node < nodes.count; node++) {
    if (stock.nodeStart[node] === stock.nodeStart[node + 1]) continue;
    const lastUsed = use.lastUsed.get(node);
    if (lastUsed === undefined ? !use.knowsAllNodes : isRecent(lastUsed)) continue;
    const quantity = plan.balance[node * dayCount];
    if (!(quantity > 0) || requirementWithin(plan, node, dayCount) > 0) continue;
    found.push(
      planException({
        code: 'slow_moving',
        subject: 'node',
        index: node,
        node,
        firstDate: asOf,
        lastDate: asOf + dayCount - 1,
        quantity,
        count: lastUsed === undefined ? parameters.slow_moving_days : asOf - lastUsed,
        value: holdingCost(facts, network, node, quantity * dayCount),
        severity: 'low',
        cause: causeAt(causes, 'excess', node, node, 0),
      }),
    );
  }
  return found;

  function isRecent(day: number): boolean {
    return asOf - day < parameters.slow_moving_days;
  }
}
