// One planned order: for what is needed on a day, from which source, in which lots, released and
// received when (handbook 3, What is ordered).

import { LOT_FOR_LOT, type Network } from '../model/network.ts';
import { nextLot, roundedLot } from './lot-sizing.ts';
import type { Netting } from './netting-state.ts';
import { PLANNED_FENCE, PLANNED_PAST_DUE, PLANNED_SAFETY } from './plan.ts';
import {
  NARROW_DAY_MAX,
  reserveOrders,
  widenDays,
  widenQuantities,
} from './planned-order-columns.ts';
import { chooseSource, NO_SOURCE, releaseDayOf, type SourceChoice } from './source-choice.ts';

/** More lots than this for one need are a data error: the rest becomes one order. */
const LOTS_OF_ONE_NEED_MAX = 1000;

/** Plans orders for what is needed on a day; returns what they come to (0 without a source). */
export function planNeed(
  netting: Netting,
  node: number,
  day: number,
  needed: number,
  isSafetyOnly: boolean,
): number {
  const { network, receiptDays, choice } = netting;
  const row = receiptDays.rowOfNode[node];
  const wantedDay = receiptDays.wantedDay[row * network.dayCount + day];
  let flags = isSafetyOnly ? PLANNED_SAFETY : 0;
  if (day < receiptDays.fenceEndDay[row]) flags |= PLANNED_FENCE;
  const plainSource = netting.plainSource[node];
  if (plainSource >= 0) {
    placeOrder(netting, plainSource, day, wantedDay, needed, flags);
    return needed;
  }
  let ordered = 0;
  for (let lots = 0; ordered < needed; lots++) {
    const source = chooseSource(choice, node, wantedDay);
    if (source === NO_SOURCE) return ordered;
    let lot = nextLot(network, node, source, needed - ordered);
    if (lots >= LOTS_OF_ONE_NEED_MAX) {
      lot = roundedLot(network, source, needed - ordered);
      netting.overdoneNodes.add(node);
    }
    placeOrder(netting, source, day, wantedDay, lot, flags);
    ordered += lot;
  }
  return ordered;
}

/** One planned order, received when wanted or, if that is too late, as soon as it can be there. */
function placeOrder(
  netting: Netting,
  source: number,
  neededDay: number,
  wantedDay: number,
  quantity: number,
  flags: number,
): void {
  const { leadTimes, choice } = netting;
  let releaseDay = releaseDayOf(choice, source, wantedDay);
  let receiptDay = wantedDay;
  let orderFlags = flags;
  if (releaseDay < 0) {
    releaseDay = 0;
    receiptDay = Math.max(wantedDay, leadTimes.earliestReceiptDay[leadTimes.rowOfSource[source]]);
    if ((flags & PLANNED_SAFETY) === 0) orderFlags |= PLANNED_PAST_DUE;
  }
  choice.quotaPlaced[source] += quantity;
  addOrder(netting, source, quantity, neededDay, releaseDay, receiptDay, orderFlags);
}

export function addOrder(
  netting: Netting,
  source: number,
  quantity: number,
  neededDay: number,
  releaseDay: number,
  receiptDay: number,
  flags: number,
): void {
  const { planned, receipts } = netting;
  reserveOrders(planned, 1);
  if (quantity !== (quantity | 0)) widenQuantities(planned);
  if (receiptDay > NARROW_DAY_MAX) widenDays(planned);
  const order = planned.count++;
  planned.source[order] = source;
  planned.quantity[order] = quantity;
  planned.neededDay[order] = neededDay;
  planned.releaseDay[order] = releaseDay;
  planned.receiptDay[order] = receiptDay;
  planned.flags[order] = flags;
  if (receiptDay < receipts.length) receipts[receiptDay] += quantity;
}

/** By node: the source that every order goes to when lots are exactly what is needed and no order
 * lies far off, else -1. */
export function findPlainSources(network: Network, choice: SourceChoice): Int32Array {
  const { nodes, sources, dayCount } = network;
  const { leadTimes, receiptDays } = choice;
  const plainSource = new Int32Array(nodes.count).fill(-1);
  for (let node = 0; node < nodes.count; node++) {
    const source = choice.only[node];
    if (source < 0 || nodes.lotSizeRule[node] !== LOT_FOR_LOT) continue;
    const isFree =
      sources.minLot[source] <= 0 &&
      sources.lotMultiple[source] === 1 &&
      sources.maxLot[source] === Number.POSITIVE_INFINITY;
    const isNear =
      leadTimes.earliestReceiptDay[leadTimes.rowOfSource[source]] <= NARROW_DAY_MAX &&
      receiptDays.fenceEndDay[receiptDays.rowOfNode[node]] < dayCount;
    if (isFree && isNear) plainSource[node] = source;
  }
  return plainSource;
}
