// What a node is asked for and what it owns, read back from its balance: a day's balance is what
// came in less what was asked for, so the requirements are the difference.

import type { Network } from '../model/network.ts';
import { countedQuantity } from '../planning/counted-supply.ts';
import type { Plan } from '../planning/plan.ts';
import { isOpening } from '../planning/stock-usage.ts';

/** Requirements of a node on the day indices 0 .. days - 1, smallest units. What expires unused
 * counts as asked for: it leaves the balance. */
export function requirementWithin(plan: Plan, node: number, days: number): number {
  const { network } = plan;
  const balance = plan.balance[node * network.dayCount + days - 1];
  const cameIn =
    stockWithin(network, node, days) +
    openSupplyWithin(network, node, days) +
    plannedWithin(plan, node, days);
  return Math.max(0, cameIn - balance);
}

function stockWithin(network: Network, node: number, days: number): number {
  const { stock } = network;
  let quantity = 0;
  for (let lot = stock.nodeStart[node]; lot < stock.nodeStart[node + 1]; lot++) {
    if (isOpening(stock, lot)) quantity += stock.quantity[lot];
    else if (stock.reservedFor[lot] < 0 && stock.usableDay[lot] < days) {
      if (stock.expiryDay[lot] > Math.max(0, stock.usableDay[lot])) quantity += stock.quantity[lot];
    }
  }
  return quantity;
}

function openSupplyWithin(network: Network, node: number, days: number): number {
  const { supply } = network;
  let quantity = 0;
  for (let line = supply.nodeStart[node]; line < supply.nodeStart[node + 1]; line++) {
    if (supply.usableDay[line] < days) quantity += countedQuantity(network, line);
  }
  return quantity;
}

function plannedWithin({ planned }: Plan, node: number, days: number): number {
  let quantity = 0;
  const first = planned.firstOfNode[node];
  for (let order = first; order < first + planned.countOfNode[node]; order++) {
    if (planned.receiptDay[order] < days) quantity += planned.quantity[order];
  }
  return quantity;
}

/** By day index, what stock and open supply alone leave: the balance less planned receipts. */
export function ownedBalance(plan: Plan, node: number, into: Float64Array): void {
  const { planned, balance, network } = plan;
  const { dayCount } = network;
  into.fill(0);
  const first = planned.firstOfNode[node];
  for (let order = first; order < first + planned.countOfNode[node]; order++) {
    const day = planned.receiptDay[order];
    if (day < dayCount) into[day] -= planned.quantity[order];
  }
  let plannedSoFar = 0;
  for (let day = 0; day < dayCount; day++) {
    plannedSoFar += into[day];
    into[day] = balance[node * dayCount + day] + plannedSoFar;
  }
}
