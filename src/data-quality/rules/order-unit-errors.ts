// Quantities of orders that look like a slip of the unit against the other orders of the same item
// in the same feed, or, where these are few, against the item's demand history.

import { numberColumn, textColumn } from '../../model/fact-table.ts';
import { type Facts, keyOfRow, rowPlace } from '../../model/facts.ts';
import { changedRows } from '../../planning/incremental/changed-rows.ts';
import {
  addDiagnostic,
  createDiagnosticList,
  type DiagnosticList,
} from '../../planning/network/diagnostic-list.ts';
import type { AuditPart, FoundBefore } from '../audit-rule.ts';
import { createItemUnits } from '../item-units.ts';
import { type Peers, peersOfCounts, slipOf, slipWords } from '../powers-of-ten.ts';

const PEERS_LEAST = 5;
const HISTORY_LEAST = 8;
const SAMPLE_MAX = 501;
const FEEDS = ['sales_orders', 'purchase_orders', 'production_orders', 'transfer_orders'];

export const orderUnitErrors: readonly AuditPart[] = FEEDS.map(
  (feedName) => (facts, _, before) => checkFeed(facts, feedName, before),
);

/** Remembers the items (pool codes) of its cases. */
interface UnitErrors extends DiagnosticList {
  items: Set<number>;
}

function checkFeed(facts: Facts, feedName: string, before: FoundBefore | null): UnitErrors {
  const found: UnitErrors = { ...createDiagnosticList(), items: new Set() };
  const table = facts.tables[feedName]!;
  if (table.rowCount === 0) return found;
  const quantity = numberColumn(table, 'quantity');
  const units = createItemUnits(facts, table);
  const suspects = before && suspectItems(facts, feedName, before);
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    if (!(quantity[row]! > 0)) continue;
    if (suspects && !suspects.has(units.itemOf[row]!)) continue;
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
      found.items.add(item);
      addDiagnostic(found, {
        severity: 'warning',
        feed: feedName,
        key: keyOfRow(facts, feedName, row),
        rule: 'unit_error',
        message:
          `Quantity ${units.format(row, quantity[row]!)} of item ${facts.pool.texts[item]} in ` +
          `${rowPlace(facts, feedName, row)} is about ${slipWords(slip)} the usual one ${like} ` +
          `(${units.format(row, Math.round(10 ** peers.median))}). Check its unit.`,
      });
    }
  }
  return found;
}

/** Items whose orders changed, and those with a case before: of the others nothing is new. null:
 * what the cases are judged by is another. */
function suspectItems(facts: Facts, feedName: string, before: FoundBefore): Set<number> | null {
  const was = before.facts.tables[feedName]!;
  const table = facts.tables[feedName]!;
  const rows = changedRows(was, table);
  const isOther =
    facts.tables.items !== before.facts.tables.items ||
    facts.demandHistory !== before.facts.demandHistory;
  if (rows === null || isOther) return null;
  const items = new Set((before.found as UnitErrors).items);
  for (const each of [was, table]) {
    const itemOf = textColumn(each, 'item_id');
    for (const row of rows) if (row < each.rowCount) items.add(itemOf[row]!);
  }
  return items;
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
