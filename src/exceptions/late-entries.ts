// Late demand as it is found, in columns that grow: parts of end demand with the date on which they
// will be delivered.

import { growColumns } from '../base/grow-columns.ts';
import { NEVER, type Network } from '../model/network.ts';
import { deliveryDate } from '../planning/delivery-date.ts';
import { NO_DAY } from '../units/day.ts';

/** One late part of a demand line. */
export interface LateEntry {
  line: number;
  node: number;
  quantity: number;
  feasibleDay: number; // day index from which it can leave stock; NEVER = short
  part: number; // of the lateness, -1 = none
  cause: number; // index into the causes
}

export interface LateEntries {
  count: number;
  line: Int32Array;
  node: Int32Array;
  quantity: Float64Array; // smallest units
  feasibleDay: Int32Array;
  deliveryDate: Int32Array; // date; NO_DAY = not within the horizon
  part: Int32Array;
  cause: Int32Array;
}

export function createLateEntries(capacity: number): LateEntries {
  return {
    count: 0,
    line: new Int32Array(capacity),
    node: new Int32Array(capacity),
    quantity: new Float64Array(capacity),
    feasibleDay: new Int32Array(capacity),
    deliveryDate: new Int32Array(capacity),
    part: new Int32Array(capacity),
    cause: new Int32Array(capacity),
  };
}

/** Whether demand that leaves stock on a day index comes after its due date. */
export function isLate(network: Network, line: number, leavesDay: number): boolean {
  return deliveredOn(network, line, leavesDay) > network.demand.dueDate[line];
}

/** The delivery date of what leaves stock on a day index; Infinity = not within the horizon. */
function deliveredOn(network: Network, line: number, leavesDay: number): number {
  return leavesDay >= NEVER ? Number.POSITIVE_INFINITY : deliveryDate(network, line, leavesDay);
}

/** Adds a part unless it is delivered in time. */
export function addIfLate(
  entries: LateEntries,
  network: Network,
  line: number,
  node: number,
  quantity: number,
  feasibleDay: number,
  part: number,
  cause: number,
): void {
  const delivered = deliveredOn(network, line, feasibleDay);
  if (delivered <= network.demand.dueDate[line]) return;
  if (entries.count === entries.line.length) growColumns(entries, 2 * entries.count + 16);
  const entry = entries.count++;
  entries.line[entry] = line;
  entries.node[entry] = node;
  entries.quantity[entry] = quantity;
  entries.feasibleDay[entry] = feasibleDay;
  entries.deliveryDate[entry] = delivered === Number.POSITIVE_INFINITY ? NO_DAY : delivered;
  entries.part[entry] = part;
  entries.cause[entry] = cause;
}

export function entryAt(entries: LateEntries, i: number): LateEntry {
  const { line, node, quantity, feasibleDay, part, cause } = entries;
  return {
    line: line[i],
    node: node[i],
    quantity: quantity[i],
    feasibleDay: feasibleDay[i],
    part: part[i],
    cause: cause[i],
  };
}

/** The same as columns. */
export function entriesOf(network: Network, list: readonly LateEntry[]): LateEntries {
  const entries = createLateEntries(list.length);
  for (const { line, node, quantity, feasibleDay, part, cause } of list) {
    addIfLate(entries, network, line, node, quantity, feasibleDay, part, cause);
  }
  return entries;
}
