// Open supply as it is found, part by part: on which day it can be used, and whether it still counts
// (handbook 2 and 3). Arrival before as_of: expected again after a few days of grace; overdue for
// long without a fresh word: not supply any more, but a question to the supplier.

import type { Nodes, Sources } from '../../model/network.ts';
import {
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
  kind: number[];
  node: number[];
  flags: number[];
  quantity: number[];
  arrivalDate: number[];
  usableDay: number[];
  dateBasis: number[];
  source: number[];
  supplier: number[];
  factRow: number[];
}

export function createSupplyDraft(): SupplyDraft {
  return {
    kind: [],
    node: [],
    flags: [],
    quantity: [],
    arrivalDate: [],
    usableDay: [],
    dateBasis: [],
    source: [],
    supplier: [],
    factRow: [],
  };
}

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
  draft.kind.push(part.kind);
  draft.node.push(part.node);
  draft.flags.push(flags);
  draft.quantity.push(part.quantity);
  draft.arrivalDate.push(part.arrivalDate);
  draft.usableDay.push(usable - asOf);
  draft.dateBasis.push(part.dateBasis);
  draft.source.push(part.source);
  draft.supplier.push(part.supplier);
  draft.factRow.push(part.factRow);
}
