// Which demand is late or short, and what binds (handbook 3, feasible date): from the components
// upward, a planned order can start when its latest component is there, and end demand can leave
// stock when its supply can be used. Only nodes with a hole, and what consumes them, are looked at:
// elsewhere everything is on time by definition.

import { NEVER } from '../model/network.ts';
import { type BindingNeeds, bindingNeed, bindOrder, createBindingNeeds } from './binding-needs.ts';
import { isPhantomNeed, type LacksOfPhantoms, lacksBelow, noteLack } from './lacking-components.ts';
import {
  addLateNeed,
  addLatePart,
  createLateNeeds,
  createLateParts,
  type LateNeeds,
  type LateParts,
} from './late-needs.ts';
import { latenessColumns } from './lateness-columns.ts';
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
  createPegger,
  PEG_CO_PRODUCT,
  PEG_DEMAND_LINE,
  PEG_NONE,
  PEG_OPEN_SUPPLY,
  PEG_PLANNED,
  PEG_PLANNED_NEED,
  PEG_STOCK,
  type Pegger,
  type Pegs,
  pegInto,
} from './pegging.ts';
import { PLANNED_FENCE, PLANNED_PASS_THROUGH, type Plan } from './plan.ts';
import { nodeOfPlannedOrder } from './planned-order-node.ts';
import { touchedNodes } from './touched-nodes.ts';
import { whereUsedOf } from './where-used.ts';

interface Trace {
  plan: Plan;
  pegger: Pegger;
  needs: LateNeeds;
  parts: LateParts;
  binding: BindingNeeds;
  lacksOf: LacksOfPhantoms;
  weighedNeed: number; // the binding need whose order was dated last,
  weighedDay: number; // and the day index from which that order can be used
}

export function traceLateness(plan: Plan): Lateness {
  const isTouched = touchedNodes(plan);
  const trace: Trace = {
    plan,
    pegger: createPegger(plan),
    needs: createLateNeeds(),
    parts: createLateParts(),
    binding: createBindingNeeds(plan, isTouched),
    lacksOf: new Map(),
    weighedNeed: -1,
    weighedDay: 0,
  };
  for (let position = plan.nodeOrder.length - 1; position >= 0; position--) {
    const node = plan.nodeOrder[position];
    if (isTouched[node] === 1 && canBeLate(trace, node)) traceNode(trace, node);
  }
  return latenessColumns(plan.network.nodes.count, trace.needs, trace.parts);
}

/** A node without a hole, none of whose orders is held up, is on time. Where its balance is more
 * than receipts less needs (lots that are kept or expire, co-products, run-outs) pegs decide. */
function canBeLate({ plan, binding }: Trace, node: number): boolean {
  const { nodes, stock, components, dayCount } = plan.network;
  if (plan.firstShortDay[node] !== NEVER || binding.isHeld[node] === 1) return true;
  if (nodes.runOut[node] === 1) return true;
  for (let lot = stock.nodeStart[node]; lot < stock.nodeStart[node + 1]; lot++) {
    if (stock.reservedFor[lot] >= 0 || stock.expiryDay[lot] < dayCount) return true;
  }
  const { lines } = whereUsedOf(plan.network);
  for (let i = lines.start[node]; i < lines.start[node + 1]; i++) {
    const line = lines.entries[i];
    if (components.numerator[line] < 0 || components.fixed[line] < 0) return true;
  }
  return false;
}

function traceNode(trace: Trace, node: number): void {
  const pegs = pegInto(trace.pegger, node);
  for (let i = 0; i < pegs.count; i++) {
    const kind = pegs.demandKind[i];
    if (kind !== PEG_DEMAND_LINE && kind !== PEG_PLANNED_NEED) continue;
    const feasibleDay = feasibleDayOf(trace, node, pegs, i);
    if (feasibleDay <= pegs.demandDay[i]) continue;
    if (kind === PEG_DEMAND_LINE) addParts(trace, node, pegs, i, feasibleDay);
    else holdOrder(trace, node, pegs, i, feasibleDay);
  }
}

/** Day index from which the supply of peg `i` can be used: its own day, or later where a component
 * holds the planned order up. */
function feasibleDayOf(trace: Trace, node: number, pegs: Pegs, i: number): number {
  const kind = pegs.supplyKind[i];
  const day = pegs.supplyDay[i];
  if (kind !== PEG_PLANNED && kind !== PEG_CO_PRODUCT) return day;
  const order = pegs.supplyIndex[i];
  const need = bindingNeedOf(trace, node, kind, order);
  if (need < 0) return day;
  if (need !== trace.weighedNeed) {
    trace.weighedNeed = need;
    trace.weighedDay = receiptWhenHeld(trace, order, need);
  }
  return Math.max(day, trace.weighedDay);
}

/** The late need that binds a planned supply of a node, -1 = none. */
function bindingNeedOf(
  { plan, binding }: Trace,
  node: number,
  supplyKind: number,
  order: number,
): number {
  const maker = supplyKind === PEG_CO_PRODUCT ? nodeOfPlannedOrder(plan, order) : node;
  return bindingNeed(binding, maker, order);
}

/** Day index from which an order can be used when it starts as much later as its component is. */
function receiptWhenHeld({ plan, needs }: Trace, order: number, need: number): number {
  const { planned, network } = plan;
  if (needs.feasibleDay[need] === NEVER) return NEVER;
  const start = planned.releaseDay[order] + (needs.feasibleDay[need] - needs.day[need]);
  const source = planned.source[order];
  const isPassThrough = (planned.flags[order] & PLANNED_PASS_THROUGH) !== 0;
  const receipt =
    isPassThrough || source < 0
      ? start
      : receiptDateFrom(network, source, network.asOf + start) - network.asOf;
  return receipt < network.dayCount ? receipt : NEVER;
}

/** A late need of a planned order: kept when it lets the order start later than those before it. */
function holdOrder(trace: Trace, node: number, pegs: Pegs, i: number, feasibleDay: number): void {
  const { plan, needs, binding, lacksOf } = trace;
  const order = pegs.demandIndex[i];
  const consumer = nodeOfPlannedOrder(plan, order);
  const known = bindingNeed(binding, consumer, order);
  const delay = feasibleDay - pegs.demandDay[i];
  const binds = known < 0 || delay > needs.feasibleDay[known] - needs.day[known];
  const isPhantom = isPhantomNeed(plan, order);
  if (!binds && !isPhantom) return;
  const need = addNeed(trace, node, pegs, i, feasibleDay);
  if (binds) bindOrder(binding, consumer, order, need);
  if (isPhantom) noteLack(lacksOf, plan, pegs, i, need);
}

/** A late part of a demand line. Of a running order's need of a phantom: a part for each component
 * that lacks below it, with the component's own chain. */
function addParts(trace: Trace, node: number, pegs: Pegs, i: number, feasibleDay: number): void {
  const { plan, needs, parts, lacksOf } = trace;
  const line = pegs.demandIndex[i];
  const isPassable = plan.network.demand.passable[line] === 1;
  const lacks = isPassable ? lacksBelow(lacksOf, plan, pegs, i) : null;
  if (lacks === null) {
    const need = addNeed(trace, node, pegs, i, feasibleDay);
    addLatePart(parts, line, pegs.quantity[i], need, need, pegs.quantity[i]);
    return;
  }
  const day = pegs.demandDay[i];
  for (const { need: lack, held, quantity } of lacks) {
    const receipt = receiptWhenHeld(trace, pegs.supplyIndex[i], lack);
    if (receipt <= day) continue;
    const { rootKind, root } = needs;
    const need = addLateNeed(needs, node, day, receipt, lack, rootKind[lack], root[lack]);
    addLatePart(parts, line, held, need, lack, quantity);
  }
}

/** Adds the late need of peg `i` with what binds its supply. */
function addNeed(trace: Trace, node: number, pegs: Pegs, i: number, feasibleDay: number): number {
  const { needs, plan } = trace;
  const day = pegs.demandDay[i];
  const kind = pegs.supplyKind[i];
  const index = pegs.supplyIndex[i];
  if (kind === PEG_NONE) return addUnserved(trace, node, day);
  if (kind === PEG_STOCK) {
    return addLateNeed(needs, node, day, feasibleDay, -1, ROOT_STOCK, index);
  }
  if (kind === PEG_OPEN_SUPPLY) {
    return addLateNeed(needs, node, day, feasibleDay, -1, ROOT_SUPPLY, index);
  }
  if (feasibleDay === pegs.supplyDay[i]) {
    return addLateNeed(needs, node, day, feasibleDay, -1, orderRoot(plan, index), index);
  }
  const below = bindingNeedOf(trace, node, kind, index);
  const { rootKind, root } = needs;
  return addLateNeed(needs, node, day, feasibleDay, below, rootKind[below], root[below]);
}

/** Nothing in the horizon: an order that comes after it, else no supply at all. */
function addUnserved({ needs, plan }: Trace, node: number, day: number): number {
  const { planned, network } = plan;
  const { supply, dayCount } = network;
  const first = planned.firstOfNode[node];
  for (let order = first; order < first + planned.countOfNode[node]; order++) {
    if (planned.receiptDay[order] < dayCount) continue;
    return addLateNeed(needs, node, day, NEVER, -1, orderRoot(plan, order), order);
  }
  for (let line = supply.nodeStart[node]; line < supply.nodeStart[node + 1]; line++) {
    if (supply.usableDay[line] < dayCount) continue;
    return addLateNeed(needs, node, day, NEVER, -1, ROOT_SUPPLY, line);
  }
  return addLateNeed(needs, node, day, NEVER, -1, ROOT_NO_SUPPLY, node);
}

function orderRoot({ planned }: Plan, order: number): number {
  return (planned.flags[order] & PLANNED_FENCE) !== 0 ? ROOT_FENCE : ROOT_LEAD_TIME;
}
