// Whom late demand hurts: its orders, customers and money, for the end of a sentence.

import { DEMAND_CALL_OFF, DEMAND_FORECAST } from '../model/network.ts';
import { type Detection, valueOfLate } from './detection.ts';
import type { ValueAtRisk } from './value-at-risk.ts';

export interface Impact {
  orderCount: number; // sales orders, each once however many lines are late
  callOffCount: number;
  hasForecast: boolean;
  customers: number[]; // customer indices of the orders and call-offs, in order of appearance
  value: ValueAtRisk;
}

export function impactOf(detection: Detection, entries: readonly number[]): Impact {
  const { demand } = detection.network;
  const orders = new Set<number>();
  const callOffs = new Set<number>();
  const customers = new Set<number>();
  let hasForecast = false;
  for (const entry of entries) {
    const line = detection.late.line[entry];
    const kind = demand.kind[line];
    if (kind === DEMAND_FORECAST) {
      hasForecast = true;
      continue;
    }
    if (kind === DEMAND_CALL_OFF) callOffs.add(line);
    else orders.add(demand.order[line] >= 0 ? demand.order[line] : -1 - line);
    if (demand.customer[line] >= 0) customers.add(demand.customer[line]);
  }
  return {
    orderCount: orders.size,
    callOffCount: callOffs.size,
    hasForecast,
    customers: [...customers],
    value: valueOfLate(detection, entries),
  };
}
