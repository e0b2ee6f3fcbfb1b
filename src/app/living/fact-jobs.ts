// What waits to be written: a batch of one feed, or several things that go together.

import type { RecordSource } from '../../ingest/record-batch.ts';
import type { FileStyle } from '../../ingest/settings.ts';
import type { ReadBatch } from '../../ingest/standing/read-batch.ts';
import type { StandingFacts } from '../../ingest/standing/standing-facts.ts';
import type { Caller } from './caller.ts';
import type { KeptValue, NewEntry } from './fact-store.ts';
import type { IntakeAnswer, IntakeRequest, Position } from './ports.ts';
import type { SettingsChange } from './standing-settings.ts';

/** A batch as the writer takes it: the body is open, whatever it came from. */
export interface Batch extends Omit<IntakeRequest, 'body'> {
  records: RecordSource;
  declared: FileStyle; // how it writes numbers and dates, where that is known
  isTyped: boolean; // values in the contract's own form: nothing is inferred
  replayOf: string | null;
}

/** Batches and settings that are written all together or not at all. */
export interface Bundle {
  batches: readonly Batch[];
  settings: SettingsChange | null;
  kept: KeptValue | null; // what the sender keeps of it for itself
}

export interface Job {
  caller: Caller;
  batch: Batch | null;
  read: ReadBatch | null; // of the batch
  readFor: StandingFacts | null; // what stood when it was read ...
  checks: number; // ... and its checksVersion
  bundle: Bundle | null;
  resolve: (answers: IntakeAnswer[]) => void;
  reject: (error: unknown) => void;
}

/** What is about to be written together. */
export interface Group {
  entries: NewEntry[];
  position: Position; // of the last entry
  at: number;
  kept: KeptValue | null;
}
