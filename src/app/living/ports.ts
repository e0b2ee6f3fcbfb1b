// The living system as the edges see it: what the API calls and the store and the planner provide.
// Every answer that rests on the plan carries the log position that it was computed from.

import type { Caller } from './caller.ts';

/** Place in the log of facts and decisions: 0 = nothing yet, then 1, 2, 3 ... without gaps. */
export type Position = number;

/** A moment of the past: after a log entry, or at an instant (milliseconds since 1970). */
export type Moment = { position: Position } | { instant: number };

export type BodyFormat = 'csv' | 'json' | 'ndjson';

/** A body as it came in: small ones in memory, others in a file that the API removes afterwards. */
export type IntakeBody =
  | { format: BodyFormat; bytes: Uint8Array }
  | { format: BodyFormat; file: string };

export interface IntakeRequest {
  feed: string;
  body: IntakeBody;
  replace: boolean; // the body is the full truth for the scope that it covers
  scope?: readonly string[]; // what it covers, by the feed's scope column; `*` = the whole feed
  source: string; // what it came from, as the caller names it ('' = the API)
  idempotencyKey: string; // '' = none: a row again changes nothing anyway
  fingerprint: string; // of feed, mode and body: the same key with another one is refused
}

/** Counts of one accepted batch: rows = new + changed + unchanged + quarantined. */
export interface IntakeAnswer {
  feed: string;
  position: Position; // of the entry, or where the log stood if nothing changed
  rows: number;
  new: number;
  changed: number;
  unchanged: number;
  closed: number; // rows that `replace` took away
  quarantined: number;
  quarantine: QuarantineView[]; // the first 100
  diagnostics: { severity: string; rule: string; message: string }[];
}

export type FactCell = string | number | boolean | null;
/** A row in the feed's column names, attributes of its own included. */
export type FactRow = Record<string, FactCell>;

export interface FactPage {
  rows: FactRow[];
  next: string | null; // cursor of the next page
  position: Position;
}

export interface FactQuery {
  feed: string;
  asOf: Moment | null; // null = now
  where: Record<string, string>; // columns that must equal a text
  after: string | null;
  limit: number;
  withHistory: boolean; // every version of the rows, with who, when, source, position
}

export interface QuarantineView {
  id: string;
  feed: string;
  line: number;
  column: string;
  value: string;
  rule: string;
  message: string;
  row: Record<string, string>; // as it came, by the body's column names
  position: Position;
  at: string; // RFC 3339
  source: string;
  state: 'open' | 'replayed' | 'dropped';
}

export interface QuarantineQuery {
  feed: string | null;
  rule: string | null;
  state: 'open' | 'replayed' | 'dropped' | null;
  after: string | null;
  limit: number;
}

export interface LogEntryView {
  position: Position;
  feed: string;
  at: string;
  actor: string;
  source: string;
  mode: 'update' | 'replace';
  new: number;
  changed: number;
  closed: number;
  quarantined: number;
}

/** What a refusal carries to the API: a stable code, a status, and a sentence with the remedy. */
export class RefusedError extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | null;
  constructor(
    status: number,
    code: string,
    message: string,
    retryAfterSeconds: number | null = null,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export interface FactDesk {
  /** Durable when it resolves. Refuses with RefusedError. */
  accept(caller: Caller, request: IntakeRequest): Promise<IntakeAnswer>;
  read(caller: Caller, query: FactQuery): Promise<FactPage>;
  log(
    caller: Caller,
    after: Position,
    limit: number,
  ): Promise<{ entries: LogEntryView[]; head: Position }>;
  quarantine(
    caller: Caller,
    query: QuarantineQuery,
  ): Promise<{ rows: QuarantineView[]; next: string | null }>;
  /** Takes the row in again, with cells mended; it goes through the same checks. */
  replay(caller: Caller, id: string, cells: Record<string, string>): Promise<IntakeAnswer>;
  drop(caller: Caller, id: string, reason: string): Promise<void>;
  head(caller: Caller): Promise<Position>;
}

export interface SettingsView {
  position: Position; // of the entry that set them
  as_of: string;
  timezone: string;
  horizon_days: number;
  currency: string;
  parameters: Record<string, string | number | boolean | null>;
}

export interface SettingsDesk {
  read(caller: Caller): Promise<SettingsView>;
  /** Fields left out stay as they are. */
  write(caller: Caller, change: Partial<Omit<SettingsView, 'position'>>): Promise<SettingsView>;
}

export interface PlanState {
  position: Position; // what the plan rests on
  head: Position; // where the log stands
  planned_at: string | null; // RFC 3339, null = not planned yet
  planned_in_ms: number;
  as_of: string;
  state: 'starting' | 'current' | 'planning' | 'failing';
  message: string; // one sentence: what is the matter, '' = nothing
}

/** Lists of the plan document that are paged by themselves. */
export type PlanList = 'demand' | 'planned_orders' | 'action_messages' | 'diagnostics';

export interface PlanDesk {
  state(caller: Caller): Promise<PlanState>;
  /** Resolves when the plan rests on `position` or a later one; refuses after `timeoutMs`. */
  waitFor(caller: Caller, position: Position, timeoutMs: number): Promise<PlanState>;
  /** The whole document as `plan --json` prints it, in pieces of text. */
  document(caller: Caller, extras: readonly string[]): AsyncIterable<string>;
  list(
    caller: Caller,
    list: PlanList,
    where: Record<string, string>,
    after: string | null,
    limit: number,
  ): Promise<{ rows: unknown[]; next: string | null; position: Position }>;
  itemLocation(caller: Caller, itemId: string, locationId: string): Promise<unknown | null>;
  /** Pegging of a supply or demand, both ways: kind and id as in `plan --json`. */
  pegging(caller: Caller, kind: string, id: string, depth: number): Promise<unknown | null>;
}

type LivingKind = 'exception' | 'case';

export interface ExceptionQuery {
  kind: LivingKind;
  state: string | null; // one state, 'closed', 'snoozed', or 'open' = neither closed nor put aside
  severity: string | null;
  code: string | null;
  owner: string | null;
  itemId: string | null;
  locationId: string | null;
  minimumValue: number | null;
  after: string | null;
  limit: number;
}

export type ExceptionAction =
  | { action: 'acknowledge' | 'start' | 'wait' | 'reopen'; comment?: string }
  | { action: 'resolve' | 'dismiss'; reason: string }
  | { action: 'snooze'; until: string | null; reason: string } // null: until it matters differently
  | { action: 'assign'; owner: string | null; comment?: string } // null: back to the rule's owner
  | { action: 'comment'; text: string; mentions: string[] };

export interface ExceptionDesk {
  list(
    caller: Caller,
    query: ExceptionQuery,
  ): Promise<{ rows: unknown[]; next: string | null; position: Position }>;
  read(caller: Caller, kind: LivingKind, id: string): Promise<unknown | null>; // with its history
  /** `version`: of the view that the person saw; another one now is refused with 409. */
  act(
    caller: Caller,
    kind: LivingKind,
    id: string,
    version: number,
    action: ExceptionAction,
  ): Promise<unknown>;
}

export interface RuleDesk {
  read(caller: Caller, version: number | null): Promise<unknown>; // null = the one in force
  versions(caller: Caller): Promise<unknown[]>;
  preview(caller: Caller, candidate: unknown): Promise<unknown>;
  write(caller: Caller, candidate: unknown, baseVersion: number): Promise<unknown>;
}

/** One change of what is on screen: `id` is what the stream resumes from. */
export interface StreamedChange {
  id: number;
  kind: string; // plan.updated, exception.raised, case.closed, facts.accepted, day.turned ...
  position: Position;
  at: string; // RFC 3339
  body: unknown;
}

export interface ChangeStream {
  /** Changes after `id` that are still kept; `complete` false: older ones are gone, read afresh. */
  since(
    caller: Caller,
    id: number,
    limit: number,
  ): Promise<{ changes: StreamedChange[]; complete: boolean }>;
  /** Calls `hear` for each change from now on, in order; the answer ends it. */
  subscribe(hear: (change: StreamedChange) => void): () => void;
  lastId(): number;
}

export interface PlayerState {
  running: boolean;
  days_per_minute: number; // company days in a real minute; 0 = paused
  last_days_per_minute: number; // what it goes on with after a pause
  seed: number;
  steps: number;
  as_of: string;
  last: string; // what was played last, in words
}

export interface DemoDesk {
  read(caller: Caller): Promise<PlayerState>;
  write(caller: Caller, change: { days_per_minute: number }): Promise<PlayerState>;
  /** Plays the next steps at once, whatever the pace. */
  step(caller: Caller, count: number): Promise<PlayerState>;
}

export interface Health {
  database: boolean;
  planner: boolean;
  position: Position;
  planned_position: Position;
  planning_ms?: Readonly<Record<string, number>>; // of the last planning, by phase
}

/** All that the API needs of the running system. */
export interface LivingSystem {
  version: string;
  facts: FactDesk;
  settings: SettingsDesk;
  plan: PlanDesk;
  exceptions: ExceptionDesk;
  rules: RuleDesk;
  stream: ChangeStream;
  demo: DemoDesk | null; // null: not a demo
  health(): Promise<Health>;
}
