// What detection answers: plan exceptions and the cases that they are grouped into. Exceptions are
// kept as indices and numbers, because a big plan has a million of them; their sentences are
// written when asked for (exception-statement.ts).

import type { Day } from '../units/day.ts';
import type { ValueAtRisk } from './value-at-risk.ts';

export type ExceptionCode =
  | 'below_safety_stock'
  | 'cancel_supply'
  | 'data_quality'
  | 'demand_at_risk'
  | 'excess_stock'
  | 'expiring_stock'
  | 'not_clear_to_build'
  | 'projected_stockout'
  | 'release_due'
  | 'reschedule_in'
  | 'reschedule_out'
  | 'slow_moving'
  | 'supply_late'
  | 'supply_short'
  | 'supply_unconfirmed';

/** Worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The thing that an exception is about, as an index into the network, the plan or the facts. */
export type SubjectKind =
  | 'node' // an item at a location
  | 'lot' // a stock lot
  | 'demand' // a demand line
  | 'supply' // an open supply line
  | 'message' // an action message; the subject named is its supply line
  | 'contract_excess' // a row of the plan's contract excesses
  | 'component' // a component's demand line of a running order
  | 'purchase_order' // a row of feed purchase_orders
  | 'diagnostic'; // a place in the context's list of data faults

export interface PlanException {
  code: ExceptionCode;
  subject: SubjectKind;
  index: number; // of the subject, by its kind
  node: number; // where it shows; -1 = nowhere in particular
  firstDate: Day; // NO_DAY = none
  lastDate: Day; // NO_DAY = none
  quantity: number; // smallest units of the node's item; NaN = none
  count: number; // how many lines, orders or days stand behind it
  value: ValueAtRisk;
  severity: Severity;
  cause: number; // the fact behind it, index into the causes; -1 = a parameter of its own
  group: number; // the cause whose case it belongs to; -1 = none
  rule: number; // place of the rule that it was raised by; -1 = none, the parameters alone
}

export interface Case {
  id: string; // from the cause alone, so that tomorrow's case is today's
  cause: number; // index into the causes
  exceptions: number[]; // indices into the sorted exceptions
  value: ValueAtRisk;
  firstDate: Day; // NO_DAY = none
  decideBy: Day; // NO_DAY = nothing presses
  certainty: number; // 0 .. 1, see certainty.ts
  severity: Severity;
  owner: string; // '' = none
}

/** Names a thing by columns of the feeds, for example { item_id, location_id }. */
export type SubjectColumns = Record<string, string>;

export interface CauseStatement {
  feed: string;
  key: string;
  text: string; // a clause that can follow "because"
}

/** An exception as the outside reads it, in the field names of `plan --json`. */
export interface ExceptionStatement {
  code: ExceptionCode;
  subject: SubjectColumns;
  first_date: string | null;
  last_date: string | null;
  quantity: number | null; // base units of the item
  value_at_risk: number | null; // network currency, cents
  severity: Severity;
  owner: string | null;
  cause: CauseStatement | null;
  message: string;
}

export interface CaseStatement {
  id: string;
  cause: CauseStatement;
  exceptions: number[]; // places in the list of exceptions
  value_at_risk: number | null;
  first_date: string | null;
  decide_by: string | null;
  certainty: number;
  severity: Severity;
  owner: string | null;
  message: string;
}
