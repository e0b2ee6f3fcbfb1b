// On which cause an exception about an open supply line hangs: on the line itself when demand is
// late for it; on the cause of the hole that it would fill; else on whoever owes us an answer.

import { NEVER } from '../model/network.ts';
import { causeAt, knownCause, supplyEvent } from './causes.ts';
import { type Detection, lateOfCauseAt } from './detection.ts';
import { causeOfHole } from './hole-cause.ts';
import { whomToChase } from './missing-supply.ts';

function ownCause({ network, causes }: Detection, supply: number): number {
  const { kind, factRow } = network.supply;
  return knownCause(causes, 'supply', supplyEvent(kind[supply], factRow[supply]));
}

/** Late demand whose root the line is. */
export function lateBySupply(detection: Detection, supply: number): number[] {
  return lateOfCauseAt(detection, ownCause(detection, supply));
}

/** Of a line wanted on a day index; NEVER = nobody wants it earlier. */
export function causeOfSupply(
  detection: Detection,
  supply: number,
  node: number,
  wantedDay: number,
): number {
  const own = ownCause(detection, supply);
  if (own >= 0) return own;
  if (wantedDay === NEVER) return causeToChase(detection, supply, node);
  const hole = holeFrom(detection, node, Math.max(0, wantedDay));
  return hole ? causeOfHole(detection, node, hole.firstDay, hole.lastDay) : -1;
}

/** The spell below zero that holds a day index, else the next one after it. */
export function holeFrom(
  { plan, network }: Detection,
  node: number,
  day: number,
): { firstDay: number; lastDay: number } | null {
  const { dayCount } = network;
  const base = node * dayCount;
  const isBelow = (at: number): boolean => plan.balance[base + at] < 0;
  let firstDay = day;
  while (firstDay < dayCount && !isBelow(firstDay)) firstDay++;
  if (firstDay >= dayCount) return null;
  let lastDay = firstDay;
  while (lastDay + 1 < dayCount && isBelow(lastDay + 1)) lastDay++;
  while (firstDay > 0 && isBelow(firstDay - 1)) firstDay--;
  return { firstDay, lastDay };
}

/** Of a line that nobody answers for: its own when demand is late for it, else the party's. */
export function causeToChase(detection: Detection, supply: number, node: number): number {
  const own = ownCause(detection, supply);
  if (own >= 0) return own;
  const { causes, network } = detection;
  const { kind, index } = whomToChase(network, supply, node);
  const day = Math.max(0, Math.min(network.supply.usableDay[supply], network.dayCount));
  return causeAt(causes, kind, index, node, day);
}
