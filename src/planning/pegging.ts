// Pegging (handbook 3 and 4): which supply serves which demand of a node, first in first out:
// demand in its order of service, supply as it becomes usable, exact on both sides. Single-level
// pegs are made per node on demand; a component need names its parent order, so a full peg is the
// walk from peg to peg.

import { NEVER, type Network } from '../model/network.ts';
import { expiryOf, isReserved, limitedSupplies, mayServe } from './limited-stock.ts';
import {
  classOfSlot,
  createPegQueue,
  dayOfSlot,
  FOR_FORECAST_LINE,
  FOR_NEGATIVE_STOCK,
  FOR_ORDER_LINE,
  FOR_PLANNED_ORDER,
  FROM_CO_PRODUCT,
  FROM_OPEN_SUPPLY,
  FROM_PLANNED_ORDER,
  FROM_STOCK,
  type PegQueue,
} from './peg-queue.ts';
import { queueSides } from './peg-sides.ts';
import type { Plan } from './plan.ts';
import { createPlannedNeeds, type PlannedNeeds } from './planned-needs.ts';

export const PEG_STOCK = 0; // supplyIndex = stock lot
export const PEG_OPEN_SUPPLY = 1; // = supply line
export const PEG_PLANNED = 2; // = planned order
export const PEG_NONE = 3; // nothing covers this demand in the horizon; index -1
export const PEG_CO_PRODUCT = 4; // = planned order of another node that yields this item

export const PEG_DEMAND_LINE = 0; // demandIndex = demand line
export const PEG_PLANNED_NEED = 1; // = planned order that needs it (component, transfer, passed on)
export const PEG_SAFETY_STOCK = 2; // what stays as safety stock; index -1
export const PEG_SURPLUS = 3; // what nothing needs; index -1
export const PEG_EXPIRED = 4; // what expires unused; index -1
export const PEG_NEGATIVE_STOCK = 5; // fills a negative stock record; = stock lot

/** By class of the supply queue. */
const SUPPLY_KIND = new Uint8Array(4);
SUPPLY_KIND[FROM_STOCK] = PEG_STOCK;
SUPPLY_KIND[FROM_OPEN_SUPPLY] = PEG_OPEN_SUPPLY;
SUPPLY_KIND[FROM_PLANNED_ORDER] = PEG_PLANNED;
SUPPLY_KIND[FROM_CO_PRODUCT] = PEG_CO_PRODUCT;

/** By class of the demand queue. */
const DEMAND_KIND = new Uint8Array(4);
DEMAND_KIND[FOR_NEGATIVE_STOCK] = PEG_NEGATIVE_STOCK;
DEMAND_KIND[FOR_ORDER_LINE] = PEG_DEMAND_LINE;
DEMAND_KIND[FOR_PLANNED_ORDER] = PEG_PLANNED_NEED;
DEMAND_KIND[FOR_FORECAST_LINE] = PEG_DEMAND_LINE;

/** Pegs of one node, in order of service; the columns may be longer than `count`. */
export interface Pegs {
  count: number;
  supplyKind: Uint8Array; // PEG_*
  supplyIndex: Int32Array;
  demandKind: Uint8Array; // PEG_*
  demandIndex: Int32Array;
  quantity: Float64Array; // smallest units, > 0
  supplyDay: Int32Array; // day index of use; NEVER of PEG_NONE
  demandDay: Int32Array; // day index wanted; of safety stock and surplus the supply's day
}

/** Makes the pegs of one node after the other, in memory that is used again for each. */
export interface Pegger {
  plan: Plan;
  needs: PlannedNeeds;
  supplies: PegQueue;
  demands: PegQueue;
  pegs: Pegs; // of the node pegged last
}

export function createPegger(plan: Plan): Pegger {
  const { dayCount } = plan.network;
  return {
    plan,
    needs: createPlannedNeeds(plan),
    supplies: createPegQueue(dayCount),
    demands: createPegQueue(dayCount),
    pegs: createPegs(64),
  };
}

/** Single-level pegs of one node. */
export function pegNode(plan: Plan, node: number): Pegs {
  return pegsToKeep(createPegger(plan), node);
}

/** Single-level pegs of a node in columns of their own. */
export function pegsToKeep(pegger: Pegger, node: number): Pegs {
  return copyOfPegs(pegInto(pegger, node));
}

/** Single-level pegs of a node in the pegger's columns: they stand until its next node. */
export function pegInto(pegger: Pegger, node: number): Pegs {
  const { plan, needs, supplies, demands } = pegger;
  queueSides(plan, node, needs, supplies, demands);
  // A peg uses its supply or its demand up, or says that there is none; what no demand takes is
  // split in two at most.
  const most = supplies.count * 3 + demands.count * 2;
  if (most > pegger.pegs.quantity.length) pegger.pegs = createPegs(most * 2);
  const { pegs } = pegger;
  pegs.count = 0;
  const limited = limitedSupplies(plan.network, supplies);
  if (limited === null) serveInTurn(pegs, supplies, demands);
  else serveWithCare(plan.network, pegs, supplies, demands, limited);
  placeRest(plan.network, pegs, supplies, node);
  return pegs;
}

/** Supply by day against demand by order of service: two pointers. */
function serveInTurn(pegs: Pegs, supplies: PegQueue, demands: PegQueue): void {
  const { supplyKind, supplyIndex, supplyDay, demandKind, demandIndex, demandDay } = pegs;
  const { quantity } = pegs;
  const supplyCount = supplies.count;
  let peg = 0;
  let supply = 0;
  for (let demand = 0; demand < demands.count; demand++) {
    const slot = demands.slot[demand];
    let wanted = demands.left[demand];
    while (wanted > 0) {
      demandKind[peg] = DEMAND_KIND[classOfSlot(slot)];
      demandIndex[peg] = demands.index[demand];
      demandDay[peg] = dayOfSlot(slot);
      if (supply === supplyCount) {
        supplyKind[peg] = PEG_NONE;
        supplyIndex[peg] = -1;
        supplyDay[peg] = NEVER;
        quantity[peg++] = wanted;
        break;
      }
      const supplySlot = supplies.slot[supply];
      const left = supplies.left[supply];
      const taken = Math.min(left, wanted);
      supplyKind[peg] = SUPPLY_KIND[classOfSlot(supplySlot)];
      supplyIndex[peg] = supplies.index[supply];
      supplyDay[peg] = dayOfSlot(supplySlot);
      quantity[peg++] = taken;
      supplies.left[supply] = left - taken;
      wanted -= taken;
      if (taken === left) supply++;
    }
  }
  pegs.count = peg;
}

/** With stock that is kept for a customer or expires: what is kept goes first, then what expires
 * first; a lot never serves another customer, nor a day on which it is gone. */
function serveWithCare(
  network: Network,
  pegs: Pegs,
  supplies: PegQueue,
  demands: PegQueue,
  limited: readonly number[],
): void {
  let firstLeft = 0;
  for (let demand = 0; demand < demands.count; demand++) {
    const demandDay = dayOfSlot(demands.slot[demand]);
    for (const lot of limited) {
      if (dayOfSlot(supplies.slot[lot]) > demandDay) continue;
      if (mayServe(network, supplies, lot, demands, demand)) {
        serve(pegs, supplies, lot, demands, demand);
      }
    }
    while (firstLeft < supplies.count && supplies.left[firstLeft] <= 0) firstLeft++;
    for (let supply = firstLeft; supply < supplies.count; supply++) {
      if (demands.left[demand] <= 0) break;
      if (mayServe(network, supplies, supply, demands, demand)) {
        serve(pegs, supplies, supply, demands, demand);
      }
    }
    if (demands.left[demand] > 0) leaveUnserved(pegs, demands, demand);
  }
}

/** What nothing needs: up to the safety stock it stays as that, what expires is lost. */
function placeRest(network: Network, pegs: Pegs, supplies: PegQueue, node: number): void {
  let missing = network.nodes.safetyStock[node];
  for (let row = 0; row < supplies.count; row++) {
    const left = supplies.left[row];
    if (left <= 0) continue;
    if (expiryOf(network, supplies, row) !== NEVER) {
      leaveOver(pegs, supplies, row, PEG_EXPIRED, left);
      continue;
    }
    const safe = isReserved(network, supplies, row) ? 0 : Math.min(left, missing);
    missing -= safe;
    leaveOver(pegs, supplies, row, PEG_SAFETY_STOCK, safe);
    leaveOver(pegs, supplies, row, PEG_SURPLUS, left - safe);
  }
}

/** Pegs as much of a supply as a demand still wants. */
function serve(
  pegs: Pegs,
  supplies: PegQueue,
  supply: number,
  demands: PegQueue,
  demand: number,
): void {
  const quantity = Math.min(supplies.left[supply], demands.left[demand]);
  if (quantity <= 0) return;
  const peg = pegs.count++;
  writeSupply(pegs, peg, supplies, supply);
  writeDemand(pegs, peg, demands, demand);
  pegs.quantity[peg] = quantity;
  supplies.left[supply] -= quantity;
  demands.left[demand] -= quantity;
}

function leaveUnserved(pegs: Pegs, demands: PegQueue, demand: number): void {
  const peg = pegs.count++;
  pegs.supplyKind[peg] = PEG_NONE;
  pegs.supplyIndex[peg] = -1;
  pegs.supplyDay[peg] = NEVER;
  writeDemand(pegs, peg, demands, demand);
  pegs.quantity[peg] = demands.left[demand];
}

function leaveOver(
  pegs: Pegs,
  supplies: PegQueue,
  supply: number,
  sink: number,
  quantity: number,
): void {
  if (quantity <= 0) return;
  const peg = pegs.count++;
  writeSupply(pegs, peg, supplies, supply);
  pegs.demandKind[peg] = sink;
  pegs.demandIndex[peg] = -1;
  pegs.demandDay[peg] = pegs.supplyDay[peg];
  pegs.quantity[peg] = quantity;
}

function writeSupply(pegs: Pegs, peg: number, { slot, index }: PegQueue, row: number): void {
  pegs.supplyKind[peg] = SUPPLY_KIND[classOfSlot(slot[row])];
  pegs.supplyIndex[peg] = index[row];
  pegs.supplyDay[peg] = dayOfSlot(slot[row]);
}

function writeDemand(pegs: Pegs, peg: number, { slot, index }: PegQueue, row: number): void {
  pegs.demandKind[peg] = DEMAND_KIND[classOfSlot(slot[row])];
  pegs.demandIndex[peg] = index[row];
  pegs.demandDay[peg] = dayOfSlot(slot[row]);
}

/** The columns share one buffer: one allocation a node when pegs are kept. */
function createPegs(capacity: number): Pegs {
  const buffer = new ArrayBuffer(capacity * 26);
  return {
    count: 0,
    quantity: new Float64Array(buffer, 0, capacity),
    supplyIndex: new Int32Array(buffer, capacity * 8, capacity),
    supplyDay: new Int32Array(buffer, capacity * 12, capacity),
    demandIndex: new Int32Array(buffer, capacity * 16, capacity),
    demandDay: new Int32Array(buffer, capacity * 20, capacity),
    supplyKind: new Uint8Array(buffer, capacity * 24, capacity),
    demandKind: new Uint8Array(buffer, capacity * 25, capacity),
  };
}

function copyOfPegs(pegs: Pegs): Pegs {
  const { count } = pegs;
  const copy = createPegs(count);
  copy.count = count;
  copy.quantity.set(pegs.quantity.subarray(0, count));
  copy.supplyIndex.set(pegs.supplyIndex.subarray(0, count));
  copy.supplyDay.set(pegs.supplyDay.subarray(0, count));
  copy.demandIndex.set(pegs.demandIndex.subarray(0, count));
  copy.demandDay.set(pegs.demandDay.subarray(0, count));
  copy.supplyKind.set(pegs.supplyKind.subarray(0, count));
  copy.demandKind.set(pegs.demandKind.subarray(0, count));
  return copy;
}
