// Open supply that is wanted earlier than it comes: the plan's expedite and reschedule-in messages,
// one exception an order line however many days want some of it.

import { MESSAGE_EXPEDITE, MESSAGE_RESCHEDULE_IN } from '../../planning/plan.ts';
import { supplyEvent } from '../causes.ts';
import { type Detection, valueOfLate } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import type { PlanException } from '../plan-exception.ts';
import { severityOfLate } from '../severity.ts';
import { causeOfSupply, lateBySupply } from '../supply-cause.ts';
import { comesOn } from '../supply-statement.ts';

export const rescheduleIn: Detector = { code: 'reschedule_in', detect };

function detect(detection: Detection): PlanException[] {
  const { plan, network } = detection;
  const { messages } = plan;
  const ofOrder = new Map<number, PlanException>(); // order line -> its exception
  for (let message = 0; message < messages.count; message++) {
    const kind = messages.kind[message];
    if (kind !== MESSAGE_EXPEDITE && kind !== MESSAGE_RESCHEDULE_IN) continue;
    const supply = messages.supply[message];
    const event = supplyEvent(network.supply.kind[supply], network.supply.factRow[supply]);
    const known = ofOrder.get(event);
    if (known) addWish(detection, known, message);
    else ofOrder.set(event, firstWish(detection, message, supply));
  }
  return [...ofOrder.values()];
}

function firstWish(detection: Detection, message: number, supply: number): PlanException {
  const { network, plan, late } = detection;
  const { node, toDate, fromDate, quantity } = plan.messages;
  const at = node[message];
  const hurt = lateBySupply(detection, supply);
  return planException({
    code: 'reschedule_in',
    subject: 'message',
    index: message,
    node: at,
    firstDate: toDate[message],
    lastDate: comesOn(network, supply, fromDate[message]),
    quantity: quantity[message],
    value: valueOfLate(detection, hurt),
    severity: severityOfLate(network, late, hurt, 'medium'),
    ...causeOfSupply(detection, supply, at, toDate[message] - network.asOf),
  });
}

/** More of the same order line is wanted on another day. */
function addWish({ network, plan }: Detection, exception: PlanException, message: number): void {
  const { toDate, fromDate, quantity, supply } = plan.messages;
  const comes = comesOn(network, supply[message], fromDate[message]);
  exception.quantity += quantity[message];
  exception.count++;
  exception.firstDate = Math.min(exception.firstDate, toDate[message]);
  exception.lastDate = Math.max(exception.lastDate, comes);
}
