// Dates as suppliers know them: the arrival that makes a supply line usable on a day.

import { type Network, SUPPLY_PRODUCTION_ORDER } from '../model/network.ts';
import { workingDaysBefore, workingDaysBetween } from '../units/working-calendar.ts';

/** The arrival that makes a line usable on a date: goods receipt earlier, on a day on which the
 * receiver works, not before as_of. */
export function arrivalFor(network: Network, node: number, line: number, usable: number): number {
  if (network.supply.kind[line] === SUPPLY_PRODUCTION_ORDER) return usable;
  const calendar = network.calendars[network.nodes.calendar[node]];
  const days = network.nodes.goodsReceiptDays[node];
  return Math.max(network.asOf, workingDaysBefore(calendar, usable, days));
}

/** Working days of the node's location by which a date moves. */
export function workingDaysMoved(
  network: Network,
  node: number,
  early: number,
  late: number,
): number {
  const calendar = network.calendars[network.nodes.calendar[node]];
  return workingDaysBetween(calendar, early + 1, late);
}
