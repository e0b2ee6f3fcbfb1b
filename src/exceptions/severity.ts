// How bad an exception is (handbook 7): critical when an order is late and its first loss is near,
// high when other demand is late, medium when nothing is late yet, low when it only costs money.

import { DEMAND_FORECAST, type Network } from '../model/network.ts';
import type { LateDemand } from './late-demand.ts';
import { type PlanException, SEVERITIES, type Severity } from './plan-exception.ts';

/** By the demand that is late, else what it is without any. Goods that are there but were not
 * shipped are in time to be shipped today, so they are never critical. */
export function severityOfLate(
  network: Network,
  late: LateDemand,
  entries: readonly number[],
  otherwise: Severity,
): Severity {
  const { kind, stockDay } = network.demand;
  for (const entry of entries) {
    const line = late.line[entry];
    const isOrder = kind[line] !== DEMAND_FORECAST;
    const isNear = stockDay[line] <= network.parameters.severity_days;
    const isThere = late.part[entry] < 0 && late.deliveryDate[entry] <= network.asOf;
    if (isOrder && isNear && !isThere) return 'critical';
  }
  return entries.length > 0 ? 'high' : otherwise;
}

export function worstSeverity(exceptions: readonly PlanException[]): Severity {
  let worst = SEVERITIES.length - 1;
  for (const { severity } of exceptions) worst = Math.min(worst, SEVERITIES.indexOf(severity));
  return SEVERITIES[worst];
}
