// When a part of a demand line reaches the customer in the unconstrained plan (handbook 3): on the
// later of its due date and the day it can leave stock, carried forward by picking, then transit.

import type { Network } from '../../model/network.ts';
import { NEVER } from '../../model/network.ts';
import { deliveryDate, isStockDayPast } from '../../planning/delivery-date.ts';
import type { Lateness } from '../../planning/lateness-types.ts';
import { type Day, NO_DAY } from '../../units/day.ts';

/** One demand line's parts: by delivery date, and what no supply of the horizon covers. */
export interface Deliveries {
  quantityOn: Map<Day, number>; // smallest units, by date
  shortQuantity: number;
}

export interface LatePartsOfLine {
  first: Int32Array; // by demand line, and one more: its parts in the lateness
}

export function latePartsOfLine(network: Network, lateness: Lateness): LatePartsOfLine {
  const first = new Int32Array(network.demand.nodeStart[network.nodes.count] + 1);
  for (let part = 0; part < lateness.count; part++) first[lateness.line[part] + 1]++;
  for (let line = 1; line < first.length; line++) first[line] += first[line - 1];
  return { first };
}

/** Of what leaves stock on its stock day: the due date, unless that stock day has passed. */
function onTimeDate(network: Network, line: number): Day {
  if (isStockDayPast(network, line)) return deliveryDate(network, line, 0);
  return Math.max(network.asOf, network.demand.dueDate[line]);
}

export function deliveriesOfLine(
  network: Network,
  lateness: Lateness,
  parts: LatePartsOfLine,
  line: number,
): Deliveries {
  const { demand } = network;
  const quantityOn = new Map<Day, number>();
  const add = (date: Day, quantity: number): void => {
    if (quantity > 0) quantityOn.set(date, (quantityOn.get(date) ?? 0) + quantity);
  };
  let onTime = demand.quantity[line];
  let shortQuantity = 0;
  for (let part = parts.first[line]; part < parts.first[line + 1]; part++) {
    const quantity = lateness.quantity[part];
    const feasible = lateness.feasibleDay[part];
    onTime -= quantity;
    if (feasible >= NEVER) shortQuantity += quantity;
    else add(deliveryDate(network, line, feasible), quantity);
  }
  add(onTimeDate(network, line), onTime);
  return { quantityOn, shortQuantity };
}

/** By sales order: the day on which all lines of an order are delivered that ships complete. */
export function completeDeliveryDates(
  network: Network,
  lateness: Lateness,
  parts: LatePartsOfLine,
): Map<number, Day> {
  const { demand } = network;
  const lineCount = demand.nodeStart[network.nodes.count];
  const dates = new Map<number, Day>();
  for (let line = 0; line < lineCount; line++) {
    if (demand.shipComplete[line] && demand.order[line] >= 0) dates.set(demand.order[line], NO_DAY);
  }
  if (dates.size === 0) return dates;
  for (let line = 0; line < lineCount; line++) {
    const latest = dates.get(demand.order[line]);
    if (latest === undefined) continue;
    const { quantityOn } = deliveriesOfLine(network, lateness, parts, line);
    dates.set(demand.order[line], Math.max(latest, ...quantityOn.keys()));
  }
  return dates;
}
