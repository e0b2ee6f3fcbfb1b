// What an order of each source consumes: the bill of material of a made item, the parts that a
// supplier is provided with of a bought one, as exact rationals of smallest units.

import { compareText } from '../../base/compare-text.ts';
import { dayColumn, numberColumn } from '../../model/fact-table.ts';
import {
  type ComponentLines,
  type Nodes,
  SOURCE_BUY,
  SOURCE_MAKE,
  type Sources,
} from '../../model/network.ts';
import { NO_DAY } from '../../units/day.ts';
import { type BillOfMaterials, forEachBomRow } from './bill-of-materials.ts';
import {
  type ComponentRatio,
  type ComponentUse,
  componentRatio,
  plainRatio,
} from './component-ratio.ts';
import { dayCount } from './day-count.ts';
import { addDiagnostic } from './diagnostic-list.ts';
import type { MasterData } from './master-data.ts';
import { type NodeIndex, nodeOf } from './node-index.ts';

/** The columns of feed bom that say how much and when, and the ratios worked out so far. */
export interface BomQuantities {
  quantityPer: Float64Array;
  baseQuantity: Float64Array;
  fixedQuantity: Float64Array;
  scrapPercent: Float64Array;
  yieldPercent: Float64Array;
  offsetDays: Float64Array;
  validFrom: Int32Array;
  validTo: Int32Array;
  assemblyScrapPercent: Float64Array; // by row of feed item_locations
  knownRatios: Map<string, ComponentRatio>;
}

export function readBomQuantities(master: MasterData): BomQuantities {
  const { bom, item_locations } = master.facts.tables;
  const quantities: BomQuantities = {
    quantityPer: numberColumn(bom!, 'quantity_per'),
    baseQuantity: numberColumn(bom!, 'base_quantity'),
    fixedQuantity: numberColumn(bom!, 'fixed_quantity'),
    scrapPercent: numberColumn(bom!, 'scrap_percent'),
    yieldPercent: numberColumn(bom!, 'yield_percent'),
    offsetDays: numberColumn(bom!, 'offset_days'),
    validFrom: dayColumn(bom!, 'valid_from'),
    validTo: dayColumn(bom!, 'valid_to'),
    assemblyScrapPercent: numberColumn(item_locations!, 'assembly_scrap_percent'),
    knownRatios: new Map(),
  };
  for (let row = 0; row < bom!.rowCount; row++) {
    const isZero = quantities.baseQuantity[row] === 0 || quantities.yieldPercent[row] === 0;
    if (isZero) noteZero(master, row);
  }
  return quantities;
}

function noteZero(master: MasterData, row: number): void {
  const table = master.facts.tables.bom!;
  const text = (column: number) => master.texts[table.columns[column]!.values[row]!]!;
  addDiagnostic(master.noted, {
    severity: 'error',
    feed: 'bom',
    key: [0, 1, 2, 3].map(text).join('/'),
    rule: 'bom_division_by_zero',
    message:
      `The line of ${text(2)} in the bill of material of ${text(0)} has base_quantity or ` +
      'yield_percent 0: 1 and 100 are taken instead. Mend the line.',
  });
}

/** The need of a bill row at the parent's node, per smallest unit of the parent. */
export function ratioOfRow(
  master: MasterData,
  nodes: Nodes,
  quantities: BomQuantities,
  row: number,
  parent: number,
  component: number,
): ComponentRatio {
  const positive = (value: number) => (value === 0 ? Number.NaN : value);
  const parentRow = nodes.factRow[parent]!;
  const use: ComponentUse = {
    quantityPer: quantities.quantityPer[row]!,
    baseQuantity: positive(quantities.baseQuantity[row]!),
    fixedQuantity: quantities.fixedQuantity[row]!,
    scrapPercent: quantities.scrapPercent[row]!,
    yieldPercent: positive(quantities.yieldPercent[row]!),
    assemblyScrapPercent: parentRow < 0 ? Number.NaN : quantities.assemblyScrapPercent[parentRow]!,
    parentDecimals: master.items.decimals[nodes.item[parent]!]!,
    componentDecimals: master.items.decimals[nodes.item[component]!]!,
  };
  const plain = plainRatio(use);
  if (plain !== null) return plain;
  const key = Object.values(use).join(' ');
  let ratio = quantities.knownRatios.get(key);
  if (ratio === undefined) {
    ratio = componentRatio(use);
    quantities.knownRatios.set(key, ratio);
  }
  return ratio;
}

/** Calls back for each bill row that an order of the source consumes. */
export function forEachRowOfSource(
  bom: BillOfMaterials,
  nodes: Nodes,
  sources: Sources,
  sourceCode: number,
  source: number,
  visit: (row: number) => void,
): void {
  const node = sources.node[source]!;
  const kind = sources.kind[source]!;
  if (kind !== SOURCE_MAKE && kind !== SOURCE_BUY) return;
  forEachBomRow(bom, nodes.item[node]!, nodes.location[node]!, (row) => {
    const ofSource = bom.sourceCode[row]!;
    const isConsumed = ofSource === 0 ? kind === SOURCE_MAKE : ofSource === sourceCode;
    if (isConsumed) visit(row);
  });
}

export function buildComponentLines(
  master: MasterData,
  index: NodeIndex,
  nodes: Nodes,
  sources: Sources,
  bom: BillOfMaterials,
  quantities: BomQuantities,
): ComponentLines {
  const sourceStart = new Int32Array(sources.count + 1);
  const rows = rowsOfSources(master, nodes, sources, bom, quantities, sourceStart);
  const count = rows.length;
  const lines: ComponentLines = {
    count,
    sourceStart,
    node: new Int32Array(count),
    numerator: new Float64Array(count),
    fixed: new Float64Array(count),
    denominator: new Float64Array(count),
    offsetDays: new Int32Array(count),
    validFrom: new Int32Array(count),
    validTo: new Int32Array(count),
    phantom: new Uint8Array(count),
    factRow: rows,
  };
  for (let source = 0; source < sources.count; source++) {
    const parent = sources.node[source]!;
    const location = nodes.location[parent]!;
    for (let line = sourceStart[source]!; line < sourceStart[source + 1]!; line++) {
      const row = rows[line]!;
      const component = nodeOf(index, bom.component[row]!, location);
      const ratio = ratioOfRow(master, nodes, quantities, row, parent, component);
      lines.node[line] = component;
      lines.numerator[line] = ratio.numerator;
      lines.fixed[line] = ratio.fixed;
      lines.denominator[line] = ratio.denominator;
      lines.offsetDays[line] = offsetOf(quantities, row);
      lines.validFrom[line] = quantities.validFrom[row]!;
      lines.validTo[line] = quantities.validTo[row]!;
      lines.phantom[line] = bom.isPhantom[row] === 1 ? 1 : 0;
    }
  }
  return lines;
}

export function offsetOf(quantities: BomQuantities, row: number): number {
  const days = quantities.offsetDays[row]!; // may be negative: before the order's start
  return days < 0 ? -dayCount(-days) : dayCount(days);
}

/** Bill rows by source; fills where each source's begin. A line that needs nothing is left out. */
function rowsOfSources(
  master: MasterData,
  nodes: Nodes,
  sources: Sources,
  bom: BillOfMaterials,
  quantities: BomQuantities,
  sourceStart: Int32Array,
): Int32Array {
  const codes = master.facts.pool.codeOf;
  const isExpired = (row: number) =>
    quantities.validTo[row] !== NO_DAY && quantities.validTo[row]! < master.settings.asOf;
  const byKey = (a: number, b: number) =>
    bom.component[a]! - bom.component[b]! ||
    compareText(master.texts[bom.lineCode[a]!]!, master.texts[bom.lineCode[b]!]!);
  let rows = new Int32Array(Math.max(16, bom.component.length));
  let count = 0;
  for (let source = 0; source < sources.count; source++) {
    const code = sources.factRow[source]! < 0 ? -1 : codes.get(sources.id[source]!)!;
    const start = count;
    forEachRowOfSource(bom, nodes, sources, code, source, (row) => {
      const needsNothing =
        quantities.quantityPer[row] === 0 && !(Math.abs(quantities.fixedQuantity[row]!) > 0);
      if (needsNothing || isExpired(row)) return;
      if (count === rows.length) {
        const grown = new Int32Array(rows.length * 2);
        grown.set(rows);
        rows = grown;
      }
      rows[count++] = row;
    });
    if (count - start > 1) rows.subarray(start, count).sort(byKey);
    const isMakeOfSourcing = sources.kind[source] === SOURCE_MAKE && sources.factRow[source]! >= 0;
    if (isMakeOfSourcing && count === start) noteNoBill(master, nodes, sources, source);
    sourceStart[source + 1] = count;
  }
  return rows.slice(0, count);
}

function noteNoBill(master: MasterData, nodes: Nodes, sources: Sources, source: number): void {
  const item = master.items.id[nodes.item[sources.node[source]!]!]!;
  addDiagnostic(master.noted, {
    severity: 'info',
    feed: 'sourcing',
    key: sources.id[source]!,
    rule: 'make_without_bom',
    message:
      `Source ${sources.id[source]} makes ${item}, but no bill of material line is valid for it: ` +
      'its orders need no components.',
  });
}
