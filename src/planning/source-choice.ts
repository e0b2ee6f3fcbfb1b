// Which source an order goes to (handbook 3, Sources): the first by priority and id that is
// released and valid on the release date; where quotas are given, the one furthest behind its
// share.

import type { Network } from '../model/network.ts';
import { NO_DAY } from '../units/day.ts';
import { type LeadTimes, releaseDateFor } from './lead-time.ts';
import type { ReceiptDays } from './receipt-day.ts';

export const NO_SOURCE = -1;
const NEEDS_CARE = -2;

export interface SourceChoice {
  network: Network;
  leadTimes: LeadTimes;
  receiptDays: ReceiptDays;
  usable: Uint8Array; // by source: 1 = released and not cut
  only: Int32Array; // by node: the source that every order goes to, NO_SOURCE or NEEDS_CARE
  quotaPlaced: Float64Array; // by source: received, open and planned so far, smallest units
}

export function prepareSourceChoice(
  network: Network,
  leadTimes: LeadTimes,
  receiptDays: ReceiptDays,
  cutSources: Uint8Array,
): SourceChoice {
  const { sources, nodes } = network;
  const usable = new Uint8Array(sources.count);
  for (let source = 0; source < sources.count; source++) {
    usable[source] = sources.released[source] === 1 && cutSources[source] === 0 ? 1 : 0;
  }
  const only = new Int32Array(nodes.count).fill(NO_SOURCE);
  for (let node = 0; node < nodes.count; node++) {
    let hasQuota = false;
    const end = sources.nodeStart[node + 1];
    for (let source = sources.nodeStart[node]; source < end; source++) {
      if (usable[source] === 0) continue;
      if (!Number.isNaN(sources.quotaPercent[source])) hasQuota = true;
      if (only[node] !== NO_SOURCE) continue;
      const isDated = sources.validFrom[source] !== NO_DAY || sources.validTo[source] !== NO_DAY;
      only[node] = isDated ? NEEDS_CARE : source;
    }
    if (hasQuota) only[node] = NEEDS_CARE;
  }
  return {
    network,
    leadTimes,
    receiptDays,
    usable,
    only,
    quotaPlaced: sources.quotaPlaced.slice(),
  };
}

/** The source for an order that is wanted on `receiptDay`, or NO_SOURCE. */
export function chooseSource(choice: SourceChoice, node: number, receiptDay: number): number {
  const only = choice.only[node];
  if (only !== NEEDS_CARE) return only;
  return chooseWithCare(choice, node, (source) => releaseDayOf(choice, source, receiptDay));
}

/** The source for an order that is released on `day`, or NO_SOURCE. */
export function chooseSourceOn(choice: SourceChoice, node: number, day: number): number {
  const only = choice.only[node];
  return only === NEEDS_CARE ? chooseWithCare(choice, node, () => day) : only;
}

function chooseWithCare(
  choice: SourceChoice,
  node: number,
  releaseDay: (source: number) => number,
): number {
  const { sources } = choice.network;
  const end = sources.nodeStart[node + 1];
  let first = NO_SOURCE;
  let quotaTotal = 0;
  for (let source = sources.nodeStart[node]; source < end; source++) {
    if (!isValid(choice, source, releaseDay(source))) continue;
    if (first === NO_SOURCE) first = source;
    if (sources.quotaPercent[source] > 0) quotaTotal += choice.quotaPlaced[source];
  }
  let best = NO_SOURCE;
  let bestDeficit = Number.NEGATIVE_INFINITY;
  for (let source = sources.nodeStart[node]; source < end; source++) {
    const quota = sources.quotaPercent[source];
    if (!(quota > 0) || !isValid(choice, source, releaseDay(source))) continue;
    const deficit = quota * quotaTotal - 100 * choice.quotaPlaced[source];
    if (deficit > bestDeficit) {
      best = source;
      bestDeficit = deficit;
    }
  }
  return best === NO_SOURCE ? first : best;
}

/** Day index of release for a receipt day, negative when it would lie before as_of. */
export function releaseDayOf(choice: SourceChoice, source: number, receiptDay: number): number {
  const { network, leadTimes } = choice;
  const row = leadTimes.rowOfSource[source];
  return receiptDay < network.dayCount
    ? leadTimes.releaseDay[row * network.dayCount + receiptDay]
    : releaseDateFor(network, source, network.asOf + receiptDay) - network.asOf;
}

export function isValid(choice: SourceChoice, source: number, releaseDay: number): boolean {
  if (choice.usable[source] === 0) return false;
  const { sources, asOf } = choice.network;
  const date = asOf + Math.max(0, releaseDay);
  const from = sources.validFrom[source];
  const to = sources.validTo[source];
  return (from === NO_DAY || from <= date) && (to === NO_DAY || date <= to);
}
