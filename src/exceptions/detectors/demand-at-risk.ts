// Order lines that the plan delivers after their promised date, or, unpromised, after the one
// requested; a line that gets its goods on several late dates is one exception.

import { DEMAND_FORECAST } from '../../model/network.ts';
import { NO_DAY } from '../../units/day.ts';
import { type Detection, valueOfLate } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import type { PlanException } from '../plan-exception.ts';
import { severityOfLate } from '../severity.ts';

export const demandAtRisk: Detector = { code: 'demand_at_risk', detect };

function detect(detection: Detection): PlanException[] {
  const { late, network } = detection;
  const found: PlanException[] = [];
  let end = 0;
  for (let first = 0; first < late.realCount; first = end) {
    const line = late.line[first];
    const entries: number[] = [];
    for (end = first; end < late.realCount && late.line[end] === line; end++) entries.push(end);
    if (network.demand.kind[line] === DEMAND_FORECAST) continue;
    found.push(lineAtRisk(detection, line, entries));
  }
  return found;
}

function lineAtRisk(detection: Detection, line: number, entries: readonly number[]): PlanException {
  const { late, network } = detection;
  let quantity = 0;
  let lastDate = NO_DAY;
  let isShort = false;
  let worst = entries[0];
  for (const entry of entries) {
    quantity += late.quantity[entry];
    lastDate = Math.max(lastDate, late.deliveryDate[entry]);
    isShort ||= late.isShort[entry] === 1;
    if ((late.amount[entry] || 0) > (late.amount[worst] || 0)) worst = entry;
  }
  return planException({
    code: 'demand_at_risk',
    subject: 'demand',
    index: line,
    node: late.node[worst],
    firstDate: network.demand.dueDate[line],
    lastDate: isShort ? NO_DAY : lastDate,
    quantity,
    count: entries.length,
    value: valueOfLate(detection, entries),
    severity: severityOfLate(network, late, entries, 'high'),
    cause: late.cause[worst],
  });
}
