// Netting (handbook 3): one node's requirements against its stock and supply, day by day. Ordering
// walks the *cover* or the *position*; the *projection* keeps every receipt on the day on which it
// can be there, so holes stay visible.

import { type WholeNumbers, widened } from '../base/whole-numbers.ts';
import { METHOD_MRP, METHOD_NONE, NEVER } from '../model/network.ts';
import { countedQuantity } from './counted-supply.ts';
import { orderByCover } from './cover.ts';
import { gatherDependent } from './explosion.ts';
import type { Netting } from './netting-state.ts';
import { orderAsNeeded, sourceAsNeeded } from './order-as-needed.ts';
import { addPassableLines } from './passable-lines.ts';
import { PLANNED_PAST_DUE, PLANNED_SAFETY } from './plan.ts';
import { orderByPosition } from './reorder-point.ts';
import { useStock } from './stock-usage.ts';

/** Nets one node: its parents must have been netted before. */
export function netNode(netting: Netting, node: number, isLeftOut: boolean): void {
  collectRequirements(netting, node);
  orderAndProject(netting, node, isLeftOut);
}

/** Explosion: fills `netting.gross` with all requirements of the node, by day. */
export function collectRequirements(netting: Netting, node: number): void {
  const { gross, network, explosion } = netting;
  const { nodeStart, stockDay, quantity } = network.demand;
  gatherDependent(explosion, node, gross);
  const end = nodeStart[node + 1];
  for (let line = nodeStart[node]; line < end; line++) {
    gross[stockDay[line]] += quantity[line];
  }
  if (explosion.passableNodes?.[node] === 1) addPassableLines(explosion, node);
}

/** Orders what `netting.gross` lacks and writes the node's balance. */
export function orderAndProject(netting: Netting, node: number, isLeftOut: boolean): void {
  const { network, usage, planned } = netting;
  useStock(network, node, netting.gross, usage);
  planned.firstOfNode[node] = planned.count;
  netting.firstClaim = netting.claims.count;
  const method = network.nodes.method[node];
  const passesOn = network.nodes.runOut[node] === 1 || netting.explosion.hasPassable;
  if (!isLeftOut) {
    const source = sourceAsNeeded(netting, node);
    if (source >= 0) orderAsNeeded(netting, node, source);
    else if (method === METHOD_MRP || passesOn) orderByCover(netting, node, method);
    else if (method !== METHOD_NONE) orderByPosition(netting, node, method);
  }
  planned.countOfNode[node] = planned.count - planned.firstOfNode[node];
  project(netting, node);
}

/** The projection: each receipt on the day on which it can be there. Leaves requirements and
 * receipts empty for the next node. */
function project(netting: Netting, node: number): void {
  const { network, usage, gross, receipts } = netting;
  const { dayCount } = network;
  addOpenSupply(netting, node);
  if (!usage.isPlain) addStockToCome(netting);
  let { balance } = netting;
  let projected = usage.opening;
  let firstShortDay = NEVER;
  let at = node * dayCount;
  for (let day = 0; day < dayCount; day++, at++) {
    projected += receipts[day] - gross[day];
    gross[day] = 0;
    receipts[day] = 0;
    if (projected !== (projected | 0)) balance = widenBalance(netting);
    balance[at] = projected;
    if (projected < 0 && firstShortDay === NEVER) firstShortDay = day;
  }
  netting.firstShortDay[node] = firstShortDay;
  if (firstShortDay !== NEVER) markLateSafetyOrders(netting, node);
}

/** Open supply is received on the day on which it can be used. */
function addOpenSupply({ network, receipts }: Netting, node: number): void {
  const { supply, dayCount } = network;
  const lineEnd = supply.nodeStart[node + 1];
  for (let line = supply.nodeStart[node]; line < lineEnd; line++) {
    const day = supply.usableDay[line];
    if (day >= dayCount) break;
    receipts[day] += countedQuantity(network, line);
  }
}

/** Stock that is not usable yet, or not for anyone. */
function addStockToCome({ usage, receipts }: Netting): void {
  for (let day = 0; day < receipts.length; day++) {
    receipts[day] += usage.later[day] + usage.both[day];
  }
}

/** Room for a balance that 32 bits do not hold. */
function widenBalance(netting: Netting): WholeNumbers {
  netting.balance = widened(netting.balance, netting.balance.length);
  return netting.balance;
}

/** An order for safety stock alone that comes while the balance is below zero is past due all the
 * same: the safety stock that it was to restore has been used up before it. */
function markLateSafetyOrders(netting: Netting, node: number): void {
  const { planned, balance, receiptDays } = netting;
  const { dayCount } = netting.network;
  const first = planned.firstOfNode[node];
  for (let order = first; order < first + planned.countOfNode[node]; order++) {
    if ((planned.flags[order] & PLANNED_SAFETY) === 0 || planned.releaseDay[order] > 0) continue;
    const row = receiptDays.rowOfNode[node] * dayCount;
    const end = Math.min(dayCount, planned.receiptDay[order]);
    for (let day = receiptDays.wantedDay[row + planned.neededDay[order]]; day < end; day++) {
      if (balance[node * dayCount + day] >= 0) continue;
      planned.flags[order] = (planned.flags[order] & ~PLANNED_SAFETY) | PLANNED_PAST_DUE;
      break;
    }
  }
}
