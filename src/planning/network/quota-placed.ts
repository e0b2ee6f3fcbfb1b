// What each source with a quota was given since quota_since: received and still open, each order
// once. The plan goes on from there, so that the shares come right over time.

import { dayColumn, flagColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import { SOURCE_BUY, SOURCE_MAKE, SOURCE_TRANSFER, type Sources } from '../../model/network.ts';
import { NO_DAY } from '../../units/day.ts';
import type { MasterData } from './master-data.ts';
import { type NodeIndex, nodeOf } from './node-index.ts';
import { sourceOfOrder } from './order-source.ts';

/** Fills quotaPlaced. */
export function fillQuotaPlaced(
  master: MasterData,
  index: NodeIndex,
  sources: Sources,
  sourceOfCode: Map<number, number>,
): void {
  if (!sources.quotaPercent.some((percent) => percent >= 0)) return;
  const quota: Quota = {
    master,
    index,
    sources,
    sourceOfCode,
    since: dayColumn(master.facts.tables.sourcing!, 'quota_since'),
    cancelled: master.facts.pool.codeOf.get('cancelled') ?? -1,
    closed: master.facts.pool.codeOf.get('closed') ?? -1,
  };
  const countedOrders = addPurchases(quota);
  addDeliveries(quota, countedOrders);
  addProduction(quota);
  addTransfers(quota);
}

interface Quota {
  master: MasterData;
  index: NodeIndex;
  sources: Sources;
  sourceOfCode: Map<number, number>;
  since: Int32Array; // by row of feed sourcing
  cancelled: number; // pool codes
  closed: number;
}

function place(quota: Quota, source: number, quantity: number, date: number): void {
  const { sources, since } = quota;
  if (source < 0 || sources.factRow[source]! < 0) return;
  if (date < since[sources.factRow[source]!]!) return; // without quota_since all counts
  sources.quotaPlaced[source]! += quantity;
}

/** Received and open of an order row: of a closed or cancelled one what was received. */
function placedQuantity(
  { cancelled, closed }: Quota,
  status: number,
  ordered: number,
  received: number,
): number {
  const isIn = received > 0 ? received : 0;
  return status === cancelled || status === closed ? isIn : Math.max(isIn, ordered);
}

function nodeOfRow(
  { master, index }: Quota,
  itemCode: Int32Array,
  locationCode: Int32Array,
  row: number,
): number {
  const item = master.itemOfCode[itemCode[row]!]!;
  return nodeOf(index, item, master.locationOfCode[locationCode[row]!]!);
}

/** Adds purchase orders; returns their order lines, so that deliveries do not count them again. */
function addPurchases(quota: Quota): Set<number> {
  const { master, sources, sourceOfCode } = quota;
  const table = master.facts.tables.purchase_orders!;
  const orderId = textColumn(table, 'order_id');
  const line = textColumn(table, 'line');
  const itemCode = textColumn(table, 'item_id');
  const locationCode = textColumn(table, 'location_id');
  const supplierCode = textColumn(table, 'supplier_id');
  const sourceCode = textColumn(table, 'source_id');
  const status = textColumn(table, 'status');
  const quantity = numberColumn(table, 'quantity');
  const rejected = numberColumn(table, 'rejected_quantity');
  const received = numberColumn(table, 'received_quantity');
  const dates = ['ordered_at', 'requested_date', 'promised_date', 'confirmed_date'].map((name) =>
    dayColumn(table, name),
  );
  const hasDeliveries = master.facts.tables.deliveries!.rowCount > 0;
  const counted = new Set<number>();
  for (let row = 0; row < table.rowCount; row++) {
    const node = nodeOfRow(quota, itemCode, locationCode, row);
    if (node < 0) continue;
    if (hasDeliveries) counted.add(orderId[row]! * master.texts.length + line[row]!);
    const supplier = master.supplierOfCode[supplierCode[row]!]!;
    const code = sourceCode[row]!;
    const source = sourceOfOrder(sources, sourceOfCode, code, node, SOURCE_BUY, supplier, -1);
    const ordered = quantity[row]! - (rejected[row]! > 0 ? rejected[row]! : 0);
    const date = dates.find((column) => column[row] !== NO_DAY)?.[row] ?? NO_DAY;
    place(quota, source, placedQuantity(quota, status[row]!, ordered, received[row]!), date);
  }
  return counted;
}

/** Adds what was delivered for orders that the order feeds no longer list. */
function addDeliveries(quota: Quota, countedOrders: Set<number>): void {
  const { master, sources, sourceOfCode } = quota;
  const table = master.facts.tables.deliveries!;
  const inbound = master.facts.pool.codeOf.get('inbound') ?? -1;
  const direction = textColumn(table, 'direction');
  const orderId = textColumn(table, 'order_id');
  const line = textColumn(table, 'line');
  const party = textColumn(table, 'party_id');
  const itemCode = textColumn(table, 'item_id');
  const locationCode = textColumn(table, 'location_id');
  const quantity = numberColumn(table, 'quantity');
  const actual = dayColumn(table, 'actual_date');
  for (let row = 0; row < table.rowCount; row++) {
    if (direction[row] !== inbound) continue;
    if (countedOrders.has(orderId[row]! * master.texts.length + line[row]!)) continue;
    const node = nodeOfRow(quota, itemCode, locationCode, row);
    const supplier = master.supplierOfCode[party[row]!]!;
    if (node < 0 || supplier < 0) continue;
    const source = sourceOfOrder(sources, sourceOfCode, 0, node, SOURCE_BUY, supplier, -1);
    place(quota, source, quantity[row]!, actual[row]!);
  }
}

function addProduction(quota: Quota): void {
  const { master, sources, sourceOfCode } = quota;
  const table = master.facts.tables.production_orders!;
  const itemCode = textColumn(table, 'item_id');
  const locationCode = textColumn(table, 'location_id');
  const sourceCode = textColumn(table, 'source_id');
  const status = textColumn(table, 'status');
  const stage = textColumn(table, 'stage');
  const firm = flagColumn(table, 'firm');
  const quantity = numberColumn(table, 'quantity');
  const completed = numberColumn(table, 'completed_quantity');
  const start = dayColumn(table, 'start_date');
  const due = dayColumn(table, 'due_date');
  const planned = master.facts.pool.codeOf.get('planned') ?? -1;
  for (let row = 0; row < table.rowCount; row++) {
    const node = nodeOfRow(quota, itemCode, locationCode, row);
    if (node < 0 || (stage[row] === planned && firm[row] !== 1)) continue;
    const code = sourceCode[row]!;
    const source = sourceOfOrder(sources, sourceOfCode, code, node, SOURCE_MAKE, -1, -1);
    const placed = placedQuantity(quota, status[row]!, quantity[row]!, completed[row]!);
    place(quota, source, placed, start[row] === NO_DAY ? due[row]! : start[row]!);
  }
}

function addTransfers(quota: Quota): void {
  const { master, sources, sourceOfCode } = quota;
  const table = master.facts.tables.transfer_orders!;
  const itemCode = textColumn(table, 'item_id');
  const toCode = textColumn(table, 'location_id');
  const fromCode = textColumn(table, 'from_location_id');
  const status = textColumn(table, 'status');
  const quantity = numberColumn(table, 'quantity');
  const received = numberColumn(table, 'received_quantity');
  const ship = dayColumn(table, 'ship_date');
  const due = dayColumn(table, 'due_date');
  for (let row = 0; row < table.rowCount; row++) {
    const node = nodeOfRow(quota, itemCode, toCode, row);
    if (node < 0) continue;
    const sender = nodeOfRow(quota, itemCode, fromCode, row);
    const source = sourceOfOrder(sources, sourceOfCode, 0, node, SOURCE_TRANSFER, -1, sender);
    const placed = placedQuantity(quota, status[row]!, quantity[row]!, received[row]!);
    place(quota, source, placed, ship[row] === NO_DAY ? due[row]! : ship[row]!);
  }
}
