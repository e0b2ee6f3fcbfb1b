// The bom feed by parent item. Two kinds of rows are left out: substitutes, which are alternates of
// the constrained plan, and a line that equals its parent, which is rework and makes nothing.

import { groupByRow, type SparseRows } from '../../base/sparse-rows.ts';
import { flagColumn, textColumn } from '../../model/fact-table.ts';
import { addDiagnostic } from './diagnostic-list.ts';
import type { MasterData } from './master-data.ts';

export interface BillOfMaterials {
  rowsOfItem: SparseRows; // by parent item: rows of feed bom
  component: Int32Array; // by row: item index
  location: Int32Array; // by row: location index, -1 = every location
  sourceCode: Int32Array; // by row: pool code of the source, 0 = every make source
  lineCode: Int32Array; // by row: pool code of the line
  isPhantom: Int8Array; // by row: 1 = phantom
}

export function readBillOfMaterials(master: MasterData): BillOfMaterials {
  const table = master.facts.tables.bom!;
  const parentCode = textColumn(table, 'item_id');
  const locationCode = textColumn(table, 'location_id');
  const componentCode = textColumn(table, 'component_item_id');
  const substituteFor = textColumn(table, 'substitute_for_line');
  const parent = new Int32Array(table.rowCount);
  const component = new Int32Array(table.rowCount);
  const location = new Int32Array(table.rowCount);
  const reworked = new Set<number>();
  for (let row = 0; row < table.rowCount; row++) {
    parent[row] = master.itemOfCode[parentCode[row]!]!;
    component[row] = master.itemOfCode[componentCode[row]!]!;
    location[row] = master.locationOfCode[locationCode[row]!]!;
    if (component[row] === parent[row]) reworked.add(parent[row]!);
    const isLeftOut =
      component[row]! < 0 || component[row] === parent[row] || substituteFor[row] !== 0;
    if (isLeftOut) parent[row] = -1;
  }
  for (const item of reworked) noteRework(master, item);
  return {
    rowsOfItem: groupByRow(master.items.count, parent),
    component,
    location,
    sourceCode: textColumn(table, 'source_id'),
    lineCode: textColumn(table, 'line'),
    isPhantom: flagColumn(table, 'phantom'),
  };
}

function noteRework(master: MasterData, item: number): void {
  const id = master.items.id[item]!;
  addDiagnostic(master.noted, {
    severity: 'info',
    feed: 'bom',
    key: id,
    rule: 'bom_rework',
    message: `The bill of material of ${id} names ${id} itself: that is rework, and left out.`,
  });
}

/** Calls back for each line of the parent's bill at a location: those of that location and those of
 * every location, unless the location has a line of its own with that component and number. */
export function forEachBomRow(
  bom: BillOfMaterials,
  parent: number,
  location: number,
  visit: (row: number) => void,
): void {
  const { start, entries } = bom.rowsOfItem;
  for (let at = start[parent]!; at < start[parent + 1]!; at++) {
    const row = entries[at]!;
    if (bom.location[row] === location) visit(row);
    else if (bom.location[row] === -1 && !hasOwnLine(bom, parent, location, row)) visit(row);
  }
}

function hasOwnLine(
  bom: BillOfMaterials,
  parent: number,
  location: number,
  general: number,
): boolean {
  const { start, entries } = bom.rowsOfItem;
  for (let at = start[parent]!; at < start[parent + 1]!; at++) {
    const row = entries[at]!;
    const isSameLine =
      bom.location[row] === location &&
      bom.component[row] === bom.component[general] &&
      bom.lineCode[row] === bom.lineCode[general];
    if (isSameLine) return true;
  }
  return false;
}
