// Stock that stock on hand and open supply pile up above so many days of the mean daily
// requirement (and above the safety stock), and what a contract keeps from being cancelled. Planned
// orders do not count: what lot sizes add is a matter of parameters. Slow-moving stock is named so.

import { NO_DAY } from '../../units/day.ts';
import { causeAt } from '../causes.ts';
import type { Detection } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import { holdingCost } from '../holding-cost.ts';
import type { PlanException } from '../plan-exception.ts';
import { ownedBalance, requirementWithin } from '../requirements.ts';

export const excessStock: Detector = { code: 'excess_stock', detect };

/** Over how many days the mean daily requirement is taken. */
const MEAN_DAYS = 90;

function detect(detection: Detection): PlanException[] {
  const { network, plan, slow } = detection;
  const { nodes, dayCount, parameters } = network;
  const days = Math.min(MEAN_DAYS, dayCount);
  const owned = new Float64Array(dayCount);
  const found: PlanException[] = [];
  for (let node = 0; node < nodes.count; node++) {
    if (!ownsAnything(detection, node) || slow.has(node)) continue;
    const { greatest, drops } = rangeOf(detection, node, days);
    const daysOfSupply = parameters.excess_days_of_supply;
    if (greatest <= Math.max((daysOfSupply * drops) / days, nodes.safetyStock[node])) continue;
    const mean = requirementWithin(plan, node, days) / days;
    const limit = Math.max(daysOfSupply * mean, nodes.safetyStock[node]);
    if (greatest <= limit) continue;
    ownedBalance(plan, node, owned);
    const excess = excessOf(detection, node, owned, limit);
    if (excess) found.push(excess);
  }
  return [...found, ...contractExcesses(detection)];
}

function ownsAnything({ network }: Detection, node: number): boolean {
  const { stock, supply } = network;
  return (
    stock.nodeStart[node] < stock.nodeStart[node + 1] ||
    supply.nodeStart[node] < supply.nodeStart[node + 1]
  );
}

/** The greatest balance, and by how much it drops within some days: at least so much is needed. */
function rangeOf(
  { plan, network }: Detection,
  node: number,
  days: number,
): { greatest: number; drops: number } {
  const { balance } = plan;
  const base = node * network.dayCount;
  const end = base + network.dayCount;
  let before = balance[base];
  let greatest = before;
  let drops = 0;
  for (let i = base + 1; i < base + days; i++) {
    const after = balance[i];
    if (after > greatest) greatest = after;
    if (after < before) drops += before - after;
    before = after;
  }
  for (let i = base + days; i < end; i++) if (balance[i] > greatest) greatest = balance[i];
  return { greatest, drops };
}

/** Costs its holding to the day it is used, or to the horizon's end: nobody knows beyond it. */
function excessOf(
  detection: Detection,
  node: number,
  owned: Float64Array,
  limit: number,
): PlanException | null {
  const { network, causes } = detection;
  let firstDay = -1;
  let lastDay = -1;
  let greatest = 0;
  let unitDays = 0;
  for (let day = 0; day < owned.length; day++) {
    const excess = owned[day] - limit;
    if (excess <= 0) continue;
    if (firstDay < 0) firstDay = day;
    lastDay = day;
    greatest = Math.max(greatest, excess);
    unitDays += excess;
  }
  if (firstDay < 0) return null;
  return planException({
    code: 'excess_stock',
    subject: 'node',
    index: node,
    node,
    firstDate: network.asOf + firstDay,
    lastDate: network.asOf + lastDay,
    quantity: Math.ceil(greatest),
    value: holdingCost(detection, node, unitDays),
    severity: 'low',
    cause: causeAt(causes, 'excess', node, node, firstDay),
  });
}

function contractExcesses(detection: Detection): PlanException[] {
  const { network, plan, causes } = detection;
  const { count, node, supply, quantity } = plan.contractExcesses;
  return Array.from({ length: count }, (_, i) => {
    const usableDay = Math.max(0, network.supply.usableDay[supply[i]]);
    const days = Math.max(0, network.dayCount - usableDay);
    return planException({
      code: 'excess_stock',
      subject: 'contract_excess',
      index: i,
      node: node[i],
      firstDate: network.asOf + usableDay,
      lastDate: NO_DAY,
      quantity: quantity[i],
      value: holdingCost(detection, node[i], quantity[i] * days),
      severity: 'low',
      cause: causeAt(causes, 'excess', node[i], node[i], usableDay),
    });
  });
}
