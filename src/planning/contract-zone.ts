// What a delivery schedule's contract lets change (handbook 3, Messages): nothing in the firm zone,
// quantities within the flex in the material zone, everything after it.

import type { Network } from '../model/network.ts';

export const ZONE_FREE = 0;
export const ZONE_MATERIAL = 1;
export const ZONE_FIRM = 2;

/** In which zone of its source's contract a line's arrival lies. */
export function contractZone(network: Network, line: number): number {
  const source = network.supply.source[line];
  if (source < 0) return ZONE_FREE;
  const days = network.supply.arrivalDate[line] - network.asOf;
  // A contract without zones holds nothing, not even a line that is past due.
  const isWithin = (zoneDays: number) => zoneDays > 0 && days < zoneDays;
  if (isWithin(network.sources.firmDays[source])) return ZONE_FIRM;
  return isWithin(network.sources.materialDays[source]) ? ZONE_MATERIAL : ZONE_FREE;
}

/** By how much the contract lets a line of the material zone change; sign +1 up, -1 down. */
export function flexQuantity(network: Network, line: number, sign: number): number {
  const source = network.supply.source[line];
  const { flexUpPercent, flexDownPercent } = network.sources;
  const percent = sign > 0 ? flexUpPercent[source] : flexDownPercent[source];
  if (Number.isNaN(percent)) return 0;
  return Math.floor((network.supply.orderQuantity[line] * percent) / 100);
}
