// Whether changed rows leave alone what there is: the items, places and parties that the network
// knows, and its item-locations. Then all nodes keep their numbers, and their lookups hold.

import { type FactTable, textColumn } from '../../model/fact-table.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkBasis } from '../network/build-network.ts';
import type { IdIndex } from '../network/id-index.ts';
import { nodeOf } from '../network/node-index.ts';
import type { ChangedRows } from './changed-rows.ts';

/** Of a feed whose rows name one item at one location. */
export function namesAreKept(
  basis: NetworkBasis,
  network: Network,
  before: FactTable,
  after: FactTable,
  rows: ChangedRows,
): boolean {
  for (const [column, index] of namingColumns(basis, after)) {
    const [was, is] = [textColumn(before, column), textColumn(after, column)];
    for (const row of rows) {
      const old = row < before.rowCount ? was[row]! : 0;
      const now = row < after.rowCount ? is[row]! : 0;
      if (old !== now && !(isKnown(index, now) && staysKnown(index, old))) return false;
    }
  }
  for (const row of rows) {
    if (row < after.rowCount && nodeOfRow(basis, after, row) < 0) return false;
    if (row < before.rowCount && !staysNamed(network, nodeOfRow(basis, before, row))) return false;
  }
  return true;
}

/** The node of a row's item and location, -1 = none. */
export function nodeOfRow({ master, index }: NetworkBasis, table: FactTable, row: number): number {
  const item = master.itemOfCode[textColumn(table, 'item_id')[row]!] ?? -1;
  return nodeOf(index, item, master.locationOfCode[textColumn(table, 'location_id')[row]!] ?? -1);
}

function namingColumns({ master }: NetworkBasis, { feed }: FactTable): [string, IdIndex][] {
  const found: [string, IdIndex][] = [];
  for (const { name, reference } of feed.columns) {
    const of = name === 'reserved_for' ? 'customers' : (reference?.to ?? '');
    const index = master.ids[of];
    if (index) found.push([name, index]);
  }
  return found;
}

function isKnown(index: IdIndex, code: number): boolean {
  return code === 0 || (index.ofCode[code] ?? -1) >= 0; // texts that came later are in none
}

/** Whether its own feed has it, so that no other row need name it. */
function staysKnown(index: IdIndex, code: number): boolean {
  return code === 0 || index.factRow[index.ofCode[code]!]! >= 0;
}

/** Whether master data names the item-location, whatever other rows do. */
function staysNamed({ nodes, sources }: Network, node: number): boolean {
  if (node < 0 || nodes.factRow[node]! >= 0) return true;
  const end = sources.nodeStart[node + 1]!;
  for (let source = sources.nodeStart[node]!; source < end; source++) {
    if (sources.factRow[source]! >= 0) return true;
  }
  return false;
}
