// The forecast that orders have not consumed, as demand of its days: one line an item-location,
// customer and day. Inside a customer's call-off horizon and inside the demand time fence it does
// not count; what lies before as_of is dropped last, when its orders have taken from it.

import { compareText } from '../../base/compare-text.ts';
import { groupByRow, type SparseRows } from '../../base/sparse-rows.ts';
import { dayColumn, flagColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import { DEMAND_FORECAST, type Nodes } from '../../model/network.ts';
import { NO_DAY } from '../../units/day.ts';
import { workingDaysAfter } from '../../units/working-calendar.ts';
import { type CallOffEnds, callOffKey } from './call-offs.ts';
import { addRequirement, type DemandDraft, type Requirement } from './demand-draft.ts';
import { consumeForecast } from './forecast-consumption.ts';
import {
  BUCKET_DAY,
  BUCKET_MONTH,
  BUCKET_WEEK,
  bucketSpan,
  spreadForecast,
} from './forecast-spread.ts';
import { chosenForecastVersion } from './forecast-version.ts';
import type { MasterData } from './master-data.ts';
import { type NodeIndex, nodeOf } from './node-index.ts';
import { priorityOf } from './sales-lines.ts';

const BUCKET_OF_TEXT: Record<string, number> = {
  '': BUCKET_DAY,
  day: BUCKET_DAY,
  week: BUCKET_WEEK,
  month: BUCKET_MONTH,
};

/** Days around the horizon that consumption can reach: index 0 is the date `low`. */
interface Window {
  low: number; // date
  dayCount: number;
  backward: number;
  forward: number;
}

/** The forecast of one node by customer; the arrays are used again for the next node. */
interface OpenForecast {
  customers: number[]; // customer index by slot, ascending, -1 = no customer
  daily: Float64Array[]; // by slot: open units by day of the window
  factRow: Int32Array[]; // by slot: the forecasts row of each day
}

/** `wanted`: by node, 1 = that node's, left out = all. */
export function addForecastDemand(
  master: MasterData,
  index: NodeIndex,
  nodes: Nodes,
  callOffEnds: CallOffEnds,
  draft: DemandDraft,
  wanted?: Uint8Array,
): void {
  const version = chosenForecastVersion(master);
  if (version < 0) return;
  const window = consumptionWindow(master);
  const rowsOfNode = forecastRows(master, index, version, wanted);
  const orders = consumingOrders(master, index, rowsOfNode, window);
  const forecast: OpenForecast = { customers: [], daily: [], factRow: [] };
  const fenceDays = numberColumn(master.facts.tables.item_locations!, 'demand_time_fence_days');
  const spread = createSpreader(master, nodes, callOffEnds, window);
  for (let node = 0; node < index.count; node++) {
    const from = rowsOfNode.start[node]!;
    const to = rowsOfNode.start[node + 1]!;
    if (from === to) continue;
    spread(node, rowsOfNode.entries.subarray(from, to), forecast);
    orders.consume(node, forecast);
    const row = nodes.factRow[node]!;
    const fence = row < 0 ? 0 : fenceDays[row]!;
    const firstDay = fence > 0 ? dayAfterFence(master, nodes, node, fence) : 0;
    addOpenForecast(master, node, firstDay, window, forecast, draft);
  }
}

function consumptionWindow(master: MasterData): Window {
  const { asOf, horizonDays, parameters } = master.settings;
  const backward = parameters.consumption_backward_days;
  const forward = parameters.consumption_forward_days;
  const low = asOf - Math.max(backward, forward) - backward;
  const high = asOf + horizonDays - 1 + backward + forward;
  return { low, dayCount: high - low + 1, backward, forward };
}

function forecastRows(
  master: MasterData,
  index: NodeIndex,
  versionCode: number,
  wanted: Uint8Array | undefined,
): SparseRows {
  const table = master.facts.tables.forecasts!;
  const version = textColumn(table, 'version');
  const itemCode = textColumn(table, 'item_id');
  const locationCode = textColumn(table, 'location_id');
  const date = dayColumn(table, 'date');
  const nodeOfRow = new Int32Array(table.rowCount).fill(-1);
  for (let row = 0; row < table.rowCount; row++) {
    if (version[row] !== versionCode || date[row] === NO_DAY) continue;
    const item = master.itemOfCode[itemCode[row]!]!;
    const node = nodeOf(index, item, master.locationOfCode[locationCode[row]!]!);
    if (wanted === undefined || wanted[node] === 1) nodeOfRow[row] = node;
  }
  return groupByRow(index.count, nodeOfRow);
}

/** Fills the open forecast of a node from its rows. */
function createSpreader(
  master: MasterData,
  nodes: Nodes,
  callOffEnds: CallOffEnds,
  window: Window,
): (node: number, rows: Int32Array, forecast: OpenForecast) => void {
  const table = master.facts.tables.forecasts!;
  const date = dayColumn(table, 'date');
  const bucket = textColumn(table, 'bucket');
  const quantity = numberColumn(table, 'quantity');
  const customerCode = textColumn(table, 'customer_id');
  const customerOf = (row: number) => master.customerOfCode[customerCode[row]!]!;
  return (node, rows, forecast) => {
    openSlots(forecast, rows, customerOf, window);
    const calendar = master.calendars[nodes.calendar[node]!]!;
    for (const row of rows) {
      const slot = forecast.customers.indexOf(customerOf(row));
      const kind = BUCKET_OF_TEXT[master.texts[bucket[row]!]!] ?? BUCKET_DAY;
      const span = bucketSpan(kind, date[row]!);
      spreadForecast(calendar, span, quantity[row]!, window.low, forecast.daily[slot]!);
      const from = Math.max(0, span.first - window.low);
      const to = Math.max(0, span.last + 1 - window.low);
      forecast.factRow[slot]!.fill(row, from, to);
    }
    for (let slot = 0; slot < forecast.customers.length; slot++) {
      const customer = forecast.customers[slot]!;
      if (customer < 0) continue;
      const end = callOffEnds.get(callOffKey(master, customer, nodes.item[node]!));
      if (end !== undefined) forecast.daily[slot]!.fill(0, 0, Math.max(0, end + 1 - window.low));
    }
  };
}

function openSlots(
  forecast: OpenForecast,
  rows: Int32Array,
  customerOf: (row: number) => number,
  window: Window,
): void {
  forecast.customers.length = 0;
  for (const row of rows) {
    const customer = customerOf(row);
    if (!forecast.customers.includes(customer)) forecast.customers.push(customer);
  }
  forecast.customers.sort((a, b) => a - b);
  for (let slot = 0; slot < forecast.customers.length; slot++) {
    if (slot === forecast.daily.length) {
      forecast.daily.push(new Float64Array(window.dayCount));
      forecast.factRow.push(new Int32Array(window.dayCount));
    } else forecast.daily[slot]!.fill(0);
  }
}

/** What was ordered or shipped and takes from the forecast of its node, in consuming order. */
function consumingOrders(
  master: MasterData,
  index: NodeIndex,
  forecastRowsOfNode: SparseRows,
  window: Window,
): { consume: (node: number, forecast: OpenForecast) => void } {
  const table = master.facts.tables.sales_orders!;
  const { asOf, horizonDays } = master.settings;
  const itemCode = textColumn(table, 'item_id');
  const locationCode = textColumn(table, 'location_id');
  const customerCode = textColumn(table, 'customer_id');
  const requested = dayColumn(table, 'requested_date');
  const promised = dayColumn(table, 'promised_date');
  const consumes = flagColumn(table, 'consumes_forecast');
  const keys = ['order_id', 'line', 'schedule_line'].map((name) => textColumn(table, name));
  const quantityOf = createConsumingQuantity(master);
  const dateOf = (row: number) => (requested[row] === NO_DAY ? promised[row]! : requested[row]!);

  const first = asOf - Math.max(window.backward, window.forward);
  const last = asOf + horizonDays - 1 + window.backward; // later ones cannot reach the horizon
  const nodeOfRow = new Int32Array(table.rowCount).fill(-1);
  for (let row = 0; row < table.rowCount; row++) {
    const date = dateOf(row);
    if (consumes[row] === 0 || date < first || date > last || quantityOf(row) <= 0) continue;
    const item = master.itemOfCode[itemCode[row]!]!;
    const node = nodeOf(index, item, master.locationOfCode[locationCode[row]!]!);
    const hasForecast =
      node >= 0 && forecastRowsOfNode.start[node + 1]! > forecastRowsOfNode.start[node]!;
    if (hasForecast) nodeOfRow[row] = node;
  }
  const rowsOfNode = groupByRow(index.count, nodeOfRow);
  const byRequest = (a: number, b: number): number => {
    let difference = dateOf(a) - dateOf(b);
    for (let i = 0; difference === 0 && i < keys.length; i++) {
      difference = compareText(master.texts[keys[i]![a]!]!, master.texts[keys[i]![b]!]!);
    }
    return difference;
  };
  const consume = (node: number, forecast: OpenForecast) => {
    const rows = rowsOfNode.entries.subarray(rowsOfNode.start[node]!, rowsOfNode.start[node + 1]!);
    if (rows.length > 1) rows.sort(byRequest);
    for (const row of rows) {
      const customer = master.customerOfCode[customerCode[row]!]!;
      const at = dateOf(row) - window.low;
      let left = quantityOf(row);
      for (const owner of customer < 0 ? [-1] : [customer, -1]) {
        const slot = forecast.customers.indexOf(owner);
        if (slot < 0) continue;
        const open = forecast.daily[slot]!;
        left = consumeForecast(open, at, left, window.backward, window.forward);
      }
    }
  };
  return { consume };
}

/** What of a sales line consumes: all of an open one; of a closed one what was shipped, or all if
 * that is not told; of a cancelled one what was shipped before: it was real demand of its period,
 * while the rest was called back and leaves its forecast standing. */
function createConsumingQuantity(master: MasterData): (row: number) => number {
  const table = master.facts.tables.sales_orders!;
  const status = textColumn(table, 'status');
  const quantity = numberColumn(table, 'quantity');
  const delivered = numberColumn(table, 'delivered_quantity');
  const closed = master.facts.pool.codeOf.get('closed') ?? -1;
  const cancelled = master.facts.pool.codeOf.get('cancelled') ?? -1;
  return (row) => {
    const shipped = Number.isNaN(delivered[row]!) ? 0 : delivered[row]!;
    if (status[row] === cancelled) return shipped;
    if (status[row] === closed && !Number.isNaN(delivered[row]!)) return shipped;
    return Math.max(quantity[row]!, shipped);
  };
}

function addOpenForecast(
  master: MasterData,
  node: number,
  firstDay: number,
  window: Window,
  forecast: OpenForecast,
  draft: DemandDraft,
): void {
  const { asOf, horizonDays } = master.settings;
  const none = { lane: -1, isPassable: false };
  const line = { kind: DEMAND_FORECAST, node, ...none } as Requirement;
  for (let day = firstDay; day < horizonDays; day++) {
    const at = asOf + day - window.low;
    for (let slot = 0; slot < forecast.customers.length; slot++) {
      line.quantity = forecast.daily[slot]![at]!;
      if (line.quantity === 0) continue;
      line.stockDay = day;
      line.dueDate = asOf + day;
      line.customer = forecast.customers[slot]!;
      line.priority = priorityOf(master, Number.NaN, line.customer);
      line.factRow = forecast.factRow[slot]![at]!;
      addRequirement(draft, line);
    }
  }
}

/** The first day index after the demand time fence, which takes the location's working days
 * 0 .. n - 1; inside it only orders count. */
function dayAfterFence(master: MasterData, nodes: Nodes, node: number, fence: number): number {
  const calendar = master.calendars[nodes.calendar[node]!]!;
  return workingDaysAfter(calendar, master.settings.asOf - 1, fence + 1) - master.settings.asOf;
}
