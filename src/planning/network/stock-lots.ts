// What counts as stock (handbook 3): available stock, our own or on consignment, now; stock in
// inspection or in transit from the day on which it can be used; never what is blocked, at a
// subcontractor or at a customer. What is reserved counts for its customer alone.

import { groupByRow } from '../../base/sparse-rows.ts';
import { dayColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import { keyOfRow } from '../../model/facts.ts';
import {
  LOT_AVAILABLE,
  LOT_IN_TRANSIT,
  LOT_INSPECTION,
  NEVER,
  type Nodes,
  type StockLots,
} from '../../model/network.ts';
import { NO_DAY } from '../../units/day.ts';
import { createZonedDay } from '../../units/zoned-day.ts';
import { dayCount } from './day-count.ts';
import { addDiagnostic } from './diagnostic-list.ts';
import { createInventoryOrder } from './inventory-order.ts';
import type { MasterData } from './master-data.ts';
import { type NodeIndex, nodeOf } from './node-index.ts';
import { applyMovements, type UnlistedStock } from './stock-movements.ts';

const NOT_COUNTED = 255;
const LOT_OF_STATUS: Record<string, number> = {
  '': LOT_AVAILABLE,
  available: LOT_AVAILABLE,
  inspection: LOT_INSPECTION,
  in_transit: LOT_IN_TRANSIT,
  blocked: NOT_COUNTED,
};
const COUNTED_KINDS = new Set(['', 'own', 'supplier_consignment', 'customer_reserved']);

/** Lots in the order of feed inventory, then those that movements alone speak of. */
interface DraftLots {
  node: Int32Array; // -1 = does not count
  quantity: Float64Array;
  status: Uint8Array;
  usableDay: Int32Array;
  expiryDay: Int32Array;
  reservedFor: Int32Array;
}

export function buildStockLots(master: MasterData, index: NodeIndex, nodes: Nodes): StockLots {
  const nodeOfRow = nodesOfInventory(master, index);
  const quantity = numberColumn(master.facts.tables.inventory!, 'quantity').slice(
    0,
    nodeOfRow.length,
  );
  const unlisted = applyMovements(master, index, nodeOfRow, quantity);
  const draft = createDraft(nodeOfRow.length + unlisted.node.length);
  draftListed(master, nodes, nodeOfRow, quantity, draft);
  draftUnlisted(master, nodes, nodeOfRow.length, unlisted, draft);

  const byNode = groupByRow(index.count, draft.node);
  const order = byNode.entries;
  const inOrder = createLotOrder(master, nodeOfRow.length, draft);
  const firstExpired = (a: number, b: number) =>
    draft.expiryDay[a]! - draft.expiryDay[b]! ||
    draft.usableDay[a]! - draft.usableDay[b]! ||
    inOrder(a, b);
  for (let node = 0; node < index.count; node++) {
    const start = byNode.start[node]!;
    const end = byNode.start[node + 1]!;
    if (end - start > 1) order.subarray(start, end).sort(firstExpired);
  }
  const count = order.length;
  const lots: StockLots = {
    count,
    nodeStart: byNode.start,
    quantity: new Float64Array(count),
    status: new Uint8Array(count),
    usableDay: new Int32Array(count),
    expiryDay: new Int32Array(count),
    reservedFor: new Int32Array(count),
    factRow: new Int32Array(count),
  };
  for (let i = 0; i < count; i++) {
    const lot = order[i]!;
    lots.quantity[i] = draft.quantity[lot]!;
    lots.status[i] = draft.status[lot]!;
    lots.usableDay[i] = draft.usableDay[lot]!;
    lots.expiryDay[i] = draft.expiryDay[lot]!;
    lots.reservedFor[i] = draft.reservedFor[lot]!;
    lots.factRow[i] = lot < nodeOfRow.length ? lot : -1;
  }
  return lots;
}

/** Lots of one node: those of the feed by their keys, then those that movements alone speak of. */
function createLotOrder(
  master: MasterData,
  listedCount: number,
  draft: DraftLots,
): (a: number, b: number) => number {
  const byKey = createInventoryOrder(master);
  return (a, b) => {
    if (a < listedCount && b < listedCount) return byKey(a, b);
    if (a < listedCount || b < listedCount) return a - b;
    return draft.status[a]! - draft.status[b]! || draft.quantity[a]! - draft.quantity[b]!;
  };
}

function createDraft(count: number): DraftLots {
  return {
    node: new Int32Array(count).fill(-1),
    quantity: new Float64Array(count),
    status: new Uint8Array(count),
    usableDay: new Int32Array(count),
    expiryDay: new Int32Array(count).fill(NEVER),
    reservedFor: new Int32Array(count).fill(-1),
  };
}

function nodesOfInventory(master: MasterData, index: NodeIndex): Int32Array {
  const table = master.facts.tables.inventory!;
  const itemCode = textColumn(table, 'item_id');
  const locationCode = textColumn(table, 'location_id');
  const nodeOfRow = new Int32Array(table.rowCount);
  for (let row = 0; row < table.rowCount; row++) {
    const item = master.itemOfCode[itemCode[row]!]!;
    nodeOfRow[row] = nodeOf(index, item, master.locationOfCode[locationCode[row]!]!);
  }
  return nodeOfRow;
}

function draftListed(
  master: MasterData,
  nodes: Nodes,
  nodeOfRow: Int32Array,
  quantity: Float64Array,
  draft: DraftLots,
): void {
  const table = master.facts.tables.inventory!;
  const status = textColumn(table, 'status');
  const stockKind = textColumn(table, 'stock_kind');
  const reservedFor = textColumn(table, 'reserved_for');
  const usableFrom = dayColumn(table, 'usable_from');
  const expiry = dayColumn(table, 'expiry_date');
  const postedAt = numberColumn(table, 'posted_at');
  const listedAt = numberColumn(table, 'as_of');
  const given = numberColumn(table, 'quantity');
  const { asOf } = master.settings;
  const releaseDay = createInspectionRelease(master, nodes);

  for (let row = 0; row < nodeOfRow.length; row++) {
    const lot = LOT_OF_STATUS[master.texts[status[row]!]!]!;
    const kind = master.texts[stockKind[row]!]!;
    const isDated = usableFrom[row] !== NO_DAY;
    if (quantity[row] === 0 || lot === NOT_COUNTED || !COUNTED_KINDS.has(kind)) continue;
    if (lot === LOT_IN_TRANSIT && !isDated) continue; // its order is the supply
    if (expiry[row] !== NO_DAY && expiry[row]! <= asOf) {
      noteExpired(master, row);
      continue;
    }
    if (kind === 'customer_reserved') {
      draft.reservedFor[row] = master.customerOfCode[reservedFor[row]!]!;
      if (draft.reservedFor[row] === -1) {
        noteNobody(master, row);
        continue;
      }
    }
    draft.node[row] = nodeOfRow[row]!;
    draft.quantity[row] = quantity[row]!;
    draft.status[row] = lot;
    const instant = Number.isNaN(postedAt[row]!) ? listedAt[row]! : postedAt[row]!;
    const usable = isDated
      ? usableFrom[row]!
      : lot === LOT_INSPECTION
        ? releaseDay(nodeOfRow[row]!, instant)
        : asOf;
    draft.usableDay[row] = Math.max(0, usable - asOf);
    const neverExpires = expiry[row] === NO_DAY || quantity[row]! < 0;
    if (!neverExpires) draft.expiryDay[row] = expiry[row]! - asOf;
    if (quantity[row]! < 0 && given[row]! >= 0) noteNegative(master, row);
  }
}

function draftUnlisted(
  master: MasterData,
  nodes: Nodes,
  first: number,
  unlisted: UnlistedStock,
  draft: DraftLots,
): void {
  const releaseDay = createInspectionRelease(master, nodes);
  for (let i = 0; i < unlisted.node.length; i++) {
    const lot = LOT_OF_STATUS[master.texts[unlisted.statusCode[i]!]!]!;
    if (unlisted.quantity[i] === 0 || lot === NOT_COUNTED || lot === LOT_IN_TRANSIT) continue;
    draft.node[first + i] = unlisted.node[i]!;
    draft.quantity[first + i] = unlisted.quantity[i]!;
    draft.status[first + i] = lot;
    if (lot !== LOT_INSPECTION) continue;
    const usable = releaseDay(unlisted.node[i]!, unlisted.postedAt[i]!);
    draft.usableDay[first + i] = Math.max(0, usable - master.settings.asOf);
  }
}

/** The date on which stock posted to inspection at an instant can be used: inspection_days
 * (calendar days) later; posted at an unknown instant: counted from as_of. */
function createInspectionRelease(
  master: MasterData,
  nodes: Nodes,
): (node: number, instant: number) => number {
  const dayOf = createZonedDay(master.settings.timezone);
  const inspectionDays = numberColumn(master.facts.tables.item_locations!, 'inspection_days');
  return (node, instant) => {
    const row = nodes.factRow[node]!;
    const posted = Number.isNaN(instant) ? master.settings.asOf : dayOf(instant);
    return posted + (row < 0 ? 0 : dayCount(inspectionDays[row]!));
  };
}

function noteExpired(master: MasterData, row: number): void {
  const key = keyOfRow(master.facts, 'inventory', row);
  addDiagnostic(master.noted, {
    severity: 'warning',
    feed: 'inventory',
    key,
    rule: 'expired_stock',
    message: `Stock ${key} has expired: it is not counted. Scrap it or mend its expiry_date.`,
  });
}

function noteNobody(master: MasterData, row: number): void {
  const key = keyOfRow(master.facts, 'inventory', row);
  addDiagnostic(master.noted, {
    severity: 'warning',
    feed: 'inventory',
    key,
    rule: 'reserved_for_nobody',
    message: `Stock ${key} is reserved, but reserved_for names no customer: it is not counted.`,
  });
}

function noteNegative(master: MasterData, row: number): void {
  const key = keyOfRow(master.facts, 'inventory', row);
  addDiagnostic(master.noted, {
    severity: 'warning',
    feed: 'inventory',
    key,
    rule: 'negative_stock',
    message: `Movements after the stock list take more than stock ${key} has: it is negative.`,
  });
}
