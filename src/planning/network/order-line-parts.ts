// What of a purchase order line is still to come, and when (handbook 3): each schedule line falls
// into what the supplier has confirmed and what not; receipts use up the earliest confirmations of
// the order line first; what is on the way takes its carrier's date.

import {
  DATE_CONFIRMED,
  DATE_PROMISED,
  DATE_REQUESTED,
  DATE_SHIPPED,
} from '../../model/network.ts';
import { type Day, NO_DAY } from '../../units/day.ts';

/** A part of a schedule line with one date. */
export interface OpenPart {
  row: number; // of the schedule line
  quantity: number;
  isConfirmed: boolean;
  date: Day; // by the ladder, below the planner's own word
  basis: number; // DATE_*
  isOnTheWay: boolean;
}

/** What is known of a schedule line's dates; NaN and NO_DAY = not given. */
export interface SupplierAnswer {
  isRequisition: boolean; // not ordered yet: there is nothing to confirm
  confirmedQuantity: number;
  confirmed: Day;
  promised: Day;
  requested: Day;
}

/** What the supplier answered for; the rest on the later of its requested and confirmed date. */
export function splitByConfirmation(
  parts: OpenPart[],
  row: number,
  ordered: number,
  { isRequisition, confirmedQuantity, confirmed, promised, requested }: SupplierAnswer,
): void {
  const isAnswered = isRequisition || confirmed !== NO_DAY || promised !== NO_DAY;
  const answered = Number.isNaN(confirmedQuantity) ? (isAnswered ? ordered : 0) : confirmedQuantity;
  const quantity = Math.min(ordered, answered);
  const common = { row, isOnTheWay: false };
  if (quantity > 0) {
    const { date, basis } = ladderDate(confirmed, promised, requested);
    parts.push({ ...common, quantity, isConfirmed: true, date, basis });
  }
  if (ordered > quantity) {
    const isLater = confirmed > requested; // NO_DAY is the least of all days
    const { date, basis } = isLater
      ? { date: confirmed, basis: DATE_CONFIRMED }
      : ladderDate(NO_DAY, requested === NO_DAY ? promised : NO_DAY, requested);
    parts.push({ ...common, quantity: ordered - quantity, isConfirmed: false, date, basis });
  }
}

function ladderDate(confirmed: Day, promised: Day, requested: Day): { date: Day; basis: number } {
  if (confirmed !== NO_DAY) return { date: confirmed, basis: DATE_CONFIRMED };
  if (promised !== NO_DAY) return { date: promised, basis: DATE_PROMISED };
  return { date: requested, basis: DATE_REQUESTED };
}

/** Parts of equal date stay in the order of their schedule lines. */
export function earliestConfirmationFirst(a: OpenPart, b: OpenPart): number {
  return Number(b.isConfirmed) - Number(a.isConfirmed) || a.date - b.date;
}

/** Takes the receipts off the parts in their order; returns what each schedule line lost. */
export function useUp(parts: readonly OpenPart[], received: number): Map<number, number> {
  const receivedOfRow = new Map<number, number>();
  let left = received;
  for (const part of parts) {
    const used = Math.min(left, part.quantity);
    if (used === 0) continue;
    part.quantity -= used;
    left -= used;
    receivedOfRow.set(part.row, (receivedOfRow.get(part.row) ?? 0) + used);
  }
  return receivedOfRow;
}

/** Gives the earliest parts that are not on the way yet the carrier's date, for what it has. */
export function putOnTheWay(parts: OpenPart[], eta: Day, quantity: number): void {
  let left = quantity;
  const count = parts.length;
  for (let i = 0; i < count && left > 0; i++) {
    const part = parts[i]!;
    const shipped = part.isOnTheWay ? 0 : Math.min(left, part.quantity);
    if (shipped === 0) continue;
    left -= shipped;
    part.quantity -= shipped;
    parts.push({
      row: part.row,
      quantity: shipped,
      isConfirmed: true,
      date: eta,
      basis: DATE_SHIPPED,
      isOnTheWay: true,
    });
  }
}
