// Open production and transfer orders that lack a component or the goods to send: the plan still
// counts their receipt on its own date, but it cannot come before what they lack. Followed through
// the pegs to the end demand that would then be late.

import {
  DEMAND_PRODUCTION_ORDER,
  DEMAND_TRANSFER_ORDER,
  NEVER,
  type Network,
  SUPPLY_PRODUCTION_ORDER,
  SUPPLY_TRANSFER_ORDER,
} from '../model/network.ts';
import type { Lateness } from '../planning/lateness-types.ts';
import {
  PEG_DEMAND_LINE,
  PEG_OPEN_SUPPLY,
  PEG_PLANNED,
  PEG_PLANNED_NEED,
  type Pegs,
} from '../planning/pegging.ts';
import type { Plan } from '../planning/plan.ts';
import { nodeOfPlannedOrder } from '../planning/planned-order-node.ts';
import { isEndDemand } from './late-demand.ts';
import { isLate, type LateEntries, type LateEntry } from './late-entries.ts';
import type { PegReader } from './peg-reader.ts';
import { nodeOfDemand, nodeOfSupply } from './places.ts';

/** Pegs followed for one order: what hangs on it beyond them is not counted. */
const PEGS_FOLLOWED_MAX = 2000;

interface Walk {
  plan: Plan;
  reader: PegReader;
  orders: OpenOrders;
  left: Map<number, number>; // demand line -> quantity that is not late yet
  entries: LateEntry[];
  waiting: SlippingNeed[]; // the next one last
  pegsFollowed: number;
  part: number;
  cause: number;
}

/** A need whose supply comes on `newDay` instead of its own. */
interface SlippingNeed {
  pegs: Pegs;
  peg: number;
  quantity: number;
  newDay: number;
}

/** End demand that would become late, each unit once and none that is late already. */
export function blockedEntries(
  plan: Plan,
  lateness: Lateness,
  reader: PegReader,
  causeOfPart: Int32Array,
  late: LateEntries,
): LateEntry[] {
  const { demand, supply } = plan.network;
  const parts: number[] = [];
  for (let part = 0; part < lateness.count; part++) {
    if (isOrderNeed(demand.kind[lateness.line[part]])) parts.push(part);
  }
  if (parts.length === 0) return [];
  const delayOf = (part: number): number =>
    lateness.feasibleDay[part] - demand.stockDay[lateness.line[part]];
  parts.sort((a, b) => delayOf(b) - delayOf(a) || a - b); // what comes last binds the order
  const orders = openOrders(plan);
  const left = new Map<number, number>();
  for (let entry = 0; entry < late.count; entry++) {
    const line = late.line[entry];
    left.set(line, (left.get(line) ?? demand.quantity[line]) - late.quantity[entry]);
  }
  const entries: LateEntry[] = [];
  for (const part of parts) {
    const line = lateness.line[part];
    const order = supplyOf(orders, plan.network, line);
    if (order < 0) continue;
    const feasibleDay = lateness.feasibleDay[part];
    const newDay =
      feasibleDay >= NEVER
        ? NEVER
        : supply.usableDay[order] + (feasibleDay - demand.stockDay[line]);
    const share = lateness.quantity[part] / demand.quantity[line];
    const quantity = Math.ceil(supply.quantity[order] * share);
    const cause = causeOfPart[part];
    const begun = { waiting: [], pegsFollowed: 0, part, cause };
    const walk: Walk = { plan, reader, orders, left, entries, ...begun };
    follow(walk, nodeOfSupply(plan.network, order), PEG_OPEN_SUPPLY, order, quantity, newDay);
    for (let need = walk.waiting.pop(); need; need = walk.waiting.pop()) delayNeed(walk, need);
  }
  return entries;
}

function isOrderNeed(demandKind: number): boolean {
  return demandKind === DEMAND_PRODUCTION_ORDER || demandKind === DEMAND_TRANSFER_ORDER;
}

/** Open production and transfer orders: by kind and row their first supply line, plus one. */
interface OpenOrders {
  production: Int32Array;
  transfer: Int32Array;
}

function openOrders({ network }: Plan): OpenOrders {
  const { kind, factRow, count } = network.supply;
  let rowCount = 0;
  for (let line = 0; line < count; line++) rowCount = Math.max(rowCount, factRow[line] + 1);
  const orders = { production: new Int32Array(rowCount), transfer: new Int32Array(rowCount) };
  for (let line = count - 1; line >= 0; line--) {
    if (kind[line] === SUPPLY_PRODUCTION_ORDER) orders.production[factRow[line]] = line + 1;
    else if (kind[line] === SUPPLY_TRANSFER_ORDER) orders.transfer[factRow[line]] = line + 1;
  }
  return orders;
}

/** The first supply line of the order that a demand line belongs to; -1 = it comes no more. */
function supplyOf(orders: OpenOrders, { demand }: Network, line: number): number {
  const kind = demand.kind[line];
  const ofKind = kind === DEMAND_PRODUCTION_ORDER ? orders.production : orders.transfer;
  return (ofKind[demand.factRow[line]] ?? 0) - 1;
}

/** The last `quantity` that a supply gives to needs comes on `newDay` instead of its own. The needs
 * wait on a list, not on the call stack: orders may need what they themselves make. */
function follow(
  walk: Walk,
  node: number,
  supplyKind: number,
  supplyIndex: number,
  quantity: number,
  newDay: number,
): void {
  const pegs = walk.reader.pegsOf(node);
  const needs: SlippingNeed[] = [];
  let left = quantity;
  for (let i = pegs.count - 1; i >= 0 && left > 0; i--) {
    if (pegs.supplyKind[i] !== supplyKind || pegs.supplyIndex[i] !== supplyIndex) continue;
    if (++walk.pegsFollowed > PEGS_FOLLOWED_MAX) break;
    const taken = Math.min(left, pegs.quantity[i]);
    left -= taken;
    if (newDay > pegs.demandDay[i]) needs.push({ pegs, peg: i, quantity: taken, newDay });
  }
  walk.waiting.push(...needs.reverse());
}

/** A need whose supply slips: end demand is late, an order starts and comes as much later. */
function delayNeed(walk: Walk, { pegs, peg, quantity, newDay }: SlippingNeed): void {
  const { plan } = walk;
  const { demand, supply } = plan.network;
  const index = pegs.demandIndex[peg];
  const slip = newDay - pegs.demandDay[peg];
  if (pegs.demandKind[peg] === PEG_PLANNED_NEED) {
    const { planned } = plan;
    const share = quantity / needOfOrder(pegs, index);
    const order = Math.ceil(planned.quantity[index] * Math.min(1, share));
    const node = nodeOfPlannedOrder(plan, index);
    const day = newDay >= NEVER ? NEVER : planned.receiptDay[index] + slip;
    follow(walk, node, PEG_PLANNED, index, order, day);
    return;
  }
  if (pegs.demandKind[peg] !== PEG_DEMAND_LINE) return;
  const kind = demand.kind[index];
  if (isEndDemand(kind)) {
    addEntry(walk, index, quantity, newDay);
    return;
  }
  if (!isOrderNeed(kind)) return;
  const order = supplyOf(walk.orders, plan.network, index);
  if (order < 0) return;
  const share = quantity / demand.quantity[index];
  const day = newDay >= NEVER ? NEVER : supply.usableDay[order] + slip;
  const node = nodeOfSupply(plan.network, order);
  follow(walk, node, PEG_OPEN_SUPPLY, order, Math.ceil(supply.quantity[order] * share), day);
}

function needOfOrder(pegs: Pegs, order: number): number {
  let need = 0;
  for (let i = 0; i < pegs.count; i++) {
    if (pegs.demandKind[i] === PEG_PLANNED_NEED && pegs.demandIndex[i] === order) {
      need += pegs.quantity[i];
    }
  }
  return need;
}

function addEntry(walk: Walk, line: number, quantity: number, newDay: number): void {
  const { network } = walk.plan;
  const inTime = walk.left.get(line) ?? network.demand.quantity[line];
  const taken = Math.min(inTime, quantity);
  if (taken <= 0) return;
  const feasibleDay = newDay < network.dayCount ? newDay : NEVER;
  if (!isLate(network, line, feasibleDay)) return;
  walk.left.set(line, inTime - taken);
  const node = nodeOfDemand(network, line);
  walk.entries.push({
    line,
    node,
    quantity: taken,
    feasibleDay,
    part: walk.part,
    cause: walk.cause,
  });
}
