// One exception for each unbroken spell of days on which a node's projected balance is below zero:
// its deepest point, its first and last day.

import { NEVER } from '../../model/network.ts';
import { type Detection, lateOfParts, partsThrough, valueOfLate } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import { causeOfHole } from '../hole-cause.ts';
import type { PlanException } from '../plan-exception.ts';
import { severityOfLate } from '../severity.ts';

export const projectedStockout: Detector = { code: 'projected_stockout', detect };

function detect(detection: Detection): PlanException[] {
  const { network, plan } = detection;
  const { dayCount } = network;
  const found: PlanException[] = [];
  for (let node = 0; node < network.nodes.count; node++) {
    let day = plan.firstShortDay[node];
    if (day === NEVER) continue;
    const base = node * dayCount;
    while (day < dayCount) {
      if (plan.balance[base + day] >= 0) {
        day++;
        continue;
      }
      const firstDay = day;
      let deepest = 0;
      for (; day < dayCount && plan.balance[base + day] < 0; day++) {
        deepest = Math.min(deepest, plan.balance[base + day]);
      }
      found.push(stockout(detection, node, firstDay, day - 1, -deepest));
    }
  }
  return found;
}

function stockout(
  detection: Detection,
  node: number,
  firstDay: number,
  lastDay: number,
  quantity: number,
): PlanException {
  const { network, late } = detection;
  const hurt = lateOfParts(detection, partsThrough(detection, node, firstDay, lastDay));
  return planException({
    code: 'projected_stockout',
    subject: 'node',
    index: node,
    node,
    firstDate: network.asOf + firstDay,
    lastDate: network.asOf + lastDay,
    quantity,
    value: valueOfLate(detection, hurt),
    severity: severityOfLate(network, late, hurt, 'medium'),
    ...causeOfHole(detection, node, firstDay, lastDay),
  });
}
