// Open transfer orders: supply of the receiver (quantity - received) on their due date, what is on
// the way when its carrier says; and on ship_date a need of the sender for what is not yet shipped.

import { dayColumn, flagColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import {
  DATE_BELIEVED,
  DATE_REQUESTED,
  DATE_SHIPPED,
  DEMAND_TRANSFER_ORDER,
  NO_PRIORITY,
  type Nodes,
  SOURCE_TRANSFER,
  type Sources,
  SUPPLY_FIRM,
  SUPPLY_TRANSFER_ORDER,
} from '../../model/network.ts';
import { NO_DAY } from '../../units/day.ts';
import { workingDaysAfter, workingDaysBefore } from '../../units/working-calendar.ts';
import { readBelievedDates } from './believed-dates.ts';
import { addRequirement, type DemandDraft } from './demand-draft.ts';
import type { MasterData } from './master-data.ts';
import { type NodeIndex, nodeOf } from './node-index.ts';
import { sourceOfOrder } from './order-source.ts';
import { partsOnTheWay, type Shipments } from './shipped-parts.ts';
import { addSupplyPart, type SupplyDraft } from './supply-draft.ts';

export interface OpenTransfers {
  count: number; // rows of feed transfer_orders
  receiver: Int32Array; // by row: node, -1 = not open
  sender: Int32Array; // by row: node, -1 = not open, or no sender named
  source: Int32Array; // by row: source index, -1 = unknown
  shipDate: Int32Array; // by row
  dueDate: Int32Array; // by row
}

export function readOpenTransfers(
  master: MasterData,
  index: NodeIndex,
  sources: Sources,
): OpenTransfers {
  const table = master.facts.tables.transfer_orders!;
  const itemCode = textColumn(table, 'item_id');
  const toCode = textColumn(table, 'location_id');
  const fromCode = textColumn(table, 'from_location_id');
  const status = textColumn(table, 'status');
  const ship = dayColumn(table, 'ship_date');
  const due = dayColumn(table, 'due_date');
  const open = master.facts.pool.codeOf.get('open') ?? 0;
  const count = table.rowCount;
  const transfers: OpenTransfers = {
    count,
    receiver: new Int32Array(count).fill(-1),
    sender: new Int32Array(count).fill(-1),
    source: new Int32Array(count).fill(-1),
    shipDate: new Int32Array(count),
    dueDate: new Int32Array(count),
  };
  const noCodes = new Map<number, number>();
  for (let row = 0; row < count; row++) {
    if (status[row] !== 0 && status[row] !== open) continue;
    const item = master.itemOfCode[itemCode[row]!]!;
    const receiver = nodeOf(index, item, master.locationOfCode[toCode[row]!]!);
    const sender = nodeOf(index, item, master.locationOfCode[fromCode[row]!]!);
    transfers.receiver[row] = receiver;
    transfers.sender[row] = sender;
    const source =
      receiver < 0 ? -1 : sourceOfOrder(sources, noCodes, 0, receiver, SOURCE_TRANSFER, -1, sender);
    transfers.source[row] = source;
    transfers.shipDate[row] =
      ship[row] !== NO_DAY ? ship[row]! : shippedFor(master, sources, source, due[row]!);
    transfers.dueDate[row] =
      due[row] !== NO_DAY ? due[row]! : arrivalOf(master, sources, source, ship[row]!);
  }
  return transfers;
}

/** A transfer that names one of its two dates: the other lies its source's lead time away. */
function shippedFor(master: MasterData, sources: Sources, source: number, due: number): number {
  if (source < 0) return due;
  const calendar = master.calendars[sources.leadTimeCalendar[source]!]!;
  const left = due - sources.transitDays[source]!;
  return workingDaysBefore(calendar, left, sources.leadTimeDays[source]!);
}

function arrivalOf(master: MasterData, sources: Sources, source: number, ship: number): number {
  if (source < 0) return ship;
  const calendar = master.calendars[sources.leadTimeCalendar[source]!]!;
  const left = workingDaysAfter(calendar, ship, sources.leadTimeDays[source]!);
  return left + sources.transitDays[source]!;
}

export function addTransferSupply(
  master: MasterData,
  nodes: Nodes,
  sources: Sources,
  transfers: OpenTransfers,
  shipments: Shipments,
  draft: SupplyDraft,
): void {
  const table = master.facts.tables.transfer_orders!;
  const orderId = textColumn(table, 'order_id');
  const line = textColumn(table, 'line');
  const quantity = numberColumn(table, 'quantity');
  const shipped = numberColumn(table, 'shipped_quantity');
  const received = numberColumn(table, 'received_quantity');
  const firm = flagColumn(table, 'firm');
  const believed = readBelievedDates(master, 'transfer_orders');
  for (let row = 0; row < transfers.count; row++) {
    const node = transfers.receiver[row]!;
    if (node < 0) continue;
    const isIn = received[row]! > 0 ? received[row]! : 0;
    let open = quantity[row]! - isIn;
    const believedDate = believed.dateOf(row);
    const add = (part: number, date: number, basis: number) => {
      open -= part;
      addSupplyPart(master, nodes, sources, draft, {
        kind: SUPPLY_TRANSFER_ORDER,
        node,
        flags: firm[row] === 1 ? SUPPLY_FIRM : 0,
        quantity: part,
        arrivalDate: believedDate === NO_DAY ? date : believedDate,
        dateBasis: believedDate === NO_DAY ? basis : DATE_BELIEVED,
        hasFreshWord: believed.isFresh(row),
        source: transfers.source[row]!,
        supplier: -1,
        factRow: row,
      });
    };
    const onTheWay = partsOnTheWay(
      master,
      shipments,
      orderId[row]!,
      line[row]!,
      master.items.decimals[nodes.item[node]!]!,
      isIn,
      shipped[row]! - isIn,
    );
    for (const part of onTheWay) {
      if (open > 0) add(Math.min(open, part.quantity), part.eta, DATE_SHIPPED);
    }
    if (open > 0) add(open, transfers.dueDate[row]!, DATE_REQUESTED);
  }
}

export function addTransferNeeds(
  master: MasterData,
  transfers: OpenTransfers,
  draft: DemandDraft,
): void {
  const table = master.facts.tables.transfer_orders!;
  const quantity = numberColumn(table, 'quantity');
  const shipped = numberColumn(table, 'shipped_quantity');
  const received = numberColumn(table, 'received_quantity');
  const { asOf, horizonDays } = master.settings;
  for (let row = 0; row < transfers.count; row++) {
    const node = transfers.sender[row]!;
    if (node < 0) continue;
    const hasLeft = Math.max(0, shipped[row]! || 0, received[row]! || 0);
    const stockDay = Math.max(0, transfers.shipDate[row]! - asOf);
    if (hasLeft >= quantity[row]! || stockDay >= horizonDays) continue;
    addRequirement(draft, {
      kind: DEMAND_TRANSFER_ORDER,
      node,
      quantity: quantity[row]! - hasLeft,
      stockDay,
      dueDate: transfers.shipDate[row]!,
      priority: NO_PRIORITY,
      customer: -1,
      lane: -1,
      factRow: row,
      isPassable: false,
    });
  }
}
