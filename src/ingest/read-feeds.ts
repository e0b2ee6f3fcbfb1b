// Reads all files of a data folder, feed by feed in the contract's order, so that what is pointed
// to is there before what points to it.

import { auditFacts } from '../data-quality/audit-facts.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { createFacts } from '../model/facts.ts';
import type { Feed } from '../model/feeds/feed.ts';
import { FEEDS } from '../model/feeds/feeds.ts';
import { readHistory } from './history/read-history.ts';
import type { Intake, RefusedFile } from './intake.ts';
import { itemUnits, readConversions } from './item-units.ts';
import { createKnownKeys } from './known-keys.ts';
import { LISTED_MAX } from './quarantine.ts';
import { isRefusal, type RecordSource } from './record-batch.ts';
import type { Refusal } from './refusals.ts';
import { createByteInterner } from './rows/byte-interner.ts';
import { type FeedFile, openFeedFile, type ReadingContext } from './rows/feed-file.ts';
import { readTable } from './rows/read-table.ts';
import type { RowLayout } from './rows/row-layout.ts';
import type { FolderSettings } from './settings.ts';

/** What a folder holds, before any of its feeds is read. */
export interface FolderContents {
  sources: RecordSource[]; // at most one a feed
  settings: FolderSettings;
  refused: RefusedFile[];
  diagnostics: Diagnostic[];
}

/** Share of the work done, and what is being read. */
export type Progress = (share: number, what: string) => void;

export async function readFeeds(folder: FolderContents, progress: Progress): Promise<Intake> {
  const facts = createFacts();
  const intake: Intake = {
    facts,
    settings: folder.settings.planning,
    feeds: [],
    quarantine: [],
    diagnostics: [...folder.settings.diagnostics, ...folder.diagnostics],
    refused: [...folder.refused],
  };
  const sourceOf = new Map(folder.sources.map((source) => [source.feedName, source]));
  const missing = FEEDS.filter((feed) => feed.required && !sourceOf.has(feed.name));
  for (const feed of missing) refuseMissing(intake, feed);
  if (missing.length > 0) return intake;
  const context: ReadingContext = {
    facts,
    interner: createByteInterner(facts.pool),
    known: createKnownKeys(facts.pool),
    units: itemUnits(facts),
    settings: folder.settings,
  };
  const sizeAll = folder.sources.reduce((sum, source) => sum + source.size, 0) || 1;
  let sizeRead = 0;
  for (const feed of FEEDS) {
    const source = sourceOf.get(feed.name);
    if (!source) continue;
    const report = (share: number) =>
      progress((sizeRead + share * source.size) / sizeAll, feed.name);
    report(0);
    await readFeed(context, intake, feed, source, report);
    sizeRead += source.size;
    if (feed.required && !facts.givenFeeds.has(feed.name)) return emptied(intake);
  }
  intake.diagnostics.push(...auditFacts(facts, intake.settings));
  progress(1, '');
  return intake;
}

function refuseMissing(intake: Intake, feed: Feed): void {
  const known = intake.refused.some((refused) => refused.feed === feed.name);
  if (known) return; // its file is there and is refused for what it is
  intake.refused.push({
    file: `${feed.name}.csv`,
    feed: feed.name,
    rule: 'missing_feed',
    message:
      `The folder has no ${feed.name}.csv and no workbook sheet ${feed.name}; nothing can be ` +
      'planned without it. Export it into the folder.',
  });
}

/** Without a required feed nothing is taken: what was read so far is left out. */
function emptied(intake: Intake): Intake {
  return { ...intake, facts: createFacts(), feeds: [], quarantine: [] };
}

async function readFeed(
  context: ReadingContext,
  intake: Intake,
  feed: Feed,
  source: RecordSource,
  report: (share: number) => void,
): Promise<void> {
  const file = await openFeedFile(context, feed, source, report);
  if (isRefusal(file)) {
    refuse(intake, feed, source, file);
    return;
  }
  const { facts } = context;
  const isHistory = feed.name === 'demand_history';
  const refused = isHistory ? await readHistory(file, facts) : await readTable(file, facts);
  if (refused) {
    refuse(intake, feed, source, refused);
    return;
  }
  facts.givenFeeds.add(feed.name);
  intake.feeds.push(file.count);
  for (const row of file.quarantine.rows) intake.quarantine.push(row);
  intake.diagnostics.push(...fileDiagnostics(file));
  if (!isHistory) context.known.add(facts.tables[feed.name]!);
  if (feed.name === 'items') Object.assign(context.units, itemUnits(facts));
  if (feed.name === 'unit_conversions') readConversions(context.units, facts);
}

function refuse(intake: Intake, feed: Feed, source: RecordSource, why: Refusal): void {
  intake.refused.push({ file: source.file, feed: feed.name, rule: why.rule, message: why.message });
}

/** What the file's reading itself has to say. */
export function fileDiagnostics(file: FeedFile): Diagnostic[] {
  const { feed, quarantine, rounded, layout } = file;
  const found: Diagnostic[] = [];
  const say = (severity: Diagnostic['severity'], rule: string, message: string) =>
    found.push({ severity, feed: feed.name, key: '', rule, message });
  if (quarantine.count > LISTED_MAX) {
    say(
      'warning',
      'quarantine_cut',
      `${quarantine.count} rows of ${feed.name} were put aside; the first ${LISTED_MAX} are ` +
        'listed. ' +
        'Mend what they have in common and read the file again.',
    );
  }
  for (const [name, cells] of rounded) {
    say(
      'warning',
      'rounded',
      `${cells.count} cells of ${feed.name}.${name} are finer than their item's smallest unit ` +
        'and ' +
        `were rounded ${cells.down ? 'down' : 'up'} (the first in line ${cells.firstLine}). ` +
        "Correct them, or raise the items' decimals.",
    );
  }
  if (feed.name === 'demand_history' && !file.keepsRecords && file.count.rows > 0)
    sayWhatIsSummed(layout, say);
  return found;
}

type Say = (severity: Diagnostic['severity'], rule: string, message: string) => void;

/** The history keeps quantities by item, location, customer and day, nothing else of its rows. */
function sayWhatIsSummed({ columns }: RowLayout, say: Say): void {
  const attributes = columns.filter((plan) => plan.isAttribute && !plan.kept);
  const names = attributes.map((plan) => plan.column.name).sort();
  if (names.length > 0) {
    const message =
      'demand_history is summed by item, location, customer and day, so its own columns ' +
      `${names.join(', ')} are not kept. Keep them elsewhere if you need them.`;
    say('warning', 'attributes_not_kept', message);
  }
  const known = columns.filter(
    ({ column, cell }) =>
      cell >= 0 && ['unit_price', 'promotion', 'stockout'].includes(column.name),
  );
  if (known.length > 0) {
    const message =
      'demand_history is summed by item, location, customer and day: its columns ' +
      `${known.map((plan) => plan.column.name).join(', ')} are checked, but not kept.`;
    say('info', 'history_summed', message);
  }
}
