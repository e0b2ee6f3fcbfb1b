// Which rows of a feed stand at some nodes.

import { type FactTable, textColumn } from '../../model/fact-table.ts';
import type { NetworkBasis } from '../network/build-network.ts';
import { nodeOfRow } from './names-kept.ts';

/** By place, of so many: 1 = one of the given ones. */
export function marked(count: number, places: Int32Array): Uint8Array {
  const isMarked = new Uint8Array(count);
  for (const place of places) isMarked[place] = 1;
  return isMarked;
}

/** Ascending. */
export function rowsAtNodes(basis: NetworkBasis, table: FactTable, nodes: Int32Array): Int32Array {
  const { index, master } = basis;
  const { itemOfCode } = master;
  const isWanted = marked(index.count, nodes);
  const isWantedItem = marked(
    master.items.count,
    nodes.map((node) => index.item[node]!),
  );
  const itemCode = textColumn(table, 'item_id');
  const rows: number[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    if (isWantedItem[itemOfCode[itemCode[row]!]!] !== 1) continue;
    if (isWanted[nodeOfRow(basis, table, row)] === 1) rows.push(row);
  }
  return Int32Array.from(rows);
}
