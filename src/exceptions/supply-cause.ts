// On which cause an exception about an open supply line hangs: on the line itself when demand is
// late for it; on the cause of the hole that it would fill; else on whoever owes us an answer.

import { NEVER, SUPPLY_DEAD } from '../model/network.ts';
import { ROOT_SUPPLY } from '../planning/lateness-types.ts';
import { causeAt, knownCause, lineCause, supplyEvent } from './causes.ts';
import { type Detection, lateOfCauseAt, lateOfParts } from './detection.ts';
import { causeOfHole, type HoleCause } from './hole-cause.ts';
import { holeFrom } from './holes.ts';
import { whomToChase } from './missing-supply.ts';
import { orderEvent } from './order-event.ts';
import { nodeOfSupply } from './places.ts';

/** Late demand that waits for the line, whether the line is to blame or what made it come too late
 * for the need: a raise of call-offs. */
export function lateBySupply(detection: Detection, supply: number): number[] {
  const { network, causes, partsOfSupply, late, lateness } = detection;
  const { kind, factRow } = network.supply;
  const parts = partsOfSupply.get(supplyEvent(kind[supply], factRow[supply])) ?? [];
  const node = nodeOfSupply(network, supply);
  const event = orderEvent(network, causes.orderIds, node, supply);
  const blamed = lateOfCauseAt(detection, knownCause(causes, 'supply', event));
  const entries = lateOfParts(detection, parts);
  for (const entry of blamed) {
    const part = late.part[entry]; // of another line of the order, or listed already
    if (part < 0 || lateness.rootKind[part] !== ROOT_SUPPLY) entries.push(entry);
  }
  return entries;
}

/** The cause of the late demand that waits for the line, -1 = none waits. */
export function causeOfWaiting(detection: Detection, supply: number): number {
  const waiting = lateBySupply(detection, supply);
  return waiting.length === 0 ? -1 : detection.late.cause[waiting[0]];
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
  const { causes, network } = detection;
  const waiting = causeOfWaiting(detection, supply);
  if (waiting >= 0) {
    return { cause: lineCause(causes, network, supply, node, wantedDay), group: waiting };
  }
  if (wantedDay === NEVER) return causeToChase(detection, supply, node);
  const hole = holeFrom(detection.plan, node, Math.max(0, wantedDay));
  if (!hole) return { cause: -1, group: -1 };
  const { group } = causeOfHole(detection, node, hole.firstDay, hole.lastDay);
  return { cause: lineCause(causes, network, supply, node, hole.firstDay), group };
}

/** Of a line that nobody answers for: it belongs to its own case when demand is late for it, else
 * to that of the party who owes the answer. */
export function causeToChase(detection: Detection, supply: number, node: number): HoleCause {
  const { causes, network } = detection;
  const cause = lineCause(causes, network, supply, node, NEVER);
  const waiting = causeOfWaiting(detection, supply);
  if (waiting >= 0) return { cause, group: waiting };
  const { kind, index } = whomToChase(network, supply, node);
  const day = Math.max(0, Math.min(network.supply.usableDay[supply], network.dayCount));
  return { cause, group: causeAt(causes, kind, index, node, day) };
}
