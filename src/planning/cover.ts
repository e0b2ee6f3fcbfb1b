// Ordering by the *cover* (handbook 3): a balance in which a shortage is claimed from later open
// supply, or ordered, exactly once, whatever date lead time, fence or closed days give it.

import { LOT_PERIOD, METHOD_MRP, SOURCE_MAKE } from '../model/network.ts';
import { claimSupply, openSupply, rescheduleHorizon } from './claim-supply.ts';
import type { Netting } from './netting-state.ts';
import { passLinesOn } from './passable-lines.ts';
import { PLANNED_PASS_THROUGH } from './plan.ts';
import { addOrder, planNeed } from './planned-order.ts';
import { isValid, NO_SOURCE } from './source-choice.ts';

/** Method mrp: walks the cover; passes the needs of phantoms and run-out items straight on. */
export function orderByCover(netting: Netting, node: number, method: number): void {
  const { network, usage, gross, unclaimed } = netting;
  const { supply, dayCount } = network;
  const safetyStock = network.nodes.safetyStock[node];
  const lineEnd = supply.nodeStart[node + 1];
  let line = supply.nodeStart[node];
  const lineStart = line;
  openSupply(netting, node);
  const isRunOut = network.nodes.runOut[node] === 1;
  const passesOn = isRunOut || netting.explosion.hasPassable;
  const passable = isRunOut ? gross : netting.explosion.passable;

  let cover = usage.coverOpening;
  for (let day = 0; day < dayCount; day++) {
    cover -= gross[day];
    if (!usage.isPlain) cover += usage.both[day];
    for (; line < lineEnd && supply.usableDay[line] <= day; line++) {
      cover += unclaimed[line - lineStart];
    }
    if (passesOn && cover < 0) {
      const passed = Math.min(passable[day], -cover);
      if (passed > 0 && passOn(netting, node, day, passed)) cover += passed;
    }
    if (cover < safetyStock && !isRunOut && method === METHOD_MRP) {
      cover = coverShortage(netting, node, day, cover, line);
    }
  }
}

/** Claims later open supply for a shortage, then plans the rest; returns the cover after it. */
function coverShortage(
  netting: Netting,
  node: number,
  day: number,
  cover: number,
  nextLine: number,
): number {
  const { network } = netting;
  const safetyStock = network.nodes.safetyStock[node];
  const isSafetyOnly = cover >= 0;
  let net = safetyStock - cover;
  if (nextLine < network.supply.nodeStart[node + 1]) {
    net -= claimSupply(netting, node, day, net, nextLine, isSafetyOnly);
  }
  if (net <= 0) return safetyStock;
  const window =
    network.nodes.lotSizeRule[node] === LOT_PERIOD ? network.nodes.periodDays[node] : 1;
  const ordered = window > 1 ? net + laterNeeds(netting, node, day, window, nextLine) : net;
  return safetyStock - net + planNeed(netting, node, day, ordered, isSafetyOnly);
}

/** Lot size rule `period`: what the following days of the window would still have to order. */
function laterNeeds(
  netting: Netting,
  node: number,
  day: number,
  window: number,
  nextLine: number,
): number {
  const { network, gross, unclaimed, usage } = netting;
  const { supply } = network;
  const lineStart = supply.nodeStart[node];
  const lineEnd = supply.nodeStart[node + 1];
  const safetyStock = network.nodes.safetyStock[node];
  const left = unclaimed.slice(0, lineEnd - lineStart);
  const horizon = rescheduleHorizon(netting, node);
  const end = Math.min(network.dayCount, day + window);
  let cover = safetyStock;
  let needed = 0;
  let line = nextLine;
  for (let later = day + 1; later < end; later++) {
    cover -= gross[later];
    if (!usage.isPlain) cover += usage.both[later];
    for (; line < lineEnd && supply.usableDay[line] <= later; line++) {
      cover += left[line - lineStart];
    }
    for (let i = line; i < lineEnd && cover < safetyStock; i++) {
      if (supply.usableDay[i] > later + horizon) break;
      const claimed = Math.min(left[i - lineStart], safetyStock - cover);
      left[i - lineStart] -= claimed;
      cover += claimed;
    }
    if (cover < safetyStock) {
      needed += safetyStock - cover;
      cover = safetyStock;
    }
  }
  return needed;
}

/** Passes a phantom's or run-out item's need on to what it is made of or succeeded by. */
function passOn(netting: Netting, node: number, day: number, quantity: number): boolean {
  const { network, choice } = netting;
  let source = NO_SOURCE;
  if (network.nodes.runOut[node] === 0) {
    const end = network.sources.nodeStart[node + 1];
    for (let i = network.sources.nodeStart[node]; i < end && source === NO_SOURCE; i++) {
      if (network.sources.kind[i] === SOURCE_MAKE && isValid(choice, i, day)) source = i;
    }
    if (source === NO_SOURCE) return false;
  }
  const rest = source === NO_SOURCE ? quantity : passLinesOn(netting, node, source, day, quantity);
  if (rest > 0) addOrder(netting, source, rest, day, day, day, PLANNED_PASS_THROUGH);
  return true;
}
