// Surplus (handbook 3, Messages): open supply that the horizon can do without is cancelled,
// decreased, or pushed out to the day on which it is needed, from the last line to the first.

import { type Network, SUPPLY_NOT_CANCELLABLE } from '../model/network.ts';
import { NO_DAY } from '../units/day.ts';
import { arrivalFor, workingDaysMoved } from './arrival-date.ts';
import {
  contractZone,
  flexQuantity,
  ZONE_FIRM,
  ZONE_FREE,
  ZONE_MATERIAL,
} from './contract-zone.ts';
import { countedQuantity } from './counted-supply.ts';
import { roundedLot } from './lot-sizing.ts';
import { type ActionMessageWriter, write } from './message-columns.ts';
import type { Netting } from './netting-state.ts';
import { MESSAGE_CANCEL, MESSAGE_DECREASE, MESSAGE_RESCHEDULE_OUT } from './plan.ts';

/** From the last open supply to the first: what the node can do without, or later. */
export function seekSurplus(writer: ActionMessageWriter, netting: Netting, node: number): void {
  const { network, spare } = writer;
  const { supply, dayCount } = network;
  const base = node * dayCount;
  const safetyStock = network.nodes.safetyStock[node];
  const lastSpare = netting.balance[base + dayCount - 1] - safetyStock;
  let isCopied = false;
  let heldLine = -1; // the earliest line that a contract holds
  let heldDay = 0; // the latest day on which one does
  for (let line = supply.nodeStart[node + 1] - 1; line >= supply.nodeStart[node]; line--) {
    const day = supply.usableDay[line];
    const quantity = countedQuantity(network, line);
    if (day >= dayCount || quantity === 0 || netting.claims.claimedOfSupply[line] > 0) continue;
    const isNeeded = netting.balance[base + day] - safetyStock < quantity && lastSpare <= 0;
    if (isNeeded) continue;
    if (!isCopied) {
      for (let d = 0; d < dayCount; d++) spare[d] = netting.balance[base + d] - safetyStock;
      isCopied = true;
    }
    if (!relieve(writer, node, line, day, quantity)) continue;
    if (heldLine < 0) heldDay = day;
    heldLine = line;
  }
  if (heldLine < 0) return;
  const left = smallestFrom(spare, heldDay);
  if (left <= 0 || isTooCheap(network, node, left)) return;
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
  const from = supply.arrivalDate[line];
  const isUsedUp = spare[spare.length - 1] <= 0;
  const unneeded = isUsedUp ? 0 : Math.min(quantity, smallestFrom(spare, day));
  if (unneeded <= 0 && spare[day] < quantity) return false;
  const zone = contractZone(network, line);
  if (zone === ZONE_FIRM) return true;
  if (unneeded === quantity && zone === ZONE_FREE) {
    if (supply.flags[line] & SUPPLY_NOT_CANCELLABLE) return true;
    if (isTooCheap(network, node, quantity)) return false;
    write(writer, MESSAGE_CANCEL, node, line, quantity, from);
    takeOff(spare, day, spare.length, quantity);
    return false;
  }
  const flex = zone === ZONE_MATERIAL ? flexQuantity(network, line, -1) : unneeded;
  const decreased = unneeded > 0 ? decrease(writer, node, line, day, Math.min(unneeded, flex)) : 0;
  if (zone === ZONE_MATERIAL) return unneeded > flex || spare[day] >= quantity - decreased;
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
  const ordered = supply.orderQuantity[line];
  const source = supply.source[line];
  const to = source < 0 ? ordered - most : roundedLot(network, source, ordered - most);
  const taken = ordered - to;
  if (taken <= 0 || isTooCheap(network, node, taken)) return 0;
  write(writer, MESSAGE_DECREASE, node, line, taken, supply.arrivalDate[line], NO_DAY, to);
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
  while (neededDay < spare.length && spare[neededDay] >= quantity) neededDay++;
  if (neededDay === day || neededDay === spare.length) return;
  const from = network.supply.arrivalDate[line];
  const to = arrivalFor(network, node, line, network.asOf + neededDay);
  if (workingDaysMoved(network, node, from, to) < network.parameters.damp_out_days) return;
  if (isTooCheap(network, node, quantity)) return;
  write(writer, MESSAGE_RESCHEDULE_OUT, node, line, quantity, from, to);
  takeOff(spare, day, neededDay, quantity);
}

function takeOff(spare: Float64Array, from: number, to: number, quantity: number): void {
  for (let day = from; day < to; day++) spare[day] -= quantity;
}

function smallestFrom(spare: Float64Array, from: number): number {
  let smallest = spare[from];
  for (let day = from + 1; day < spare.length; day++) {
    if (spare[day] < smallest) smallest = spare[day];
  }
  return smallest;
}

/** Known to be worth less than `damp_value`. */
function isTooCheap(network: Network, node: number, quantity: number): boolean {
  const item = network.nodes.item[node];
  const value = (quantity / 10 ** network.items.decimals[item]) * network.items.unitCost[item];
  return value < network.parameters.damp_value; // an unknown value is NaN: not cheap
}
