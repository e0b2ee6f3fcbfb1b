// The network's open supply: drafted parts by node, then usable day, feed and key.

import { compareText } from '../../base/compare-text.ts';
import { groupByRow } from '../../base/sparse-rows.ts';
import { dayColumn, type FactTable, numberColumn, textColumn } from '../../model/fact-table.ts';
import {
  type Nodes,
  SUPPLY_PRODUCTION_ORDER,
  SUPPLY_PURCHASE_ORDER,
  SUPPLY_TRANSFER_ORDER,
  type SupplyLines,
} from '../../model/network.ts';
import { NO_DAY } from '../../units/day.ts';
import type { MasterData } from './master-data.ts';
import type { SupplyDraft } from './supply-draft.ts';

export function buildSupplyLines(
  master: MasterData,
  nodes: Nodes,
  draft: SupplyDraft,
): SupplyLines {
  const byNode = groupByRow(nodes.count, draft.node.subarray(0, draft.count));
  const order = byNode.entries;
  const compareKey = createKeyComparison(master, draft);
  const compare = (a: number, b: number) =>
    draft.usableDay[a]! - draft.usableDay[b]! || compareKey(a, b);
  for (let node = 0; node < nodes.count; node++) {
    const start = byNode.start[node]!;
    const end = byNode.start[node + 1]!;
    if (end - start > 1) order.subarray(start, end).sort(compare);
  }
  const count = order.length;
  const gathered = (column: Int32Array) => order.map((from) => column[from]!);
  const gatheredCodes = (column: Uint8Array) => {
    const codes = new Uint8Array(count);
    for (let line = 0; line < count; line++) codes[line] = column[order[line]!]!;
    return codes;
  };
  const lines: SupplyLines = {
    count,
    nodeStart: byNode.start,
    kind: gatheredCodes(draft.kind),
    flags: gatheredCodes(draft.flags),
    quantity: new Float64Array(count),
    usableDay: gathered(draft.usableDay),
    arrivalDate: gathered(draft.arrivalDate),
    requestedDate: new Int32Array(count).fill(NO_DAY),
    promisedDate: new Int32Array(count).fill(NO_DAY),
    confirmedDate: new Int32Array(count).fill(NO_DAY),
    orderedDate: new Int32Array(count).fill(NO_DAY),
    supplier: gathered(draft.supplier),
    source: gathered(draft.source),
    dateBasis: gatheredCodes(draft.dateBasis),
    orderQuantity: new Float64Array(count),
    unitPrice: new Float64Array(count).fill(Number.NaN),
    factRow: gathered(draft.factRow),
  };
  for (let line = 0; line < count; line++) lines.quantity[line] = draft.quantity[order[line]!]!;
  const { purchase_orders, production_orders, transfer_orders } = master.facts.tables;
  fillFrom(purchase_orders!, SUPPLY_PURCHASE_ORDER, lines, 'requested_date');
  fillFrom(production_orders!, SUPPLY_PRODUCTION_ORDER, lines, 'due_date');
  fillFrom(transfer_orders!, SUPPLY_TRANSFER_ORDER, lines, 'due_date');
  fillAnswers(purchase_orders!, lines);
  return lines;
}

function fillFrom(table: FactTable, kind: number, lines: SupplyLines, wanted: string): void {
  const requested = dayColumn(table, wanted);
  const quantity = numberColumn(table, 'quantity');
  for (let line = 0; line < lines.count; line++) {
    if (lines.kind[line] !== kind) continue;
    const row = lines.factRow[line]!;
    lines.requestedDate[line] = requested[row]!;
    lines.orderQuantity[line] = quantity[row]!;
  }
}

function fillAnswers(purchases: FactTable, lines: SupplyLines): void {
  const promised = dayColumn(purchases, 'promised_date');
  const confirmed = dayColumn(purchases, 'confirmed_date');
  const ordered = dayColumn(purchases, 'ordered_at');
  const unitPrice = numberColumn(purchases, 'unit_price');
  for (let line = 0; line < lines.count; line++) {
    if (lines.kind[line] !== SUPPLY_PURCHASE_ORDER) continue;
    const row = lines.factRow[line]!;
    lines.promisedDate[line] = promised[row]!;
    lines.confirmedDate[line] = confirmed[row]!;
    lines.orderedDate[line] = ordered[row]!;
    lines.unitPrice[line] = unitPrice[row]!;
  }
}

/** Compares by the feed's name, then the rows' keys, then as the parts were found. */
function createKeyComparison(
  master: MasterData,
  draft: SupplyDraft,
): (a: number, b: number) => number {
  const keysOfKind: Int32Array[][] = [];
  const rankOfKind: number[] = []; // production < purchase < transfer, as their feeds' names
  const feeds = [
    [SUPPLY_PRODUCTION_ORDER, 'production_orders'],
    [SUPPLY_PURCHASE_ORDER, 'purchase_orders'],
    [SUPPLY_TRANSFER_ORDER, 'transfer_orders'],
  ] as const;
  feeds.forEach(([kind, feed], rank) => {
    const table = master.facts.tables[feed]!;
    const keys = table.feed.columns.filter((column) => column.key);
    keysOfKind[kind] = keys.map((column) => textColumn(table, column.name));
    rankOfKind[kind] = rank;
  });
  return (a, b) => {
    const kind = draft.kind[a]!;
    const byFeed = rankOfKind[kind]! - rankOfKind[draft.kind[b]!]!;
    if (byFeed !== 0) return byFeed;
    for (const key of keysOfKind[kind]!) {
      const textA = master.texts[key[draft.factRow[a]!]!]!;
      const textB = master.texts[key[draft.factRow[b]!]!]!;
      const difference = compareText(textA, textB);
      if (difference !== 0) return difference;
    }
    return a - b;
  };
}
