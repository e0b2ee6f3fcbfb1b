// From a batch that was taken in to the log entry and the answer that its sender gets.

import type { ReadBatch } from '../../ingest/standing/read-batch.ts';
import type { TakenRows } from '../../ingest/standing/standing-facts.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Caller } from './caller.ts';
import type { Batch } from './fact-jobs.ts';
import type { NewEntry } from './fact-store.ts';
import type { IntakeAnswer, Position, QuarantineView } from './ports.ts';

const NO_ROWS: IntakeAnswer = {
  feed: '',
  position: 0,
  rows: 0,
  new: 0,
  changed: 0,
  unchanged: 0,
  closed: 0,
  quarantined: 0,
  quarantine: [],
  diagnostics: [],
};

const ANSWERED_ASIDE_MAX = 100;

/** `position` 0: the batch changed nothing, and the log stays at `head`. */
export interface EntryPlace {
  position: Position;
  head: Position;
  at: number;
}

export function asideId(position: Position, place: number): string {
  return `${position}-${place}`;
}

export function entryOf(
  { position, head, at }: EntryPlace,
  caller: Caller,
  batch: Batch,
  read: ReadBatch,
  taken: TakenRows,
  diagnostics: readonly Diagnostic[],
): NewEntry {
  const { quarantine } = read;
  const aside = quarantine.rows.map((row) => ({ ...row, cells: row.cells ?? {} }));
  const counts = {
    new: taken.newCount,
    changed: taken.changedCount,
    closed: batch.replace ? taken.closed.rowCount - taken.movedCount : 0,
    unchanged: taken.unchangedCount + read.count.unchanged,
  };
  const view = (at_: string): QuarantineView[] =>
    aside.slice(0, ANSWERED_ASIDE_MAX).map((row, place) => ({
      id: asideId(position, place),
      feed: batch.feed,
      line: row.line,
      column: row.column,
      value: row.value,
      rule: row.rule,
      message: row.message,
      row: row.cells,
      position,
      at: at_,
      source: batch.source,
      state: 'open',
    }));
  return {
    position,
    feed: batch.feed,
    at,
    actor: caller.name,
    personId: caller.personId,
    keyId: caller.keyId,
    source: batch.source,
    mode: batch.replace ? 'replace' : 'update',
    set: { table: read.table, rows: taken.news },
    closed: taken.closed,
    counts,
    aside,
    isTyped: batch.isTyped,
    style: read.style,
    settings: null,
    replayOf: batch.replayOf,
    idempotencyKey: batch.idempotencyKey,
    fingerprint: batch.fingerprint,
    answer: {
      feed: batch.feed,
      position: position || head,
      rows: read.count.rows,
      ...counts,
      quarantined: read.count.quarantined,
      quarantine: view(new Date(at).toISOString()),
      diagnostics: diagnostics.map(({ severity, rule, message }) => ({ severity, rule, message })),
    },
  };
}

/** Settings as they stand from this entry on. */
export function settingsEntry(
  caller: Caller,
  settings: Record<string, unknown>,
  position: Position,
  at: number,
): NewEntry {
  return {
    position,
    feed: 'settings',
    at,
    actor: caller.name,
    personId: caller.personId,
    keyId: caller.keyId,
    source: '',
    mode: 'update',
    set: null,
    closed: null,
    counts: { new: 0, changed: 1, closed: 0, unchanged: 0 },
    aside: [],
    isTyped: true,
    style: {},
    settings,
    replayOf: null,
    idempotencyKey: '',
    fingerprint: '',
    answer: { ...NO_ROWS, feed: 'settings', position },
  };
}
