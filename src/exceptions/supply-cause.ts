// On which cause an exception about an open supply line hangs: on the line itself when demand is
// late for it; on the cause of the hole that it would fill; else on whoever owes us an answer.

import { NEVER, SUPPLY_DEAD } from '../model/network.ts';
import { causeAt, knownCause, supplyCause, supplyEvent } from './causes.ts';
import { type Detection, lateOfCauseAt } from './detection.ts';
import { causeOfHole, type HoleCause } from './hole-cause.ts';
import { whomToChase } from './missing-supply.ts';

function knownSupplyCause({ network, causes }: Detection, supply: number): number {
  const { kind, factRow } = network.supply;
  return knownCause(causes, 'supply', supplyEvent(kind[supply], factRow[supply]));
}

/** Late demand whose root the line is. */
export function lateBySupply(detection: Detection, supply: number): number[] {
  return lateOfCauseAt(detection, knownSupplyCause(detection, supply));
}

/** The same, and of a line that no longer counts what its node lacks for want of it. */
export function lateForSupply(
  detection: Detection,
  supply: number,
  node: number,
  cause: number,
): number[] {
  const { network, late, lateness } = detection;
  if (!(network.supply.flags[supply] & SUPPLY_DEAD)) return lateBySupply(detection, supply);
  return lateOfCauseAt(detection, cause).filter((entry) => {
    const part = late.part[entry];
    return part >= 0 && lateness.pathNode[lateness.pathStart[part + 1] - 1] === node;
  });
}

/** Of a line wanted on a day index; NEVER = nobody wants it earlier. */
export function causeOfSupply(
  detection: Detection,
  supply: number,
  node: number,
  wantedDay: number,
): HoleCause {
  const hurt = lateBySupply(detection, supply);
  const known = knownSupplyCause(detection, supply);
  if (hurt.length > 0) return { cause: known, group: known };
  if (wantedDay === NEVER) return causeToChase(detection, supply, node);
  const hole = holeFrom(detection, node, Math.max(0, wantedDay));
  if (!hole) return { cause: -1, group: -1 };
  const { group } = causeOfHole(detection, node, hole.firstDay, hole.lastDay);
  const { causes, network } = detection;
  return { cause: supplyCause(causes, network, supply, node, hole.firstDay), group };
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

/** Of a line that nobody answers for: it belongs to its own case when demand is late for it, else
 * to that of the party who owes the answer. */
export function causeToChase(detection: Detection, supply: number, node: number): HoleCause {
  const { causes, network } = detection;
  const cause = supplyCause(causes, network, supply, node, NEVER);
  if (lateBySupply(detection, supply).length > 0) return { cause, group: cause };
  const { kind, index } = whomToChase(network, supply, node);
  const day = Math.max(0, Math.min(network.supply.usableDay[supply], network.dayCount));
  return { cause, group: causeAt(causes, kind, index, node, day) };
}
