// Call-offs of customers (handbook 3): for a customer, item, ship-to and kind the newest release
// replaces the one before, whole; daily beats long inside its span. Open is what is wanted in all
// less what *we* shipped in all; inside the call-off's horizon it is the demand.

import { groupByRow } from '../../base/sparse-rows.ts';
import { dayColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import { DEMAND_CALL_OFF } from '../../model/network.ts';
import { NO_DAY } from '../../units/day.ts';
import { type ReleaseColumns, releaseColumns, releasesOf } from './call-off-releases.ts';
import { type CustomerLanes, laneOf, stockDate } from './customer-lanes.ts';
import { addRequirement, type DemandDraft } from './demand-draft.ts';
import { addDiagnostic } from './diagnostic-list.ts';
import type { MasterData } from './master-data.ts';
import { type NodeIndex, nodeOf } from './node-index.ts';
import { noteBeyondHorizon, priorityOf } from './sales-lines.ts';

/** The last date of a customer's call-offs of an item, from which our own forecast begins. */
export type CallOffEnds = Map<number, number>; // by callOffKey

export function callOffKey(master: MasterData, customer: number, item: number): number {
  return customer * master.items.count + item;
}

interface CallOffs extends ReleaseColumns {
  master: MasterData;
  index: NodeIndex;
  lanes: CustomerLanes;
  draft: DemandDraft;
  ends: CallOffEnds;
  beyond: number; // lines after the horizon
  itemCode: Int32Array;
  shipTo: Int32Array;
  kind: Int32Array;
  dateTo: Int32Array;
  since: Int32Array;
  locationCode: Int32Array;
  quantity: Float64Array;
  cumulative: Float64Array;
  shipped: Float64Array;
  dailyCode: number;
}

/** Adds the open call-offs to the draft. */
export function addCallOffs(
  master: MasterData,
  index: NodeIndex,
  lanes: CustomerLanes,
  draft: DemandDraft,
): CallOffEnds {
  const table = master.facts.tables.call_offs!;
  const callOffs: CallOffs = {
    master,
    index,
    lanes,
    draft,
    ends: new Map(),
    beyond: 0,
    itemCode: textColumn(table, 'item_id'),
    shipTo: textColumn(table, 'ship_to'),
    kind: textColumn(table, 'kind'),
    ...releaseColumns(master.facts),
    dateTo: dayColumn(table, 'date_to'),
    since: dayColumn(table, 'cumulative_since'),
    locationCode: textColumn(table, 'location_id'),
    quantity: numberColumn(table, 'quantity'),
    cumulative: numberColumn(table, 'cumulative_quantity'),
    shipped: numberColumn(table, 'shipped_cumulative'),
    dailyCode: master.facts.pool.codeOf.get('daily') ?? -1,
  };
  const customerCode = textColumn(table, 'customer_id');
  const customerOfRow = new Int32Array(table.rowCount);
  for (let row = 0; row < table.rowCount; row++) {
    customerOfRow[row] = master.customerOfCode[customerCode[row]!]!;
  }
  const { itemCode, shipTo } = callOffs;
  const byCustomer = groupByRow(master.customers.count, customerOfRow);
  for (let customer = 0; customer < master.customers.count; customer++) {
    const rows = byCustomer.entries.subarray(
      byCustomer.start[customer]!,
      byCustomer.start[customer + 1]!,
    );
    rows.sort((a, b) => itemCode[a]! - itemCode[b]! || shipTo[a]! - shipTo[b]! || a - b);
    for (let from = 0; from < rows.length; ) {
      let to = from + 1;
      while (to < rows.length && isSameCall(callOffs, rows[from]!, rows[to]!)) to++;
      addCalls(callOffs, customer, [...rows.subarray(from, to)]);
      from = to;
    }
  }
  noteBeyondHorizon(master, 'call_offs', callOffs.beyond);
  return callOffs.ends;
}

function isSameCall({ itemCode, shipTo }: CallOffs, a: number, b: number): boolean {
  return itemCode[a] === itemCode[b] && shipTo[a] === shipTo[b];
}

/** What one ship-to of a customer calls off of one item. */
function addCalls(callOffs: CallOffs, customer: number, rows: readonly number[]): void {
  const { kind, dailyCode, date, dateTo } = callOffs;
  const newest = (isDaily: boolean): number[] =>
    releasesOf(
      callOffs,
      rows.filter((row) => (kind[row] === dailyCode) === isDaily),
    )[0] ?? [];
  const daily = newest(true);
  const long = newest(false);
  noteEnd(callOffs, customer, [...daily, ...long]);
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const row of daily) {
    first = Math.min(first, date[row]!);
    last = Math.max(last, date[row]!, dateTo[row]!);
  }
  const beyondDaily = long.filter((row) => date[row]! < first || date[row]! > last);
  const counted = [...daily, ...beyondDaily];
  counted.sort((a, b) => date[a]! - date[b]! || a - b);
  if (haveOneBase(callOffs, counted)) addOpenCalls(callOffs, customer, counted);
  else {
    addOpenCalls(callOffs, customer, daily);
    addOpenCalls(callOffs, customer, beyondDaily);
  }
}

function noteEnd(callOffs: CallOffs, customer: number, rows: readonly number[]): void {
  const { master, itemCode, date, dateTo, ends } = callOffs;
  for (const row of rows) {
    const key = callOffKey(master, customer, master.itemOfCode[itemCode[row]!]!);
    const end = Math.max(date[row]!, dateTo[row]!);
    if (end > (ends.get(key) ?? NO_DAY)) ends.set(key, end);
  }
}

/** Cumulative quantities that count from the same day can be held against each other. */
function haveOneBase({ since }: CallOffs, rows: readonly number[]): boolean {
  return rows.every((row) => since[row] === since[rows[0]!]);
}

/** Rows in date order: each opens what it wants in all beyond what was shipped or opened before. */
function addOpenCalls(callOffs: CallOffs, customer: number, rows: readonly number[]): void {
  const { cumulative, quantity, shipped } = callOffs;
  let covered = 0; // shipped by us, or open in an earlier row
  let isKnown = false;
  for (const row of rows) {
    if (Number.isNaN(shipped[row]!)) continue;
    covered = Math.max(covered, shipped[row]!);
    isKnown = true;
  }
  const isCumulative = rows.some((row) => !Number.isNaN(cumulative[row]!));
  if (isCumulative && !isKnown) noteUnknownShipped(callOffs, customer, rows[0]!);
  for (const row of rows) {
    const open = Number.isNaN(cumulative[row]!)
      ? quantity[row]!
      : Math.max(0, cumulative[row]! - covered);
    covered += open;
    if (open > 0) addOpenCall(callOffs, customer, row, open);
  }
}

function addOpenCall(callOffs: CallOffs, customer: number, row: number, open: number): void {
  const { master, index, lanes, draft, itemCode, locationCode, shipTo, date } = callOffs;
  const { asOf, horizonDays } = master.settings;
  const location = master.locationOfCode[locationCode[row]!]!;
  const node = nodeOf(index, master.itemOfCode[itemCode[row]!]!, location);
  if (node < 0) return;
  const dueDate = date[row] === NO_DAY ? asOf : date[row]!; // backlog without a date: now
  const lane = laneOf(master, lanes, location, customer, shipTo[row]!, itemCode[row]!);
  const stockDay = Math.max(0, stockDate(master.calendars, lanes, lane, dueDate) - asOf);
  if (stockDay >= horizonDays) {
    callOffs.beyond++;
    return;
  }
  addRequirement(draft, {
    kind: DEMAND_CALL_OFF,
    node,
    quantity: open,
    stockDay,
    dueDate,
    priority: priorityOf(master, Number.NaN, customer),
    customer,
    lane,
    factRow: row,
    isPassable: false,
  });
}

/** The lane of a call-off by its row. */
export function laneOfCallOff(master: MasterData, lanes: CustomerLanes, row: number): number {
  const table = master.facts.tables.call_offs!;
  const codeOf = (name: string) => textColumn(table, name)[row]!;
  const location = master.locationOfCode[codeOf('location_id')]!;
  const customer = master.customerOfCode[codeOf('customer_id')]!;
  return laneOf(master, lanes, location, customer, codeOf('ship_to'), codeOf('item_id'));
}

function noteUnknownShipped(callOffs: CallOffs, customer: number, row: number): void {
  const { master, itemCode } = callOffs;
  const customerId = master.customers.id[customer]!;
  const itemId = master.texts[itemCode[row]!]!;
  addDiagnostic(master.noted, {
    severity: 'error',
    feed: 'call_offs',
    key: `${customerId}/${itemId}`,
    rule: 'no_shipped_cumulative',
    message:
      `${customerId} calls ${itemId} off in cumulative quantities, but what we shipped so far is ` +
      'not given: all of it counts as open. Give shipped_cumulative.',
  });
}
