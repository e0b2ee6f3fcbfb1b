// Reads one batch of one feed against the facts as they stand: sound rows as a table of their own,
// over the same texts, and the rest put aside.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { createFactTable, type FactTable } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import type { Feed } from '../../model/feeds/feed.ts';
import type { FeedCount } from '../intake.ts';
import type { Quarantine } from '../quarantine.ts';
import { fileDiagnostics } from '../read-feeds.ts';
import { isRefusal, type RecordSource } from '../record-batch.ts';
import { type Refusal, refusal } from '../refusals.ts';
import { openFeedFile } from '../rows/feed-file.ts';
import { readTable } from '../rows/read-table.ts';
import type { RowLayout } from '../rows/row-layout.ts';
import type { FileStyle, FolderSettings } from '../settings.ts';
import { type StandingFacts, standingUnits } from './standing-facts.ts';
import { standingKeys } from './standing-keys.ts';

export interface ReadBatch {
  table: FactTable; // the sound rows, one a key
  count: FeedCount;
  quarantine: Quarantine;
  diagnostics: Diagnostic[];
  style: FileStyle; // how the file writes numbers and dates, for rows that are mended later
}

/** What one batch may hold, so that it fits into memory whole. */
export const BATCH_ROWS_MAX = 5_000_000;

export async function readBatch(
  standing: StandingFacts,
  settings: FolderSettings,
  feed: Feed,
  source: RecordSource,
  progress: (share: number) => void,
): Promise<ReadBatch | Refusal> {
  const { interner } = standing;
  const batch: Facts = { ...standing.facts, tables: {} };
  const context = {
    facts: batch,
    interner,
    known: standingKeys(standing, feed.name),
    units: standingUnits(standing),
    settings,
  };
  const file = await openFeedFile(context, feed, source, progress, { wholeRows: true });
  if (isRefusal(file)) return file;
  if (file.recordCount > BATCH_ROWS_MAX) {
    const { recordCount } = file;
    const message = `The body has ${recordCount} rows; ${BATCH_ROWS_MAX} are the most. Split it.`;
    return refusal('too_many_rows', message);
  }
  const refused = await readTable(file, batch);
  if (refused) return refused;
  return {
    table: batch.tables[feed.name] ?? createFactTable(feed),
    count: file.count,
    quarantine: file.quarantine,
    diagnostics: fileDiagnostics(file),
    style: styleOf(file.layout),
  };
}

/** The style of the columns that have one of their own. */
function styleOf({ columns }: RowLayout): FileStyle {
  const style: FileStyle = {};
  for (const { style: own } of columns) {
    if (own.dates !== '') style.dates = own.dates;
    if (own.numbers.decimal !== 46 || own.numbers.group !== 0) style.numbers = own.numbers;
  }
  return style;
}
