// Open purchase orders and requisitions as supply (handbook 3). Per schedule line open = quantity -
// rejected - received, not below 0. Across the schedule lines of an order line receipts use up the
// earliest confirmations first; what is on the way comes when its carrier says; the rest on its
// confirmed, promised or requested date, what is not confirmed marked as such.

import { compareText } from '../../base/compare-text.ts';
import { groupByRow } from '../../base/sparse-rows.ts';
import { dayColumn, flagColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import {
  DATE_BELIEVED,
  type Nodes,
  SOURCE_BUY,
  type Sources,
  SUPPLY_CLOSE,
  SUPPLY_FIRM,
  SUPPLY_PURCHASE_ORDER,
  SUPPLY_REQUISITION,
  SUPPLY_UNCONFIRMED,
} from '../../model/network.ts';
import { NO_DAY } from '../../units/day.ts';
import { type BelievedDates, readBelievedDates } from './believed-dates.ts';
import type { MasterData } from './master-data.ts';
import { type NodeIndex, nodeOf } from './node-index.ts';
import {
  earliestConfirmationFirst,
  type OpenPart,
  putOnTheWay,
  splitByConfirmation,
  useUp,
} from './order-line-parts.ts';
import { sourceOfOrder } from './order-source.ts';
import { partsOnTheWay, type Shipments } from './shipped-parts.ts';
import { addSupplyPart, type SupplyDraft } from './supply-draft.ts';

/** The columns and look-ups that all order lines share. */
interface Purchases {
  master: MasterData;
  index: NodeIndex;
  nodes: Nodes;
  sources: Sources;
  sourceOfCode: Map<number, number>;
  shipments: Shipments;
  believed: BelievedDates;
  tolerance: Float64Array; // by supplier: percent, 0 = none
  draft: SupplyDraft;
  orderId: Int32Array;
  line: Int32Array;
  status: Int32Array;
  stage: Int32Array;
  itemCode: Int32Array;
  locationCode: Int32Array;
  supplierCode: Int32Array;
  sourceCode: Int32Array;
  quantity: Float64Array;
  received: Float64Array;
  rejected: Float64Array;
  confirmedQuantity: Float64Array;
  shippedQuantity: Float64Array;
  requested: Int32Array;
  promised: Int32Array;
  confirmed: Int32Array;
  firm: Int8Array;
  openCode: number;
  requisitionCode: number;
}

/** `wantedRows`: by row, 1 = with its order line, whole; left out = all. */
export function addOpenPurchases(
  master: MasterData,
  index: NodeIndex,
  nodes: Nodes,
  sources: Sources,
  sourceOfCode: Map<number, number>,
  shipments: Shipments,
  draft: SupplyDraft,
  wantedRows?: Uint8Array,
): void {
  const table = master.facts.tables.purchase_orders!;
  if (table.rowCount === 0) return;
  const text = (name: string) => textColumn(table, name);
  const number = (name: string) => numberColumn(table, name);
  const purchases: Purchases = {
    master,
    index,
    nodes,
    sources,
    sourceOfCode,
    shipments,
    believed: readBelievedDates(master, 'purchase_orders'),
    tolerance: toleranceOfSuppliers(master),
    draft,
    orderId: text('order_id'),
    line: text('line'),
    status: text('status'),
    stage: text('stage'),
    itemCode: text('item_id'),
    locationCode: text('location_id'),
    supplierCode: text('supplier_id'),
    sourceCode: text('source_id'),
    quantity: number('quantity'),
    received: number('received_quantity'),
    rejected: number('rejected_quantity'),
    confirmedQuantity: number('confirmed_quantity'),
    shippedQuantity: number('shipped_quantity'),
    requested: dayColumn(table, 'requested_date'),
    promised: dayColumn(table, 'promised_date'),
    confirmed: dayColumn(table, 'confirmed_date'),
    firm: flagColumn(table, 'firm'),
    openCode: master.facts.pool.codeOf.get('open') ?? 0,
    requisitionCode: master.facts.pool.codeOf.get('requisition') ?? -1,
  };
  forEachOrderLine(purchases, table.rowCount, wantedRows, (rows) => addOrderLine(purchases, rows));
}

function toleranceOfSuppliers(master: MasterData): Float64Array {
  const table = master.facts.tables.supplier_terms!;
  const supplierCode = textColumn(table, 'supplier_id');
  const percent = numberColumn(table, 'delivery_tolerance_percent');
  const tolerance = new Float64Array(master.suppliers.count);
  for (let row = 0; row < table.rowCount; row++) {
    if (percent[row]! > 0) tolerance[master.supplierOfCode[supplierCode[row]!]!] = percent[row]!;
  }
  return tolerance;
}

/** Calls back with the open schedule lines of each order line. */
function forEachOrderLine(
  purchases: Purchases,
  rowCount: number,
  wantedRows: Uint8Array | undefined,
  visit: (rows: Int32Array) => void,
): void {
  const { orderId, line, master } = purchases;
  const ordered = openRowsByOrder(purchases, rowCount, wantedRows);
  const scheduleLine = textColumn(master.facts.tables.purchase_orders!, 'schedule_line');
  const bySchedule = (a: number, b: number) =>
    compareText(master.texts[scheduleLine[a]!]!, master.texts[scheduleLine[b]!]!);
  for (let start = 0, end = 0; start < ordered.length; start = end) {
    while (end < ordered.length && orderId[ordered[end]!] === orderId[ordered[start]!]) end++;
    const rows = ordered.subarray(start, end);
    if (rows.length > 1) rows.sort((a, b) => line[a]! - line[b]! || bySchedule(a, b));
    for (let from = 0; from < rows.length; ) {
      let to = from + 1;
      while (to < rows.length && line[rows[to]!] === line[rows[from]!]) to++;
      visit(rows.subarray(from, to));
      from = to;
    }
  }
}

/** Open rows, those of one order together. */
function openRowsByOrder(
  { status, openCode, orderId, master }: Purchases,
  rowCount: number,
  wantedRows: Uint8Array | undefined,
): Int32Array {
  const isOpen = (row: number) => status[row] === 0 || status[row] === openCode;
  if (wantedRows) {
    const rows: number[] = [];
    for (let row = wantedRows.indexOf(1); row >= 0; row = wantedRows.indexOf(1, row + 1)) {
      if (isOpen(row)) rows.push(row);
    }
    return Int32Array.from(rows).sort((a, b) => orderId[a]! - orderId[b]! || a - b);
  }
  const orderOfRow = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) orderOfRow[row] = isOpen(row) ? orderId[row]! : -1;
  return groupByRow(master.texts.length, orderOfRow).entries;
}

function addOrderLine(purchases: Purchases, rows: Int32Array): void {
  const { master, shipments } = purchases;
  const parts: OpenPart[] = [];
  let receivedTotal = 0;
  let shippedTotal = 0;
  for (const row of rows) {
    const rejected = purchases.rejected[row]! > 0 ? purchases.rejected[row]! : 0;
    const ordered = Math.max(0, purchases.quantity[row]! - rejected);
    if (purchases.received[row]! > 0) receivedTotal += Math.min(ordered, purchases.received[row]!);
    shippedTotal += purchases.shippedQuantity[row]!; // NaN when one of them is not known
    splitByConfirmation(parts, row, ordered, {
      isRequisition: purchases.stage[row] === purchases.requisitionCode,
      confirmedQuantity: purchases.confirmedQuantity[row]!,
      confirmed: purchases.confirmed[row]!,
      promised: purchases.promised[row]!,
      requested: purchases.requested[row]!,
    });
  }
  parts.sort(earliestConfirmationFirst);
  const receivedOfRow = useUp(parts, receivedTotal);
  const first = rows[0]!;
  const item = master.itemOfCode[purchases.itemCode[first]!]!;
  const shipped = partsOnTheWay(
    master,
    shipments,
    purchases.orderId[first]!,
    purchases.line[first]!,
    master.items.decimals[item]!,
    receivedTotal,
    shippedTotal - receivedTotal,
  );
  for (const { eta, quantity } of shipped) putOnTheWay(parts, eta, quantity);
  const closing = rowsToClose(purchases, rows, parts, receivedOfRow);
  for (const part of parts) if (part.quantity > 0) addPart(purchases, part, closing.has(part.row));
}

/** Schedule lines whose rest is under the supplier's delivery tolerance: nothing more will come. */
function rowsToClose(
  purchases: Purchases,
  rows: Int32Array,
  parts: readonly OpenPart[],
  receivedOfRow: Map<number, number>,
): Set<number> {
  const closing = new Set<number>();
  for (const row of rows) {
    const supplier = supplierOf(purchases, row);
    const percent = supplier < 0 ? 0 : purchases.tolerance[supplier]!;
    if (percent === 0 || !receivedOfRow.has(row)) continue;
    let rest = 0;
    let isOnTheWay = false;
    for (const part of parts) {
      if (part.row !== row || part.quantity === 0) continue;
      rest += part.quantity;
      isOnTheWay ||= part.isOnTheWay;
    }
    if (!isOnTheWay && rest * 100 < percent * purchases.quantity[row]!) closing.add(row);
  }
  return closing;
}

function supplierOf(purchases: Purchases, row: number): number {
  const { master, supplierCode, sourceCode, sourceOfCode, sources } = purchases;
  const own = master.supplierOfCode[supplierCode[row]!]!;
  if (own >= 0) return own;
  const source = sourceOfCode.get(sourceCode[row]!);
  return source === undefined ? -1 : sources.supplier[source]!;
}

function addPart(purchases: Purchases, part: OpenPart, closes: boolean): void {
  const { master, index, nodes, sources, sourceOfCode, believed, draft } = purchases;
  const { row } = part;
  const item = master.itemOfCode[purchases.itemCode[row]!]!;
  const node = nodeOf(index, item, master.locationOfCode[purchases.locationCode[row]!]!);
  if (node < 0) return;
  const supplier = supplierOf(purchases, row);
  const code = purchases.sourceCode[row]!;
  const source = sourceOfOrder(sources, sourceOfCode, code, node, SOURCE_BUY, supplier, -1);
  let flags = 0;
  if (purchases.firm[row] === 1) flags |= SUPPLY_FIRM;
  if (!part.isConfirmed) flags |= SUPPLY_UNCONFIRMED;
  if (closes) flags |= SUPPLY_CLOSE;
  if (purchases.stage[row] === purchases.requisitionCode) flags |= SUPPLY_REQUISITION;
  const believedDate = believed.dateOf(row);
  addSupplyPart(master, nodes, sources, draft, {
    kind: SUPPLY_PURCHASE_ORDER,
    node,
    flags,
    quantity: part.quantity,
    arrivalDate: believedDate === NO_DAY ? part.date : believedDate,
    dateBasis: believedDate === NO_DAY ? part.basis : DATE_BELIEVED,
    hasFreshWord: believed.isFresh(row),
    source,
    supplier: supplier >= 0 || source < 0 ? supplier : sources.supplier[source]!,
    factRow: row,
  });
}
