// A seeded supply network made straight as columns, for benches and property tests: levels of made
// items over bought ones, shared components, dated demand, open supply, and stock that covers most
// of the lead time, so that a few nodes run short and most do not.

import { createRandom, type Random } from '../src/base/prng.ts';
import {
  DATE_CONFIRMED,
  DEMAND_SALES_ORDER,
  METHOD_MRP,
  NEVER,
  type Network,
  type Nodes,
  SOURCE_BUY,
  SOURCE_MAKE,
} from '../src/model/network.ts';
import { DEFAULT_PARAMETERS } from '../src/model/parameters.ts';
import { NO_DAY, parseDay } from '../src/units/day.ts';
import { compileCalendar, EVERY_DAY } from '../src/units/working-calendar.ts';

export interface NetworkShape {
  nodeCount: number;
  dayCount: number;
  seed: number;
  levelCount: number; // the last level is bought
  linesOfMadeItem: number; // mean
  demandsOfNode: number;
  suppliesOfNode: number;
  shortShare: number; // share of nodes whose supply is late or missing
}

export const BENCH_SHAPE: Omit<NetworkShape, 'nodeCount' | 'dayCount' | 'seed'> = {
  levelCount: 4,
  linesOfMadeItem: 8,
  demandsOfNode: 20,
  suppliesOfNode: 3,
  shortShare: 0.002,
};

const MONDAY = parseDay('2026-01-05');
const SUPPLIER_COUNT = 50;
const SLACK_DAYS = 1;

export function seededNetwork(shape: NetworkShape): Network {
  const random = createRandom(shape.seed);
  const { nodeCount, dayCount } = shape;
  const weekend = {
    line: 1,
    validFrom: Number.NEGATIVE_INFINITY,
    validTo: Number.POSITIVE_INFINITY,
    weekdays: '0000011',
    working: false,
  };
  const calendars = [
    EVERY_DAY,
    compileCalendar('MON-FRI', [weekend], MONDAY - 15000, MONDAY + dayCount + 15000),
  ];
  const levelOf = (node: number) => Math.floor((node * shape.levelCount) / nodeCount);
  const sources = makeSources(random, shape, levelOf);
  const components = makeComponents(random, shape, levelOf);
  const demand = makeDemand(random, shape);
  const cover = coverRequirements(random, shape, demand, components, sources.leadTimeDays);
  return {
    asOf: MONDAY,
    dayCount,
    currency: 'EUR',
    parameters: DEFAULT_PARAMETERS,
    calendars,
    items: {
      count: nodeCount,
      id: names('I', nodeCount),
      description: new Array<string>(nodeCount).fill(''),
      uom: new Array<string>(nodeCount).fill('PCE'),
      decimals: new Uint8Array(nodeCount),
      unitCost: new Float64Array(nodeCount).fill(5),
      unitPrice: new Float64Array(nodeCount).fill(8),
      successor: new Int32Array(nodeCount).fill(-1),
      factRow: new Int32Array(nodeCount).fill(-1),
    },
    locations: {
      count: 1,
      id: ['PLANT'],
      name: ['Plant'],
      calendar: Int32Array.of(1),
    },
    suppliers: {
      count: SUPPLIER_COUNT,
      id: names('S', SUPPLIER_COUNT),
      name: names('Supplier ', SUPPLIER_COUNT),
    },
    customers: { count: 1, id: ['C'], name: ['Customer'] },
    nodes: makeNodes(nodeCount),
    stock: stockLots(cover.stock),
    demand,
    supply: supplyLines(shape, cover),
    sources,
    components,
  };
}

function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => prefix + String(i).padStart(7, '0'));
}

function starts(count: number, of: number): Int32Array {
  return Int32Array.from({ length: count + 1 }, (_, i) => i * of);
}

function makeNodes(count: number): Nodes {
  const none = new Array<string>(count).fill('');
  return {
    count,
    item: Int32Array.from({ length: count }, (_, i) => i),
    location: new Int32Array(count),
    calendar: new Int32Array(count).fill(1),
    method: new Uint8Array(count).fill(METHOD_MRP),
    safetyStock: new Float64Array(count),
    safetyTimeDays: new Int32Array(count),
    reorderPoint: new Float64Array(count).fill(Number.NaN),
    maxStock: new Float64Array(count).fill(Number.NaN),
    lotSizeRule: new Uint8Array(count),
    lotSize: new Float64Array(count).fill(Number.NaN),
    periodDays: new Int32Array(count).fill(7),
    planningFenceDays: new Int32Array(count),
    goodsReceiptDays: new Int32Array(count),
    rescheduleHorizonDays: new Int32Array(count).fill(-1),
    runOut: new Uint8Array(count),
    planner: none,
    buyer: none,
    factRow: new Int32Array(count).fill(-1),
  };
}

function makeSources(
  random: Random,
  shape: NetworkShape,
  levelOf: (node: number) => number,
): Network['sources'] {
  const count = shape.nodeCount;
  const isMade = (node: number) => levelOf(node) < shape.levelCount - 1;
  return {
    count,
    nodeStart: starts(count, 1),
    node: Int32Array.from({ length: count }, (_, i) => i),
    id: names('SRC', count),
    kind: Uint8Array.from({ length: count }, (_, i) => (isMade(i) ? SOURCE_MAKE : SOURCE_BUY)),
    priority: new Int32Array(count).fill(1),
    supplier: Int32Array.from({ length: count }, (_, i) => (isMade(i) ? -1 : i % SUPPLIER_COUNT)),
    fromNode: new Int32Array(count).fill(-1),
    leadTimeDays: Int32Array.from({ length: count }, (_, i) =>
      isMade(i) ? random.integer(1, 3) : random.integer(5, 30),
    ),
    leadTimeCalendar: Int32Array.from({ length: count }, (_, i) => (isMade(i) ? 1 : 0)),
    transitDays: new Int32Array(count),
    minLot: new Float64Array(count),
    lotMultiple: new Float64Array(count).fill(1),
    maxLot: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    quotaPercent: new Float64Array(count).fill(Number.NaN),
    quotaPlaced: new Float64Array(count),
    validFrom: new Int32Array(count).fill(NO_DAY),
    validTo: new Int32Array(count).fill(NO_DAY),
    released: new Uint8Array(count).fill(1),
    unitCost: new Float64Array(count).fill(5),
    firmDays: new Int32Array(count),
    materialDays: new Int32Array(count),
    flexUpPercent: new Float64Array(count).fill(Number.NaN),
    flexDownPercent: new Float64Array(count).fill(Number.NaN),
    cancellable: new Uint8Array(count).fill(1),
    factRow: new Int32Array(count).fill(-1),
  };
}

/** Each made item's lines point to items of deeper levels, mostly of the next one. */
function makeComponents(
  random: Random,
  shape: NetworkShape,
  levelOf: (node: number) => number,
): Network['components'] {
  const { nodeCount, levelCount, linesOfMadeItem } = shape;
  const sourceStart = new Int32Array(nodeCount + 1);
  const most = Math.max(1, Math.round(linesOfMadeItem * 1.5));
  const least = Math.max(1, Math.round(linesOfMadeItem * 0.5));
  for (let node = 0; node < nodeCount; node++) {
    const lines = levelOf(node) < levelCount - 1 ? random.integer(least, most) : 0;
    sourceStart[node + 1] = sourceStart[node] + lines;
  }
  const count = sourceStart[nodeCount];
  const node = new Int32Array(count);
  const numerator = new Float64Array(count);
  for (let parent = 0; parent < nodeCount; parent++) {
    const level = levelOf(parent);
    const firstBelow = Math.ceil(((level + 1) * nodeCount) / levelCount);
    for (let line = sourceStart[parent]; line < sourceStart[parent + 1]; line++) {
      node[line] = random.integer(firstBelow, nodeCount - 1);
      numerator[line] = random.integer(1, 3);
    }
  }
  return {
    count,
    sourceStart,
    node,
    numerator,
    fixed: new Float64Array(count),
    denominator: new Float64Array(count).fill(1),
    offsetDays: new Int32Array(count),
    validFrom: new Int32Array(count).fill(NO_DAY),
    validTo: new Int32Array(count).fill(NO_DAY),
    phantom: new Uint8Array(count),
    factRow: new Int32Array(count).fill(-1),
  };
}

function makeDemand(random: Random, shape: NetworkShape): Network['demand'] {
  const each = shape.demandsOfNode;
  const count = shape.nodeCount * each;
  const stockDay = new Int32Array(count);
  const quantity = new Float64Array(count);
  const days = new Int32Array(each);
  for (let node = 0; node < shape.nodeCount; node++) {
    for (let i = 0; i < each; i++) days[i] = random.integer(0, shape.dayCount - 1);
    days.sort();
    for (let i = 0; i < each; i++) {
      stockDay[node * each + i] = days[i];
      quantity[node * each + i] = random.integer(1, 20);
    }
  }
  const dueDate = stockDay.map((day) => MONDAY + day);
  return {
    count,
    nodeStart: starts(shape.nodeCount, each),
    kind: new Uint8Array(count).fill(DEMAND_SALES_ORDER),
    quantity,
    stockDay,
    dueDate,
    requestedDate: dueDate,
    promisedDate: dueDate,
    priority: new Int32Array(count).fill(1),
    customer: new Int32Array(count),
    unitPrice: new Float64Array(count).fill(Number.NaN),
    pickDays: new Int32Array(count),
    transitDays: new Int32Array(count),
    laneCalendar: new Int32Array(count),
    shipComplete: new Uint8Array(count),
    order: Int32Array.from({ length: count }, (_, i) => i),
    factRow: Int32Array.from({ length: count }, (_, i) => i),
  };
}

interface Cover {
  stock: Float64Array; // by node
  usableDay: Int32Array; // by supply line
  quantity: Float64Array; // by supply line
}

/** Stock and open supply that cover each node's requirements until a new order could be there, as in
 * a company that has planned before: what comes later is left to planned orders, which need their
 * components in turn. Of a few nodes the supply comes twenty days late. */
function coverRequirements(
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

function supplyLines(shape: NetworkShape, { usableDay, quantity }: Cover): Network['supply'] {
  const each = shape.suppliesOfNode;
  const count = shape.nodeCount * each;
  const arrivalDate = usableDay.map((day) => MONDAY + day);
  const noDay = new Int32Array(count).fill(NO_DAY);
  return {
    count,
    nodeStart: starts(shape.nodeCount, each),
    kind: new Uint8Array(count),
    flags: new Uint8Array(count),
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

function stockLots(quantity: Float64Array): Network['stock'] {
  const count = quantity.length;
  return {
    count,
    nodeStart: starts(count, 1),
    quantity,
    status: new Uint8Array(count),
    usableDay: new Int32Array(count),
    expiryDay: new Int32Array(count).fill(NEVER),
    reservedFor: new Int32Array(count).fill(-1),
    factRow: new Int32Array(count).fill(-1),
  };
}
