// What to do about open supply (handbook 3, Messages): pull in what a shortage claimed, push out,
// cancel or decrease what is not needed, increase inside the fence, release what is due, close
// small rests. Damped, and never asking for what a contract zone forbids.

import {
  METHOD_MRP,
  type Network,
  SUPPLY_CLOSE,
  SUPPLY_NOT_CANCELLABLE,
  SUPPLY_PRODUCTION_ORDER,
} from '../model/network.ts';
import { NO_DAY } from '../units/day.ts';
import { workingDaysBefore, workingDaysBetween } from '../units/working-calendar.ts';
import { roundedLot } from './lot-sizing.ts';
import { countedQuantity, type Netting } from './netting.ts';
import type { ActionMessages, ContractExcesses } from './plan.ts';
import {
  MESSAGE_CANCEL,
  MESSAGE_CLOSE,
  MESSAGE_DECREASE,
  MESSAGE_EXPEDITE,
  MESSAGE_INCREASE,
  MESSAGE_RELEASE,
  MESSAGE_RESCHEDULE_IN,
  MESSAGE_RESCHEDULE_OUT,
  PLANNED_FENCE,
  PLANNED_PASS_THROUGH,
} from './plan.ts';
import { grownCapacity, grownFloats, grownInts } from './planned-order-columns.ts';

const ZONE_FREE = 0;
const ZONE_MATERIAL = 1;
const ZONE_FIRM = 2;

export interface ActionMessageWriter {
  network: Network;
  messages: ActionMessages;
  excesses: { node: number[]; supply: number[]; quantity: number[] };
  spare: Float64Array; // by day: balance above safety stock, as messages take supply away
}

export function createMessageWriter(network: Network): ActionMessageWriter {
  return {
    network,
    messages: {
      count: 0,
      kind: new Uint8Array(64),
      node: new Int32Array(64),
      supply: new Int32Array(64),
      planned: new Int32Array(64),
      quantity: new Float64Array(64),
      fromDate: new Int32Array(64),
      toDate: new Int32Array(64),
      toQuantity: new Float64Array(64),
    },
    excesses: { node: [], supply: [], quantity: [] },
    spare: new Float64Array(network.dayCount),
  };
}

export function finishMessages(writer: ActionMessageWriter): {
  actionMessages: ActionMessages;
  contractExcesses: ContractExcesses;
} {
  const { node, supply, quantity } = writer.excesses;
  return {
    actionMessages: writer.messages,
    contractExcesses: {
      count: node.length,
      node: Int32Array.from(node),
      supply: Int32Array.from(supply),
      quantity: Float64Array.from(quantity),
    },
  };
}

/** All messages of a node that has just been netted; its claims begin at `firstClaim`. */
export function writeNodeMessages(
  writer: ActionMessageWriter,
  netting: Netting,
  node: number,
  firstClaim: number,
): void {
  const { network } = writer;
  const { planned } = netting;
  const first = planned.firstOfNode[node]!;
  const end = first + planned.countOfNode[node]!;
  for (let order = first; order < end; order++) {
    if (planned.flags[order]! & PLANNED_PASS_THROUGH) continue;
    if (planned.releaseDay[order] === 0) writeRelease(writer, netting, node, order);
    if (planned.flags[order]! & PLANNED_FENCE) writeIncrease(writer, netting, node, order);
  }
  const lineStart = network.supply.nodeStart[node]!;
  const lineEnd = network.supply.nodeStart[node + 1]!;
  if (lineStart === lineEnd) return;
  writeClaims(writer, netting, firstClaim, node);
  if (network.nodes.method[node] === METHOD_MRP) seekSurplus(writer, netting, node);
  for (let line = lineStart; line < lineEnd; line++) {
    if (network.supply.flags[line]! & SUPPLY_CLOSE) {
      const { quantity, arrivalDate } = network.supply;
      write(writer, MESSAGE_CLOSE, node, line, quantity[line]!, arrivalDate[line]!);
    }
  }
}

function writeRelease(
  writer: ActionMessageWriter,
  netting: Netting,
  node: number,
  order: number,
): void {
  const { quantity } = netting.planned;
  write(writer, MESSAGE_RELEASE, node, -1, quantity[order]!, writer.network.asOf);
  writer.messages.planned[writer.messages.count - 1] = order;
}

/** A shortage inside the fence: the last open order at or before it could be increased. */
function writeIncrease(
  writer: ActionMessageWriter,
  netting: Netting,
  node: number,
  order: number,
): void {
  const { network } = writer;
  const { supply } = network;
  const neededDay = netting.planned.neededDay[order]!;
  let found = -1;
  for (let line = supply.nodeStart[node]!; line < supply.nodeStart[node + 1]!; line++) {
    if (supply.usableDay[line]! <= neededDay && countedQuantity(network, line) > 0) found = line;
  }
  if (found < 0) return;
  const zone = contractZone(network, found);
  let quantity = netting.planned.quantity[order]!;
  if (zone === ZONE_FIRM) return;
  if (zone === ZONE_MATERIAL) quantity = Math.min(quantity, flexQuantity(network, found, 1));
  if (quantity <= 0) return;
  const to = supply.orderQuantity[found]! + quantity;
  write(writer, MESSAGE_INCREASE, node, found, quantity, supply.arrivalDate[found]!, NO_DAY, to);
}

/** Each claim that mends a shortage asks for its supply on the day of the need. */
function writeClaims(
  writer: ActionMessageWriter,
  netting: Netting,
  firstClaim: number,
  node: number,
): void {
  const { network } = writer;
  const { claims, balance } = netting;
  for (let claim = firstClaim; claim < claims.count; claim++) {
    if (claims.isSilent[claim] === 1) continue;
    const line = claims.supply[claim]!;
    if (contractZone(network, line) !== ZONE_FREE) continue;
    const day = claims.day[claim]!;
    const from = network.supply.arrivalDate[line]!;
    const to = arrivalFor(network, node, line, network.asOf + day);
    const mendsHole = balance[node * network.dayCount + day]! < 0;
    const dampDays = network.parameters.damp_in_days;
    if (!mendsHole && workingDaysMoved(network, node, to, from) < dampDays) continue;
    const kind = day < leadTimeOf(netting, node, line) ? MESSAGE_EXPEDITE : MESSAGE_RESCHEDULE_IN;
    write(writer, kind, node, line, claims.quantity[claim]!, from, to);
  }
}

/** Day index on which the supply's source could deliver if it were ordered today. */
function leadTimeOf(netting: Netting, node: number, line: number): number {
  const { network, leadTimes } = netting;
  let source = network.supply.source[line]!;
  if (source < 0) {
    source = network.sources.nodeStart[node]!;
    if (source === network.sources.nodeStart[node + 1]!) return 0;
  }
  return leadTimes.earliestReceiptDay[leadTimes.rowOfSource[source]!]!;
}

/** The arrival that makes a line usable on a date: goods receipt earlier, as its own was. */
function arrivalFor(network: Network, node: number, line: number, usable: number): number {
  if (network.supply.kind[line] === SUPPLY_PRODUCTION_ORDER) return usable;
  const calendar = network.calendars[network.nodes.calendar[node]!]!;
  const days = network.nodes.goodsReceiptDays[node]!;
  return days === 0 ? usable : workingDaysBefore(calendar, usable, days);
}

function workingDaysMoved(network: Network, node: number, early: number, late: number): number {
  const calendar = network.calendars[network.nodes.calendar[node]!]!;
  return workingDaysBetween(calendar, early + 1, late);
}

/** From the last open supply to the first: what the node can do without, or later. */
function seekSurplus(writer: ActionMessageWriter, netting: Netting, node: number): void {
  const { network, spare } = writer;
  const { supply, dayCount } = network;
  const base = node * dayCount;
  const safetyStock = network.nodes.safetyStock[node]!;
  let isCopied = false;
  let heldLine = -1; // the earliest line that a contract holds
  let heldDay = 0; // the latest day on which one does
  for (let line = supply.nodeStart[node + 1]! - 1; line >= supply.nodeStart[node]!; line--) {
    const day = supply.usableDay[line]!;
    const quantity = countedQuantity(network, line);
    if (day >= dayCount || quantity === 0 || netting.claims.claimedOfSupply[line]! > 0) continue;
    if (!isCopied) {
      for (let d = 0; d < dayCount; d++) spare[d] = netting.balance[base + d]! - safetyStock;
      isCopied = true;
    }
    if (!relieve(writer, node, line, day, quantity)) continue;
    if (heldLine < 0) heldDay = day;
    heldLine = line;
  }
  if (heldLine < 0) return;
  const left = smallestFrom(spare, heldDay);
  if (left <= 0) return;
  writer.excesses.node.push(node);
  writer.excesses.supply.push(heldLine);
  writer.excesses.quantity.push(left);
}

/** Cancels, decreases or pushes out one line; true when a contract keeps some of it. */
function relieve(
  writer: ActionMessageWriter,
  node: number,
  line: number,
  day: number,
  quantity: number,
): boolean {
  const { network, spare } = writer;
  const { supply } = network;
  const from = supply.arrivalDate[line]!;
  const unneeded = Math.min(quantity, smallestFrom(spare, day));
  if (unneeded <= 0 && spare[day]! < quantity) return false;
  const zone = contractZone(network, line);
  if (zone === ZONE_FIRM) return true;
  if (unneeded === quantity && zone === ZONE_FREE) {
    if (supply.flags[line]! & SUPPLY_NOT_CANCELLABLE) return true;
    if (isTooCheap(network, node, quantity)) return false;
    write(writer, MESSAGE_CANCEL, node, line, quantity, from);
    takeOff(spare, day, spare.length, quantity);
    return false;
  }
  const flex = zone === ZONE_MATERIAL ? flexQuantity(network, line, -1) : unneeded;
  const decreased = unneeded > 0 ? decrease(writer, node, line, day, Math.min(unneeded, flex)) : 0;
  if (zone === ZONE_MATERIAL) return unneeded > flex || spare[day]! >= quantity - decreased;
  pushOut(writer, node, line, day, quantity - decreased);
  return false;
}

/** Takes up to `most` off an order line, what is left lot-rounded; returns what it took off. */
function decrease(
  writer: ActionMessageWriter,
  node: number,
  line: number,
  day: number,
  most: number,
): number {
  const { network } = writer;
  const { supply } = network;
  const ordered = supply.orderQuantity[line]!;
  const source = supply.source[line]!;
  const to = source < 0 ? ordered - most : roundedLot(network, source, ordered - most);
  const taken = ordered - to;
  if (taken <= 0 || isTooCheap(network, node, taken)) return 0;
  write(writer, MESSAGE_DECREASE, node, line, taken, supply.arrivalDate[line]!, NO_DAY, to);
  takeOff(writer.spare, day, writer.spare.length, taken);
  return taken;
}

/** Moves a line to the first day on which the balance without it would fall below safety stock. */
function pushOut(
  writer: ActionMessageWriter,
  node: number,
  line: number,
  day: number,
  quantity: number,
): void {
  const { network, spare } = writer;
  let neededDay = day;
  while (neededDay < spare.length && spare[neededDay]! >= quantity) neededDay++;
  if (neededDay === day || neededDay === spare.length) return;
  const from = network.supply.arrivalDate[line]!;
  const to = arrivalFor(network, node, line, network.asOf + neededDay);
  if (workingDaysMoved(network, node, from, to) < network.parameters.damp_out_days) return;
  if (isTooCheap(network, node, quantity)) return;
  write(writer, MESSAGE_RESCHEDULE_OUT, node, line, quantity, from, to);
  takeOff(spare, day, neededDay, quantity);
}

function takeOff(spare: Float64Array, from: number, to: number, quantity: number): void {
  for (let day = from; day < to; day++) spare[day]! -= quantity;
}

function smallestFrom(spare: Float64Array, from: number): number {
  let smallest = spare[from]!;
  for (let day = from + 1; day < spare.length; day++) {
    if (spare[day]! < smallest) smallest = spare[day]!;
  }
  return smallest;
}

/** Known to be worth less than `damp_value`. */
function isTooCheap(network: Network, node: number, quantity: number): boolean {
  const item = network.nodes.item[node]!;
  const value = (quantity / 10 ** network.items.decimals[item]!) * network.items.unitCost[item]!;
  return value < network.parameters.damp_value; // an unknown value is NaN: not cheap
}

/** In which zone of its source's contract a line's arrival lies. */
function contractZone(network: Network, line: number): number {
  const source = network.supply.source[line]!;
  if (source < 0) return ZONE_FREE;
  const days = network.supply.arrivalDate[line]! - network.asOf;
  if (days < network.sources.firmDays[source]!) return ZONE_FIRM;
  return days < network.sources.materialDays[source]! ? ZONE_MATERIAL : ZONE_FREE;
}

/** By how much the contract lets a line of the material zone change; sign +1 up, -1 down. */
function flexQuantity(network: Network, line: number, sign: number): number {
  const source = network.supply.source[line]!;
  const { flexUpPercent, flexDownPercent } = network.sources;
  const percent = sign > 0 ? flexUpPercent[source]! : flexDownPercent[source]!;
  if (Number.isNaN(percent)) return 0;
  return Math.floor((network.supply.orderQuantity[line]! * percent) / 100);
}

function write(
  writer: ActionMessageWriter,
  kind: number,
  node: number,
  line: number,
  quantity: number,
  fromDate: number,
  toDate: number = NO_DAY,
  toQuantity: number = Number.NaN,
): void {
  const { messages } = writer;
  if (messages.count === messages.kind.length) growMessages(messages);
  const i = messages.count++;
  messages.kind[i] = kind;
  messages.node[i] = node;
  messages.supply[i] = line;
  messages.planned[i] = -1;
  messages.quantity[i] = quantity;
  messages.fromDate[i] = fromDate;
  messages.toDate[i] = toDate;
  messages.toQuantity[i] = toQuantity;
}

function growMessages(messages: ActionMessages): void {
  const capacity = grownCapacity(messages.count);
  const kind = new Uint8Array(capacity);
  kind.set(messages.kind);
  messages.kind = kind;
  messages.node = grownInts(messages.node, capacity);
  messages.supply = grownInts(messages.supply, capacity);
  messages.planned = grownInts(messages.planned, capacity);
  messages.fromDate = grownInts(messages.fromDate, capacity);
  messages.toDate = grownInts(messages.toDate, capacity);
  messages.quantity = grownFloats(messages.quantity, capacity);
  messages.toQuantity = grownFloats(messages.toQuantity, capacity);
}
