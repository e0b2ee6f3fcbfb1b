// Why a node's balance is below zero on some days: the cause of the late demand that passes through
// the hole. A hole that delays nobody itself, because another component comes later still, has its
// own late supply as cause and belongs to the case of what delays the demand above it.

import {
  PEG_DEMAND_LINE,
  PEG_OPEN_SUPPLY,
  PEG_PLANNED,
  PEG_PLANNED_NEED,
  PEG_STOCK,
  type Pegs,
} from '../planning/pegging.ts';
import { nodeOfPlannedOrder } from '../planning/planned-order-node.ts';
import { causeAt, limitCause, plannedCause, waitingCause } from './causes.ts';
import { type Detection, lateOfParts, partsThrough } from './detection.ts';
import { firstLatePeg } from './peg-reader.ts';

export interface HoleCause {
  cause: number; // the fact behind the hole, index into the causes
  group: number; // the cause whose case it belongs to
}

/** Of the hole on the day indices firstDay .. lastDay. */
export function causeOfHole(
  detection: Detection,
  node: number,
  firstDay: number,
  lastDay: number,
): HoleCause {
  const parts = partsThrough(detection, node, firstDay, lastDay);
  if (parts.length > 0) return alone(greatestCause(detection, node, parts));
  const pegs = detection.reader.pegsOf(node);
  const peg = firstLatePeg(pegs, firstDay, lastDay);
  if (peg < 0) return alone(causeWithoutNeed(detection, node, firstDay));
  const cause = causeOfPeg(detection, node, pegs, peg);
  const above = causeAbove(detection, pegs, peg);
  return { cause, group: above >= 0 ? above : cause };
}

function alone(cause: number): HoleCause {
  return { cause, group: cause };
}

/** A hole that nobody's need makes is there from the start: a negative stock record. */
function causeWithoutNeed(detection: Detection, node: number, day: number): number {
  const { stock } = detection.network;
  for (let lot = stock.nodeStart[node]; lot < stock.nodeStart[node + 1]; lot++) {
    if (stock.quantity[lot] < 0) return causeAt(detection.causes, 'stock', lot, node, day);
  }
  return limitCause(detection.causes, detection, 'no_supply', node, day);
}

/** Causes that bite at the node itself come first, then the one with the most money. */
function greatestCause(detection: Detection, node: number, parts: readonly number[]): number {
  const { causeOfPart, causes, late } = detection;
  const money = new Map<number, number>();
  for (const part of parts) {
    const cause = causeOfPart[part];
    let amount = money.get(cause) ?? 0;
    for (const entry of lateOfParts(detection, [part])) amount += late.amount[entry] || 0;
    money.set(cause, amount);
  }
  let best = -1;
  for (const cause of money.keys()) {
    if (best < 0 || isGreater(cause, best)) best = cause;
  }
  return best;

  function isGreater(cause: number, than: number): boolean {
    const bitesHere = Number(causes.list[cause].node === node);
    const difference = bitesHere - Number(causes.list[than].node === node);
    if (difference !== 0) return difference > 0;
    return (money.get(cause) ?? 0) > (money.get(than) ?? 0);
  }
}

/** What delays the demand that a late peg serves, one level up after the other; -1 = nothing. */
function causeAbove(detection: Detection, pegs: Pegs, peg: number): number {
  const { plan, lateness, causeOfPart } = detection;
  let at = { pegs, peg };
  for (let level = 0; level < detection.network.nodes.count; level++) {
    const index = at.pegs.demandIndex[at.peg];
    if (at.pegs.demandKind[at.peg] === PEG_DEMAND_LINE) {
      const part = firstPartOfLine(lateness.line, lateness.count, index);
      return part < 0 ? -1 : causeOfPart[part];
    }
    if (at.pegs.demandKind[at.peg] !== PEG_PLANNED_NEED) return -1;
    const parent = nodeOfPlannedOrder(plan, index);
    const part = nearestPart(detection, parent, plan.planned.neededDay[index]);
    if (part >= 0) return causeOfPart[part];
    const parentPegs = detection.reader.pegsOf(parent);
    const next = pegOfOrder(parentPegs, index);
    if (next < 0) return -1;
    at = { pegs: parentPegs, peg: next };
  }
  return -1;
}

function firstPartOfLine(lines: Int32Array, count: number, line: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (lines[middle] < line) low = middle + 1;
    else high = middle;
  }
  return low < count && lines[low] === line ? low : -1;
}

/** The part whose chain wants the node nearest to a day; the earlier one of two. */
function nearestPart({ links, partOfLink, lateness }: Detection, node: number, day: number) {
  let found = -1;
  let distance = Number.POSITIVE_INFINITY;
  for (let i = links.start[node]; i < links.start[node + 1]; i++) {
    const link = links.entries[i];
    const away = Math.abs(lateness.pathDay[link] - day);
    if (away < distance) [found, distance] = [partOfLink[link], away];
  }
  return found;
}

/** The first peg by which a planned order serves a need. */
function pegOfOrder(pegs: Pegs, order: number): number {
  for (let i = 0; i < pegs.count; i++) {
    if (pegs.supplyKind[i] === PEG_PLANNED && pegs.supplyIndex[i] === order) return i;
  }
  return -1;
}

/** What keeps the supply of a late peg itself. */
function causeOfPeg(detection: Detection, node: number, pegs: Pegs, peg: number): number {
  const { causes } = detection;
  const index = pegs.supplyIndex[peg];
  const day = pegs.demandDay[peg];
  switch (pegs.supplyKind[peg]) {
    case PEG_OPEN_SUPPLY:
      return waitingCause(causes, detection, index, node, day);
    case PEG_STOCK:
      return causeAt(causes, 'stock', index, node, day);
    case PEG_PLANNED:
      return plannedCause(causes, detection, index, node, day);
    default:
      return limitCause(detection.causes, detection, 'no_supply', node, day);
  }
}
