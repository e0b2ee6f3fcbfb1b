// Purchase order lines confirmed, rejected or closed under what was ordered.

import { SUPPLY_PURCHASE_ORDER } from '../../model/network.ts';
import { knownCause, supplyEvent } from '../causes.ts';
import { type Detection, lateOfCauseAt, valueOfLate } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import type { PlanException } from '../plan-exception.ts';
import { severityOfLate } from '../severity.ts';

export const supplyShort: Detector = { code: 'supply_short', detect };

function detect(detection: Detection): PlanException[] {
  const { network, shortLines, late } = detection;
  return shortLines.map(({ row, node, ordered, coming }) => {
    const cause = causeOfShortLine(detection, row);
    const hurt = lateOfCauseAt(detection, cause);
    return planException({
      code: 'supply_short',
      subject: 'purchase_order',
      index: row,
      node,
      firstDate: network.asOf,
      quantity: ordered - coming,
      value: valueOfLate(detection, hurt),
      severity: severityOfLate(network, late, hurt, 'medium'),
      cause,
    });
  });
}

/** The case of demand that lacks what will not come, or that waits for the unconfirmed rest. */
function causeOfShortLine({ causes }: Detection, row: number): number {
  const short = knownCause(causes, 'short', row);
  if (short >= 0) return short;
  return knownCause(causes, 'supply', supplyEvent(SUPPLY_PURCHASE_ORDER, row));
}
