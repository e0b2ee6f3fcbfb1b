// What to do about open supply (handbook 3, Messages): pull in what a shortage claimed, push out,
// cancel or decrease what is not needed, increase inside the fence, release what is due, close
// small rests. Damped, and never asking for what a contract zone forbids.

import { METHOD_MRP, SUPPLY_CLOSE } from '../model/network.ts';
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
import { type ActionMessageWriter, write } from './message-columns.ts';
import type { Netting } from './netting-state.ts';
import {
  MESSAGE_CLOSE,
  MESSAGE_EXPEDITE,
  MESSAGE_INCREASE,
  MESSAGE_RELEASE,
  MESSAGE_RESCHEDULE_IN,
  PLANNED_FENCE,
  PLANNED_PASS_THROUGH,
} from './plan.ts';
import { seekSurplus } from './surplus.ts';

/** All messages of a netted node. Claims stand in the order of netting: those of the node begin at
 * `firstClaim`; returns where the next node's begin. */
export function writeNodeMessages(
  writer: ActionMessageWriter,
  netting: Netting,
  node: number,
  firstClaim: number,
): number {
  const { network } = writer;
  const { planned } = netting;
  const first = planned.firstOfNode[node];
  const end = first + planned.countOfNode[node];
  for (let order = first; order < end; order++) {
    if (planned.flags[order] & PLANNED_PASS_THROUGH) continue;
    if (planned.releaseDay[order] === 0) writeRelease(writer, netting, node, order);
    if (planned.flags[order] & PLANNED_FENCE) writeIncrease(writer, netting, node, order);
  }
  const lineStart = network.supply.nodeStart[node];
  const lineEnd = network.supply.nodeStart[node + 1];
  if (lineStart === lineEnd) return firstClaim;
  const nextClaim = writeClaims(writer, netting, firstClaim, node);
  if (network.nodes.method[node] === METHOD_MRP) seekSurplus(writer, netting, node);
  for (let line = lineStart; line < lineEnd; line++) {
    if (network.supply.flags[line] & SUPPLY_CLOSE) {
      const { quantity, arrivalDate } = network.supply;
      write(writer, MESSAGE_CLOSE, node, line, quantity[line], arrivalDate[line]);
    }
  }
  return nextClaim;
}

function writeRelease(
  writer: ActionMessageWriter,
  netting: Netting,
  node: number,
  order: number,
): void {
  const { quantity } = netting.planned;
  write(writer, MESSAGE_RELEASE, node, -1, quantity[order], writer.network.asOf);
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
  const neededDay = netting.planned.neededDay[order];
  let found = -1;
  for (let line = supply.nodeStart[node]; line < supply.nodeStart[node + 1]; line++) {
    if (supply.usableDay[line] <= neededDay && countedQuantity(network, line) > 0) found = line;
  }
  if (found < 0) return;
  const zone = contractZone(network, found);
  let quantity = netting.planned.quantity[order];
  if (zone === ZONE_FIRM) return;
  if (zone === ZONE_MATERIAL) quantity = Math.min(quantity, flexQuantity(network, found, 1));
  if (quantity <= 0) return;
  const to = supply.orderQuantity[found] + quantity;
  write(writer, MESSAGE_INCREASE, node, found, quantity, supply.arrivalDate[found], NO_DAY, to);
}

/** Each claim that mends a shortage asks for its supply on the day of the need. */
function writeClaims(
  writer: ActionMessageWriter,
  netting: Netting,
  firstClaim: number,
  node: number,
): number {
  const { claims, network } = netting;
  const lineStart = network.supply.nodeStart[node];
  const lineEnd = network.supply.nodeStart[node + 1];
  let claim = firstClaim;
  for (; claim < claims.count; claim++) {
    const line = claims.supply[claim];
    if (line < lineStart || line >= lineEnd) break;
    if (contractZone(network, line) !== ZONE_FREE) continue;
    if (claims.isSafetyOnly[claim] === 1) writeSafetyClaim(writer, netting, claim, node);
    else writePullIn(writer, netting, node, line, claims.day[claim], claims.quantity[claim]);
  }
  return claim;
}

/** Safety stock alone hurries nobody, unless the balance falls below zero (or below the given share
 * of the safety stock) before the supply is there: then for what lacks, on that day. */
function writeSafetyClaim(
  writer: ActionMessageWriter,
  netting: Netting,
  claim: number,
  node: number,
): void {
  const { network } = writer;
  const { claims, balance } = netting;
  const line = claims.supply[claim];
  const base = node * network.dayCount;
  const limit = network.nodes.safetyStock[node] * network.parameters.safety_stock_share;
  const end = Math.min(network.dayCount, network.supply.usableDay[line]);
  let firstDay = -1;
  let lowest = limit;
  for (let day = claims.day[claim]; day < end; day++) {
    if (balance[base + day] >= limit) continue;
    if (firstDay < 0) firstDay = day;
    lowest = Math.min(lowest, balance[base + day]);
  }
  if (firstDay < 0) return;
  const quantity = Math.ceil(Math.min(claims.quantity[claim], limit - lowest));
  writePullIn(writer, netting, node, line, firstDay, quantity);
}

function writePullIn(
  writer: ActionMessageWriter,
  netting: Netting,
  node: number,
  line: number,
  day: number,
  quantity: number,
): void {
  const { network } = writer;
  const from = network.supply.arrivalDate[line];
  const to = arrivalFor(network, node, line, network.asOf + day);
  const mendsHole = netting.balance[node * network.dayCount + day] < 0;
  const isSmall = workingDaysMoved(network, node, to, from) < network.parameters.damp_in_days;
  if (!mendsHole && isSmall) return;
  const kind = day < leadTimeOf(netting, node, line) ? MESSAGE_EXPEDITE : MESSAGE_RESCHEDULE_IN;
  write(writer, kind, node, line, quantity, from, to);
}

/** Day index on which the supply's source could deliver if it were ordered today. */
function leadTimeOf(netting: Netting, node: number, line: number): number {
  const { network, leadTimes } = netting;
  let source = network.supply.source[line];
  if (source < 0) {
    source = network.sources.nodeStart[node];
    if (source === network.sources.nodeStart[node + 1]) return 0;
  }
  return leadTimes.earliestReceiptDay[leadTimes.rowOfSource[source]];
}
