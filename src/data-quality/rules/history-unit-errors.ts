// Days of demand history that look like a slip of the unit against the other days of their series.

import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Facts } from '../../model/facts.ts';
import {
  addDiagnostic,
  closedDiagnostics,
  createDiagnosticList,
} from '../../planning/network/diagnostic-list.ts';
import { formatDay } from '../../units/day.ts';
import { formatQuantity } from '../../units/quantity.ts';
import { decimalsByItem } from '../item-units.ts';
import { peersOfCounts, slipOf, slipWords } from '../powers-of-ten.ts';

const DAYS_LEAST = 8;
const SAMPLE_MAX = 101; // days that stand for a series; its median and spread need no more

export function historyUnitErrors(facts: Facts): Diagnostic[] {
  const { seriesCount, item, location, customer, start, day, quantity } = facts.demandHistory;
  const { texts } = facts.pool;
  const decimals = decimalsByItem(facts);
  const found = createDiagnosticList();
  const sample = new Float64Array(SAMPLE_MAX * 2);
  for (let series = 0; series < seriesCount; series++) {
    const [from, to] = [start[series]!, start[series + 1]!];
    const step = Math.max(1, Math.floor((to - from) / SAMPLE_MAX));
    let count = 0;
    for (let cell = from; cell < to && count < sample.length; cell += step) {
      if (quantity[cell]! > 0) sample[count++] = Math.log10(quantity[cell]!);
    }
    if (count < DAYS_LEAST) continue;
    const peers = peersOfCounts(sample.slice(0, count));
    const [low, high] = [10 ** (peers.median - 0.5), 10 ** (peers.median + 0.5)];
    for (let cell = from; cell < to; cell++) {
      const units = quantity[cell]!;
      if (units <= 0 || (units > low && units < high)) continue;
      const slip = slipOf(peers, Math.log10(units));
      if (slip === 0) continue;
      const scale = decimals[item[series]!]!;
      const who = customer[series] === 0 ? '' : ` for ${texts[customer[series]!]}`;
      addDiagnostic(found, {
        severity: 'warning',
        feed: 'demand_history',
        key: `${texts[item[series]!]}/${texts[location[series]!]}`,
        rule: 'unit_error',
        message:
          `Demand of ${formatQuantity(units, scale)} on ${formatDay(day[cell]!)} for item ` +
          `${texts[item[series]!]} at ${texts[location[series]!]}${who} is about ` +
          `${slipWords(slip)} ` +
          `a usual day's (${formatQuantity(Math.round(10 ** peers.median), scale)}). Check its ` +
          'unit.',
      });
    }
  }
  return closedDiagnostics(found);
}
