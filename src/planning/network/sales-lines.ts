// Open lines of sales orders as demand on the day on which they must leave stock. Due is the
// promised date, else the requested one; what is overdue is wanted today.

import { dayColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import { DEMAND_SALES_ORDER } from '../../model/network.ts';
import { NO_DAY } from '../../units/day.ts';
import { type CustomerLanes, laneOf, stockDate } from './customer-lanes.ts';
import { addRequirement, type DemandDraft, type Requirement } from './demand-draft.ts';
import { addDiagnostic } from './diagnostic-list.ts';
import { type MasterData, priorityOfCell } from './master-data.ts';
import { type NodeIndex, nodeOf } from './node-index.ts';

/** `rows`: of the feed, left out = all. Answers how many of them lie after the horizon. */
export function addSalesLines(
  master: MasterData,
  index: NodeIndex,
  lanes: CustomerLanes,
  draft: DemandDraft,
  rows?: Int32Array,
): number {
  const table = master.facts.tables.sales_orders!;
  const status = textColumn(table, 'status');
  const quantity = numberColumn(table, 'quantity');
  const delivered = numberColumn(table, 'delivered_quantity');
  const promised = dayColumn(table, 'promised_date');
  const requested = dayColumn(table, 'requested_date');
  const itemCode = textColumn(table, 'item_id');
  const locationCode = textColumn(table, 'location_id');
  const customerCode = textColumn(table, 'customer_id');
  const shipTo = textColumn(table, 'ship_to');
  const priority = numberColumn(table, 'priority');
  const open = master.facts.pool.codeOf.get('open') ?? 0;
  const { asOf, horizonDays } = master.settings;
  const line = { kind: DEMAND_SALES_ORDER, isPassable: false } as Requirement;
  let beyond = 0;
  const count = rows ? rows.length : table.rowCount;
  for (let i = 0; i < count; i++) {
    const row = rows ? rows[i]! : i;
    if (status[row] !== 0 && status[row] !== open) continue;
    line.quantity = quantity[row]! - (delivered[row]! > 0 ? delivered[row]! : 0);
    if (!(line.quantity > 0)) continue;
    const location = master.locationOfCode[locationCode[row]!]!;
    const customer = master.customerOfCode[customerCode[row]!]!;
    line.node = nodeOf(index, master.itemOfCode[itemCode[row]!]!, location);
    line.dueDate = promised[row] !== NO_DAY ? promised[row]! : requested[row]!;
    if (line.node < 0 || line.dueDate === NO_DAY) continue;
    line.lane = laneOf(master, lanes, location, customer, shipTo[row]!, itemCode[row]!);
    const leaves = stockDate(master.calendars, lanes, line.lane, line.dueDate);
    line.stockDay = Math.max(0, leaves - asOf);
    if (line.stockDay >= horizonDays) {
      beyond++;
      continue;
    }
    line.customer = customer;
    line.priority = priorityOf(master, priority[row]!, customer);
    line.factRow = row;
    addRequirement(draft, line);
  }
  return beyond;
}

/** The line's own priority, else the customer's, else last. */
export function priorityOf(master: MasterData, own: number, customer: number): number {
  return Number.isNaN(own) && customer >= 0
    ? master.customerPriority[customer]!
    : priorityOfCell(own);
}

export function noteBeyondHorizon(master: MasterData, feed: string, count: number): void {
  if (count === 0) return;
  addDiagnostic(master.noted, {
    severity: 'info',
    feed,
    key: '',
    rule: 'due_after_horizon',
    message:
      `${count} open ${count === 1 ? 'line' : 'lines'} of ${feed} must leave stock after the ` +
      `horizon of ${master.settings.horizonDays} days: not planned yet.`,
  });
}
