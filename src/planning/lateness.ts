// Which demand is late or short, and what binds (handbook 3, feasible date): from the components
// upward, a planned order can start when its latest component is there, and end demand can leave
// stock when its supply can be used. Only nodes with a hole, and what consumes them, are looked at:
// elsewhere everything is on time by definition.

import { NEVER } from '../model/network.ts';
import type { Lateness } from './lateness-types.ts';
import {
  ROOT_FENCE,
  ROOT_LEAD_TIME,
  ROOT_NO_SUPPLY,
  ROOT_STOCK,
  ROOT_SUPPLY,
} from './lateness-types.ts';
import { receiptDateFrom } from './lead-time.ts';
import {
  PEG_CO_PRODUCT,
  PEG_DEMAND_LINE,
  PEG_NONE,
  PEG_OPEN_SUPPLY,
  PEG_PLANNED,
  PEG_PLANNED_NEED,
  PEG_STOCK,
  type Pegs,
  pegNode,
} from './pegging.ts';
import { PLANNED_FENCE, PLANNED_PASS_THROUGH, type Plan } from './plan.ts';
import { whereUsedOf } from './where-used.ts';

/** What holds a supply up: the day from which it can be used, and the chain down to the root. */
interface Hold {
  feasibleDay: number; // NEVER = not in the horizon
  rootKind: number;
  root: number;
  node: number; // where the need that holds it stood, -1 = nowhere below
  day: number; // when that need wanted it
  below: Hold | null; // the next link of the chain
}

interface Trace {
  plan: Plan;
  holdOfOrder: Map<number, Hold>; // by planned order: what its components or its own lead time do
  parts: Part[];
}

interface Part {
  line: number;
  quantity: number;
  hold: Hold;
}

export function traceLateness(plan: Plan): Lateness {
  const trace: Trace = { plan, holdOfOrder: new Map(), parts: [] };
  const isTouched = touchedNodes(plan);
  for (let position = plan.nodeOrder.length - 1; position >= 0; position--) {
    const node = plan.nodeOrder[position];
    if (isTouched[node] === 1) traceNode(trace, node);
  }
  return columnsOf(trace.parts);
}

/** By node: 1 = it has a hole, or consumes a node that is touched. */
export function touchedNodes(plan: Plan): Uint8Array {
  const { network, nodeOrder, firstShortDay } = plan;
  const isTouched = new Uint8Array(network.nodes.count);
  let whereUsed = null;
  for (let position = nodeOrder.length - 1; position >= 0; position--) {
    const node = nodeOrder[position];
    if (firstShortDay[node] !== NEVER) isTouched[node] = 1;
    if (isTouched[node] === 0) continue;
    whereUsed ??= whereUsedOf(network);
    const { lines, transfers, runOuts, sourceOfLine } = whereUsed;
    for (let i = lines.start[node]; i < lines.start[node + 1]; i++) {
      isTouched[network.sources.node[sourceOfLine[lines.entries[i]]]] = 1;
    }
    for (let i = transfers.start[node]; i < transfers.start[node + 1]; i++) {
      isTouched[network.sources.node[transfers.entries[i]]] = 1;
    }
    for (let i = runOuts.start[node]; i < runOuts.start[node + 1]; i++) {
      isTouched[runOuts.entries[i]] = 1;
    }
  }
  return isTouched;
}

function traceNode(trace: Trace, node: number): void {
  const pegs = pegNode(trace.plan, node);
  for (let i = 0; i < pegs.count; i++) {
    const kind = pegs.demandKind[i];
    if (kind !== PEG_DEMAND_LINE && kind !== PEG_PLANNED_NEED) continue;
    const hold = holdOfSupply(trace, node, pegs, i);
    if (hold === null || hold.feasibleDay <= pegs.demandDay[i]) continue;
    const link: Hold = { ...hold, node, day: pegs.demandDay[i], below: hold };
    if (kind === PEG_DEMAND_LINE) {
      trace.parts.push({ line: pegs.demandIndex[i], quantity: pegs.quantity[i], hold: link });
    } else holdOrder(trace, pegs.demandIndex[i], link);
  }
}

/** What holds the supply of peg `i` up; null = it is there when the balance says so, on time. */
function holdOfSupply(trace: Trace, node: number, pegs: Pegs, i: number): Hold | null {
  const index = pegs.supplyIndex[i];
  const feasibleDay = pegs.supplyDay[i];
  const root = { feasibleDay, node: -1, day: 0, below: null };
  switch (pegs.supplyKind[i]) {
    case PEG_STOCK:
      return { ...root, rootKind: ROOT_STOCK, root: index };
    case PEG_OPEN_SUPPLY:
      return { ...root, rootKind: ROOT_SUPPLY, root: index };
    case PEG_NONE:
      return missingSupply(trace, node);
    case PEG_CO_PRODUCT:
    case PEG_PLANNED:
      return holdOfPlanned(trace, index, feasibleDay);
    default:
      return null;
  }
}

/** A planned order's own date, or later where a component holds it up. */
function holdOfPlanned(trace: Trace, order: number, receiptDay: number): Hold {
  const { planned } = trace.plan;
  const held = trace.holdOfOrder.get(order);
  if (held !== undefined) {
    const feasibleDay = receiptWhenHeld(trace, order, held);
    if (feasibleDay > receiptDay) return { ...held, feasibleDay };
  }
  const isFence = (planned.flags[order] & PLANNED_FENCE) !== 0;
  return {
    feasibleDay: receiptDay,
    rootKind: isFence ? ROOT_FENCE : ROOT_LEAD_TIME,
    root: order,
    node: -1,
    day: 0,
    below: null,
  };
}

/** Nothing in the horizon: an order that comes after it, else no supply at all. */
function missingSupply(trace: Trace, node: number): Hold {
  const { planned, network } = trace.plan;
  const hold = { feasibleDay: NEVER, node: -1, day: 0, below: null };
  const first = planned.firstOfNode[node];
  for (let order = first; order < first + planned.countOfNode[node]; order++) {
    if (planned.receiptDay[order] < network.dayCount) continue;
    const isFence = (planned.flags[order] & PLANNED_FENCE) !== 0;
    return { ...hold, rootKind: isFence ? ROOT_FENCE : ROOT_LEAD_TIME, root: order };
  }
  const { supply } = network;
  for (let line = supply.nodeStart[node]; line < supply.nodeStart[node + 1]; line++) {
    if (supply.usableDay[line] >= network.dayCount) {
      return { ...hold, rootKind: ROOT_SUPPLY, root: line };
    }
  }
  return { ...hold, rootKind: ROOT_NO_SUPPLY, root: node };
}

/** Keeps the component that lets the order start latest. */
function holdOrder(trace: Trace, order: number, link: Hold): void {
  const held = trace.holdOfOrder.get(order);
  const delay = link.feasibleDay - link.day;
  if (held === undefined || delay > held.feasibleDay - held.day) {
    trace.holdOfOrder.set(order, link);
  }
}

/** Day index from which an order can be used when it starts as much later as its component is. */
function receiptWhenHeld(trace: Trace, order: number, held: Hold): number {
  const { planned, network } = trace.plan;
  if (held.feasibleDay === NEVER) return NEVER;
  const start = planned.releaseDay[order] + (held.feasibleDay - held.day);
  const source = planned.source[order];
  const isPassThrough = (planned.flags[order] & PLANNED_PASS_THROUGH) !== 0;
  const receipt =
    isPassThrough || source < 0
      ? start
      : receiptDateFrom(network, source, network.asOf + start) - network.asOf;
  return receipt < network.dayCount ? receipt : NEVER;
}

function columnsOf(parts: Part[]): Lateness {
  parts.sort((a, b) => a.line - b.line || a.hold.feasibleDay - b.hold.feasibleDay);
  const pathNode: number[] = [];
  const pathDay: number[] = [];
  const pathStart = new Int32Array(parts.length + 1);
  parts.forEach((part, i) => {
    for (let link: Hold | null = part.hold; link !== null && link.node >= 0; link = link.below) {
      pathNode.push(link.node);
      pathDay.push(link.day);
    }
    pathStart[i + 1] = pathNode.length;
  });
  return {
    count: parts.length,
    line: Int32Array.from(parts, (part) => part.line),
    quantity: Float64Array.from(parts, (part) => part.quantity),
    feasibleDay: Int32Array.from(parts, (part) => part.hold.feasibleDay),
    rootKind: Uint8Array.from(parts, (part) => part.hold.rootKind),
    root: Int32Array.from(parts, (part) => part.hold.root),
    pathStart,
    pathNode: Int32Array.from(pathNode),
    pathDay: Int32Array.from(pathDay),
  };
}
