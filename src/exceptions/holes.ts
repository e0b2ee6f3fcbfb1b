// Holes: unbroken spells of days on which a node's projected balance is below zero.

import type { Plan } from '../planning/plan.ts';

/** The spell below zero that holds a day index, else the next one after it. */
export function holeFrom(
  { balance, network }: Plan,
  node: number,
  day: number,
): { firstDay: number; lastDay: number } | null {
  const { dayCount } = network;
  const base = node * dayCount;
  const isBelow = (at: number): boolean => balance[base + at] < 0;
  let firstDay = day;
  while (firstDay < dayCount && !isBelow(firstDay)) firstDay++;
  if (firstDay >= dayCount) return null;
  let lastDay = firstDay;
  while (lastDay + 1 < dayCount && isBelow(lastDay + 1)) lastDay++;
  while (firstDay > 0 && isBelow(firstDay - 1)) firstDay--;
  return { firstDay, lastDay };
}
