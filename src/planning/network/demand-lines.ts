// The network's demand lines: drafted requirements by node, in the order of service (stock day,
// orders before component needs before forecast, priority, id).

import { compareText } from '../../base/compare-text.ts';
import { groupByRow } from '../../base/sparse-rows.ts';
import {
  dayColumn,
  type FactColumn,
  flagColumn,
  numberColumn,
  textColumn,
} from '../../model/fact-table.ts';
import {
  DEMAND_CALL_OFF,
  DEMAND_FORECAST,
  DEMAND_PRODUCTION_ORDER,
  DEMAND_SALES_ORDER,
  DEMAND_TRANSFER_ORDER,
  type DemandLines,
  NO_PRIORITY,
  type Nodes,
} from '../../model/network.ts';
import { NO_DAY } from '../../units/day.ts';
import type { CustomerLanes } from './customer-lanes.ts';
import type { DemandDraft } from './demand-draft.ts';
import type { MasterData } from './master-data.ts';

/** By DEMAND_* kind: 0 orders, 1 component needs, 2 forecast. */
const SERVICE_CLASS = [0, 0, 1, 1, 2];
const FEED_OF_KIND: readonly (readonly [kind: number, feed: string])[] = [
  [DEMAND_SALES_ORDER, 'sales_orders'],
  [DEMAND_CALL_OFF, 'call_offs'],
  [DEMAND_PRODUCTION_ORDER, 'production_orders'],
  [DEMAND_TRANSFER_ORDER, 'transfer_orders'],
  [DEMAND_FORECAST, 'forecasts'],
];
/** More rows of one node than this are left to the library's sort. */
const INSERTION_MAX = 24;

export function buildDemandLines(
  master: MasterData,
  nodes: Nodes,
  lanes: CustomerLanes,
  draft: DemandDraft,
): DemandLines {
  const byNode = groupByRow(nodes.count, draft.node.subarray(0, draft.count));
  const order = byNode.entries;
  sortByService(master, draft, byNode.start, order);
  const count = order.length;
  const lines: DemandLines = {
    count,
    nodeStart: byNode.start,
    kind: new Uint8Array(count),
    quantity: new Float64Array(count),
    stockDay: new Int32Array(count),
    dueDate: new Int32Array(count),
    requestedDate: new Int32Array(count).fill(NO_DAY),
    promisedDate: new Int32Array(count).fill(NO_DAY),
    priority: new Int32Array(count),
    customer: new Int32Array(count),
    unitPrice: new Float64Array(count).fill(Number.NaN),
    pickDays: new Int32Array(count),
    transitDays: new Int32Array(count),
    laneCalendar: new Int32Array(count),
    shipComplete: new Uint8Array(0),
    order: new Int32Array(0),
    passable: new Uint8Array(count),
    factRow: new Int32Array(count),
  };
  for (let line = 0; line < count; line++) {
    const from = order[line]!;
    const lane = draft.lane[from]!;
    lines.kind[line] = draft.kind[from]!;
    lines.quantity[line] = draft.quantity[from]!;
    lines.stockDay[line] = draft.stockDay[from]!;
    lines.dueDate[line] = draft.dueDate[from]!;
    lines.priority[line] = draft.priority[from]!;
    lines.customer[line] = draft.customer[from]!;
    lines.factRow[line] = draft.factRow[from]!;
    lines.passable[line] = draft.passable[from]!;
    lines.pickDays[line] = lane < 0 ? 0 : lanes.pickDays[lane]!;
    lines.transitDays[line] = lane < 0 ? 0 : lanes.transitDays[lane]!;
    lines.laneCalendar[line] =
      lane < 0 ? nodes.calendar[draft.node[from]!]! : lanes.calendar[lane]!;
  }
  fillFromSalesOrders(master, lines);
  Object.assign(lines, numberedSalesOrders(master, lines));
  fillFromCallOffs(master, lines);
  return lines;
}

function fillFromSalesOrders(master: MasterData, lines: DemandLines): void {
  const table = master.facts.tables.sales_orders!;
  const requested = dayColumn(table, 'requested_date');
  const promised = dayColumn(table, 'promised_date');
  const unitPrice = numberColumn(table, 'unit_price');
  for (let line = 0; line < lines.count; line++) {
    if (lines.kind[line] !== DEMAND_SALES_ORDER) continue;
    const row = lines.factRow[line]!;
    lines.requestedDate[line] = requested[row]!;
    lines.promisedDate[line] = promised[row]!;
    lines.unitPrice[line] = unitPrice[row]!;
  }
}

/** Orders are numbered as they come in the lines; one line that asks for it makes its order ship
 * complete. */
export function numberedSalesOrders(
  master: MasterData,
  lines: DemandLines,
): Pick<DemandLines, 'order' | 'shipComplete'> {
  const table = master.facts.tables.sales_orders!;
  const orderId = textColumn(table, 'order_id');
  const asksFor = flagColumn(table, 'ship_complete');
  const numberOfOrder = new Int32Array(table.rowCount === 0 ? 0 : master.texts.length); // plus one
  const isComplete = new Uint8Array(table.rowCount + 1); // by number plus one
  const order = new Int32Array(lines.count).fill(-1);
  const shipComplete = new Uint8Array(lines.count);
  let orderCount = 0;
  for (let line = 0; line < lines.count; line++) {
    if (lines.kind[line] !== DEMAND_SALES_ORDER) continue;
    const row = lines.factRow[line]!;
    const code = orderId[row]!;
    if (numberOfOrder[code] === 0) numberOfOrder[code] = ++orderCount;
    order[line] = numberOfOrder[code]! - 1;
    if (asksFor[row] === 1) isComplete[numberOfOrder[code]!] = 1;
  }
  for (let line = 0; line < lines.count; line++) {
    shipComplete[line] = isComplete[order[line]! + 1]!;
  }
  return { order, shipComplete };
}

function fillFromCallOffs(master: MasterData, lines: DemandLines): void {
  if (master.facts.tables.call_offs!.rowCount === 0) return;
  for (let line = 0; line < lines.count; line++) {
    if (lines.kind[line] === DEMAND_CALL_OFF) lines.requestedDate[line] = lines.dueDate[line]!;
  }
}

/** Sorts each node's entries in place. Stock day, class and priority make one number a row. */
function sortByService(
  master: MasterData,
  draft: DemandDraft,
  start: Int32Array,
  order: Int32Array,
): void {
  const rank = new Float64Array(draft.count);
  for (let i = 0; i < draft.count; i++) {
    const serviceClass = SERVICE_CLASS[draft.kind[i]!]!;
    rank[i] = (draft.stockDay[i]! * 4 + serviceClass) * (NO_PRIORITY + 1) + draft.priority[i]!;
  }
  const compareId = createIdComparison(master, draft);
  const compare = (a: number, b: number) => rank[a]! - rank[b]! || compareId(a, b);
  for (let node = 0; node + 1 < start.length; node++) {
    const from = start[node]!;
    const to = start[node + 1]!;
    if (to - from > INSERTION_MAX) order.subarray(from, to).sort(compare);
    else insertionSort(order, from, to, rank, compareId);
  }
}

function insertionSort(
  order: Int32Array,
  from: number,
  to: number,
  rank: Float64Array,
  compareId: (a: number, b: number) => number,
): void {
  for (let i = from + 1; i < to; i++) {
    const entry = order[i]!;
    let j = i - 1;
    while (j >= from) {
      const difference = rank[order[j]!]! - rank[entry]!;
      if (difference < 0 || (difference === 0 && compareId(order[j]!, entry) <= 0)) break;
      order[j + 1] = order[j]!;
      j--;
    }
    order[j + 1] = entry;
  }
}

/** Needs of one order for one component: told apart by what they say, not by their row's place. */
function compareContent(draft: DemandDraft, a: number, b: number): number {
  return draft.dueDate[a]! - draft.dueDate[b]! || draft.quantity[a]! - draft.quantity[b]!;
}

/** Compares two requirements by their keys, part by part; then by kind, then as they were found. */
function createIdComparison(
  master: MasterData,
  draft: DemandDraft,
): (a: number, b: number) => number {
  const keysOfKind: FactColumn[][] = [];
  for (const [kind, feed] of FEED_OF_KIND) {
    const table = master.facts.tables[feed]!;
    keysOfKind[kind] = table.columns.filter((_, i) => table.feed.columns[i]?.key === true);
  }
  const partOf = (column: FactColumn | undefined, row: number): string | number => {
    if (column === undefined) return '';
    const value = column.values[row]!;
    return column.kind === 'text' ? master.texts[value]! : value;
  };
  return (a, b) => {
    const keysA = keysOfKind[draft.kind[a]!]!;
    const keysB = keysOfKind[draft.kind[b]!]!;
    const parts = draft.kind[a] === draft.kind[b] ? keysA.length : 1;
    for (let i = 0; i < parts; i++) {
      const partA = partOf(keysA[i], draft.factRow[a]!);
      const partB = partOf(keysB[i], draft.factRow[b]!);
      if (typeof partA === 'number' && typeof partB === 'number') {
        if (partA !== partB) return partA - partB;
      } else {
        const difference = compareText(String(partA), String(partB));
        if (difference !== 0) return difference;
      }
    }
    return draft.kind[a]! - draft.kind[b]! || compareContent(draft, a, b) || a - b;
  };
}
