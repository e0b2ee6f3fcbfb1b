// The causes that exceptions hang on: one entry an event, however many exceptions it has. The
// cause of late demand is the bottom of its chain in the lateness; of a node's hole that makes no
// customer late it is the first peg that comes too late.

import type { Facts } from '../model/facts.ts';
import {
  LOT_AVAILABLE,
  METHOD_MRP,
  type Network,
  SUPPLY_PAST_DUE,
  SUPPLY_PURCHASE_ORDER,
} from '../model/network.ts';
import {
  type Lateness,
  ROOT_FENCE,
  ROOT_LEAD_TIME,
  ROOT_STOCK,
  ROOT_SUPPLY,
} from '../planning/lateness-types.ts';
import { PLANNED_FENCE, PLANNED_PAST_DUE, type Plan } from '../planning/plan.ts';
import { NO_DAY } from '../units/day.ts';
import { BOM_CYCLE, cycleFaultOf } from './cycle-faults.ts';
import type { DataFaults } from './data-faults.ts';
import type { MissingSupply } from './missing-supply.ts';
import { type OrderIds, orderEvent, orderIdsOf } from './order-event.ts';
import { type RaisedNeeds, raiseBehind } from './raised-needs.ts';

export const CAUSE_KINDS = [
  'supply', // an order comes later than it is needed; index = its supply line wanted first
  'stock', // stock in inspection or in transit; = stock lot
  'raise', // a customer raised its call-offs; = place in the list of raises
  'lead_time', // there is not the time to make or buy it; = node
  'fence', // the planning time fence lets nothing in; = node
  'no_supply', // nothing can supply it within the horizon; = node
  'short', // a supplier confirmed or closed under what was ordered; = row of purchase_orders
  'silence', // a supplier does not answer; = supplier
  'overdue', // our own orders are past due and still open; = location
  'backlog', // the goods are there and were not shipped; = location
  'excess', // more comes than is needed; = node
  'expiry', // a batch expires before it is used; = stock lot
  'data', // rows of a feed fail a rule; = place in the list of data faults
] as const;
export type CauseKind = (typeof CAUSE_KINDS)[number];

export interface Cause {
  kind: CauseKind;
  index: number; // by kind
  node: number; // where it bites first, -1 = nowhere in particular
  wantedDay: number; // first day index on which it is missed there
}

export interface Causes {
  list: Cause[];
  placeOf: Record<CauseKind, Map<number, number>>; // by kind: event -> place in the list
  orderIds: OrderIds;
}

export function createCauses(facts: Facts): Causes {
  const placeOf = Object.fromEntries(CAUSE_KINDS.map((kind) => [kind, new Map()]));
  return { list: [], placeOf: placeOf as Causes['placeOf'], orderIds: orderIdsOf(facts) };
}

const SUPPLY_KINDS_MAX = 4;

/** The place of a cause in the list; a new one is added. */
export function causeAt(
  causes: Causes,
  kind: CauseKind,
  index: number,
  node: number,
  wantedDay: number,
  event = index, // what makes it one and the same: lines of an order share it
): number {
  const known = knownCause(causes, kind, event);
  if (known >= 0) {
    const cause = causes.list[known];
    if (wantedDay < cause.wantedDay) {
      cause.wantedDay = wantedDay;
      cause.index = index;
      cause.node = node;
    }
    return known;
  }
  causes.placeOf[kind].set(event, causes.list.length);
  causes.list.push({ kind, index, node, wantedDay });
  return causes.list.length - 1;
}

/** The place of a cause that is in the list, else -1. */
export function knownCause(causes: Causes, kind: CauseKind, event: number): number {
  return causes.placeOf[kind].get(event) ?? -1;
}

/** What all parts of an order's schedule line share. */
export function supplyEvent(supplyKind: number, factRow: number): number {
  return factRow * SUPPLY_KINDS_MAX + supplyKind;
}

export function supplyCause(
  causes: Causes,
  network: Network,
  supply: number,
  node: number,
  wantedDay: number,
): number {
  const event = orderEvent(network, causes.orderIds, node, supply);
  return causeAt(causes, 'supply', supply, node, wantedDay, event);
}

/** The line itself, where its order's cause is another of its lines. */
export function lineCause(
  causes: Causes,
  network: Network,
  supply: number,
  node: number,
  wantedDay: number,
): number {
  const known = knownCause(causes, 'supply', orderEvent(network, causes.orderIds, node, supply));
  const { factRow } = network.supply;
  if (known < 0 || factRow[causes.list[known].index] === factRow[supply]) {
    return supplyCause(causes, network, supply, node, wantedDay);
  }
  return causeAt(causes, 'supply', supply, node, wantedDay, -1 - supply); // orders are >= 0
}

/** A need waits for an open supply line that comes later: the customer who raised its call-offs is
 * to blame when the line comes as it was asked for, else the line. */
export function waitingCause(
  causes: Causes,
  reasons: LimitReasons,
  supply: number,
  node: number,
  wantedDay: number,
): number {
  const { network } = reasons.plan;
  if (comesAsAsked(network, supply)) {
    const raised = raiseCause(causes, reasons, node, wantedDay);
    if (raised >= 0) return raised;
  }
  return supplyCause(causes, network, supply, node, wantedDay);
}

/** An order that is our own has no other date than ours. */
function comesAsAsked({ supply }: Network, line: number): boolean {
  const { flags, kind, requestedDate, arrivalDate } = supply;
  if (flags[line] & SUPPLY_PAST_DUE) return false;
  if (kind[line] !== SUPPLY_PURCHASE_ORDER) return true;
  return requestedDate[line] !== NO_DAY && arrivalDate[line] <= requestedDate[line];
}

/** The raise that the node's hole of a day goes back to; -1 = none. */
function raiseCause(
  causes: Causes,
  { plan, raisedNeeds }: LimitReasons,
  node: number,
  wantedDay: number,
): number {
  const raise = raiseBehind(plan, raisedNeeds, node, wantedDay);
  return raise < 0 ? -1 : causeAt(causes, 'raise', raise, node, wantedDay);
}

/** What may stand behind a limit that a node meets. */
export interface LimitReasons {
  plan: Plan;
  missing: ReadonlyMap<number, MissingSupply>; // by node
  faults: DataFaults;
  raisedNeeds: RaisedNeeds;
}

export type Limit = 'lead_time' | 'fence' | 'no_supply';

/** Rules whose failure leaves a node without supply. */
const SUPPLY_RULES = new Set(['missing_source', 'transfer_without_sender', BOM_CYCLE]);

/** A node lacks supply: what was ordered and will not come, when that would have filled the hole;
 * else the data fault that leaves it without supply; else the customer who raised its call-offs;
 * else the limit itself. */
export function limitCause(
  causes: Causes,
  reasons: LimitReasons,
  kind: Limit,
  node: number,
  wantedDay: number,
): number {
  const { plan, missing, faults } = reasons;
  const lost = missing.get(node);
  if (lost && lost.quantity >= deepestHole(plan, node)) {
    return causeAt(causes, lost.kind, lost.index, node, wantedDay);
  }
  const fault = kind === 'no_supply' ? faultOf(plan, faults, node) : -1;
  if (fault >= 0) return causeAt(causes, 'data', fault, node, wantedDay);
  const raised = raiseCause(causes, reasons, node, wantedDay);
  if (raised >= 0) return raised;
  return causeAt(causes, kind, node, node, wantedDay);
}

/** The data fault that leaves a node without supply, -1 = none. */
function faultOf(plan: Plan, faults: DataFaults, node: number): number {
  const own = faults.ofNode.get(node)?.find((i) => SUPPLY_RULES.has(faults.diagnostics[i].rule));
  if (own !== undefined) return own;
  return plan.leftOut[node] === 1 ? cycleFaultOf(plan, faults, node) : -1;
}

function deepestHole(plan: Plan, node: number): number {
  const { dayCount } = plan.network;
  const base = node * dayCount;
  let lowest = 0;
  for (let day = 0; day < dayCount; day++) lowest = Math.min(lowest, plan.balance[base + day]);
  return -lowest;
}

/** A planned order comes too late for a need at its node: the fence or the lead time holds it.
 * One that comes when it was planned for is late for nobody: the need lives off it because what
 * was to cover the need comes later still, and that is the cause. */
export function plannedCause(
  causes: Causes,
  reasons: LimitReasons,
  order: number,
  node: number,
  wantedDay: number,
): number {
  const { plan } = reasons;
  const { flags } = plan.planned;
  if (flags[order] & PLANNED_FENCE) return limitCause(causes, reasons, 'fence', node, wantedDay);
  const isPastDue = (flags[order] & PLANNED_PAST_DUE) !== 0;
  if (!isPastDue && plan.network.nodes.method[node] === METHOD_MRP) {
    const awaited = awaitedSupply(causes, reasons, node, wantedDay);
    if (awaited >= 0) return awaited;
  }
  return limitCause(causes, reasons, 'lead_time', node, wantedDay);
}

/** Stock or open supply that covers needs of the node before it can be used; -1 = none. */
function awaitedSupply(
  causes: Causes,
  reasons: LimitReasons,
  node: number,
  wantedDay: number,
): number {
  const { network, claims } = reasons.plan;
  const { stock, supply } = network;
  for (let lot = stock.nodeStart[node]; lot < stock.nodeStart[node + 1]; lot++) {
    const isLater = stock.usableDay[lot] > wantedDay && stock.usableDay[lot] < network.dayCount;
    if (isLater && stock.status[lot] !== LOT_AVAILABLE) {
      return causeAt(causes, 'stock', lot, node, wantedDay);
    }
  }
  for (let line = supply.nodeStart[node]; line < supply.nodeStart[node + 1]; line++) {
    if (supply.usableDay[line] <= wantedDay || claims.claimedOfSupply[line] <= 0) continue;
    return waitingCause(causes, reasons, line, node, wantedDay);
  }
  return -1;
}

/** By part of the lateness: its cause. */
export function causesOfParts(
  causes: Causes,
  reasons: LimitReasons,
  lateness: Lateness,
): Int32Array {
  const causeOfPart = new Int32Array(lateness.count);
  for (let part = 0; part < lateness.count; part++) {
    const last = lateness.pathStart[part + 1] - 1;
    const node = lateness.pathNode[last];
    const day = lateness.pathDay[last];
    const root = lateness.root[part];
    const rootKind = lateness.rootKind[part];
    if (rootKind === ROOT_SUPPLY) {
      causeOfPart[part] = waitingCause(causes, reasons, root, node, day);
    } else if (rootKind === ROOT_STOCK) {
      causeOfPart[part] = causeAt(causes, 'stock', root, node, day);
    } else if (rootKind === ROOT_LEAD_TIME || rootKind === ROOT_FENCE) {
      causeOfPart[part] = plannedCause(causes, reasons, root, node, day);
    } else {
      causeOfPart[part] = limitCause(causes, reasons, 'no_supply', node, day);
    }
  }
  return causeOfPart;
}
