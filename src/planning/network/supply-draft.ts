// Open supply as it is found, part by part: on which day it can be used, and whether it still
// counts (handbook 2 and 3). Arrival before as_of: expected again after a few days of grace;
// overdue for long without a fresh word: not supply any more, but a question to the supplier.

import { growColumns } from '../../base/grow-columns.ts';
import {
  type Nodes,
  type Sources,
  SUPPLY_CLOSE,
  SUPPLY_DEAD,
  SUPPLY_NOT_CANCELLABLE,
  SUPPLY_PAST_DUE,
  SUPPLY_PRODUCTION_ORDER,
} from '../../model/network.ts';
import type { Day } from '../../units/day.ts';
import { workingDaysAfter, workingDaysBetween } from '../../units/working-calendar.ts';
import type { MasterData } from './master-data.ts';

/** One part of an order's schedule line. */
export interface SupplyPart {
  kind: number; // SUPPLY_*_ORDER
  node: number;
  flags: number; // without those that its date gives
  quantity: number;
  arrivalDate: Day; // by the ladder
  dateBasis: number; // DATE_*
  hasFreshWord: boolean;
  source: number; // source index, -1 = unknown
  supplier: number; // supplier index, -1 = none
  factRow: number;
}

export interface SupplyDraft {
  count: number;
  kind: Uint8Array;
  flags: Uint8Array;
  dateBasis: Uint8Array;
  quantity: Float64Array;
  node: Int32Array;
  arrivalDate: Int32Array;
  usableDay: Int32Array;
  source: Int32Array;
  supplier: Int32Array;
  factRow: Int32Array;
}

export function createSupplyDraft(capacity = 1024): SupplyDraft {
  return {
    count: 0,
    kind: new Uint8Array(capacity),
    flags: new Uint8Array(capacity),
    dateBasis: new Uint8Array(capacity),
    quantity: new Float64Array(capacity),
    node: new Int32Array(capacity),
    arrivalDate: new Int32Array(capacity),
    usableDay: new Int32Array(capacity),
    source: new Int32Array(capacity),
    supplier: new Int32Array(capacity),
    factRow: new Int32Array(capacity),
  };
}

/** Adds a part; the caller's object may be used again for the next one. */
export function addSupplyPart(
  master: MasterData,
  nodes: Nodes,
  sources: Sources,
  draft: SupplyDraft,
  part: SupplyPart,
): void {
  const { asOf, parameters } = master.settings;
  const calendar = master.calendars[nodes.calendar[part.node]!]!;
  let flags = part.flags;
  let arrival = part.arrivalDate;
  if (arrival < asOf) {
    flags |= SUPPLY_PAST_DUE;
    const daysOverdue = workingDaysBetween(calendar, arrival + 1, asOf);
    const isDead = daysOverdue > parameters.dead_after_days && !part.hasFreshWord;
    if (isDead && (flags & SUPPLY_CLOSE) === 0) flags |= SUPPLY_DEAD;
    arrival = workingDaysAfter(calendar, asOf, parameters.overdue_grace_days);
  }
  if (part.source >= 0 && sources.cancellable[part.source] === 0) flags |= SUPPLY_NOT_CANCELLABLE;
  // What is made needs no goods receipt.
  const usable =
    part.kind === SUPPLY_PRODUCTION_ORDER
      ? arrival
      : workingDaysAfter(calendar, arrival, nodes.goodsReceiptDays[part.node]!);
  const at = draft.count++;
  if (at === draft.kind.length) growColumns(draft, Math.ceil(draft.kind.length * 1.6));
  draft.kind[at] = part.kind;
  draft.flags[at] = flags;
  draft.dateBasis[at] = part.dateBasis;
  draft.quantity[at] = part.quantity;
  draft.node[at] = part.node;
  draft.arrivalDate[at] = part.arrivalDate;
  draft.usableDay[at] = usable - asOf;
  draft.source[at] = part.source;
  draft.supplier[at] = part.supplier;
  draft.factRow[at] = part.factRow;
}
