// What carriers have on the way for an order line, and when they expect to arrive. An expected
// arrival holds for the quantity shipped, not for the rest of the line.

import { groupByRow, type SparseRows } from '../../base/sparse-rows.ts';
import { dayColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import { scaleByDecimals } from '../../model/item-decimals.ts';
import { NO_DAY } from '../../units/day.ts';
import type { MasterData } from './master-data.ts';

/** Statuses of a shipment that is over: its goods are in stock, or never come. */
const OVER = new Set(['delivered', 'received', 'closed', 'completed', 'cancelled']);

export interface Shipments {
  rowsOfOrder: SparseRows; // by pool code of the order id
  line: Int32Array; // by row of feed shipments: pool code
  eta: Int32Array;
  quantity: Float64Array; // base units; NaN = the whole line
  isOver: Uint8Array;
  isCancelled: Uint8Array;
}

export function readShipments(master: MasterData): Shipments {
  const table = master.facts.tables.shipments!;
  const status = textColumn(table, 'status');
  const statusOf = (row: number) => master.texts[status[row]!]!.toLowerCase();
  const rows = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
  const orders = textColumn(table, 'order_id').subarray(0, table.rowCount);
  return {
    rowsOfOrder: groupByRow(table.rowCount === 0 ? 0 : master.texts.length, orders),
    line: textColumn(table, 'line'),
    eta: dayColumn(table, 'eta'),
    quantity: numberColumn(table, 'quantity'),
    isOver: Uint8Array.from(rows, (row) => (OVER.has(statusOf(row)) ? 1 : 0)),
    isCancelled: Uint8Array.from(rows, (row) => (statusOf(row) === 'cancelled' ? 1 : 0)),
  };
}

export interface ShippedPart {
  eta: number; // date
  quantity: number; // smallest units
}

/**
 * What is on the way for an order line, by expected arrival. Receipts use up what was expected
 * before as_of; `shippedNotReceived` (NaN = not known) is the most that can still be on the way.
 */
export function partsOnTheWay(
  master: MasterData,
  shipments: Shipments,
  orderCode: number,
  lineCode: number,
  decimals: number,
  received: number,
  shippedNotReceived: number,
): ShippedPart[] {
  const { start, entries } = shipments.rowsOfOrder;
  if (orderCode + 1 >= start.length) return [];
  const parts: ShippedPart[] = [];
  let receivedLeft = received;
  for (let at = start[orderCode]!; at < start[orderCode + 1]!; at++) {
    const row = entries[at]!;
    if (shipments.line[row] !== lineCode) continue;
    const quantity = scaleByDecimals(shipments.quantity[row]!, decimals);
    if (shipments.isOver[row] === 1) {
      const isIn = shipments.isCancelled[row] === 0 && quantity > 0;
      if (isIn) receivedLeft -= quantity;
    } else if (shipments.eta[row] !== NO_DAY) {
      const whole = Number.isNaN(quantity) ? Number.POSITIVE_INFINITY : Math.ceil(quantity);
      parts.push({ eta: shipments.eta[row]!, quantity: whole });
    }
  }
  parts.sort((a, b) => a.eta - b.eta);
  let mayCome = Number.isNaN(shippedNotReceived)
    ? Number.POSITIVE_INFINITY
    : Math.max(0, shippedNotReceived);
  for (const part of parts) {
    if (part.eta < master.settings.asOf && receivedLeft > 0) {
      const isIn = Math.min(part.quantity, receivedLeft);
      receivedLeft -= isIn;
      part.quantity -= isIn;
    }
    part.quantity = Math.min(part.quantity, mayCome);
    mayCome -= part.quantity;
  }
  return parts.filter((part) => part.quantity > 0);
}
