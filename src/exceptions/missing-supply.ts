// Supply that was ordered and will not come: order lines past due for too long (the supplier is
// silent) and purchase order lines confirmed, rejected or closed under what was ordered. Where it
// would have filled a node's hole, it is the cause of the hole.

import { dayColumn, numberColumn, textColumn } from '../model/fact-table.ts';
import type { Facts } from '../model/facts.ts';
import { type Network, SUPPLY_DEAD } from '../model/network.ts';
import { NO_DAY } from '../units/day.ts';
import type { NodeFinder } from './places.ts';

export interface MissingSupply {
  kind: 'silence' | 'overdue' | 'short'; // the cause kind that it is
  index: number; // supplier, location, or row of purchase_orders
  quantity: number; // smallest units
}

/** A purchase order line that brings less than was ordered. */
export interface ShortLine {
  row: number; // of purchase_orders: its first schedule line
  node: number;
  ordered: number; // smallest units, all schedule lines
  coming: number; // confirmed or received of them
  isClosed: boolean;
}

export interface MissingSupplies {
  ofNode: Map<number, MissingSupply>; // the greatest of each node
  shortLines: ShortLine[]; // by row
}

export function findMissingSupplies(
  facts: Facts,
  network: Network,
  finder: NodeFinder,
): MissingSupplies {
  const shortLines = findShortLines(facts, network, finder);
  const ofNode = new Map<number, MissingSupply>();
  const keep = (node: number, missing: MissingSupply): void => {
    const known = ofNode.get(node);
    if (!known || missing.quantity > known.quantity) ofNode.set(node, missing);
  };
  for (const { row, node, ordered, coming } of shortLines) {
    keep(node, { kind: 'short', index: row, quantity: ordered - coming });
  }
  for (const missing of deadSupplies(network)) keep(missing.node, missing);
  return { ofNode, shortLines };
}

/** By node and supplier (our own orders: by node), what is past due for too long. */
function deadSupplies(network: Network): (MissingSupply & { node: number })[] {
  const { nodes, supply } = network;
  const found: (MissingSupply & { node: number })[] = [];
  for (let node = 0; node < nodes.count; node++) {
    const first = found.length;
    for (let line = supply.nodeStart[node]; line < supply.nodeStart[node + 1]; line++) {
      if (!(supply.flags[line] & SUPPLY_DEAD)) continue;
      const { kind, index } = chaseOf(network, line, node);
      const quantity = supply.quantity[line];
      const same = found.find((each, i) => i >= first && each.kind === kind && each.index === index);
      if (same) same.quantity += quantity;
      else found.push({ node, kind, index, quantity });
    }
  }
  return found;
}

/** Whom to ask about an order: its supplier, else the location that runs or awaits it. */
export function chaseOf(
  network: Network,
  supplyLine: number,
  node: number,
): { kind: 'silence' | 'overdue'; index: number } {
  const supplier = network.supply.supplier[supplyLine];
  return supplier >= 0
    ? { kind: 'silence', index: supplier }
    : { kind: 'overdue', index: network.nodes.location[node] };
}

/** Purchase order lines whose answered schedule lines bring less than was ordered on them. Closed
 * ones count while they were still to come, and a rest under the supplier's tolerance does not. */
function findShortLines(facts: Facts, network: Network, finder: NodeFinder): ShortLine[] {
  const table = facts.tables.purchase_orders;
  const order = textColumn(table, 'order_id');
  const orderLine = textColumn(table, 'line');
  const status = textColumn(table, 'status');
  const quantity = numberColumn(table, 'quantity');
  const closed = facts.pool.codeOf.get('closed') ?? -1;
  const cancelled = facts.pool.codeOf.get('cancelled') ?? -1;
  const coming = (row: number): number => comingOfRow(facts, network, row, status[row] === closed);
  const suspect = new Set<number>(); // order ids of which some schedule line brings less
  for (let row = 0; row < table.rowCount; row++) {
    if (status[row] !== cancelled && coming(row) < quantity[row]) suspect.add(order[row]);
  }
  if (suspect.size === 0) return [];
  const lines = new Map<string, ShortLine>();
  for (let row = 0; row < table.rowCount; row++) {
    if (!suspect.has(order[row]) || status[row] === cancelled) continue;
    const key = `${order[row]}/${orderLine[row]}`;
    const isClosed = status[row] === closed;
    const line = lines.get(key);
    if (line) {
      line.ordered += quantity[row];
      line.coming += coming(row);
      line.isClosed ||= isClosed;
    } else {
      const node = finder.nodeOfRow('purchase_orders', row);
      lines.set(key, { row, node, ordered: quantity[row], coming: coming(row), isClosed });
    }
  }
  const tolerance = toleranceBySupplier(facts);
  const supplier = textColumn(table, 'supplier_id');
  return [...lines.values()].filter(
    ({ row, node, ordered, coming }) =>
      node >= 0 && (ordered - coming) * 100 > ordered * (tolerance.get(supplier[row]) ?? 0),
  );
}

/** What a schedule line brings by the supplier's answer; without an answer all of it. */
function comingOfRow(facts: Facts, network: Network, row: number, isClosed: boolean): number {
  const table = facts.tables.purchase_orders;
  const ordered = numberColumn(table, 'quantity')[row];
  const received = numberColumn(table, 'received_quantity')[row] || 0;
  if (isClosed) {
    const dates = ['confirmed_date', 'promised_date', 'requested_date'].map(
      (name) => dayColumn(table, name)[row],
    );
    const due = dates.find((date) => date !== NO_DAY) ?? NO_DAY;
    return due < network.asOf ? ordered : received;
  }
  const confirmed = numberColumn(table, 'confirmed_quantity')[row];
  const rejected = numberColumn(table, 'rejected_quantity')[row] || 0;
  const answered = Number.isNaN(confirmed) ? ordered : confirmed;
  return Math.max(received, Math.min(answered, ordered - rejected));
}

function toleranceBySupplier(facts: Facts): Map<number, number> {
  const table = facts.tables.supplier_terms;
  const supplier = textColumn(table, 'supplier_id');
  const percent = numberColumn(table, 'delivery_tolerance_percent');
  const tolerance = new Map<number, number>();
  for (let row = 0; row < table.rowCount; row++) tolerance.set(supplier[row], percent[row] || 0);
  return tolerance;
}
