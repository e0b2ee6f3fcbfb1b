// Netting (handbook 3): one node's requirements against its stock and supply, day by day. Ordering
// walks the *cover*, in which a shortage is claimed from later supply or ordered once; the
// *projection* keeps every receipt on the day on which it can be there, so holes stay visible.

import {
  LOT_PERIOD,
  METHOD_MIN_MAX,
  METHOD_MRP,
  METHOD_NONE,
  NEVER,
  type Network,
  SOURCE_MAKE,
  SUPPLY_CLOSE,
  SUPPLY_DEAD,
} from '../model/network.ts';
import { type LeadTimes, receiptDateFrom } from './lead-time.ts';
import { fillUpQuantity, nextLot, reorderQuantity, roundedLot } from './lot-sizing.ts';
import type { Claims, PlannedOrders } from './plan.ts';
import { PLANNED_FENCE, PLANNED_PASS_THROUGH, PLANNED_PAST_DUE, PLANNED_SAFETY } from './plan.ts';
import { addClaim, growPlannedOrders } from './planned-order-columns.ts';
import type { ReceiptDays } from './receipt-day.ts';
import {
  chooseSource,
  chooseSourceOn,
  isValid,
  NO_SOURCE,
  releaseDayOf,
  type SourceChoice,
} from './source-choice.ts';
import { type StockUsage, useStock } from './stock-usage.ts';

/** Everything one pass over the network needs, allocated once; the arrays by day are scratch. */
export interface Netting {
  network: Network;
  leadTimes: LeadTimes;
  receiptDays: ReceiptDays;
  choice: SourceChoice;
  planned: PlannedOrders;
  claims: Claims;
  balance: Float64Array; // [node * dayCount + day]: dependent requirements until the node is netted
  firstShortDay: Int32Array; // by node
  passable: Map<number, Float64Array>; // by phantom node: the part of its needs that may pass on
  usage: StockUsage;
  gross: Float64Array; // by day: requirements of the node at hand
  plannedReceipts: Float64Array; // by day
  unclaimed: Float64Array; // by supply line of the node at hand: what is not claimed yet
  overdoneNodes: Set<number>; // nodes whose lots were too many for one need
}

const NOT_COUNTED = SUPPLY_DEAD | SUPPLY_CLOSE;

/** More lots than this for one need are a data error: the rest becomes one order. */
const LOTS_OF_ONE_NEED_MAX = 1000;

export function netNode(netting: Netting, node: number, isLeftOut: boolean): void {
  const { network, usage } = netting;
  collectRequirements(netting, node);
  useStock(network, node, netting.gross, usage);
  netting.plannedReceipts.fill(0);
  netting.planned.firstOfNode[node] = netting.planned.count;
  const method = network.nodes.method[node]!;
  const passesOn = network.nodes.runOut[node] === 1 || netting.passable.has(node);
  if (!isLeftOut) {
    if (method === METHOD_MRP || passesOn) orderByCover(netting, node, method);
    else if (method !== METHOD_NONE) orderByPosition(netting, node, method);
  }
  netting.planned.countOfNode[node] = netting.planned.count - netting.planned.firstOfNode[node]!;
  project(netting, node);
}

function collectRequirements(netting: Netting, node: number): void {
  const { gross, balance, network } = netting;
  const { nodeStart, stockDay, quantity } = network.demand;
  const base = node * network.dayCount;
  for (let day = 0; day < gross.length; day++) gross[day] = balance[base + day]!;
  const end = nodeStart[node + 1]!;
  for (let line = nodeStart[node]!; line < end; line++) {
    gross[stockDay[line]!]! += quantity[line]!;
  }
}

/** Method mrp: walks the cover; passes the needs of phantoms and run-out items straight on. */
function orderByCover(netting: Netting, node: number, method: number): void {
  const { network, usage, gross, unclaimed } = netting;
  const { supply, dayCount } = network;
  const safetyStock = network.nodes.safetyStock[node]!;
  const lineEnd = supply.nodeStart[node + 1]!;
  let line = supply.nodeStart[node]!;
  const lineStart = line;
  for (let i = line; i < lineEnd; i++) unclaimed[i - lineStart] = countedQuantity(network, i);
  const passable = network.nodes.runOut[node] === 1 ? gross : netting.passable.get(node);
  const isRunOut = network.nodes.runOut[node] === 1;

  let cover = usage.coverOpening;
  for (let day = 0; day < dayCount; day++) {
    cover -= gross[day]!;
    if (!usage.isPlain) cover += usage.both[day]!;
    for (; line < lineEnd && supply.usableDay[line]! <= day; line++) {
      cover += unclaimed[line - lineStart]!;
    }
    if (passable !== undefined && cover < 0) {
      const passed = Math.min(passable[day]!, -cover);
      if (passed > 0 && passOn(netting, node, day, passed)) cover += passed;
    }
    if (cover < safetyStock && !isRunOut && method === METHOD_MRP) {
      cover = coverShortage(netting, node, day, cover, line);
    }
  }
}

/** What a supply line adds to the balance: dead and to-be-closed lines nothing. */
export function countedQuantity(network: Network, line: number): number {
  return (network.supply.flags[line]! & NOT_COUNTED) === 0 ? network.supply.quantity[line]! : 0;
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
  const safetyStock = network.nodes.safetyStock[node]!;
  const isSafetyOnly = cover >= 0;
  let net = safetyStock - cover;
  if (nextLine < network.supply.nodeStart[node + 1]!) {
    const isSilent = cover >= safetyStock * network.parameters.safety_stock_share;
    net -= claimSupply(netting, node, day, net, nextLine, isSafetyOnly && isSilent);
  }
  if (net <= 0) return safetyStock;
  const window =
    network.nodes.lotSizeRule[node] === LOT_PERIOD ? network.nodes.periodDays[node]! : 1;
  const ordered = window > 1 ? net + laterNeeds(netting, node, day, window, nextLine) : net;
  return safetyStock - net + planNeed(netting, node, day, ordered, isSafetyOnly);
}

/** Days after `day` for which open supply may be claimed. */
export function rescheduleHorizon(netting: Netting, node: number): number {
  const { network, leadTimes } = netting;
  const own = network.nodes.rescheduleHorizonDays[node]!;
  if (own >= 0) return own;
  const given = network.parameters.reschedule_horizon_days;
  if (given !== null) return given;
  const source = network.sources.nodeStart[node]!;
  if (source === network.sources.nodeStart[node + 1]!) return 30;
  return Math.max(30, leadTimes.earliestReceiptDay[leadTimes.rowOfSource[source]!]!);
}

/** Takes up to `net` from open supply dated after `day`, earliest first; returns what it took. */
function claimSupply(
  netting: Netting,
  node: number,
  day: number,
  net: number,
  nextLine: number,
  isSilent: boolean,
): number {
  const { network, claims, unclaimed } = netting;
  const { supply } = network;
  const lineStart = supply.nodeStart[node]!;
  const lineEnd = supply.nodeStart[node + 1]!;
  const lastDay = day + rescheduleHorizon(netting, node);
  let claimed = 0;
  for (let line = nextLine; line < lineEnd && claimed < net; line++) {
    if (supply.usableDay[line]! > lastDay) break;
    const quantity = Math.min(unclaimed[line - lineStart]!, net - claimed);
    if (quantity <= 0) continue;
    unclaimed[line - lineStart]! -= quantity;
    claimed += quantity;
    addClaim(claims, line, day, quantity, isSilent);
  }
  return claimed;
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
  const lineStart = supply.nodeStart[node]!;
  const lineEnd = supply.nodeStart[node + 1]!;
  const safetyStock = network.nodes.safetyStock[node]!;
  const left = unclaimed.slice(0, lineEnd - lineStart);
  const horizon = rescheduleHorizon(netting, node);
  const end = Math.min(network.dayCount, day + window);
  let cover = safetyStock;
  let needed = 0;
  let line = nextLine;
  for (let later = day + 1; later < end; later++) {
    cover -= gross[later]!;
    if (!usage.isPlain) cover += usage.both[later]!;
    for (; line < lineEnd && supply.usableDay[line]! <= later; line++) {
      cover += left[line - lineStart]!;
    }
    for (let i = line; i < lineEnd && cover < safetyStock; i++) {
      if (supply.usableDay[i]! > later + horizon) break;
      const claimed = Math.min(left[i - lineStart]!, safetyStock - cover);
      left[i - lineStart]! -= claimed;
      cover += claimed;
    }
    if (cover < safetyStock) {
      needed += safetyStock - cover;
      cover = safetyStock;
    }
  }
  return needed;
}

/** Plans orders for what is needed on a day; returns what they come to (0 without a source). */
function planNeed(
  netting: Netting,
  node: number,
  day: number,
  needed: number,
  isSafetyOnly: boolean,
): number {
  const { network, receiptDays, choice } = netting;
  const row = receiptDays.rowOfNode[node]!;
  const wantedDay = receiptDays.wantedDay[row * network.dayCount + day]!;
  let flags = isSafetyOnly ? PLANNED_SAFETY : 0;
  if (day < receiptDays.fenceEndDay[row]!) flags |= PLANNED_FENCE;
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
    receiptDay = Math.max(wantedDay, leadTimes.earliestReceiptDay[leadTimes.rowOfSource[source]!]!);
    if ((flags & PLANNED_SAFETY) === 0) orderFlags |= PLANNED_PAST_DUE;
  }
  choice.quotaPlaced[source]! += quantity;
  addOrder(netting, source, quantity, neededDay, releaseDay, receiptDay, orderFlags);
}

function addOrder(
  netting: Netting,
  source: number,
  quantity: number,
  neededDay: number,
  releaseDay: number,
  receiptDay: number,
  flags: number,
): void {
  const { planned, plannedReceipts } = netting;
  if (planned.count === planned.source.length) growPlannedOrders(planned);
  const order = planned.count++;
  planned.source[order] = source;
  planned.quantity[order] = quantity;
  planned.neededDay[order] = neededDay;
  planned.releaseDay[order] = releaseDay;
  planned.receiptDay[order] = receiptDay;
  planned.flags[order] = flags;
  if (receiptDay < plannedReceipts.length) plannedReceipts[receiptDay]! += quantity;
}

/** Passes a phantom's or run-out item's need on to what it is made of or succeeded by. */
function passOn(netting: Netting, node: number, day: number, quantity: number): boolean {
  const { network, choice } = netting;
  let source = NO_SOURCE;
  if (network.nodes.runOut[node] === 0) {
    const end = network.sources.nodeStart[node + 1]!;
    for (let i = network.sources.nodeStart[node]!; i < end && source === NO_SOURCE; i++) {
      if (network.sources.kind[i] === SOURCE_MAKE && isValid(choice, i, day)) source = i;
    }
    if (source === NO_SOURCE) return false;
  }
  addOrder(netting, source, quantity, day, day, day, PLANNED_PASS_THROUGH);
  return true;
}

/** Methods reorder_point and min_max: an order is released on each day whose position is at or
 * under the reorder point; position = balance, inspection, and all that is still to come. */
function orderByPosition(netting: Netting, node: number, method: number): void {
  const { network, usage, gross, choice } = netting;
  const { supply, dayCount, asOf } = network;
  const reorderPoint = network.nodes.reorderPoint[node]! || 0;
  const fenceEnd = netting.receiptDays.fenceEndDay[netting.receiptDays.rowOfNode[node]!]!;
  let position = usage.coverOpening;
  for (let line = supply.nodeStart[node]!; line < supply.nodeStart[node + 1]!; line++) {
    position += countedQuantity(network, line);
  }
  for (let day = 0; day < dayCount; day++) {
    position -= gross[day]!;
    if (!usage.isPlain) position += usage.both[day]!;
    if (position > reorderPoint) continue;
    const source = chooseSourceOn(choice, node, day);
    if (source === NO_SOURCE) continue;
    let left =
      method === METHOD_MIN_MAX
        ? fillUpQuantity(network, node, source, position)
        : reorderQuantity(network, node, source, position);
    const receiptDay = Math.max(receiptDateFrom(network, source, asOf + day) - asOf, fenceEnd);
    while (left > 0) {
      const lot = nextLot(network, node, source, left);
      choice.quotaPlaced[source]! += lot;
      addOrder(netting, source, lot, receiptDay, day, receiptDay, 0);
      position += lot;
      left -= lot;
    }
  }
}

/** The projection: each receipt on the day on which it can be there. */
function project(netting: Netting, node: number): void {
  const { network, usage, gross, plannedReceipts, balance } = netting;
  const { supply, dayCount } = network;
  const base = node * dayCount;
  const lineEnd = supply.nodeStart[node + 1]!;
  let line = supply.nodeStart[node]!;
  let projected = usage.opening;
  let firstShortDay = NEVER;
  for (let day = 0; day < dayCount; day++) {
    let receipts = plannedReceipts[day]!;
    for (; line < lineEnd && supply.usableDay[line]! <= day; line++) {
      receipts += countedQuantity(network, line);
    }
    if (!usage.isPlain) receipts += usage.later[day]! + usage.both[day]!;
    projected += receipts - gross[day]!;
    balance[base + day] = projected;
    if (projected < 0 && firstShortDay === NEVER) firstShortDay = day;
  }
  netting.firstShortDay[node] = firstShortDay;
}
