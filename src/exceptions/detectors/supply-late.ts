// Open supply that comes after the first day for which it is needed, or whose date has passed. Only
// nodes that run short are pegged: elsewhere nothing comes too late.

import { NEVER, SUPPLY_CLOSE, SUPPLY_DEAD, SUPPLY_PAST_DUE } from '../../model/network.ts';
import { PEG_NONE, PEG_OPEN_SUPPLY } from '../../planning/pegging.ts';
import { type Detection, valueOfLate } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import { isNeed } from '../peg-reader.ts';
import type { PlanException } from '../plan-exception.ts';
import { severityOfLate } from '../severity.ts';
import { causeOfSupply, lateForSupply } from '../supply-cause.ts';

export const supplyLate: Detector = { code: 'supply_late', detect };

/** One order line that is late: its parts at the node, and the first day it is needed. */
interface LateLine {
  supply: number; // its first supply line that is late
  quantity: number;
  wantedDay: number; // day index; NEVER = nobody needs it earlier, it is only past due
  usableDay: number;
}

function detect(detection: Detection): PlanException[] {
  const { network, plan } = detection;
  const { supply, nodes } = network;
  const found: PlanException[] = [];
  for (let node = 0; node < nodes.count; node++) {
    const first = supply.nodeStart[node];
    const end = supply.nodeStart[node + 1];
    if (first === end) continue;
    const isShort = plan.firstShortDay[node] !== NEVER;
    let late: Map<number, LateLine> | undefined; // by order line
    for (let line = first; line < end; line++) {
      if (!(supply.flags[line] & SUPPLY_PAST_DUE)) continue;
      late ??= new Map();
      addLate(detection, late, line, supply.quantity[line], NEVER);
    }
    if (isShort) late = addPegged(detection, node, late ?? new Map());
    if (!late) continue;
    for (const line of late.values()) found.push(lateSupply(detection, node, line));
  }
  return found;
}

/** Adds what pegs of the node wait for: supply after their day, or beyond the horizon. */
function addPegged(
  detection: Detection,
  node: number,
  late: Map<number, LateLine>,
): Map<number, LateLine> {
  const { network, reader } = detection;
  const { supply, dayCount } = network;
  const pegs = reader.pegsOf(node);
  let firstShort = NEVER;
  for (let i = 0; i < pegs.count; i++) {
    if (!isNeed(pegs.demandKind[i])) continue;
    const wantedDay = pegs.demandDay[i];
    if (pegs.supplyKind[i] === PEG_NONE) firstShort = Math.min(firstShort, wantedDay);
    if (pegs.supplyKind[i] !== PEG_OPEN_SUPPLY || pegs.supplyDay[i] <= wantedDay) continue;
    addLate(detection, late, pegs.supplyIndex[i], pegs.quantity[i], wantedDay);
  }
  if (firstShort === NEVER) return late;
  for (let line = supply.nodeStart[node]; line < supply.nodeStart[node + 1]; line++) {
    if (supply.usableDay[line] < dayCount) continue;
    if (supply.flags[line] & (SUPPLY_DEAD | SUPPLY_CLOSE)) continue;
    addLate(detection, late, line, supply.quantity[line], firstShort);
    break;
  }
  return late;
}

function addLate(
  { network }: Detection,
  late: Map<number, LateLine>,
  supply: number,
  quantity: number,
  wantedDay: number,
): void {
  const { kind, factRow, usableDay } = network.supply;
  const key = factRow[supply] * 4 + kind[supply];
  const known = late.get(key);
  if (!known) {
    late.set(key, { supply, quantity, wantedDay, usableDay: usableDay[supply] });
    return;
  }
  known.quantity =
    known.wantedDay === NEVER && wantedDay !== NEVER ? quantity : known.quantity + quantity;
  known.wantedDay = Math.min(known.wantedDay, wantedDay);
  known.usableDay = Math.max(known.usableDay, usableDay[supply]);
}

function lateSupply(detection: Detection, node: number, line: LateLine): PlanException {
  const { network, late } = detection;
  const { asOf, supply } = network;
  const { cause, group } = causeOfSupply(detection, line.supply, node, line.wantedDay);
  const hurt = lateForSupply(detection, line.supply, node, group);
  const isNeeded = line.wantedDay !== NEVER;
  const isDead = (supply.flags[line.supply] & SUPPLY_DEAD) !== 0;
  return planException({
    code: 'supply_late',
    subject: 'supply',
    index: line.supply,
    node,
    firstDate: isNeeded ? asOf + line.wantedDay : supply.arrivalDate[line.supply],
    lastDate: isDead ? undefined : asOf + line.usableDay,
    quantity: line.quantity,
    count: isNeeded ? line.usableDay - line.wantedDay : asOf - supply.arrivalDate[line.supply],
    value: valueOfLate(detection, hurt),
    severity: severityOfLate(network, late, hurt, 'medium'),
    cause,
    group,
  });
}
