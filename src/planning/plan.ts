// What the engine answers: planned orders, balances and messages over one network, as columns.
// Pegs and lateness are worked out from it on demand (pegging.ts, lateness.ts).

import type { WholeNumbers } from '../base/whole-numbers.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Network } from '../model/network.ts';
import type { LeadTimes } from './lead-time.ts';

export interface Plan {
  network: Network;
  nodeOrder: Int32Array; // nodes, each after everything that consumes it
  leftOut: Uint8Array; // by node: 1 = on a cycle of bills of material, not planned
  balance: WholeNumbers; // [node * dayCount + day]: projected available balance at the day's end
  planned: PlannedOrders;
  claims: Claims;
  messages: ActionMessages;
  contractExcesses: ContractExcesses;
  firstShortDay: Int32Array; // by node: first day with a balance below zero, NEVER = none
  cutSources: Uint8Array; // by source: 1 = left out to cut a sourcing cycle
  leadTimes: LeadTimes;
  diagnostics: Diagnostic[];
}

export const PLANNED_PAST_DUE = 1; // its release would have had to lie before as_of
export const PLANNED_FENCE = 2; // put after the planning time fence
export const PLANNED_SAFETY = 4; // for safety stock alone
export const PLANNED_PASS_THROUGH = 8; // no order: a phantom's or run-out item's need passed on

/** 16 bits each while no day lies further off than they can say. */
export type DayIndices = Int16Array | Int32Array;

/** A node's orders stand together, in the order in which they were planned. */
export interface PlannedOrders {
  count: number;
  firstOfNode: Int32Array; // by node: its first order
  countOfNode: Int32Array; // by node
  source: Int32Array; // source index; of a pass-through the source exploded, -1 = run-out
  quantity: WholeNumbers; // smallest units
  neededDay: DayIndices; // day index that it was planned for
  releaseDay: Int16Array; // day index, >= 0
  receiptDay: DayIndices; // day index of use; may lie beyond the horizon
  flags: Uint8Array; // PLANNED_*
}

/** What later open supply covers of an earlier need, in the cover (handbook 3). By node. */
export interface Claims {
  count: number;
  supply: Int32Array; // supply line
  day: Int32Array; // day index of the need
  quantity: Float64Array;
  isSafetyOnly: Uint8Array; // 1: the cover lacked safety stock alone
  claimedOfSupply: Float64Array; // by supply line: sum of its claims
}

export const MESSAGE_EXPEDITE = 0;
export const MESSAGE_RESCHEDULE_IN = 1;
export const MESSAGE_RESCHEDULE_OUT = 2;
export const MESSAGE_CANCEL = 3;
export const MESSAGE_INCREASE = 4;
export const MESSAGE_DECREASE = 5;
export const MESSAGE_RELEASE = 6;
export const MESSAGE_CLOSE = 7;

/** By MESSAGE_*: what the outside calls it. */
export const MESSAGE_NAMES = [
  'expedite',
  'reschedule_in',
  'reschedule_out',
  'cancel',
  'increase',
  'decrease',
  'release',
  'close',
] as const;

export interface ActionMessages {
  count: number;
  kind: Uint8Array; // MESSAGE_*
  node: Int32Array;
  supply: Int32Array; // supply line; -1 of a release
  planned: Int32Array; // planned order of a release; else -1
  quantity: Float64Array; // what is moved, cancelled, added, taken off or released
  fromDate: Int32Array; // date (days since 1970-01-01) the supply has now
  toDate: Int32Array; // date it is wanted on; NO_DAY = none
  toQuantity: Float64Array; // of the order line afterwards; NaN = unchanged
}

/** What the contract zones of open supply keep from being cancelled or decreased: an excess. */
export interface ContractExcesses {
  count: number;
  node: Int32Array;
  supply: Int32Array; // the earliest supply line that a zone holds
  quantity: Float64Array; // left over in the node
}
