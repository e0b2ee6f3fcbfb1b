// When demand that leaves stock on a day reaches its due place (handbook 3, unconstrained plan):
// carried forward by picking (working days of the lane), then transit (calendar days); never before
// its due date or as_of. Where nothing is picked, goods leave on the day they are there.

import type { Network } from '../model/network.ts';
import type { Day } from '../units/day.ts';
import { workingDaysAfter, workingDaysBefore } from '../units/working-calendar.ts';

/** The delivery date of what leaves stock on a day index. */
export function deliveryDate(network: Network, line: number, leavesDay: number): Day {
  const { demand, calendars, asOf } = network;
  const pickDays = demand.pickDays[line];
  const lane = calendars[demand.laneCalendar[line]];
  const leaves = asOf + leavesDay;
  const shipped = pickDays === 0 ? leaves : workingDaysAfter(lane, leaves, pickDays);
  return Math.max(demand.dueDate[line], asOf, shipped + demand.transitDays[line]);
}

/** Did the day on which a line should have left stock pass before as_of? */
export function isStockDayPast(network: Network, line: number): boolean {
  const { demand, calendars, asOf } = network;
  if (demand.stockDay[line] > 0) return false;
  const pickDays = demand.pickDays[line];
  const lane = calendars[demand.laneCalendar[line]];
  const shipped = demand.dueDate[line] - demand.transitDays[line];
  return (pickDays === 0 ? shipped : workingDaysBefore(lane, shipped, pickDays)) < asOf;
}
