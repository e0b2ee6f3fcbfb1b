// Movements posted after a stock list was made belong to the stock that the list gives: a receipt
// adds, an issue takes, a transfer or adjustment counts as signed. Which list a movement is held
// against: the newest row of its item, location, status and batch, else the location's own list.

import { numberColumn, textColumn } from '../../model/fact-table.ts';
import { formatQuantity } from '../../units/quantity.ts';
import { addDiagnostic } from './diagnostic-list.ts';
import { createInventoryOrder } from './inventory-order.ts';
import type { MasterData } from './master-data.ts';
import { type NodeIndex, nodeOf } from './node-index.ts';

/** Stock that movements alone speak of, because no list names it yet. */
export interface UnlistedStock {
  node: number[];
  statusCode: number[];
  quantity: number[];
  postedAt: number[]; // instant of the last movement
}

const STATUSES = ['available', 'inspection', 'blocked', 'in_transit'];

/** Adds the movements to `quantity`, by row of feed inventory. */
export function applyMovements(
  master: MasterData,
  index: NodeIndex,
  nodeOfRow: Int32Array,
  quantity: Float64Array,
): UnlistedStock {
  const unlisted: UnlistedStock = { node: [], statusCode: [], quantity: [], postedAt: [] };
  const table = master.facts.tables.movements!;
  if (table.rowCount === 0) return unlisted;
  const itemCode = textColumn(table, 'item_id');
  const locationCode = textColumn(table, 'location_id');
  const kind = textColumn(table, 'kind');
  const status = textColumn(table, 'status');
  const batch = textColumn(table, 'batch');
  const moved = numberColumn(table, 'quantity');
  const at = numberColumn(table, 'at');
  const listAsOf = numberColumn(master.facts.tables.inventory!, 'as_of');
  const issue = master.facts.pool.codeOf.get('issue') ?? -1;
  const listedAt = listInstants(master, index, nodeOfRow);
  const rowOfKey = newestRows(master, nodeOfRow);
  const unlistedOfKey = new Map<number, number>();
  const applied = new Map<number, AppliedMovements>();

  for (let row = 0; row < table.rowCount; row++) {
    const location = master.locationOfCode[locationCode[row]!]!;
    const node = nodeOf(index, master.itemOfCode[itemCode[row]!]!, location);
    if (node < 0) continue;
    const key = keyOf(master, node, status[row]!, batch[row]!);
    const stockRow = rowOfKey.get(key);
    const listed = stockRow === undefined ? listedAt[location]! : listAsOf[stockRow]!;
    if (!(at[row]! > listed)) continue; // also where one of the two instants is not known
    const signed = kind[row] === issue ? -moved[row]! : moved[row]!;
    if (stockRow !== undefined) quantity[stockRow]! += signed;
    else addUnlisted(unlisted, unlistedOfKey, key, node, status[row]!, signed, at[row]!);
    countApplied(applied, node, listed, at[row]!, signed);
  }
  for (const [node, what] of applied) noteApplied(master, index, node, what);
  return unlisted;
}

/** By location: the instant of its newest stock row, NaN = not known. */
function listInstants(master: MasterData, index: NodeIndex, nodeOfRow: Int32Array): Float64Array {
  const asOf = numberColumn(master.facts.tables.inventory!, 'as_of');
  const listedAt = new Float64Array(master.locations.count).fill(Number.NaN);
  for (let row = 0; row < nodeOfRow.length; row++) {
    if (nodeOfRow[row]! < 0 || Number.isNaN(asOf[row]!)) continue;
    const location = index.location[nodeOfRow[row]!]!;
    if (!(listedAt[location]! >= asOf[row]!)) listedAt[location] = asOf[row]!;
  }
  return listedAt;
}

/** The inventory row that a movement of this node, status and batch changes: our own stock before
 * a supplier's or customer's, then the one listed last (one that does not say when counts as listed
 * before all that do), then the first by key. */
function newestRows(master: MasterData, nodeOfRow: Int32Array): Map<number, number> {
  const table = master.facts.tables.inventory!;
  const status = textColumn(table, 'status');
  const stockKind = textColumn(table, 'stock_kind');
  const batch = textColumn(table, 'batch');
  const asOf = numberColumn(table, 'as_of');
  const isOwn = (row: number) => ['', 'own'].includes(master.texts[stockKind[row]!]!);
  const listedAt = (row: number) =>
    Number.isNaN(asOf[row]!) ? Number.NEGATIVE_INFINITY : asOf[row]!;
  const byKey = createInventoryOrder(master);
  const isBetter = (row: number, known: number): boolean => {
    if (isOwn(row) !== isOwn(known)) return isOwn(row);
    if (listedAt(row) !== listedAt(known)) return listedAt(row) > listedAt(known);
    return byKey(row, known) < 0;
  };
  const rowOfKey = new Map<number, number>();
  for (let row = 0; row < nodeOfRow.length; row++) {
    if (nodeOfRow[row]! < 0) continue;
    const key = keyOf(master, nodeOfRow[row]!, status[row]!, batch[row]!);
    const known = rowOfKey.get(key);
    if (known === undefined || isBetter(row, known)) rowOfKey.set(key, row);
  }
  return rowOfKey;
}

function keyOf(master: MasterData, node: number, statusCode: number, batch: number): number {
  const place = Math.max(0, STATUSES.indexOf(master.texts[statusCode]!)); // blank = available
  return (node * STATUSES.length + place) * master.texts.length + batch;
}

function addUnlisted(
  unlisted: UnlistedStock,
  unlistedOfKey: Map<number, number>,
  key: number,
  node: number,
  statusCode: number,
  signed: number,
  at: number,
): void {
  const known = unlistedOfKey.get(key);
  if (known !== undefined) {
    unlisted.quantity[known]! += signed;
    unlisted.postedAt[known] = Math.max(unlisted.postedAt[known]!, at);
    return;
  }
  unlistedOfKey.set(key, unlisted.node.length);
  unlisted.node.push(node);
  unlisted.statusCode.push(statusCode);
  unlisted.quantity.push(signed);
  unlisted.postedAt.push(at);
}

interface AppliedMovements {
  count: number;
  quantity: number;
  listed: number; // instant of the stock list
  last: number; // instant of the last movement
}

function countApplied(
  applied: Map<number, AppliedMovements>,
  node: number,
  listed: number,
  at: number,
  signed: number,
): void {
  const known = applied.get(node) ?? { count: 0, quantity: 0, listed, last: at };
  known.count++;
  known.quantity += signed;
  known.listed = Math.max(known.listed, listed);
  known.last = Math.max(known.last, at);
  applied.set(node, known);
}

function noteApplied(
  master: MasterData,
  index: NodeIndex,
  node: number,
  { count, quantity, listed, last }: AppliedMovements,
): void {
  const item = index.item[node]!;
  const itemId = master.items.id[item]!;
  const locationId = master.locations.id[index.location[node]!]!;
  const text = (instant: number) => new Date(instant).toISOString().slice(0, 16);
  const sign = quantity < 0 ? '' : '+';
  addDiagnostic(master.noted, {
    severity: 'info',
    feed: 'inventory',
    key: `${itemId}/${locationId}`,
    rule: 'snapshots_apart',
    message:
      `Stock of ${itemId} at ${locationId} was listed at ${text(listed)} UTC, but ` +
      `${count === 1 ? 'a movement' : `${count} movements`} up to ${text(last)} UTC came later: ` +
      `${sign}${formatQuantity(quantity, master.items.decimals[item]!)} is counted on top.`,
  });
}
