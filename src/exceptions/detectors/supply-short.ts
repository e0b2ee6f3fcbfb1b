// Purchase order lines confirmed, rejected or closed under what was ordered.

import { NEVER, SUPPLY_PURCHASE_ORDER, SUPPLY_UNCONFIRMED } from '../../model/network.ts';
import { causeAt, knownCause } from '../causes.ts';
import { type Detection, lateOfCauseAt, valueOfLate } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import type { PlanException } from '../plan-exception.ts';
import { severityOfLate } from '../severity.ts';
import type { ShortLine } from '../short-lines.ts';
import { causeOfWaiting } from '../supply-cause.ts';

export const supplyShort: Detector = { code: 'supply_short', detect };

function detect(detection: Detection): PlanException[] {
  const { network, shortLines, late } = detection;
  return shortLines.map((line) => {
    const { row, node, ordered, coming } = line;
    const group = groupOfShortLine(detection, line);
    const isChased = group >= 0 && detection.causes.list[group].kind === 'silence';
    const hurt = isChased ? [] : lateOfCauseAt(detection, group);
    return planException({
      code: 'supply_short',
      subject: 'purchase_order',
      index: row,
      node,
      firstDate: network.asOf,
      quantity: ordered - coming,
      value: valueOfLate(detection, hurt),
      severity: severityOfLate(network, late, hurt, 'medium'),
      cause: causeAt(detection.causes, 'short', row, node, NEVER),
      group,
    });
  });
}

/** The case of demand that lacks what will not come or waits for the unconfirmed rest; else that of
 * the supplier whose answer is awaited. */
function groupOfShortLine(detection: Detection, line: ShortLine): number {
  const { causes, network } = detection;
  const short = knownCause(causes, 'short', line.row);
  if (short >= 0 && lateOfCauseAt(detection, short).length > 0) return short;
  const { supply } = network;
  let silence = -1;
  for (let at = supply.nodeStart[line.node]; at < supply.nodeStart[line.node + 1]; at++) {
    if (supply.kind[at] !== SUPPLY_PURCHASE_ORDER || supply.factRow[at] !== line.row) continue;
    const waiting = causeOfWaiting(detection, at);
    if (waiting >= 0) return waiting;
    if (line.isClosed || !(supply.flags[at] & SUPPLY_UNCONFIRMED)) continue;
    silence = knownCause(causes, 'silence', supply.supplier[at]);
  }
  return silence;
}
