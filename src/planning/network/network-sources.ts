// The ways to supply each item-location, first by priority, then source id: what it costs, how long
// it takes on which calendar, and what its contract allows. A phantom that no source makes gets a
// nameless one, so that its needs can be passed straight through.

import { groupByRow } from '../../base/sparse-rows.ts';
import { dayColumn, flagColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import {
  NO_PRIORITY,
  type Nodes,
  SOURCE_BUY,
  SOURCE_MAKE,
  SOURCE_TRANSFER,
  type Sources,
} from '../../model/network.ts';
import { NO_DAY } from '../../units/day.ts';
import { contractPrices } from './contract-prices.ts';
import { dayCount } from './day-count.ts';
import { addDiagnostic } from './diagnostic-list.ts';
import { type MasterData, priorityOfCell } from './master-data.ts';
import { type NodeIndex, nodeOf } from './node-index.ts';
import type { PairSet } from './pair-set.ts';
import { fillSourceLots } from './source-lots.ts';

export const SOURCE_KIND_OF_TEXT: Record<string, number> = {
  buy: SOURCE_BUY,
  make: SOURCE_MAKE,
  transfer: SOURCE_TRANSFER,
};

export function buildSources(
  master: MasterData,
  index: NodeIndex,
  nodes: Nodes,
  phantoms: PairSet,
): Sources {
  const nodeOfRow = nodesOfSourcing(master, index);
  const rowCount = nodeOfRow.length;
  const phantomNodes = phantomsWithoutSource(master, index, nodeOfRow, phantoms);
  const byNode = groupByRow(index.count, [...nodeOfRow, ...phantomNodes]);
  const sources = createSources(byNode.entries.length, byNode.start);

  const sourceCode = textColumn(master.facts.tables.sourcing!, 'source_id');
  const priority = numberColumn(master.facts.tables.sourcing!, 'priority');
  const priorityOf = (row: number) => {
    return row < rowCount ? priorityOfCell(priority[row]!) : NO_PRIORITY;
  };
  const idOf = (row: number) => (row < rowCount ? master.texts[sourceCode[row]!]! : '');
  const compare = (a: number, b: number) =>
    priorityOf(a) - priorityOf(b) || (idOf(a) < idOf(b) ? -1 : 1);
  for (let node = 0; node < index.count; node++) {
    const start = byNode.start[node]!;
    const end = byNode.start[node + 1]!;
    if (end - start > 1) byNode.entries.subarray(start, end).sort(compare);
    for (let source = start; source < end; source++) {
      const row = byNode.entries[source]!;
      sources.node[source] = node;
      sources.id[source] = idOf(row);
      sources.priority[source] = priorityOf(row);
      sources.factRow[source] = row < rowCount ? row : -1;
    }
  }
  fillKindAndParties(master, index, sources);
  fillLeadTimes(master, nodes, sources);
  fillTerms(master, sources);
  fillSourceLots(master, nodes, sources);
  return sources;
}

function createSources(count: number, nodeStart: Int32Array): Sources {
  return {
    count,
    nodeStart,
    node: new Int32Array(count),
    id: new Array<string>(count).fill(''),
    kind: new Uint8Array(count).fill(SOURCE_MAKE),
    priority: new Int32Array(count),
    supplier: new Int32Array(count).fill(-1),
    fromNode: new Int32Array(count).fill(-1),
    leadTimeDays: new Int32Array(count),
    leadTimeCalendar: new Int32Array(count),
    transitDays: new Int32Array(count),
    minLot: new Float64Array(count),
    lotMultiple: new Float64Array(count).fill(1),
    maxLot: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    quotaPercent: new Float64Array(count).fill(Number.NaN),
    quotaPlaced: new Float64Array(count),
    validFrom: new Int32Array(count).fill(NO_DAY),
    validTo: new Int32Array(count).fill(NO_DAY),
    released: new Uint8Array(count).fill(1),
    unitCost: new Float64Array(count).fill(Number.NaN),
    firmDays: new Int32Array(count),
    materialDays: new Int32Array(count),
    flexUpPercent: new Float64Array(count).fill(Number.NaN),
    flexDownPercent: new Float64Array(count).fill(Number.NaN),
    cancellable: new Uint8Array(count).fill(1),
    factRow: new Int32Array(count).fill(-1),
  };
}

/** By row of feed sourcing: the node that it supplies; -1 of a row that cannot supply anything. */
function nodesOfSourcing(master: MasterData, index: NodeIndex): Int32Array {
  const table = master.facts.tables.sourcing!;
  const transfer = master.facts.pool.codeOf.get('transfer') ?? -1;
  const sourceCode = textColumn(table, 'source_id');
  const itemCode = textColumn(table, 'item_id');
  const locationCode = textColumn(table, 'location_id');
  const kind = textColumn(table, 'kind');
  const fromLocation = textColumn(table, 'from_location_id');
  const nodeOfRow = new Int32Array(table.rowCount);
  for (let row = 0; row < table.rowCount; row++) {
    const item = master.itemOfCode[itemCode[row]!]!;
    nodeOfRow[row] = nodeOf(index, item, master.locationOfCode[locationCode[row]!]!);
    const sendsToItself = fromLocation[row] === 0 || fromLocation[row] === locationCode[row];
    if (kind[row] !== transfer || !sendsToItself) continue;
    nodeOfRow[row] = -1;
    const id = master.texts[sourceCode[row]!]!;
    addDiagnostic(master.noted, {
      severity: 'error',
      feed: 'sourcing',
      key: id,
      rule: 'transfer_without_sender',
      message:
        `Source ${id} transfers from no location other than its own: it is left out. ` +
        'Give from_location_id.',
    });
  }
  return nodeOfRow;
}

function phantomsWithoutSource(
  master: MasterData,
  index: NodeIndex,
  nodeOfRow: Int32Array,
  phantoms: PairSet,
): number[] {
  if (phantoms.count === 0) return [];
  const kind = textColumn(master.facts.tables.sourcing!, 'kind');
  const make = master.facts.pool.codeOf.get('make') ?? -1;
  const isMade = new Uint8Array(index.count);
  for (let row = 0; row < nodeOfRow.length; row++) {
    if (nodeOfRow[row]! >= 0 && kind[row] === make) isMade[nodeOfRow[row]!] = 1;
  }
  const without: number[] = [];
  for (let i = 0; i < phantoms.count; i++) {
    const item = Math.floor(phantoms.keys[i]! / phantoms.rightCount);
    const node = nodeOf(index, item, phantoms.keys[i]! - item * phantoms.rightCount);
    if (isMade[node] === 0) without.push(node);
  }
  return without;
}

function fillKindAndParties(master: MasterData, index: NodeIndex, sources: Sources): void {
  const table = master.facts.tables.sourcing!;
  const kind = textColumn(table, 'kind');
  const supplierCode = textColumn(table, 'supplier_id');
  const fromLocation = textColumn(table, 'from_location_id');
  for (let source = 0; source < sources.count; source++) {
    const row = sources.factRow[source]!;
    if (row < 0) continue;
    sources.kind[source] = SOURCE_KIND_OF_TEXT[master.texts[kind[row]!]!]!;
    sources.supplier[source] = master.supplierOfCode[supplierCode[row]!]!;
    if (sources.kind[source] !== SOURCE_TRANSFER) continue;
    const sender = master.locationOfCode[fromLocation[row]!]!;
    sources.fromNode[source] = nodeOf(index, index.item[sources.node[source]!]!, sender);
  }
}

function fillLeadTimes(master: MasterData, nodes: Nodes, sources: Sources): void {
  const table = master.facts.tables.sourcing!;
  const leadTime = numberColumn(table, 'lead_time_days');
  const basis = textColumn(table, 'lead_time_basis');
  const transit = numberColumn(table, 'transit_days');
  const calendarCode = textColumn(table, 'calendar_id');
  for (let source = 0; source < sources.count; source++) {
    const row = sources.factRow[source]!;
    if (row < 0) continue;
    const kind = sources.kind[source]!;
    if (Number.isNaN(leadTime[row]!)) noteNoLeadTime(master, sources.id[source]!);
    else sources.leadTimeDays[source] = dayCount(leadTime[row]!);
    if (kind !== SOURCE_MAKE) sources.transitDays[source] = dayCount(transit[row]!);
    const givenBasis = master.texts[basis[row]!]!;
    const isWorking = givenBasis === 'working' || (givenBasis === '' && kind === SOURCE_MAKE);
    if (!isWorking) continue;
    sources.leadTimeCalendar[source] =
      master.calendarOfCode.get(calendarCode[row]!) ??
      calendarOfParty(master, nodes, sources, source);
  }
}

/** Whose working days a lead time counts when the source has no calendar: of a bought item its
 * supplier's, of a made one its location's, of a transfer the sender's. */
function calendarOfParty(
  master: MasterData,
  nodes: Nodes,
  sources: Sources,
  source: number,
): number {
  const supplier = sources.supplier[source]!;
  switch (sources.kind[source]) {
    case SOURCE_BUY:
      return supplier >= 0 ? master.supplierCalendar[supplier]! : 0;
    case SOURCE_MAKE:
      return nodes.calendar[sources.node[source]!]!;
    default:
      return nodes.calendar[sources.fromNode[source]!]!;
  }
}

function noteNoLeadTime(master: MasterData, id: string): void {
  addDiagnostic(master.noted, {
    severity: 'warning',
    feed: 'sourcing',
    key: id,
    rule: 'no_lead_time',
    message: `Source ${id} has no lead time: it counts as 0 days. Give lead_time_days.`,
  });
}

function fillTerms(master: MasterData, sources: Sources): void {
  const table = master.facts.tables.sourcing!;
  const released = new Set(
    ['', 'released'].map((text) => master.facts.pool.codeOf.get(text) ?? -1),
  );
  const releaseStatus = textColumn(table, 'release_status');
  const cancellable = flagColumn(table, 'cancellable');
  const validFrom = dayColumn(table, 'valid_from');
  const validTo = dayColumn(table, 'valid_to');
  const unitCost = numberColumn(table, 'unit_cost');
  const firmDays = numberColumn(table, 'firm_days');
  const materialDays = numberColumn(table, 'material_days');
  const flexUp = numberColumn(table, 'flex_up_percent');
  const flexDown = numberColumn(table, 'flex_down_percent');
  const quota = numberColumn(table, 'quota_percent');
  const sourceCode = textColumn(table, 'source_id');
  const priceOfSource = contractPrices(master);
  for (let source = 0; source < sources.count; source++) {
    const row = sources.factRow[source]!;
    if (row < 0) continue;
    sources.released[source] = released.has(releaseStatus[row]!) ? 1 : 0;
    sources.cancellable[source] = cancellable[row] === 0 ? 0 : 1;
    sources.validFrom[source] = validFrom[row]!;
    sources.validTo[source] = validTo[row]!;
    sources.unitCost[source] = Number.isNaN(unitCost[row]!)
      ? (priceOfSource.get(sourceCode[row]!) ?? Number.NaN)
      : unitCost[row]!;
    sources.firmDays[source] = dayCount(firmDays[row]!);
    sources.materialDays[source] = dayCount(materialDays[row]!);
    sources.flexUpPercent[source] = flexUp[row]!;
    sources.flexDownPercent[source] = flexDown[row]!;
    sources.quotaPercent[source] = quota[row]!;
  }
}
