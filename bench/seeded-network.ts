// A seeded supply network made straight as columns, for benches and property tests: levels of made
// items over bought ones, shared components, dated demand, open supply, and stock that covers most
// of the lead time, so that a few nodes run short and most do not.
// Columns of zeros are written too, as those of a built network are: memory that the plan would be
// the first to touch would cost the plan.

import { createRandom, type Random } from '../src/base/prng.ts';
import {
  DEMAND_SALES_ORDER,
  METHOD_MRP,
  type Network,
  type Nodes,
  SOURCE_BUY,
  SOURCE_MAKE,
} from '../src/model/network.ts';
import { DEFAULT_PARAMETERS } from '../src/model/parameters.ts';
import { NO_DAY } from '../src/units/day.ts';
import { compileCalendar, EVERY_DAY } from '../src/units/working-calendar.ts';
import { MONDAY, type NetworkShape, SUPPLIER_COUNT, starts } from './network-shape.ts';
import { coverRequirements, stockLots, supplyLines } from './seeded-supply.ts';

export const BENCH_SHAPE: Omit<NetworkShape, 'nodeCount' | 'dayCount' | 'seed'> = {
  levelCount: 4,
  linesOfMadeItem: 8,
  demandsOfNode: 20,
  suppliesOfNode: 3,
  shortShare: 0.002,
};

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

function makeNodes(count: number): Nodes {
  const none = new Array<string>(count).fill('');
  return {
    count,
    item: Int32Array.from({ length: count }, (_, i) => i),
    location: new Int32Array(count).fill(0),
    calendar: new Int32Array(count).fill(1),
    method: new Uint8Array(count).fill(METHOD_MRP),
    safetyStock: new Float64Array(count).fill(0),
    safetyTimeDays: new Int32Array(count).fill(0),
    reorderPoint: new Float64Array(count).fill(Number.NaN),
    maxStock: new Float64Array(count).fill(Number.NaN),
    lotSizeRule: new Uint8Array(count).fill(0),
    lotSize: new Float64Array(count).fill(Number.NaN),
    periodDays: new Int32Array(count).fill(7),
    planningFenceDays: new Int32Array(count).fill(0),
    goodsReceiptDays: new Int32Array(count).fill(0),
    rescheduleHorizonDays: new Int32Array(count).fill(-1),
    runOut: new Uint8Array(count).fill(0),
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
    transitDays: new Int32Array(count).fill(0),
    minLot: new Float64Array(count).fill(0),
    lotMultiple: new Float64Array(count).fill(1),
    maxLot: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    quotaPercent: new Float64Array(count).fill(Number.NaN),
    quotaPlaced: new Float64Array(count).fill(0),
    validFrom: new Int32Array(count).fill(NO_DAY),
    validTo: new Int32Array(count).fill(NO_DAY),
    released: new Uint8Array(count).fill(1),
    unitCost: new Float64Array(count).fill(5),
    firmDays: new Int32Array(count).fill(0),
    materialDays: new Int32Array(count).fill(0),
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
    fixed: new Float64Array(count).fill(0),
    denominator: new Float64Array(count).fill(1),
    offsetDays: new Int32Array(count).fill(0),
    validFrom: new Int32Array(count).fill(NO_DAY),
    validTo: new Int32Array(count).fill(NO_DAY),
    phantom: new Uint8Array(count).fill(0),
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
    customer: new Int32Array(count).fill(0),
    unitPrice: new Float64Array(count).fill(Number.NaN),
    pickDays: new Int32Array(count).fill(0),
    transitDays: new Int32Array(count).fill(0),
    laneCalendar: new Int32Array(count).fill(0),
    shipComplete: new Uint8Array(count).fill(0),
    order: Int32Array.from({ length: count }, (_, i) => i),
    passable: new Uint8Array(count).fill(0),
    factRow: Int32Array.from({ length: count }, (_, i) => i),
  };
}
