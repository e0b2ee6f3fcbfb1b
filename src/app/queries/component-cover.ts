// How far today's stock covers the components of production orders, through phantoms and run-out
// parts, and how many of an order can be built from that.

import { numberColumn, textColumn } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import type { Network } from '../../model/network.ts';
import {
  createPegger,
  PEG_DEMAND_LINE,
  PEG_PLANNED,
  PEG_PLANNED_NEED,
  PEG_STOCK,
  type Pegs,
  pegsToKeep,
} from '../../planning/pegging.ts';
import { PLANNED_PASS_THROUGH, type Plan } from '../../planning/plan.ts';
import { whereUsedOf } from '../../planning/where-used.ts';
import { itemId, locationId } from './wire-values.ts';

/** What one order still needs at one node, and what of it lies in stock for it today. */
export interface ComponentNeed {
  node: number;
  needed: number; // smallest units of the component
  inStock: number;
}

/** An order as far as its components matter. */
export interface OrderToBuild {
  row: number; // of feed production_orders
  node: number;
  openUnits: number;
  componentLines: { line: number; node: number }[];
}

/** Prepares the question for one plan: how many units of an order today's stock is enough for. */
export function createBuildableUnits(facts: Facts, plan: Plan): (order: OrderToBuild) => number {
  const pegger = createPegger(plan);
  const pegsOf = new Map<number, Pegs>();
  const pegsAt = (node: number): Pegs => {
    const pegs = pegsOf.get(node) ?? pegsToKeep(pegger, node);
    pegsOf.set(node, pegs);
    return pegs;
  };
  const listedRows = componentRowsByOrder(facts);
  return (order) => {
    const rows = listedRows.get(orderCodeOf(facts, order.row)) ?? [];
    let units = order.openUnits;
    for (const need of needsOf(plan, pegsAt, order)) {
      units = Math.min(units, unitsFor(facts, plan.network, order, need, rows));
    }
    return Math.max(0, units);
  };
}

function needsOf(
  plan: Plan,
  pegsAt: (node: number) => Pegs,
  order: OrderToBuild,
): Iterable<ComponentNeed> {
  const needs = new Map<number, ComponentNeed>();
  for (const { line, node } of order.componentLines) {
    const need = needs.get(node) ?? { node, needed: 0, inStock: 0 };
    need.needed += plan.network.demand.quantity[line];
    need.inStock += inStockForLine(plan, pegsAt, node, line);
    needs.set(node, need);
  }
  return needs.values();
}

function orderCodeOf(facts: Facts, row: number): number {
  return textColumn(facts.tables.production_orders, 'order_id')[row];
}

/** By the order's pool code: its rows of feed order_components. */
function componentRowsByOrder(facts: Facts): Map<number, number[]> {
  const table = facts.tables.order_components;
  const orderCodes = textColumn(table, 'order_id');
  const byOrder = new Map<number, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    const rows = byOrder.get(orderCodes[row]);
    if (rows) rows.push(row);
    else byOrder.set(orderCodes[row], [row]);
  }
  return byOrder;
}

/** A need that passes on to what is asked for below it: the planned order that says so. */
interface PassedNeed {
  node: number;
  order: number;
  passed: number; // smallest units of the node
}

/** What today's stock gives to one demand line at the node, directly or through what passes it on.
 * Needs that pass on are worked out from below upward and each once, because phantoms of phantoms
 * may be many levels deep and meet again in one part. */
function inStockForLine(
  plan: Plan,
  pegsAt: (node: number) => Pegs,
  node: number,
  line: number,
): number {
  const covered = new Map<string, number>();
  const waiting: PassedNeed[] = [];
  const coverOf = (need: PassedNeed): number => {
    const known = covered.get(`${need.order}/${need.passed}`);
    if (known === undefined) waiting.push(need);
    return known ?? 0;
  };
  const inStock = (): number =>
    inStockFor(plan, pegsAt(node), node, PEG_DEMAND_LINE, line, coverOf);
  const known = inStock();
  if (waiting.length === 0) return known;
  while (waiting.length > 0) {
    const before = waiting.length;
    const need = waiting[before - 1];
    const cover = coveredBelow(plan, pegsAt, need, coverOf);
    if (waiting.length > before) continue; // what is asked for below it comes first
    covered.set(`${need.order}/${need.passed}`, cover);
    waiting.pop();
  }
  return inStock();
}

/** What today's stock gives to one demand, by its pegs. */
function inStockFor(
  plan: Plan,
  pegs: Pegs,
  node: number,
  demandKind: number,
  demandIndex: number,
  coverOf: (need: PassedNeed) => number,
): number {
  let inStock = 0;
  for (let peg = 0; peg < pegs.count; peg++) {
    if (pegs.demandKind[peg] !== demandKind || pegs.demandIndex[peg] !== demandIndex) continue;
    const order = pegs.supplyIndex[peg];
    if (pegs.supplyKind[peg] === PEG_STOCK && pegs.supplyDay[peg] <= 0) {
      inStock += pegs.quantity[peg];
    } else if (pegs.supplyKind[peg] === PEG_PLANNED && passes(plan, order)) {
      inStock += coverOf({ node, order, passed: pegs.quantity[peg] });
    }
  }
  return inStock;
}

function passes(plan: Plan, order: number): boolean {
  return (plan.planned.flags[order] & PLANNED_PASS_THROUGH) !== 0;
}

/** How much of a need that passes on all that it asks for below lies in stock for. */
function coveredBelow(
  plan: Plan,
  pegsAt: (node: number) => Pegs,
  { node, order, passed }: PassedNeed,
  coverOf: (need: PassedNeed) => number,
): number {
  let covered = passed;
  for (const below of askedBelow(plan, node, order)) {
    const pegs = pegsAt(below);
    let needed = 0;
    for (let peg = 0; peg < pegs.count; peg++) {
      const isNeed = pegs.demandKind[peg] === PEG_PLANNED_NEED && pegs.demandIndex[peg] === order;
      if (isNeed) needed += pegs.quantity[peg];
    }
    if (needed === 0) continue;
    const inStock = inStockFor(plan, pegs, below, PEG_PLANNED_NEED, order, coverOf);
    covered = Math.min(covered, scaled(passed, inStock, needed));
  }
  return covered;
}

/** A phantom asks for its components, a part that runs out for its successor. */
function askedBelow(plan: Plan, node: number, order: number): number[] {
  const { components } = plan.network;
  const source = plan.planned.source[order];
  if (source >= 0) {
    const [first, end] = [components.sourceStart[source], components.sourceStart[source + 1]];
    return [...components.node.subarray(first, end)];
  }
  const successor = whereUsedOf(plan.network).successorNode[node];
  return successor < 0 ? [] : [successor];
}

/** Whole smallest units of the order's item that one component allows, no more than are open. */
function unitsFor(
  facts: Facts,
  network: Network,
  order: OrderToBuild,
  need: ComponentNeed,
  rows: readonly number[],
): number {
  const listed = listedComponent(facts, network, order, need.node, rows);
  if (listed === null) {
    if (need.needed <= 0) return order.openUnits;
    return Math.min(order.openUnits, scaled(order.openUnits, need.inStock, need.needed));
  }
  const table = facts.tables.production_orders;
  const ordered = numberColumn(table, 'quantity')[order.row];
  const completed = numberColumn(table, 'completed_quantity')[order.row] || 0;
  const enoughFor = scaled(ordered, listed.issued + need.inStock, listed.required);
  return Math.min(order.openUnits, enoughFor - completed);
}

/** What the order's own component list asks for at a node; null when it does not name it. */
function listedComponent(
  facts: Facts,
  network: Network,
  order: OrderToBuild,
  node: number,
  rows: readonly number[],
): { required: number; issued: number } | null {
  const table = facts.tables.order_components;
  const itemCodes = textColumn(table, 'component_item_id');
  const locationCodes = textColumn(table, 'location_id');
  const { texts } = facts.pool;
  const component = itemId(network, node);
  const place = locationId(network, node);
  const listed = { required: 0, issued: 0 };
  for (const row of rows) {
    const given = texts[locationCodes[row]];
    const stands = given === '' ? locationId(network, order.node) : given;
    if (texts[itemCodes[row]] !== component || stands !== place) continue;
    listed.required += numberColumn(table, 'required_quantity')[row];
    listed.issued += numberColumn(table, 'issued_quantity')[row] || 0;
  }
  return listed.required > 0 ? listed : null;
}

/** floor(units x part / whole), exact however large. */
function scaled(units: number, part: number, whole: number): number {
  return Number((BigInt(units) * BigInt(Math.max(0, part))) / BigInt(whole));
}
