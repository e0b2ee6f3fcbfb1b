// Quantities of orders that look like a slip of the unit against the other orders of the same item
// in the same feed, or, where these are few, against the item's demand history.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { numberColumn } from '../../model/fact-table.ts';
import { type Facts, keyOfRow } from '../../model/facts.ts';
import {
  addDiagnostic,
  closedDiagnostics,
  createDiagnosticList,
  type DiagnosticList,
} from '../../planning/network/diagnostic-list.ts';
import { createItemUnits } from '../item-units.ts';
import { type Peers, peersOfCounts, slipOf, slipWords } from '../powers-of-ten.ts';

const PEERS_LEAST = 5;
const HISTORY_LEAST = 8;
const SAMPLE_MAX = 501;
const FEEDS = ['sales_orders', 'purchase_orders', 'production_orders', 'transfer_orders'];

export function orderUnitErrors(facts: Facts): Diagnostic[] {
  const found = createDiagnosticList();
  for (const feedName of FEEDS) checkFeed(facts, feedName, found);
  return closedDiagnostics(found);
}

function checkFeed(facts: Facts, feedName: string, found: DiagnosticList): void {
  const table = facts.tables[feedName]!;
  if (table.rowCount === 0) return;
  const quantity = numberColumn(table, 'quantity');
  const units = createItemUnits(facts, table);
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    if (!(quantity[row]! > 0)) continue;
    const rows = rowsOf.get(units.itemOf[row]!);
    if (rows) rows.push(row);
    else rowsOf.set(units.itemOf[row]!, [row]);
  }
  const history = feedName === 'sales_orders' ? historyPeers(facts) : null;
  for (const [item, rows] of rowsOf) {
    const isEnough = rows.length >= PEERS_LEAST;
    const peers = isEnough
      ? peersOfCounts(Float64Array.from(rows, (row) => Math.log10(quantity[row]!)))
      : history?.(item);
    if (!peers) continue;
    const like = isEnough ? `of ${feedName} for this item` : 'of its demand history';
    for (const row of rows) {
      const slip = slipOf(peers, Math.log10(quantity[row]!));
      if (slip === 0) continue;
      addDiagnostic(found, {
        severity: 'warning',
        feed: feedName,
        key: keyOfRow(facts, feedName, row),
        rule: 'unit_error',
        message:
          `Quantity ${units.format(row, quantity[row]!)} of item ${facts.pool.texts[item]} in ` +
          'line ' +
          `${table.lines[row]} is about ${slipWords(slip)} the usual one ${like} ` +
          `(${units.format(row, Math.round(10 ** peers.median))}). Check its unit.`,
      });
    }
  }
}

/** An item's demand of a day as peers, over all its places and customers. */
function historyPeers(facts: Facts): (item: number) => Peers | undefined {
  const { item, start, quantity, seriesCount } = facts.demandHistory;
  const seriesOf = new Map<number, number[]>();
  for (let series = 0; series < seriesCount; series++) {
    const list = seriesOf.get(item[series]!);
    if (list) list.push(series);
    else seriesOf.set(item[series]!, [series]);
  }
  return (wanted) => {
    const list = seriesOf.get(wanted) ?? [];
    const cellCount = list.reduce((sum, series) => sum + start[series + 1]! - start[series]!, 0);
    const step = Math.max(1, Math.floor(cellCount / SAMPLE_MAX));
    const logs: number[] = [];
    for (const series of list) {
      for (let cell = start[series]!; cell < start[series + 1]!; cell += step) {
        if (quantity[cell]! > 0) logs.push(Math.log10(quantity[cell]!));
      }
    }
    return logs.length >= HISTORY_LEAST ? peersOfCounts(Float64Array.from(logs)) : undefined;
  };
}
