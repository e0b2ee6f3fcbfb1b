// Claims (handbook 3): a shortage takes what later open supply has left before anything is ordered,
// within the days by which a supply may be rescheduled.

import { countedQuantity } from './counted-supply.ts';
import type { Netting } from './netting-state.ts';
import { addClaim } from './planned-order-columns.ts';

/** Fills `netting.unclaimed`: of a node's open supply nothing is claimed yet. */
export function openSupply({ network, unclaimed }: Netting, node: number): void {
  const lineStart = network.supply.nodeStart[node];
  const lineEnd = network.supply.nodeStart[node + 1];
  for (let line = lineStart; line < lineEnd; line++) {
    unclaimed[line - lineStart] = countedQuantity(network, line);
  }
}

/** Days after `day` for which open supply may be claimed. */
export function rescheduleHorizon(netting: Netting, node: number): number {
  const { network, leadTimes } = netting;
  const own = network.nodes.rescheduleHorizonDays[node];
  if (own >= 0) return own;
  const given = network.parameters.reschedule_horizon_days;
  if (given !== null) return given;
  const source = network.sources.nodeStart[node];
  if (source === network.sources.nodeStart[node + 1]) return 30;
  return Math.max(30, leadTimes.earliestReceiptDay[leadTimes.rowOfSource[source]]);
}

/** Takes up to `net` from open supply dated after `day`, earliest first; returns what it took. */
export function claimSupply(
  netting: Netting,
  node: number,
  day: number,
  net: number,
  nextLine: number,
  isSafetyOnly: boolean,
): number {
  const { network, claims, unclaimed } = netting;
  const { supply } = network;
  const lineStart = supply.nodeStart[node];
  const lineEnd = supply.nodeStart[node + 1];
  const lastDay = day + rescheduleHorizon(netting, node);
  let claimed = 0;
  for (let line = nextLine; line < lineEnd && claimed < net; line++) {
    if (supply.usableDay[line] > lastDay) break;
    const quantity = Math.min(unclaimed[line - lineStart], net - claimed);
    if (quantity <= 0) continue;
    unclaimed[line - lineStart] -= quantity;
    claimed += quantity;
    addClaim(claims, line, day, quantity, isSafetyOnly);
  }
  return claimed;
}
