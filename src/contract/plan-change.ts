// The wire shapes of what the stream says, one an event: its kind, and a body. An exception's or
// case's body is its view after the event, with the event itself.

import type { CaseView, ExceptionView, HistoryEvent } from './living-exception.ts';

export const STREAM_KINDS = [
  'plan.updated',
  'exception.raised',
  'exception.updated',
  'exception.closed',
  'exception.handled',
  'case.raised',
  'case.updated',
  'case.closed',
  'case.handled',
  'facts.accepted',
  'rules.changed',
  'settings.changed',
  'day.turned',
] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];

export interface PlanUpdatedBody {
  position: number;
  as_of: string;
  planned_in_ms: number;
  phases: Record<string, number>; // milliseconds by phase
  late_lines: number; // of sales orders and call-offs
  short_lines: number;
  money_at_risk: number; // of the cases of late demand, each unit once
  currency: string;
  cases: number; // open and not put aside, of late demand and of cost alone
  exceptions: number;
  raised: number;
  updated: number;
  closed: number;
  woken: number;
  is_told_singly: boolean; // false: too many events to tell each: read the lists afresh
}

export interface ExceptionChangedBody {
  exception: ExceptionView;
  event: HistoryEvent;
}

export interface CaseChangedBody {
  case: CaseView;
  event: HistoryEvent;
}

export interface FactsAcceptedBody {
  feed: string;
  position: number;
  new: number;
  changed: number;
  closed: number;
  quarantined: number;
  actor: string;
  source: string;
}

export interface DayTurnedBody {
  from: string;
  to: string;
}

export interface RulesChangedBody {
  version: number;
  actor: string | null;
}
