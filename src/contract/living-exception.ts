// The wire shapes of an exception and a case as they live: what is found, who has it in hand, and
// what has happened. Dates are YYYY-MM-DD, instants RFC 3339, money in the plan's currency; what
// does not exist is null.

import type { Cause, Subject } from './plan-document.ts';

export const HANDLING_STATES = [
  'new',
  'acknowledged',
  'in_progress',
  'waiting',
  'resolved',
  'dismissed',
] as const;
export type HandlingStateView = (typeof HANDLING_STATES)[number];

/** Put aside by a person until it matters differently, or until a day. */
export interface AsideView {
  as: 'dismissed' | 'resolved' | 'snoozed';
  reason: string;
  until: string | null; // of a snooze
  since: string;
  value_at_risk: number | null; // when it was put aside: what a rise is measured against
  severity: string;
  first_date: string | null;
  of_case: string | null; // of an exception: put aside along with this case, and back with it
}

interface LivingView {
  id: string;
  code: string; // of a case the kind of its cause: supply, stock, raise, lead_time ...
  state: HandlingStateView;
  is_open: boolean; // false: its cause is gone
  is_put_aside: boolean;
  version: number; // to be sent with an action
  severity: string;
  owner: string | null; // the person it is assigned to, else whom a rule, planner or buyer names
  assigned_to: string | null;
  value_at_risk: number | null;
  first_date: string | null;
  item_id: string | null;
  location_id: string | null;
  supplier_id: string | null;
  cause: Cause | null;
  message: string;
  aside: AsideView | null;
  woken_because: string | null; // why it came back after it was put aside
  raised_at: string;
  raised_position: number;
  changed_at: string;
  changed_position: number;
  closed_at: string | null;
  closed_position: number | null;
  history?: HistoryEvent[]; // when one is read by itself, oldest first
}

export interface ExceptionView extends LivingView {
  kind: 'exception';
  subject: Subject;
  last_date: string | null;
  quantity: number | null;
  case_id: string | null;
}

export interface CaseView extends LivingView {
  kind: 'case';
  decide_by: string | null;
  certainty: number | null;
  exception_count: number;
}

export type HistoryEventType =
  | 'raised'
  | 'updated'
  | 'closed'
  | 'reopened'
  | 'woken'
  | 'acknowledged'
  | 'started'
  | 'waiting'
  | 'resolved'
  | 'dismissed'
  | 'snoozed'
  | 'taken_up'
  | 'assigned'
  | 'commented';

export interface HistoryEvent {
  type: HistoryEventType;
  version: number;
  at: string;
  position: number;
  by: string | null; // null: a replan
  text: string | null; // reason, comment, or why it woke or closed
  changes: HistoryChange[];
  owner?: string | null; // assigned
  until?: string | null; // snoozed
  mentions?: string[]; // commented
  of_case?: string; // it went along with its case
  facts?: ClosingFactView[]; // closed: what took its cause away, where that is known
}

export interface ClosingFactView {
  feed: string;
  key: string; // '' = rows of the feed
  position: number; // of the log entry that brought it; 0 = not known
  source: string;
}

export interface HistoryChange {
  field: string; // first_date, value_at_risk, severity, cause ...
  from: string | number | null;
  to: string | number | null;
}
