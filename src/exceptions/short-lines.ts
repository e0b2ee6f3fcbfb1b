// Purchase order lines that bring less than was ordered: confirmed under it, partly rejected, or
// closed short while they were still to come. A rest under the supplier's tolerance does not count.

import { dayColumn, numberColumn, textColumn } from '../model/fact-table.ts';
import type { Facts } from '../model/facts.ts';
import { type Day, NO_DAY } from '../units/day.ts';
import type { NodeFinder } from './places.ts';

export interface ShortLine {
  row: number; // of purchase_orders: its first schedule line
  node: number;
  ordered: number; // smallest units, all schedule lines
  coming: number; // confirmed or received of them
  isClosed: boolean;
}

interface OrderColumns {
  ordered: Float64Array;
  received: Float64Array;
  confirmed: Float64Array;
  rejected: Float64Array;
  dates: Int32Array[]; // the first that is given says when it was to come
}

export function findShortLines(facts: Facts, asOf: Day, finder: NodeFinder): ShortLine[] {
  const table = facts.tables.purchase_orders;
  const columns: OrderColumns = {
    ordered: numberColumn(table, 'quantity'),
    received: numberColumn(table, 'received_quantity'),
    confirmed: numberColumn(table, 'confirmed_quantity'),
    rejected: numberColumn(table, 'rejected_quantity'),
    dates: ['confirmed_date', 'promised_date', 'requested_date'].map((name) =>
      dayColumn(table, name),
    ),
  };
  const order = textColumn(table, 'order_id');
  const orderLine = textColumn(table, 'line');
  const scheduleLine = textColumn(table, 'schedule_line');
  const { texts } = facts.pool;
  const status = textColumn(table, 'status');
  const closed = facts.pool.codeOf.get('closed') ?? -1;
  const cancelled = facts.pool.codeOf.get('cancelled') ?? -1;
  const coming = (row: number): number =>
    status[row] === closed ? closedWith(columns, row, asOf) : answeredWith(columns, row);

  const suspect = new Set<number>(); // order ids of which some schedule line brings less
  for (let row = 0; row < table.rowCount; row++) {
    if (status[row] !== cancelled && coming(row) < columns.ordered[row]) suspect.add(order[row]);
  }
  if (suspect.size === 0) return [];
  const lines = new Map<string, ShortLine>();
  for (let row = 0; row < table.rowCount; row++) {
    if (!suspect.has(order[row]) || status[row] === cancelled) continue;
    const key = `${order[row]}/${orderLine[row]}`;
    const isClosed = status[row] === closed;
    const line = lines.get(key);
    if (line) {
      line.ordered += columns.ordered[row];
      line.coming += coming(row);
      line.isClosed ||= isClosed;
      if (texts[scheduleLine[row]] < texts[scheduleLine[line.row]]) {
        line.row = row;
        line.node = finder.nodeOfRow('purchase_orders', row);
      }
    } else {
      const node = finder.nodeOfRow('purchase_orders', row);
      lines.set(key, { row, node, ordered: columns.ordered[row], coming: coming(row), isClosed });
    }
  }
  const tolerance = toleranceBySupplier(facts);
  const supplier = textColumn(table, 'supplier_id');
  return [...lines.values()].filter(
    ({ row, node, ordered, coming: comes }) =>
      node >= 0 && (ordered - comes) * 100 > ordered * (tolerance.get(supplier[row]) ?? 0),
  );
}

/** A schedule line closed before it was to come brought what was received; one closed later is
 * history and nobody waits for it. */
function closedWith(columns: OrderColumns, row: number, asOf: Day): number {
  const due = columns.dates.map((dates) => dates[row]).find((date) => date !== NO_DAY) ?? NO_DAY;
  return due < asOf ? columns.ordered[row] : columns.received[row] || 0;
}

/** What an open schedule line brings by the supplier's answer; without an answer all of it. */
function answeredWith(columns: OrderColumns, row: number): number {
  const ordered = columns.ordered[row];
  const confirmed = columns.confirmed[row];
  const answered = Number.isNaN(confirmed) ? ordered : confirmed;
  const rejected = columns.rejected[row] || 0;
  const comes = rejected > 0 ? Math.min(answered, ordered - rejected) : answered;
  return Math.max(columns.received[row] || 0, comes);
}

function toleranceBySupplier(facts: Facts): Map<number, number> {
  const table = facts.tables.supplier_terms;
  const supplier = textColumn(table, 'supplier_id');
  const percent = numberColumn(table, 'delivery_tolerance_percent');
  const tolerance = new Map<number, number>();
  for (let row = 0; row < table.rowCount; row++) tolerance.set(supplier[row], percent[row] || 0);
  return tolerance;
}
