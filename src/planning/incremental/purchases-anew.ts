// Open supply after purchase orders changed: at the nodes of the order lines that changed, what is
// bought is built anew, order line by order line; what is made or moved there is kept.

import { growColumns } from '../../base/grow-columns.ts';
import { type FactTable, textColumn } from '../../model/fact-table.ts';
import { SUPPLY_PURCHASE_ORDER, type SupplyLines } from '../../model/network.ts';
import type { BuiltNetwork } from '../network/build-network.ts';
import type { MasterData } from '../network/master-data.ts';
import { addOpenPurchases } from '../network/open-purchases.ts';
import { createSupplyDraft, type SupplyDraft } from '../network/supply-draft.ts';
import { buildSupplyLines } from '../network/supply-lines.ts';
import type { ChangedRows } from './changed-rows.ts';
import { nodeOfRow } from './names-kept.ts';
import { marked, rowsAtNodes } from './rows-at-nodes.ts';
import { type SpareColumns, spliceByNode } from './splice-by-node.ts';

/** `built`: the network before, its basis with the new facts; `masterBefore` has the old ones. */
export function purchasesAnew(
  built: BuiltNetwork,
  masterBefore: MasterData,
  rows: ChangedRows,
  spare: SpareColumns,
): { supply: SupplyLines; touched: Int32Array } {
  const { basis, network } = built;
  const { master, index, sourceOfCode, shipments } = basis;
  const { nodes, sources } = network;
  const table = master.facts.tables.purchase_orders!;
  const before = masterBefore.facts.tables.purchase_orders!;
  const touchedNodes = new Set<number>();
  const changedLines = new Set<number>();
  for (const each of [before, table]) addOrderLines(each, rows, changedLines);
  for (const each of [before, table]) {
    for (const row of rowsOfOrderLines(each, changedLines)) {
      const node = nodeOfRow(basis, each, row);
      if (node >= 0) touchedNodes.add(node);
    }
  }
  const touched = Int32Array.from(touchedNodes).sort();

  const linesThere = new Set<number>();
  addOrderLines(table, rowsAtNodes(basis, table, touched), linesThere);
  const isWantedRow = marked(table.rowCount, rowsOfOrderLines(table, linesThere));
  const draft = createSupplyDraft();
  addOpenPurchases(master, index, nodes, sources, sourceOfCode, shipments, draft, isWantedRow);
  keepOthers(network.supply, touched, draft);
  const anew = buildSupplyLines(master, nodes, draft);
  return { supply: spliceByNode(network.supply, anew, touched, spare), touched };
}

/** An order line as one number. */
function lineOf(table: FactTable): (row: number) => number {
  const orderId = textColumn(table, 'order_id');
  const line = textColumn(table, 'line');
  return (row) => orderId[row]! * 2 ** 26 + line[row]!;
}

function addOrderLines(table: FactTable, rows: Int32Array, lines: Set<number>): void {
  const lineOfRow = lineOf(table);
  for (const row of rows) if (row < table.rowCount) lines.add(lineOfRow(row));
}

/** All schedule lines of these order lines. */
function rowsOfOrderLines(table: FactTable, lines: ReadonlySet<number>): Int32Array {
  const lineOfRow = lineOf(table);
  const rows: number[] = [];
  for (let row = 0; row < table.rowCount; row++) if (lines.has(lineOfRow(row))) rows.push(row);
  return Int32Array.from(rows);
}

function keepOthers(supply: SupplyLines, touched: Int32Array, draft: SupplyDraft): void {
  for (const node of touched) {
    for (let line = supply.nodeStart[node]!; line < supply.nodeStart[node + 1]!; line++) {
      if (supply.kind[line] === SUPPLY_PURCHASE_ORDER) continue;
      const at = draft.count++;
      if (at === draft.kind.length) growColumns(draft, at * 2);
      draft.kind[at] = supply.kind[line]!;
      draft.flags[at] = supply.flags[line]!;
      draft.dateBasis[at] = supply.dateBasis[line]!;
      draft.quantity[at] = supply.quantity[line]!;
      draft.node[at] = node;
      draft.arrivalDate[at] = supply.arrivalDate[line]!;
      draft.usableDay[at] = supply.usableDay[line]!;
      draft.source[at] = supply.source[line]!;
      draft.supplier[at] = supply.supplier[line]!;
      draft.factRow[at] = supply.factRow[line]!;
    }
  }
}
