// The places in a plan that a supply or demand named from outside stands at: an order line may have
// several parts, each with its own peg.

import { compareText } from '../../base/compare-text.ts';
import {
  createNodeFinder,
  nodeOfDemand,
  nodeOfLot,
  nodeOfSupply,
} from '../../exceptions/places.ts';
import { type Facts, keyOfRow } from '../../model/facts.ts';
import type { Network } from '../../model/network.ts';
import {
  PEG_DEMAND_LINE,
  PEG_OPEN_SUPPLY,
  PEG_PLANNED,
  PEG_STOCK,
} from '../../planning/pegging.ts';
import type { Plan } from '../../planning/plan.ts';
import { DEMAND_KINDS, demandId, feedOfKind, SUPPLY_KINDS } from './order-keys.ts';
import { type PlannedOrderNames, plannedOrderId } from './planned-order-names.ts';

/** One end of a peg: a kind of PEG_*, an index by it, and the node where it stands. */
export interface PegPlace {
  kind: number;
  index: number;
  node: number;
}

export interface PegSubject {
  supplies: PegPlace[];
  demands: PegPlace[];
}

/** Null: the plan has nothing of that name. Kinds and ids are those of `plan --json`. */
export function pegSubject(
  facts: Facts,
  plan: Plan,
  names: PlannedOrderNames,
  kind: string,
  id: string,
): PegSubject | null {
  const found: PegSubject = { supplies: [], demands: [] };
  if (kind === 'planned_order') found.supplies = plannedOrders(facts, plan, names, id);
  else if (kind === 'inventory') found.supplies = stockLots(facts, plan.network, id);
  else if (kind === 'forecast') found.demands = forecastLines(facts, plan.network, id);
  else {
    const feed = feedOfKind(kind);
    const row = facts.tables[feed] === undefined ? -1 : rowOfKey(facts, feed, id);
    if (row < 0) return null;
    found.supplies = supplyLinesOf(plan.network, kind, row);
    found.demands = demandLinesOf(plan.network, kind, row);
  }
  return found.supplies.length + found.demands.length > 0 ? found : null;
}

/** Parts of an order line, by its kind and row. */
export function supplyLinesOf(network: Network, kind: string, row: number): PegPlace[] {
  const { supply, nodes } = network;
  const found: PegPlace[] = [];
  for (let line = 0; line < supply.nodeStart[nodes.count]; line++) {
    if (supply.factRow[line] !== row || SUPPLY_KINDS[supply.kind[line]] !== kind) continue;
    found.push({ kind: PEG_OPEN_SUPPLY, index: line, node: nodeOfSupply(network, line) });
  }
  return found;
}

export function demandLinesOf(network: Network, kind: string, row: number): PegPlace[] {
  const { demand, nodes } = network;
  const found: PegPlace[] = [];
  for (let line = 0; line < demand.nodeStart[nodes.count]; line++) {
    if (demand.factRow[line] !== row || DEMAND_KINDS[demand.kind[line]] !== kind) continue;
    found.push({ kind: PEG_DEMAND_LINE, index: line, node: nodeOfDemand(network, line) });
  }
  return found;
}

/** The row whose key parts joined are the text: ids may have slashes, so every cut of the text that
 * is a known id is tried. */
function rowOfKey(facts: Facts, feed: string, key: string): number {
  const { columns } = facts.tables[feed];
  const isFirst = new Set<number>();
  for (let cut = key.indexOf('/'); cut >= 0; cut = key.indexOf('/', cut + 1)) {
    isFirst.add(facts.pool.codeOf.get(key.slice(0, cut)) ?? -1);
  }
  isFirst.add(facts.pool.codeOf.get(key) ?? -1);
  const { values } = columns[0];
  const { rowCount } = facts.tables[feed];
  for (let row = 0; row < rowCount; row++) {
    if (isFirst.has(values[row]) && keyOfRow(facts, feed, row) === key) return row;
  }
  return -1;
}

function plannedOrders(facts: Facts, plan: Plan, names: PlannedOrderNames, id: string): PegPlace[] {
  const finder = createNodeFinder(facts, plan.network);
  const from = id.indexOf(':') + 1;
  const to = id.lastIndexOf(':');
  for (let cut = id.indexOf(':', from); cut > 0 && cut < to; cut = id.indexOf(':', cut + 1)) {
    const node = finder.nodeOf(id.slice(from, cut), id.slice(cut + 1, to));
    if (node < 0) continue;
    const first = plan.planned.firstOfNode[node];
    for (let order = first; order < first + plan.planned.countOfNode[node]; order++) {
      if (names.number[order] === 0 || plannedOrderId(plan, names, order) !== id) continue;
      return [{ kind: PEG_PLANNED, index: order, node }];
    }
  }
  return [];
}

function stockLots(facts: Facts, network: Network, id: string): PegPlace[] {
  const { stock, nodes } = network;
  const row = rowOfKey(facts, 'inventory', id);
  const node = row < 0 ? createNodeFinder(facts, network).nodeOfKey(id) : -1;
  const found: PegPlace[] = [];
  for (let lot = 0; lot < stock.nodeStart[nodes.count]; lot++) {
    if (stock.factRow[lot] !== row) continue;
    const at = nodeOfLot(network, lot);
    if (row >= 0 || at === node) found.push({ kind: PEG_STOCK, index: lot, node: at });
  }
  return found;
}

/** version/item/location/date/customer, of which only the date has no slash for certain. */
function forecastLines(facts: Facts, network: Network, id: string): PegPlace[] {
  const finder = createNodeFinder(facts, network);
  const nodes = new Set<number>();
  for (let from = 0; from >= 0; from = id.indexOf('/', from) + 1 || -1) {
    for (let to = id.indexOf('/', from); to >= 0; to = id.indexOf('/', to + 1)) {
      const node = finder.nodeOfKey(id.slice(from, to));
      if (node >= 0) nodes.add(node);
    }
  }
  const found: PegPlace[] = [];
  const { nodeStart, kind } = network.demand;
  for (const node of [...nodes].sort((a, b) => a - b)) {
    for (let line = nodeStart[node]; line < nodeStart[node + 1]; line++) {
      if (DEMAND_KINDS[kind[line]] !== 'forecast') continue;
      if (compareText(demandId(facts, network, node, line), id) !== 0) continue;
      found.push({ kind: PEG_DEMAND_LINE, index: line, node });
    }
  }
  return found;
}
