// Demand history as the plan reads it: standing rows summed by item, location, customer and day.

import { compareText } from '../../base/compare-text.ts';
import { dayColumn, type FactTable, numberColumn, textColumn } from '../../model/fact-table.ts';
import { type DemandHistory, type Facts, NO_DEMAND_HISTORY } from '../../model/facts.ts';

export function sumHistory({ pool, tables }: Facts): DemandHistory {
  const table = tables.demand_history!;
  if (table.rowCount === 0) return NO_DEMAND_HISTORY;
  const item = textColumn(table, 'item_id');
  const location = textColumn(table, 'location_id');
  const customer = textColumn(table, 'customer_id');
  const date = dayColumn(table, 'date');
  const quantity = numberColumn(table, 'quantity');
  const order = rowsInOrder(table, pool.texts, [item, location, customer], date);
  const cellCount = order.length;
  const history = {
    seriesCount: 0,
    item: new Int32Array(cellCount),
    location: new Int32Array(cellCount),
    customer: new Int32Array(cellCount),
    start: new Int32Array(cellCount + 1),
    day: new Int32Array(cellCount),
    quantity: new Float64Array(cellCount),
  };
  let series = -1;
  let cell = -1;
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!;
    const isSame =
      series >= 0 &&
      history.item[series] === item[row] &&
      history.location[series] === location[row] &&
      history.customer[series] === customer[row];
    if (!isSame) {
      series++;
      history.item[series] = item[row]!;
      history.location[series] = location[row]!;
      history.customer[series] = customer[row]!;
      history.start[series] = cell + 1;
    }
    if (isSame && history.day[cell] === date[row]) {
      history.quantity[cell]! += quantity[row]!;
      continue;
    }
    cell++;
    history.day[cell] = date[row]!;
    history.quantity[cell] = quantity[row]!;
  }
  const seriesCount = series + 1;
  history.start[seriesCount] = cell + 1;
  return {
    seriesCount,
    item: history.item.slice(0, seriesCount),
    location: history.location.slice(0, seriesCount),
    customer: history.customer.slice(0, seriesCount),
    start: history.start.slice(0, seriesCount + 1),
    day: history.day.slice(0, cell + 1),
    quantity: history.quantity.slice(0, cell + 1),
  };
}

/** By the ids' texts, then day. Each text's place among all is worked out once. */
function rowsInOrder(
  { rowCount }: FactTable,
  texts: readonly string[],
  ids: readonly Int32Array[],
  date: Int32Array,
): Int32Array {
  const used = new Set<number>();
  for (const column of ids) for (let row = 0; row < rowCount; row++) used.add(column[row]!);
  const rank = new Int32Array(texts.length);
  const codes = [...used].sort((a, b) => compareText(texts[a]!, texts[b]!));
  for (const [place, code] of codes.entries()) rank[code] = place;
  const [item, location, customer] = ids as [Int32Array, Int32Array, Int32Array];
  return Int32Array.from({ length: rowCount }, (_, row) => row).sort(
    (a, b) =>
      rank[item[a]!]! - rank[item[b]!]! ||
      rank[location[a]!]! - rank[location[b]!]! ||
      rank[customer[a]!]! - rank[customer[b]!]! ||
      date[a]! - date[b]! ||
      a - b,
  );
}
