// What has to be ordered or started today: planned orders whose release is due, one exception an
// item-location, and open orders that should be increased because a fence keeps new ones out.

import { NEVER } from '../../model/network.ts';
import { MESSAGE_INCREASE, MESSAGE_RELEASE, PLANNED_PAST_DUE } from '../../planning/plan.ts';
import { type Detection, lateOfCauseAt, valueOfLate } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import { causeOfHole } from '../hole-cause.ts';
import { holeFrom } from '../holes.ts';
import type { PlanException } from '../plan-exception.ts';
import { severityOfLate } from '../severity.ts';

export const releaseDue: Detector = { code: 'release_due', detect };

function detect(detection: Detection): PlanException[] {
  const { messages } = detection.plan;
  const found: PlanException[] = [];
  let release: PlanException | null = null; // of the node at hand: its messages stand together
  for (let message = 0; message < messages.count; message++) {
    const node = messages.node[message];
    if (messages.kind[message] === MESSAGE_INCREASE) {
      found.push(increase(detection, message));
    } else if (messages.kind[message] === MESSAGE_RELEASE) {
      if (release?.node !== node) {
        release = firstRelease(detection, message);
        found.push(release);
      } else addRelease(detection, release, message);
    }
  }
  return found;
}

function firstRelease(detection: Detection, message: number): PlanException {
  const { network, plan } = detection;
  const { messages, planned } = plan;
  const order = messages.planned[message];
  const exception = planException({
    code: 'release_due',
    subject: 'node',
    index: messages.node[message],
    node: messages.node[message],
    firstDate: network.asOf,
    lastDate: network.asOf + planned.receiptDay[order],
    quantity: messages.quantity[message],
    severity: 'low',
  });
  if (planned.flags[order] & PLANNED_PAST_DUE) tieToHole(detection, exception);
  return exception;
}

function addRelease(detection: Detection, release: PlanException, message: number): void {
  const { network, plan } = detection;
  const order = plan.messages.planned[message];
  release.quantity += plan.messages.quantity[message];
  release.count++;
  release.lastDate = Math.max(release.lastDate, network.asOf + plan.planned.receiptDay[order]);
  if (release.cause < 0 && plan.planned.flags[order] & PLANNED_PAST_DUE) {
    tieToHole(detection, release);
  }
}

function increase(detection: Detection, message: number): PlanException {
  const { messages } = detection.plan;
  const exception = planException({
    code: 'release_due',
    subject: 'message',
    index: message,
    node: messages.node[message],
    firstDate: messages.fromDate[message],
    lastDate: messages.fromDate[message],
    quantity: messages.quantity[message],
    severity: 'low',
  });
  tieToHole(detection, exception);
  return exception;
}

/** What is ordered too late hangs on the cause of the node's first hole. */
function tieToHole(detection: Detection, exception: PlanException): void {
  const { network, plan, late } = detection;
  if (plan.firstShortDay[exception.node] === NEVER) return;
  const hole = holeFrom(detection.plan, exception.node, 0);
  if (!hole) return;
  const { cause, group } = causeOfHole(detection, exception.node, hole.firstDay, hole.lastDay);
  exception.cause = cause;
  exception.group = group;
  const bitesHere = detection.causes.list[group].node === exception.node;
  const hurt = bitesHere ? lateOfCauseAt(detection, group) : [];
  exception.value = valueOfLate(detection, hurt);
  exception.severity = severityOfLate(network, late, hurt, 'low');
}
