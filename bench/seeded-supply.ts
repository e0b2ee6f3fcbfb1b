// Stock and open supply of a seeded network, as in a company that has planned before.

import type { Random } from '../src/base/prng.ts';
import { DATE_CONFIRMED, NEVER, type Network } from '../src/model/network.ts';
import { NO_DAY } from '../src/units/day.ts';
import { MONDAY, type NetworkShape, SUPPLIER_COUNT, starts } from './network-shape.ts';

const SLACK_DAYS = 1;

interface Cover {
  stock: Float64Array; // by node
  usableDay: Int32Array; // by supply line
  quantity: Float64Array; // by supply line
}

/** Stock and open supply that cover each node's requirements until a new order could be there, as
 * in a company that has planned before: what comes later is left to planned orders, which need
 * their components in turn. Of a few nodes the supply comes twenty days late. */
export function coverRequirements(
  random: Random,
  shape: NetworkShape,
  demand: Network['demand'],
  components: Network['components'],
  leadTimeDays: Int32Array,
): Cover {
  const { nodeCount, dayCount, suppliesOfNode } = shape;
  const requirements = new Float32Array(nodeCount * dayCount);
  const stock = new Float64Array(nodeCount);
  const usableDay = new Int32Array(nodeCount * suppliesOfNode);
  const quantity = new Float64Array(nodeCount * suppliesOfNode);
  for (let node = 0; node < nodeCount; node++) {
    const row = requirements.subarray(node * dayCount, (node + 1) * dayCount);
    for (let line = demand.nodeStart[node]; line < demand.nodeStart[node + 1]; line++) {
      row[demand.stockDay[line]] += demand.quantity[line];
    }
    const coveredDays = Math.min(dayCount, Math.ceil(leadTimeDays[node] * 1.5) + 6);
    const part = coveredDays / (suppliesOfNode + 1);
    const late = random.next() < shape.shortShare ? 20 : 0;
    stock[node] =
      sum(row, 0, Math.min(dayCount, Math.floor(part) + SLACK_DAYS)) + random.integer(0, 5);
    let covered = stock[node];
    for (let i = 0; i < suppliesOfNode; i++) {
      const line = node * suppliesOfNode + i;
      const from = Math.floor(part * (i + 1));
      const needed = firstDayAbove(row, covered);
      usableDay[line] = Math.max(0, Math.min(needed, from + 10) - random.integer(3, 6)) + late;
      quantity[line] = Math.max(1, sum(row, from, Math.floor(part * (i + 2))));
      covered += quantity[line];
    }
    const lines = [node * suppliesOfNode, (node + 1) * suppliesOfNode] as const;
    sortByDay(usableDay.subarray(...lines), quantity.subarray(...lines));
    const end = components.sourceStart[node + 1];
    for (let line = components.sourceStart[node]; line < end; line++) {
      const base = components.node[line] * dayCount;
      for (let day = coveredDays; day < dayCount; day++) {
        const needDay = Math.max(0, day - Math.ceil(leadTimeDays[node] * 1.4));
        requirements[base + needDay] += row[day] * components.numerator[line];
      }
    }
  }
  return { stock, usableDay, quantity };
}

/** Open supply of a node stands by the day on which it can be used. */
function sortByDay(usableDay: Int32Array, quantity: Float64Array): void {
  const order = Array.from(usableDay.keys()).sort((a, b) => usableDay[a] - usableDay[b] || a - b);
  usableDay.set(order.map((i) => usableDay[i]));
  quantity.set(order.map((i) => quantity[i]));
}

/** First day on which the requirements so far exceed a quantity; the row's length if none. */
function firstDayAbove(row: Float32Array, quantity: number): number {
  let total = 0;
  for (let day = 0; day < row.length; day++) {
    total += row[day];
    if (total > quantity) return day;
  }
  return row.length;
}

function sum(row: Float32Array, from: number, to: number): number {
  let total = 0;
  for (let day = from; day < to; day++) total += row[day];
  return total;
}

export function supplyLines(
  shape: NetworkShape,
  { usableDay, quantity }: Cover,
): Network['supply'] {
  const each = shape.suppliesOfNode;
  const count = shape.nodeCount * each;
  const arrivalDate = usableDay.map((day) => MONDAY + day);
  const noDay = new Int32Array(count).fill(NO_DAY);
  return {
    count,
    nodeStart: starts(shape.nodeCount, each),
    kind: new Uint8Array(count).fill(0),
    flags: new Uint8Array(count).fill(0),
    quantity,
    usableDay,
    arrivalDate,
    requestedDate: noDay,
    promisedDate: noDay,
    confirmedDate: arrivalDate,
    orderedDate: noDay,
    supplier: Int32Array.from({ length: count }, (_, i) => Math.floor(i / each) % SUPPLIER_COUNT),
    source: Int32Array.from({ length: count }, (_, i) => Math.floor(i / each)),
    dateBasis: new Uint8Array(count).fill(DATE_CONFIRMED),
    orderQuantity: quantity,
    unitPrice: new Float64Array(count).fill(Number.NaN),
    factRow: Int32Array.from({ length: count }, (_, i) => i),
  };
}

export function stockLots(quantity: Float64Array): Network['stock'] {
  const count = quantity.length;
  return {
    count,
    nodeStart: starts(count, 1),
    quantity,
    status: new Uint8Array(count).fill(0),
    usableDay: new Int32Array(count).fill(0),
    expiryDay: new Int32Array(count).fill(NEVER),
    reservedFor: new Int32Array(count).fill(-1),
    factRow: new Int32Array(count).fill(-1),
  };
}
