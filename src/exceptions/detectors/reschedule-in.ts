// Open supply that is wanted earlier than it comes: the plan's expedite and reschedule-in messages.

import { MESSAGE_EXPEDITE, MESSAGE_RESCHEDULE_IN } from '../../planning/plan.ts';
import { type Detection, valueOfLate } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import type { PlanException } from '../plan-exception.ts';
import { severityOfLate } from '../severity.ts';
import { causeOfSupply, lateBySupply } from '../supply-cause.ts';

export const rescheduleIn: Detector = { code: 'reschedule_in', detect };

function detect(detection: Detection): PlanException[] {
  const { network, plan, late } = detection;
  const { messages } = plan;
  const found: PlanException[] = [];
  for (let message = 0; message < messages.count; message++) {
    const kind = messages.kind[message];
    if (kind !== MESSAGE_EXPEDITE && kind !== MESSAGE_RESCHEDULE_IN) continue;
    const supply = messages.supply[message];
    const node = messages.node[message];
    const hurt = lateBySupply(detection, supply);
    found.push(
      planException({
        code: 'reschedule_in',
        subject: 'message',
        index: message,
        node,
        firstDate: messages.toDate[message],
        lastDate: messages.fromDate[message],
        quantity: messages.quantity[message],
        value: valueOfLate(detection, hurt),
        severity: severityOfLate(network, late, hurt, 'medium'),
        cause: causeOfSupply(detection, supply, node, messages.toDate[message] - network.asOf),
      }),
    );
  }
  return found;
}
