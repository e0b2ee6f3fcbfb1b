// The end demand that customers get late or not at all: what cannot leave stock in time (from the
// lateness), what should have left already though the goods are there, lines that wait for the
// rest of an order that ships complete, and what an open order that cannot run would have served.

import {
  DEMAND_CALL_OFF,
  DEMAND_FORECAST,
  DEMAND_SALES_ORDER,
  NEVER,
  type Network,
} from '../model/network.ts';
import type { Lateness } from '../planning/lateness-types.ts';
import { NO_DAY } from '../units/day.ts';
import {
  addIfLate,
  createLateEntries,
  entriesOf,
  entryAt,
  isLate,
  type LateEntries,
  type LateEntry,
} from './late-entries.ts';
import { rowHolding } from './places.ts';

export interface LateDemand {
  count: number;
  realCount: number; // entries before it are late in the plan, by line; the rest would become late
  line: Int32Array; // demand line
  node: Int32Array; // of the demand line
  quantity: Float64Array; // smallest units
  deliveryDate: Int32Array; // date; NO_DAY = not within the horizon
  daysLate: Int32Array; // calendar days after the due date; short: to the horizon's end
  isShort: Uint8Array; // 1 = not within the horizon
  part: Int32Array; // the part of the lateness that makes it late, -1 = none
  cause: Int32Array; // index into the causes
  amount: Float64Array; // what it costs without line stops; NaN = not known
  basis: Uint8Array; // BASIS_* bits
  terms: Int32Array; // row of feed customer_terms, NO_TERMS = none
}

export function isEndDemand(kind: number): boolean {
  return kind === DEMAND_SALES_ORDER || kind === DEMAND_CALL_OFF || kind === DEMAND_FORECAST;
}

/** Late and short parts of end demand, by line; a part that still arrives in time is left out. */
export function lateEntries(
  network: Network,
  lateness: Lateness,
  causeOfPart: Int32Array,
  backlogCause: (node: number) => number,
): LateEntries {
  const { demand } = network;
  const { stockDay, nodeStart, count } = demand;
  const entries = createLateEntries(lateness.count);
  const nextOverdue = (from: number): number => {
    const line = stockDay.indexOf(0, from);
    return line < 0 ? count : line;
  };
  let overdue = nextOverdue(0);
  let part = 0;
  let node = 0;
  while (true) {
    const line = Math.min(overdue, part < lateness.count ? lateness.line[part] : count);
    if (line >= count) return entries;
    if (line === overdue) overdue = nextOverdue(line + 1);
    while (nodeStart[node + 1] <= line) node++;
    let inTime = demand.quantity[line];
    const isEnd = isEndDemand(demand.kind[line]);
    for (; part < lateness.count && lateness.line[part] === line; part++) {
      const feasibleDay = lateness.feasibleDay[part];
      const quantity = lateness.quantity[part];
      inTime -= quantity;
      if (!isEnd) continue;
      addIfLate(entries, network, line, node, quantity, feasibleDay, part, causeOfPart[part]);
    }
    if (stockDay[line] > 0 || !isEnd || inTime <= 0) continue;
    if (demand.kind[line] === DEMAND_FORECAST || !isLate(network, line, 0)) continue;
    addIfLate(entries, network, line, node, inTime, 0, -1, backlogCause(node));
  }
}

/** Adds what waits: all lines of an order that ships complete leave with its last part; what is
 * short stays short, and the rest does not wait for it. */
export function addWaitingLines(network: Network, late: LateEntries): LateEntries {
  const { demand, nodes } = network;
  if (!demand.shipComplete.includes(1)) return late;
  const entries = Array.from({ length: late.count }, (_, i) => entryAt(late, i));
  const orders = new Set<number>();
  const lineCount = demand.nodeStart[nodes.count];
  for (let line = 0; line < lineCount; line++) {
    if (demand.shipComplete[line] === 1 && demand.order[line] >= 0) orders.add(demand.order[line]);
  }
  const lastPart = new Map<number, LateEntry>();
  const lateOfLine = new Map<number, number>();
  for (const entry of entries) {
    const order = demand.order[entry.line];
    if (!orders.has(order)) continue;
    lateOfLine.set(entry.line, (lateOfLine.get(entry.line) ?? 0) + entry.quantity);
    if (entry.feasibleDay >= NEVER) continue;
    const last = lastPart.get(order);
    if (!last || entry.feasibleDay > last.feasibleDay) lastPart.set(order, entry);
  }
  if (lastPart.size === 0) return late;
  const all = entries.map((entry) => {
    const last = entry.feasibleDay >= NEVER ? undefined : lastPart.get(demand.order[entry.line]);
    return last ? { ...entry, feasibleDay: last.feasibleDay } : entry;
  });
  for (let line = 0; line < lineCount; line++) {
    const last = lastPart.get(demand.order[line]);
    const quantity = demand.quantity[line] - (lateOfLine.get(line) ?? 0);
    if (!last || quantity <= 0) continue;
    const node = rowHolding(demand.nodeStart, nodes.count, line);
    all.push({ ...last, line, node, quantity, part: -1 });
  }
  all.sort((a, b) => a.line - b.line || a.feasibleDay - b.feasibleDay);
  return entriesOf(network, all);
}

/** Those late in the plan, then those that would become late, which join the entries given; their
 * money is still to be worked out. */
export function createLateDemand(
  network: Network,
  real: LateEntries,
  blocked: readonly LateEntry[],
): LateDemand {
  const realCount = real.count;
  for (const { line, node, quantity, feasibleDay, part, cause } of blocked) {
    addIfLate(real, network, line, node, quantity, feasibleDay, part, cause);
  }
  const { count } = real;
  const daysLate = new Int32Array(count);
  const isShort = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const delivered = real.deliveryDate[i];
    isShort[i] = delivered === NO_DAY ? 1 : 0;
    const lateUntil = delivered === NO_DAY ? network.asOf + network.dayCount : delivered;
    daysLate[i] = Math.max(1, lateUntil - network.demand.dueDate[real.line[i]]);
  }
  return {
    count,
    realCount,
    line: real.line.subarray(0, count),
    node: real.node.subarray(0, count),
    quantity: real.quantity.subarray(0, count),
    deliveryDate: real.deliveryDate.subarray(0, count),
    part: real.part.subarray(0, count),
    cause: real.cause.subarray(0, count),
    daysLate,
    isShort,
    amount: new Float64Array(count),
    basis: new Uint8Array(count),
    terms: new Int32Array(count),
  };
}
