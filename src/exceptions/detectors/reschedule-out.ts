// Open supply that comes earlier or in greater quantity than it is needed: the plan's reschedule-out
// and decrease messages. They cost what holding it costs in the meantime.

import { MESSAGE_DECREASE, MESSAGE_RESCHEDULE_OUT } from '../../planning/plan.ts';
import type { Detection } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import type { PlanException } from '../plan-exception.ts';
import { surplusException } from '../surplus.ts';

export const rescheduleOut: Detector = { code: 'reschedule_out', detect };

function detect(detection: Detection): PlanException[] {
  const { messages } = detection.plan;
  const found: PlanException[] = [];
  for (let message = 0; message < messages.count; message++) {
    const kind = messages.kind[message];
    if (kind !== MESSAGE_RESCHEDULE_OUT && kind !== MESSAGE_DECREASE) continue;
    found.push(planException(surplusException(detection, 'reschedule_out', message)));
  }
  return found;
}
