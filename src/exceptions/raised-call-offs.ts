// Call-offs that a customer raised: by some day the newest release wants more in all than a
// release before it did. Compared within the span of both; what is wanted in all decides, so that
// goods moved to a later day are not a raise.

import { dayColumn, numberColumn, textColumn } from '../model/fact-table.ts';
import type { Facts } from '../model/facts.ts';
import { DEMAND_CALL_OFF, type Network } from '../model/network.ts';
import {
  type ReleaseColumns,
  releaseColumns,
  releasesOf,
} from '../planning/network/call-off-releases.ts';
import type { Day } from '../units/day.ts';
import { nodeOfDemand } from './places.ts';

export interface RaisedCallOff {
  row: number; // of call_offs: the first of the newest release that is raised
  node: number; // the item-location that it is called from
  lastDate: Day; // of the last row that both releases span
  callCount: number; // rows of the newest release from the first raised one to that date
  before: number; // smallest units wanted in these rows by the release before
  now: number; // and by the newest
  extraUntil: Float64Array; // by day index: how much more is wanted from stock in all until then
}

interface CallOffColumns extends ReleaseColumns {
  cumulative: Float64Array; // by row; NaN = none
  quantity: Float64Array;
  shipped: Float64Array;
  since: Int32Array; // date from which cumulative quantities count
  demandLine: Int32Array; // -1 = not open, or not within the horizon
}

/** Rows of a release with what is wanted in all by each of them. */
interface Release {
  rows: readonly number[]; // by date
  wanted: Float64Array; // by place in rows
  base: number; // wanted in all before the first row
}

/** All raises of the company, by the feed's order of their customers' items. */
export function findRaisedCallOffs(facts: Facts, network: Network): RaisedCallOff[] {
  const columns = callOffColumns(facts, network);
  if (columns === null) return [];
  const raises: RaisedCallOff[] = [];
  for (const rows of rowsOfCalls(facts)) {
    const [newest, ...older] = releasesOf(columns, rows);
    for (const before of older) {
      const raise = raiseBetween(columns, network, before, newest);
      if (raise === null) continue;
      raises.push(raise);
      break;
    }
  }
  return raises;
}

/** Null when no call-off is open. */
function callOffColumns(facts: Facts, network: Network): CallOffColumns | null {
  const table = facts.tables.call_offs;
  if (table.rowCount === 0) return null;
  const { demand, nodes } = network;
  const demandLine = new Int32Array(table.rowCount).fill(-1);
  let openCount = 0;
  const lineCount = demand.nodeStart[nodes.count];
  for (let line = 0; line < lineCount; line++) {
    if (demand.kind[line] !== DEMAND_CALL_OFF) continue;
    demandLine[demand.factRow[line]] = line;
    openCount++;
  }
  if (openCount === 0) return null;
  return {
    ...releaseColumns(facts),
    cumulative: numberColumn(table, 'cumulative_quantity'),
    quantity: numberColumn(table, 'quantity'),
    shipped: numberColumn(table, 'shipped_cumulative'),
    since: dayColumn(table, 'cumulative_since'),
    demandLine,
  };
}

/** Rows by customer, item, ship-to and kind. */
function rowsOfCalls(facts: Facts): Iterable<number[]> {
  const table = facts.tables.call_offs;
  const parts = ['customer_id', 'item_id', 'ship_to', 'kind'].map((name) =>
    textColumn(table, name),
  );
  const calls = new Map<string, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    const key = parts.map((column) => column[row]).join('/');
    const call = calls.get(key);
    if (call) call.push(row);
    else calls.set(key, [row]);
  }
  return calls.values();
}

/** Null when the newest release wants nothing more, or the two cannot be compared. */
function raiseBetween(
  columns: CallOffColumns,
  network: Network,
  beforeRows: readonly number[],
  newestRows: readonly number[],
): RaisedCallOff | null {
  const { date, since, cumulative } = columns;
  const [first, firstBefore] = [newestRows[0], beforeRows[0]];
  const isCumulative = !Number.isNaN(cumulative[first]);
  if (isCumulative === Number.isNaN(cumulative[firstBefore])) return null;
  if (isCumulative && since[first] !== since[firstBefore]) return null;
  const from = date[first];
  const before = releaseFrom(columns, beforeRows, from);
  const newest = releaseFrom(columns, newestRows, from);
  const lastDate = Math.min(date[newestRows.at(-1)!], date[beforeRows.at(-1)!]);
  const extra = extraWanted(columns, before, newest, lastDate);
  const raised = extra.findIndex((quantity) => quantity > 0);
  if (raised < 0) return null;
  const end = newestRows.findLastIndex((row) => date[row] <= lastDate);
  const dayBefore = date[newestRows[raised]] - 1;
  const lines = newestRows.slice(raised).map((row) => columns.demandLine[row]);
  const open = lines.find((line) => line >= 0);
  if (open === undefined) return null;
  const node = nodeOfDemand(network, open);
  return {
    row: newestRows[raised],
    node,
    lastDate,
    callCount: end - raised + 1,
    before: wantedBy(columns, before, lastDate) - wantedBy(columns, before, dayBefore),
    now: wantedBy(columns, newest, lastDate) - wantedBy(columns, newest, dayBefore),
    extraUntil: extraByDay(network, node, lines, extra.slice(raised)),
  };
}

/** Cumulative quantities as they stand; quantities alone add up from a date. */
function releaseFrom(columns: CallOffColumns, rows: readonly number[], from: Day): Release {
  const { cumulative, quantity, shipped, date } = columns;
  const wanted = new Float64Array(rows.length);
  let total = 0;
  rows.forEach((row, i) => {
    if (!Number.isNaN(cumulative[row])) wanted[i] = cumulative[row];
    else if (date[row] >= from) wanted[i] = total += quantity[row];
  });
  const isCumulative = !Number.isNaN(cumulative[rows[0]]);
  return { rows, wanted, base: isCumulative ? shipped[rows[0]] || 0 : 0 };
}

/** What a release wants in all by a date. */
function wantedBy({ date }: CallOffColumns, { rows, wanted, base }: Release, by: Day): number {
  const last = rows.findLastIndex((row) => date[row] <= by);
  return last < 0 ? base : Math.max(base, wanted[last]);
}

/** By row of the newest release; after the span of both it stays as it was. */
function extraWanted(
  columns: CallOffColumns,
  before: Release,
  newest: Release,
  lastDate: Day,
): number[] {
  let extra = 0;
  return newest.rows.map((row, i) => {
    const on = columns.date[row];
    if (on > lastDate) return extra;
    const wanted = Math.max(newest.base, newest.wanted[i]);
    extra = Math.max(0, wanted - wantedBy(columns, before, on));
    return extra;
  });
}

function extraByDay(
  network: Network,
  node: number,
  lines: readonly number[],
  extra: readonly number[],
): Float64Array {
  const { nodeStart, stockDay } = network.demand;
  const byDay = new Float64Array(network.dayCount);
  lines.forEach((line, i) => {
    if (line < nodeStart[node] || line >= nodeStart[node + 1]) return;
    byDay.fill(extra[i], stockDay[line]);
  });
  return byDay;
}
