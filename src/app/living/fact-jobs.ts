// What waits to be written, a batch of one feed or several things that go together, and which of it
// is written together.

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
  isAlone: boolean; // was together with one that the store could not keep
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

export interface Answered {
  job: Job;
  answer: IntakeAnswer[];
}

export interface TakenGroup {
  group: Group;
  answers: Answered[]; // of the jobs that were not refused
}

/** At most so many rows are made durable together: the next ones are read meanwhile. */
const GROUP_ROWS_MAX = 4_000;
const GROUP_JOBS_MAX = 256;
/** So many are on their way to the store while those before are made durable; fewer wait, and are
 * made durable together with what comes meanwhile. */
const OVERLAP_ROWS_MIN = 1_000;
const MEASURING_FEEDS = new Set(['items', 'unit_conversions']);

/** What comes after may be measured in other units, or go by other settings. */
export function goesAlone({ bundle, batch, isAlone }: Job): boolean {
  return isAlone || bundle !== null || MEASURING_FEEDS.has(batch?.feed ?? '');
}

/** Whether the next group may begin before the one before it is durable. */
export function mayOverlap(queue: readonly Job[]): boolean {
  let rows = 0;
  for (const job of queue) {
    if (goesAlone(job)) return false;
    rows += job.read?.table.rowCount ?? 0;
    if (rows >= OVERLAP_ROWS_MIN) return true;
  }
  return false;
}

/** Takes those from the front of the queue that are made durable together. */
export function nextGroup(queue: Job[]): Job[] {
  let rows = 0;
  let count = 0;
  while (count < queue.length && count < GROUP_JOBS_MAX) {
    const job = queue[count]!;
    rows += job.read?.table.rowCount ?? 0;
    if (count > 0 && (goesAlone(job) || rows > GROUP_ROWS_MAX)) break;
    count++;
    if (goesAlone(job)) break;
  }
  return queue.splice(0, count);
}
