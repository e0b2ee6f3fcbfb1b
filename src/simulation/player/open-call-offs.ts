// What customers call off and is still open, as planning reads it: the newest release of each kind,
// daily before long inside its span, cumulative quantities less what we shipped.

import { compareText } from '../../base/compare-text.ts';
import { textColumn } from '../../model/fact-table.ts';
import {
  type ReleaseColumns,
  releaseColumns,
  releasesOf,
} from '../../planning/network/call-off-releases.ts';
import { type Day, NO_DAY } from '../../units/day.ts';
import { type CompanyHour, given } from './company-day.ts';
import { viewFeed } from './fact-view.ts';

export interface OpenCall {
  row: number; // of feed call_offs
  date: Day;
  open: number; // smallest units
}

/** What one ship-to of a customer calls off of one item. */
export interface CallSeries {
  customerId: string;
  itemId: string;
  shipTo: string;
  locationId: string;
  isCumulative: boolean;
  shipped: number; // by us in all, where it is cumulative
  long: number[]; // rows of the newest long release, by date
  daily: number[]; // rows of the newest daily one
  calls: OpenCall[]; // that count, by date; open may be 0
}

export function readCallSeries(hour: CompanyHour): CallSeries[] {
  const columns = releaseColumns(hour.facts);
  const series = rowsOfSeries(hour).map((rows) => seriesOf(hour, columns, rows));
  const key = ({ customerId, itemId, shipTo }: CallSeries) => `${customerId}|${itemId}|${shipTo}`;
  return series.sort((a, b) => compareText(key(a), key(b)));
}

/** Rows of call_offs, apart by customer, item and ship-to. */
function rowsOfSeries(hour: CompanyHour): number[][] {
  const table = hour.facts.tables.call_offs;
  const customer = textColumn(table, 'customer_id');
  const item = textColumn(table, 'item_id');
  const shipTo = textColumn(table, 'ship_to');
  const groups = new Map<number, number[][]>(); // by customer and item: a list a ship-to
  const size = hour.facts.pool.texts.length;
  for (let row = 0; row < table.rowCount; row++) {
    const key = customer[row] * size + item[row];
    const lists = groups.get(key);
    const same = lists?.find((rows) => shipTo[rows[0]] === shipTo[row]);
    if (same) same.push(row);
    else if (lists) lists.push([row]);
    else groups.set(key, [[row]]);
  }
  return [...groups.values()].flat();
}

function seriesOf(hour: CompanyHour, columns: ReleaseColumns, rows: number[]): CallSeries {
  const view = viewFeed(hour.facts, 'call_offs');
  const kind = view.text('kind');
  const date = view.days('date');
  const dateTo = view.days('date_to');
  const cumulative = view.numbers('cumulative_quantity');
  const newest = (isDaily: boolean) =>
    releasesOf(
      columns,
      rows.filter((row) => (kind(row) === 'daily') === isDaily),
    )[0] ?? [];
  const daily = newest(true);
  const long = newest(false);
  const first = Math.min(...daily.map((row) => date[row]));
  const last = Math.max(...daily.map((row) => Math.max(date[row], dateTo[row])));
  const counted = [
    ...daily,
    ...long.filter((row) => daily.length === 0 || date[row] < first || date[row] > last),
  ].sort((a, b) => date[a] - date[b] || a - b);
  const one = counted[0];
  const isCumulative = counted.some((row) => !Number.isNaN(cumulative[row]));
  const shipped = shippedInAll(hour, counted);
  return {
    customerId: view.text('customer_id')(one),
    itemId: view.text('item_id')(one),
    shipTo: view.text('ship_to')(one),
    locationId: view.text('location_id')(one),
    ...{ isCumulative, shipped, long, daily },
    calls: openCalls(hour, counted, shipped),
  };
}

function shippedInAll(hour: CompanyHour, rows: readonly number[]): number {
  const shipped = viewFeed(hour.facts, 'call_offs').numbers('shipped_cumulative');
  return rows.reduce((most, row) => Math.max(most, given(shipped[row])), 0);
}

function openCalls(hour: CompanyHour, counted: readonly number[], shipped: number): OpenCall[] {
  const view = viewFeed(hour.facts, 'call_offs');
  const date = view.days('date');
  const quantity = view.numbers('quantity');
  const cumulative = view.numbers('cumulative_quantity');
  let covered = shipped;
  return counted.map((row) => {
    const open = Number.isNaN(cumulative[row])
      ? quantity[row]
      : Math.max(0, cumulative[row] - covered);
    covered += open;
    return { row, date: date[row] === NO_DAY ? hour.day : date[row], open };
  });
}
