// An exception or a case as it lives through replans: what was last seen of it, who has it in hand,
// and the events that made it so. All of it is plain data, fit for a store and for JSON.

import type { Day } from '../../units/day.ts';
import type { CauseStatement, Severity, SubjectColumns } from '../plan-exception.ts';

export type LivingKind = 'exception' | 'case';

/** How far people are with it (handbook 7). */
export const HANDLING_STATES = [
  'new',
  'acknowledged',
  'in_progress',
  'waiting',
  'resolved',
  'dismissed',
] as const;
export type HandlingState = (typeof HANDLING_STATES)[number];

/** A point of its life: the log position that was planned, the instant, and the plan's day. */
export interface LifeMoment {
  position: number;
  at: number; // milliseconds since 1970
  asOf: Day;
}

/** What a replan finds of it, in numbers: compared first, so that sentences can wait. */
export interface Seen {
  firstDate: Day | null;
  lastDate: Day | null;
  decideBy: Day | null; // of cases
  quantity: number | null; // base units of the item
  value: number | null; // network currency, cents
  severity: Severity;
  owner: string; // whom detection or a rule names; '' = nobody
  count: number; // lines, orders, days or exceptions behind it
  causeId: string; // '' = it rests on itself
  caseId: string; // the case that an exception belongs to, '' = none
  fromToday: boolean; // its first date is the plan's day, and moves with it
  toHorizon: boolean; // its last date is the horizon's end, and moves with it
  decideToday: boolean; // it must be decided on the plan's day
}

/** What a replan says of it in words and names; written for new and changed ones alone. */
export interface Told {
  subject: SubjectColumns; // {} of a case
  itemId: string; // '' = none; of a case where its cause bites
  locationId: string;
  supplierId: string;
  cause: CauseStatement | null;
  certainty: number | null; // of cases
  message: string;
}

/** Put aside by a person, with what it was worth then: it stays so until it matters differently. */
export interface Aside {
  as: 'dismissed' | 'resolved' | 'snoozed';
  reason: string;
  until: Day | null; // of a snooze; null = only until it matters differently
  since: LifeMoment;
  value: number | null;
  severity: Severity;
  firstDate: Day | null;
  causeId: string;
  ofCase?: string; // of an exception: along with this case, and back with it
}

export interface LivingException {
  id: string;
  base: string; // of code and subject: spells of one item-location share it
  kind: LivingKind;
  code: string; // exception code; of a case the kind of its cause
  seen: Seen;
  told: Told;
  raised: LifeMoment;
  changed: LifeMoment; // its last event
  closed: LifeMoment | null;
  state: HandlingState;
  assigned: string; // '' = the owner that detection names
  aside: Aside | null;
  wokenBecause: string; // '' = it has not come back since it was last put aside
  version: number; // how many events it has had
}

export type LifeEventType =
  | 'raised'
  | 'updated'
  | 'refreshed' // only what the turn of the day moves: no news, and not kept in its history
  | 'closed'
  | 'reopened' // its cause is back
  | 'woken' // it matters differently, or its snooze is over
  | 'acknowledged'
  | 'started'
  | 'waiting'
  | 'resolved'
  | 'dismissed'
  | 'snoozed'
  | 'taken_up' // a person took up again what was put aside
  | 'assigned'
  | 'commented';

export type SeenField =
  | 'first_date'
  | 'last_date'
  | 'decide_by'
  | 'quantity'
  | 'value_at_risk'
  | 'severity'
  | 'owner'
  | 'count'
  | 'cause'
  | 'case';

/** Dates as days, money in the network currency, null = none. */
export interface SeenChange {
  field: SeenField;
  from: string | number | null;
  to: string | number | null;
}

/** One event of a life. Events alone make the living exception (life-events.ts). */
export interface LifeEvent extends LifeMoment {
  id: string;
  kind: LivingKind;
  type: LifeEventType;
  version: number; // the living exception's after it
  by: string; // who; '' = the planner's replan
  text: string; // reason, comment, or why it woke or closed; '' = nothing to say
  base?: string; // raised
  code?: string; // raised
  seen?: Seen; // raised, updated, refreshed, reopened
  told?: Told; // the same
  changes?: SeenChange[]; // updated, reopened
  owner?: string; // assigned: '' = back to the owner that detection names
  until?: Day | null; // snoozed
  mentions?: string[]; // commented
  ofCase?: string; // it went along with its case
  facts?: ClosingFact[]; // closed: what took its cause away, where that is known
}

/** A fact by its feed and key ('' = rows of the feed), and the log entry that brought it. */
export interface ClosingFact {
  feed: string;
  key: string;
  position: number; // 0 = not known
  source: string;
}

/** When life goes on differently, with the defaults below. */
export interface LifeThresholds {
  valueRisePercent: number; // what was put aside wakes when its value rose by more than this ...
  valueRiseAmount: number; // ... and by more than this much money
  earlierDays: number; // or when its first date came nearer by more than this
  resolvedDays: number; // or when what was said to be resolved is still there so many days later
  spellGapDays: number; // a spell that moves by at most this many days past its ends is the same
  reopenDays: number; // what comes back so many days after it closed is the same again
  dayTurnPercent: number; // values that the turn of the day moves by at most this are no news
}

export const DEFAULT_LIFE_THRESHOLDS: LifeThresholds = {
  valueRisePercent: 25,
  valueRiseAmount: 500,
  earlierDays: 2,
  resolvedDays: 3,
  spellGapDays: 7,
  reopenDays: 14,
  dayTurnPercent: 5,
};
