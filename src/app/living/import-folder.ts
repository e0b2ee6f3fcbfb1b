// A data folder into an installation: its settings, then feed by feed in the contract's order, so
// that what is pointed to is there before what points to it. A second run changes no fact.

import type { FolderContents } from '../../ingest/read-feeds.ts';
import { FEEDS } from '../../model/feeds/feeds.ts';
import type { ReportProgress } from '../ports.ts';
import type { Caller } from './caller.ts';
import type { NewEntry } from './fact-store.ts';
import type { FactWriter } from './fact-writer.ts';
import { type IntakeAnswer, type Position, RefusedError } from './ports.ts';
import { mergedSettings, type SettingsChange } from './standing-settings.ts';

/** A folder as it lies there: its feeds are not read yet. */
export interface FolderToImport extends FolderContents {
  given: Record<string, unknown>; // drumbeat.json as it stands; {} = none
}

/** Takes facts in: what the fact writer does. */
export type FactTaker = Pick<FactWriter, 'accept' | 'changeSettings' | 'head' | 'standingSettings'>;

export interface ImportedFeed {
  feed: string;
  file: string;
  rows: number;
  new: number;
  changed: number;
  unchanged: number;
  quarantined: number;
  rules: Record<string, number>; // of the rows put aside: how many by each rule
}

export interface FolderImported {
  feeds: ImportedFeed[];
  refused: { file: string; feed: string; rule: string; message: string }[];
  settingsChanged: boolean;
  position: Position;
}

/** Counts by rule what the writer's commits put aside: an answer lists the first rows only. */
export interface AsideTally {
  note: (entries: readonly NewEntry[]) => void; // for the writer's `committed`
  take: () => Record<string, number>; // since the last call
}

export function createAsideTally(): AsideTally {
  let counts = new Map<string, number>();
  return {
    note(entries) {
      for (const { aside } of entries) {
        for (const { rule } of aside) counts.set(rule, (counts.get(rule) ?? 0) + 1);
      }
    },
    take() {
      const taken = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
      counts = new Map();
      return Object.fromEntries(taken);
    },
  };
}

/** Nothing is taken of a folder whose list of files has a fault; a file that turns out to be no
 * feed is named, and the others are taken, unless it is one that all others need. */
export async function importFolder(
  folder: FolderToImport,
  { writer, tally, caller }: { writer: FactTaker; tally: AsideTally; caller: Caller },
  progress: ReportProgress,
): Promise<FolderImported> {
  const imported: FolderImported = {
    feeds: [],
    refused: [...folder.refused],
    settingsChanged: false,
    position: writer.head,
  };
  if (imported.refused.length > 0) return imported;
  imported.settingsChanged = await takeSettings(folder.given, writer, caller);
  const sourceOf = new Map(folder.sources.map((source) => [source.feedName, source]));
  const sizeAll = folder.sources.reduce((sum, { size }) => sum + size, 0) || 1;
  let sizeDone = 0;
  for (const feed of FEEDS) {
    const records = sourceOf.get(feed.name);
    if (!records) continue;
    progress(sizeDone / sizeAll, feed.name);
    const { styles } = folder.settings;
    try {
      const answer = await writer.accept(caller, {
        feed: feed.name,
        records,
        declared: { ...styles.get('*'), ...styles.get(feed.name) },
        isTyped: false,
        replace: false,
        source: records.file,
        idempotencyKey: '',
        fingerprint: '',
        replayOf: null,
      });
      imported.feeds.push(importedFeed(answer, records.file, tally.take()));
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      const { code: rule, message } = error;
      imported.refused.push({ file: records.file, feed: feed.name, rule, message });
      if (feed.required) break;
    }
    sizeDone += records.size;
  }
  imported.position = writer.head;
  progress(1, '');
  return imported;
}

/** How the folder's files are written is the folder's own affair; the rest is the company's. */
async function takeSettings(
  given: Record<string, unknown>,
  writer: FactTaker,
  caller: Caller,
): Promise<boolean> {
  const { files: _, ...change }: SettingsChange = given;
  const standing = writer.standingSettings;
  if (isSame(mergedSettings({ ...standing }, change, 0), standing)) return false;
  await writer.changeSettings(caller, change);
  return true;
}

/** The same JSON, whatever the order of its fields. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length || Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return names.every((name) => Object.hasOwn(right, name) && isSame(left[name], right[name]));
}

function importedFeed(
  answer: IntakeAnswer,
  file: string,
  rules: Record<string, number>,
): ImportedFeed {
  const { feed, rows, changed, unchanged, quarantined } = answer;
  return { feed, file, rows, new: answer.new, changed, unchanged, quarantined, rules };
}
