// Stock on hand that has not been used for `slow_moving_days` and that nothing in the horizon asks
// for. Only where a feed reaches back far enough to know.

import { causeAt } from '../causes.ts';
import type { Detection } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import { holdingCost } from '../holding-cost.ts';
import type { PlanException } from '../plan-exception.ts';

export const slowMoving: Detector = { code: 'slow_moving', detect };

function detect(detection: Detection): PlanException[] {
  const { network, plan, causes, slow } = detection;
  const { asOf, dayCount } = network;
  return [...slow].map(([node, daysUnused]) => {
    const quantity = plan.balance[node * dayCount];
    return planException({
      code: 'slow_moving',
      subject: 'node',
      index: node,
      node,
      firstDate: asOf,
      lastDate: asOf + dayCount - 1,
      quantity,
      count: daysUnused,
      value: holdingCost(detection, node, quantity * dayCount),
      severity: 'low',
      cause: causeAt(causes, 'excess', node, node, 0),
    });
  });
}
