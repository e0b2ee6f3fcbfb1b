// Pegging (handbook 3 and 4): which supply serves which demand of a node, first in first out:
// demand in its order of service, supply as it becomes usable, exact on both sides. Single-level
// pegs are made per node on demand; a component need names its parent order, so a full peg is the
// walk from peg to peg.

import {
  DEMAND_FORECAST,
  DEMAND_PRODUCTION_ORDER,
  DEMAND_TRANSFER_ORDER,
  NEVER,
  NO_PRIORITY,
} from '../model/network.ts';
import { countedQuantity } from './counted-supply.ts';
import { componentNeed, needDay, successorNeed } from './explosion.ts';
import type { Plan } from './plan.ts';
import { whereUsedOf } from './where-used.ts';

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

/** Pegs of one node, in order of service; rows of equal supply and demand are joined. */
export interface Pegs {
  count: number;
  supplyKind: number[];
  supplyIndex: number[];
  demandKind: number[];
  demandIndex: number[];
  quantity: number[]; // smallest units, > 0
  supplyDay: number[]; // day index of use; NEVER of PEG_NONE
  demandDay: number[]; // day index wanted; of safety stock and surplus the supply's day
}

interface Supply {
  kind: number;
  index: number;
  day: number;
  expiryDay: number;
  reservedFor: number; // customer index, -1 = anyone
  left: number;
}

interface Demand {
  kind: number;
  index: number;
  day: number;
  rank: number; // orders before component needs before forecast
  priority: number;
  customer: number;
  left: number;
}

/** Single-level pegs of a node. */
export function pegNode(plan: Plan, node: number): Pegs {
  const supplies = suppliesOf(plan, node);
  const demands = demandsOf(plan, node, supplies);
  const pegs: Pegs = {
    count: 0,
    supplyKind: [],
    supplyIndex: [],
    demandKind: [],
    demandIndex: [],
    quantity: [],
    supplyDay: [],
    demandDay: [],
  };
  const needsCare = supplies.some((lot) => lot.expiryDay !== NEVER || lot.reservedFor >= 0);
  if (needsCare) serveWithCare(pegs, supplies, demands);
  else serveInTurn(pegs, supplies, demands);
  placeRest(pegs, supplies, plan.network.nodes.safetyStock[node]);
  return pegs;
}

function addPeg(pegs: Pegs, supply: Supply | null, demand: Demand, quantity: number): void {
  if (quantity <= 0) return;
  pegs.count++;
  pegs.supplyKind.push(supply === null ? PEG_NONE : supply.kind);
  pegs.supplyIndex.push(supply === null ? -1 : supply.index);
  pegs.supplyDay.push(supply === null ? NEVER : supply.day);
  pegs.demandKind.push(demand.kind);
  pegs.demandIndex.push(demand.index);
  pegs.demandDay.push(demand.day);
  pegs.quantity.push(quantity);
  demand.left -= quantity;
  if (supply !== null) supply.left -= quantity;
}

/** Supply by day against demand by order of service: two pointers. */
function serveInTurn(pegs: Pegs, supplies: Supply[], demands: Demand[]): void {
  let i = 0;
  for (const demand of demands) {
    while (demand.left > 0 && i < supplies.length) {
      const supply = supplies[i];
      addPeg(pegs, supply, demand, Math.min(supply.left, demand.left));
      if (supply.left <= 0) i++;
    }
    addPeg(pegs, null, demand, demand.left);
  }
}

/** With stock that is kept for a customer or expires: what is kept goes first, then what expires
 * first; a lot never serves another customer, nor a day on which it is gone. */
function serveWithCare(pegs: Pegs, supplies: Supply[], demands: Demand[]): void {
  const limited = supplies.filter((lot) => lot.expiryDay !== NEVER || lot.reservedFor >= 0);
  limited.sort(
    (a, b) =>
      b.reservedFor - a.reservedFor ||
      a.expiryDay - b.expiryDay ||
      a.day - b.day ||
      a.index - b.index,
  );
  for (const demand of demands) {
    for (const lot of limited) {
      if (lot.day > demand.day || !mayServe(lot, demand)) continue;
      addPeg(pegs, lot, demand, Math.min(lot.left, demand.left));
    }
    for (const supply of supplies) {
      if (demand.left <= 0) break;
      if (mayServe(supply, demand)) {
        addPeg(pegs, supply, demand, Math.min(supply.left, demand.left));
      }
    }
    addPeg(pegs, null, demand, demand.left);
  }
}

function mayServe(supply: Supply, demand: Demand): boolean {
  if (Math.max(demand.day, supply.day) >= supply.expiryDay) return false;
  return supply.reservedFor < 0 || supply.reservedFor === demand.customer;
}

/** What nothing needs: up to the safety stock it stays as that, what expires is lost. */
function placeRest(pegs: Pegs, supplies: Supply[], safetyStock: number): void {
  let missing = safetyStock;
  for (const supply of supplies) {
    if (supply.left <= 0) continue;
    const sink = { index: -1, day: supply.day, rank: 0, priority: 0, customer: -1 };
    if (supply.expiryDay !== NEVER) {
      addPeg(pegs, supply, { ...sink, kind: PEG_EXPIRED, left: supply.left }, supply.left);
      continue;
    }
    const kept = supply.reservedFor < 0 ? Math.min(supply.left, missing) : 0;
    missing -= kept;
    addPeg(pegs, supply, { ...sink, kind: PEG_SAFETY_STOCK, left: kept }, kept);
    addPeg(pegs, supply, { ...sink, kind: PEG_SURPLUS, left: supply.left }, supply.left);
  }
}

/** All supply of a node that comes within the horizon, by day; stock first. */
function suppliesOf(plan: Plan, node: number): Supply[] {
  const { network, planned } = plan;
  const { stock, supply, dayCount } = network;
  const supplies: Supply[] = [];
  const anyone = { expiryDay: NEVER, reservedFor: -1 };
  for (let lot = stock.nodeStart[node]; lot < stock.nodeStart[node + 1]; lot++) {
    const day = Math.max(0, stock.usableDay[lot]);
    const expiryDay = stock.expiryDay[lot];
    if (stock.quantity[lot] <= 0 || day >= dayCount || expiryDay <= day) continue;
    supplies.push({
      kind: PEG_STOCK,
      index: lot,
      day,
      expiryDay: expiryDay < dayCount ? expiryDay : NEVER,
      reservedFor: stock.reservedFor[lot],
      left: stock.quantity[lot],
    });
  }
  for (let line = supply.nodeStart[node]; line < supply.nodeStart[node + 1]; line++) {
    const left = countedQuantity(network, line);
    const day = supply.usableDay[line];
    if (left > 0 && day < dayCount) {
      supplies.push({ kind: PEG_OPEN_SUPPLY, index: line, day, left, ...anyone });
    }
  }
  const first = planned.firstOfNode[node];
  for (let order = first; order < first + planned.countOfNode[node]; order++) {
    const day = planned.receiptDay[order];
    if (day >= dayCount) continue;
    supplies.push({
      kind: PEG_PLANNED,
      index: order,
      day,
      left: planned.quantity[order],
      ...anyone,
    });
  }
  return supplies.sort((a, b) => a.day - b.day || a.kind - b.kind || a.index - b.index);
}

/** All demand of a node in its order of service; co-products of its parents join `supplies`. */
function demandsOf(plan: Plan, node: number, supplies: Supply[]): Demand[] {
  const { network } = plan;
  const { demand, stock } = network;
  const demands: Demand[] = [];
  for (let lot = stock.nodeStart[node]; lot < stock.nodeStart[node + 1]; lot++) {
    const left = -stock.quantity[lot];
    if (left <= 0 || stock.reservedFor[lot] >= 0) continue;
    const none = { rank: -1, priority: 0, customer: -1 };
    const day = Math.max(0, stock.usableDay[lot]);
    if (day >= network.dayCount) continue;
    demands.push({ kind: PEG_NEGATIVE_STOCK, index: lot, day, left, ...none });
  }
  for (let line = demand.nodeStart[node]; line < demand.nodeStart[node + 1]; line++) {
    demands.push({
      kind: PEG_DEMAND_LINE,
      index: line,
      day: demand.stockDay[line],
      rank: rankOf(demand.kind[line]),
      priority: demand.priority[line],
      customer: demand.customer[line],
      left: demand.quantity[line],
    });
  }
  forEachPlannedNeed(plan, node, (order, day, quantity) => {
    const common = { day, index: order };
    if (quantity > 0) {
      const rank = { rank: 1, priority: NO_PRIORITY, customer: -1 };
      demands.push({ kind: PEG_PLANNED_NEED, left: quantity, ...rank, ...common });
    } else if (quantity < 0) {
      const anyone = { expiryDay: NEVER, reservedFor: -1 };
      supplies.push({ kind: PEG_CO_PRODUCT, left: -quantity, ...anyone, ...common });
    }
  });
  supplies.sort((a, b) => a.day - b.day || a.kind - b.kind || a.index - b.index);
  return demands.sort(
    (a, b) =>
      a.day - b.day ||
      a.rank - b.rank ||
      a.priority - b.priority ||
      a.kind - b.kind ||
      a.index - b.index,
  );
}

function rankOf(kind: number): number {
  if (kind === DEMAND_FORECAST) return 2;
  return kind === DEMAND_PRODUCTION_ORDER || kind === DEMAND_TRANSFER_ORDER ? 1 : 0;
}

/** Visits what planned orders of other nodes need of this one: order, day index, quantity (below
 * zero: a co-product that comes). Only days within the horizon. */
export function forEachPlannedNeed(
  plan: Plan,
  node: number,
  visit: (order: number, day: number, quantity: number) => void,
): void {
  const { network, planned } = plan;
  const { lines, transfers, runOuts, sourceOfLine } = whereUsedOf(network);
  const { dayCount } = network;
  for (let i = lines.start[node]; i < lines.start[node + 1]; i++) {
    const line = lines.entries[i];
    const source = sourceOfLine[line];
    forEachOrderOf(plan, network.sources.node[source], source, (order) => {
      const day = needDay(network, line, planned.releaseDay[order], planned.receiptDay[order]);
      if (day < 0 || day >= dayCount) return;
      visit(order, day, componentNeed(network, line, planned.quantity[order]));
    });
  }
  for (let i = transfers.start[node]; i < transfers.start[node + 1]; i++) {
    const source = transfers.entries[i];
    forEachOrderOf(plan, network.sources.node[source], source, (order) => {
      visit(order, planned.releaseDay[order], planned.quantity[order]);
    });
  }
  for (let i = runOuts.start[node]; i < runOuts.start[node + 1]; i++) {
    const old = runOuts.entries[i];
    forEachOrderOf(plan, old, -1, (order) => {
      const quantity = successorNeed(network, old, node, planned.quantity[order]);
      visit(order, planned.releaseDay[order], quantity);
    });
  }
}

function forEachOrderOf(
  plan: Plan,
  node: number,
  source: number,
  visit: (order: number) => void,
): void {
  const { planned } = plan;
  const first = planned.firstOfNode[node];
  const end = first + planned.countOfNode[node];
  for (let order = first; order < end; order++) {
    if (planned.source[order] === source) visit(order);
  }
}
