// Open production orders as supply on their due date: what is released or started, and of planned
// ones the firm. What they make needs no goods receipt.

import { dayColumn, flagColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import {
  DATE_BELIEVED,
  DATE_REQUESTED,
  type Nodes,
  SOURCE_MAKE,
  type Sources,
  SUPPLY_FIRM,
  SUPPLY_PRODUCTION_ORDER,
} from '../../model/network.ts';
import { NO_DAY } from '../../units/day.ts';
import { workingDaysAfter } from '../../units/working-calendar.ts';
import { readBelievedDates } from './believed-dates.ts';
import type { MasterData } from './master-data.ts';
import { type NodeIndex, nodeOf } from './node-index.ts';
import { sourceOfOrder } from './order-source.ts';
import { addSupplyPart, type SupplyDraft } from './supply-draft.ts';

/** By row of feed production_orders. */
export interface OpenProduction {
  count: number;
  node: Int32Array; // -1 = not open, or planned and not firm
  openQuantity: Float64Array; // quantity - completed, not below 0
  source: Int32Array; // source index, -1 = unknown
}

export function readOpenProduction(
  master: MasterData,
  index: NodeIndex,
  sources: Sources,
  sourceOfCode: Map<number, number>,
): OpenProduction {
  const table = master.facts.tables.production_orders!;
  const itemCode = textColumn(table, 'item_id');
  const locationCode = textColumn(table, 'location_id');
  const sourceCode = textColumn(table, 'source_id');
  const status = textColumn(table, 'status');
  const stage = textColumn(table, 'stage');
  const firm = flagColumn(table, 'firm');
  const quantity = numberColumn(table, 'quantity');
  const completed = numberColumn(table, 'completed_quantity');
  const planned = master.facts.pool.codeOf.get('planned') ?? -1;
  const open = master.facts.pool.codeOf.get('open') ?? 0;
  const count = table.rowCount;
  const orders: OpenProduction = {
    count,
    node: new Int32Array(count).fill(-1),
    openQuantity: new Float64Array(count),
    source: new Int32Array(count).fill(-1),
  };
  for (let row = 0; row < count; row++) {
    if (status[row] !== 0 && status[row] !== open) continue;
    if (stage[row] === planned && firm[row] !== 1) continue;
    const item = master.itemOfCode[itemCode[row]!]!;
    const node = nodeOf(index, item, master.locationOfCode[locationCode[row]!]!);
    if (node < 0) continue;
    const done = completed[row]! > 0 ? completed[row]! : 0;
    orders.node[row] = node;
    orders.openQuantity[row] = Math.max(0, quantity[row]! - done);
    orders.source[row] = sourceOfOrder(
      sources,
      sourceOfCode,
      sourceCode[row]!,
      node,
      SOURCE_MAKE,
      -1,
      -1,
    );
  }
  return orders;
}

export function addOpenProduction(
  master: MasterData,
  nodes: Nodes,
  sources: Sources,
  orders: OpenProduction,
  draft: SupplyDraft,
): void {
  const table = master.facts.tables.production_orders!;
  const due = dayColumn(table, 'due_date');
  const start = dayColumn(table, 'start_date');
  const firm = flagColumn(table, 'firm');
  const believed = readBelievedDates(master, 'production_orders');
  for (let row = 0; row < orders.count; row++) {
    const node = orders.node[row]!;
    if (node < 0 || orders.openQuantity[row] === 0) continue;
    const source = orders.source[row]!;
    const believedDate = believed.dateOf(row);
    const dueDate =
      due[row] === NO_DAY ? finishOf(master, sources, source, start[row]!) : due[row]!;
    addSupplyPart(master, nodes, sources, draft, {
      kind: SUPPLY_PRODUCTION_ORDER,
      node,
      flags: firm[row] === 1 ? SUPPLY_FIRM : 0,
      quantity: orders.openQuantity[row]!,
      arrivalDate: believedDate === NO_DAY ? dueDate : believedDate,
      dateBasis: believedDate === NO_DAY ? DATE_REQUESTED : DATE_BELIEVED,
      hasFreshWord: believed.isFresh(row),
      source,
      supplier: -1,
      factRow: row,
    });
  }
}

/** When an order without a due date is done: its source's lead time after its start. */
function finishOf(master: MasterData, sources: Sources, source: number, start: number): number {
  if (source < 0) return start;
  const calendar = master.calendars[sources.leadTimeCalendar[source]!]!;
  return workingDaysAfter(calendar, start, sources.leadTimeDays[source]!);
}
