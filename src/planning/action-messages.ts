// What to do about open supply (handbook 3, Messages): pull in what a shortage claimed, push out,
// cancel or decrease what is not needed, increase inside the fence, release what is due, close
// small rests. Damped, and never asking for what a contract zone forbids.

import { METHOD_MRP, NEVER, SUPPLY_CLOSE } from '../model/network.ts';
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
  type Claims,
  MESSAGE_CLOSE,
  MESSAGE_EXPEDITE,
  MESSAGE_INCREASE,
  MESSAGE_RELEASE,
  MESSAGE_RESCHEDULE_IN,
  PLANNED_FENCE,
  PLANNED_PASS_THROUGH,
} from './plan.ts';
import { seekSurplus } from './surplus.ts';

/** All messages of the node that was netted last. */
export function writeNodeMessages(
  writer: ActionMessageWriter,
  netting: Netting,
  node: number,
): void {
  const { network } = writer;
  const { flags, releaseDay, firstOfNode, countOfNode } = netting.planned;
  const first = firstOfNode[node];
  const end = first + countOfNode[node];
  for (let order = first; order < end; order++) {
    if (flags[order] & PLANNED_PASS_THROUGH) continue;
    if (releaseDay[order] === 0) writeRelease(writer, netting, node, order);
    if (flags[order] & PLANNED_FENCE) writeIncrease(writer, netting, node, order);
  }
  const lineStart = network.supply.nodeStart[node];
  const lineEnd = network.supply.nodeStart[node + 1];
  if (lineStart === lineEnd) return;
  writeClaims(writer, netting, node);
  if (network.nodes.method[node] === METHOD_MRP) seekSurplus(writer, netting, node);
  for (let line = lineStart; line < lineEnd; line++) {
    if (network.supply.flags[line] & SUPPLY_CLOSE) {
      const { quantity, arrivalDate } = network.supply;
      write(writer, MESSAGE_CLOSE, node, line, quantity[line], arrivalDate[line]);
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
function writeClaims(writer: ActionMessageWriter, netting: Netting, node: number): void {
  const { claims, network } = netting;
  let hasSafety = false;
  for (let claim = netting.firstClaim; claim < claims.count; claim++) {
    const { supply, day, quantity } = claims;
    if (claims.isSafetyOnly[claim] === 1) hasSafety = true;
    else writePullIn(writer, netting, node, supply[claim], day[claim], quantity[claim]);
  }
  const mayLack =
    netting.firstShortDay[node] !== NEVER || network.parameters.safety_stock_share > 0;
  if (hasSafety && mayLack) writeSafetyClaims(writer, netting, node);
}

/** Safety stock alone hurries nobody, unless the balance falls below zero (or below the given share
 * of the safety stock) before the claimed supply is there: then it is asked for what lacks, on the
 * day on which it lacks first. */
function writeSafetyClaims(writer: ActionMessageWriter, netting: Netting, node: number): void {
  const { network } = writer;
  const { claims, firstClaim } = netting;
  const { dayCount, supply } = network;
  const limit = network.nodes.safetyStock[node] * network.parameters.safety_stock_share;
  const asked = new Float64Array(netting.balance.subarray(node * dayCount, (node + 1) * dayCount));
  const pullIn = (claim: number, day: number, quantity: number): void => {
    const end = Math.min(dayCount, supply.usableDay[claims.supply[claim]]);
    for (let d = day; d < end; d++) asked[d] += quantity;
  };
  for (let claim = firstClaim; claim < claims.count; claim++) {
    if (claims.isSafetyOnly[claim] === 0) {
      pullIn(claim, claims.day[claim], claims.quantity[claim]);
    }
  }
  for (const { line, quantity, claim } of joinedSafetyClaims(claims, firstClaim)) {
    const end = Math.min(dayCount, supply.usableDay[line]);
    let firstDay = claims.day[claim];
    while (firstDay < end && asked[firstDay] >= limit) firstDay++;
    if (firstDay >= end) continue;
    let lowest = asked[firstDay];
    for (let day = firstDay; day < end; day++) lowest = Math.min(lowest, asked[day]);
    const lacking = Math.ceil(Math.min(quantity, limit - lowest));
    pullIn(claim, firstDay, lacking);
    writePullIn(writer, netting, node, line, firstDay, lacking);
  }
}

/** The safety claims on each supply line as one, from the day of its first. */
function joinedSafetyClaims(
  claims: Claims,
  firstClaim: number,
): { line: number; quantity: number; claim: number }[] {
  const joined = new Map<number, { line: number; quantity: number; claim: number }>();
  for (let claim = firstClaim; claim < claims.count; claim++) {
    if (claims.isSafetyOnly[claim] === 0) continue;
    const line = claims.supply[claim];
    const before = joined.get(line);
    if (before) before.quantity += claims.quantity[claim];
    else joined.set(line, { line, quantity: claims.quantity[claim], claim });
  }
  return [...joined.values()].sort((a, b) => a.line - b.line);
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
  if (contractZone(network, line) !== ZONE_FREE) return;
  const from = network.supply.arrivalDate[line];
  const to = arrivalFor(network, node, line, network.asOf + day);
  const mendsHole = isShortBetween(netting, node, day, network.supply.usableDay[line]);
  const isSmall = workingDaysMoved(network, node, to, from) < network.parameters.damp_in_days;
  if (!mendsHole && isSmall) return;
  const kind = day < leadTimeOf(netting, node, line) ? MESSAGE_EXPEDITE : MESSAGE_RESCHEDULE_IN;
  write(writer, kind, node, line, quantity, from, to);
}

/** Is the balance below zero on a day from `from` on, before `end`? */
function isShortBetween(netting: Netting, node: number, from: number, end: number): boolean {
  const { dayCount } = netting.network;
  for (let day = from; day < Math.min(end, dayCount); day++) {
    if (netting.balance[node * dayCount + day] < 0) return true;
  }
  return false;
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
