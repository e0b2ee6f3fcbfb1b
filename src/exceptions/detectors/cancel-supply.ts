// Open supply that nothing needs within the horizon: the plan's cancel messages.

import { MESSAGE_CANCEL } from '../../planning/plan.ts';
import type { Detection } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import type { PlanException } from '../plan-exception.ts';
import { surplusException } from '../surplus.ts';

export const cancelSupply: Detector = { code: 'cancel_supply', detect };

function detect(detection: Detection): PlanException[] {
  const { messages } = detection.plan;
  const found: PlanException[] = [];
  for (let message = 0; message < messages.count; message++) {
    if (messages.kind[message] !== MESSAGE_CANCEL) continue;
    found.push(planException(surplusException(detection, 'cancel_supply', message)));
  }
  return found;
}
