// Production orders that run, or start within `buildable_days`, and lack a component on the day on
// which they need it. One exception an order, named by the component that comes last.

import { textColumn } from '../../model/fact-table.ts';
import { NEVER } from '../../model/network.ts';
import { lackUsableDay } from '../../planning/lacking-components.ts';
import { NO_DAY } from '../../units/day.ts';
import { type Detection, lateOfParts, valueOfLate } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import type { PlanException } from '../plan-exception.ts';
import { severityOfLate } from '../severity.ts';

export const notClearToBuild: Detector = { code: 'not_clear_to_build', detect };

function detect(detection: Detection): PlanException[] {
  const found: PlanException[] = [];
  for (const parts of detection.partsOfOrder.values()) {
    const soon = parts.filter((part) => isSoon(detection, detection.lateness.line[part]));
    if (soon.length > 0) found.push(blockedOrder(detection, soon));
  }
  return found;
}

function isSoon({ facts, network }: Detection, line: number): boolean {
  const { stockDay, factRow } = network.demand;
  if (stockDay[line] <= network.parameters.buildable_days) return true;
  const stage = textColumn(facts.tables.production_orders, 'stage')[factRow[line]];
  return facts.pool.texts[stage] === 'started';
}

function blockedOrder(detection: Detection, parts: readonly number[]): PlanException {
  const { network, lateness, late, causeOfPart } = detection;
  const { demand, asOf } = network;
  const { line, lackNode, lackQuantity, lackDay, feasibleDay } = lateness;
  const delayOf = (part: number): number => feasibleDay[part] - demand.stockDay[line[part]];
  let last = parts[0];
  for (const part of parts) if (delayOf(part) > delayOf(last)) last = part;
  let quantity = 0;
  const components = new Set<string>();
  for (const part of parts) {
    components.add(`${line[part]}/${lackNode[part]}`);
    const isSame = line[part] === line[last] && lackNode[part] === lackNode[last];
    if (isSame) quantity += lackQuantity[part];
  }
  const hurt = lateOfParts(detection, parts);
  const usableDay = lackUsableDay(network, lateness, last);
  return planException({
    code: 'not_clear_to_build',
    subject: 'component',
    index: line[last],
    node: lackNode[last],
    firstDate: asOf + lackDay[last],
    lastDate: usableDay >= NEVER ? NO_DAY : asOf + usableDay,
    quantity,
    count: components.size,
    value: valueOfLate(detection, hurt),
    severity: severityOfLate(network, late, hurt, 'medium'),
    cause: causeOfPart[last],
  });
}
