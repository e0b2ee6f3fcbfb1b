// What the fact writer and the planner ask of the store of facts. The log is the truth: entries by
// position, each with its rows; what stands now is what the entries have left.

import type { FileStyle } from '../../ingest/settings.ts';
import type { StandingFacts } from '../../ingest/standing/standing-facts.ts';
import type { FactTable } from '../../model/fact-table.ts';
import type { IntakeAnswer, Position } from './ports.ts';

export interface RowsOf {
  table: FactTable;
  rows: Int32Array;
}

/** A row put aside, as it is kept until it is mended or dropped. */
export interface AsideRow {
  line: number;
  column: string;
  value: string;
  rule: string;
  message: string;
  cells: Record<string, string>;
}

/** One batch, or one change of the settings, about to be written. */
export interface NewEntry {
  position: Position; // 0: nothing changed, only the answer is kept
  feed: string; // `settings` for a change of the settings
  at: number; // milliseconds since 1970, never before the entry before
  actor: string;
  personId: string | null;
  keyId: string | null;
  source: string;
  mode: 'update' | 'replace';
  set: RowsOf | null; // new and changed rows
  closed: FactTable | null; // rows as they stood
  counts: { new: number; changed: number; closed: number; unchanged: number };
  aside: readonly AsideRow[];
  isTyped: boolean; // the cells put aside are JSON values in the contract's own form
  style: FileStyle; // how the file wrote its numbers and dates
  settings: Record<string, unknown> | null;
  replayOf: string | null; // the quarantined row that this entry takes in again
  idempotencyKey: string;
  fingerprint: string;
  answer: IntakeAnswer | null; // what a request with the same key is answered
}

export interface StoredAnswer {
  fingerprint: string;
  answer: IntakeAnswer;
}

export interface LogHead {
  position: Position;
  at: number; // instant of the last entry
  fence: number; // of the writer in charge
}

/** A small thing under a name, written together with the entries. */
export interface KeptValue {
  name: string;
  value: unknown;
}

/** The store cannot keep what one of the entries holds; the others it can keep without that one. */
export class UnstorableError extends Error {}

/** The store as the one writer sees it. */
export interface FactStore {
  /** Becomes the writer, under a fence number above all before it; older ones are refused. */
  takeCharge(): Promise<LogHead>;
  /** Fills empty standing facts up to the head, or up to a position. */
  hydrate(into: StandingFacts, upTo: Position | null): Promise<Hydrated>;
  /** All of it or nothing, durable when it resolves. Entries are in order behind `head`, where the
   * log will stand when `before` has resolved; it fails if that does. */
  commit(
    head: LogHead,
    entries: readonly NewEntry[],
    kept: KeptValue | null,
    standing: StandingFacts,
    before: Promise<void>,
  ): Promise<void>;
  /** Of a request made at an instant or later: older ones are forgotten. */
  answerOf(idempotencyKey: string, since: number): Promise<StoredAnswer | null>;
  /** Answers from before an instant are no longer kept. */
  forgetAnswers(before: number): Promise<void>;
}

export interface Hydrated {
  position: Position;
  at: number; // instant of the last entry
  settings: Record<string, unknown>; // as in `drumbeat.json`; {} = none were set
  settingsPosition: Position;
}
