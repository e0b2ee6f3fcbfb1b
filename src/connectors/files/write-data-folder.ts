// Writes a company's standing facts as a data folder: a CSV file a feed, and drumbeat.json. It is
// written beside and takes its name when it is whole.

import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ReportProgress } from '../../app/ports.ts';
import type { StandingFacts } from '../../ingest/standing/standing-facts.ts';
import { FEEDS } from '../../model/feeds/feeds.ts';
import { feedCsv } from './feed-csv.ts';

export interface ExportedFeed {
  feed: string;
  rows: number;
}

/** Something of that name is there, and is not ours to replace. */
export class FolderTakenError extends Error {}

/** How the files are written, whatever the files that the facts came from were like. */
const STYLES = { '*': { numbers: '1234.5', dates: 'YYYY-MM-DD' } };

/** The feeds that the company sends, in the contract's order. `settings`: as they were given. */
export async function exportFolder(
  standing: StandingFacts,
  settings: Readonly<Record<string, unknown>>,
  folder: string,
  progress: ReportProgress,
): Promise<ExportedFeed[]> {
  const target = resolve(folder);
  await demandFree(target, folder);
  const draft = join(dirname(target), `.${basename(target)}.part`);
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  try {
    const feeds = FEEDS.filter(({ name }) => standing.facts.givenFeeds.has(name));
    const rowsAll = feeds.reduce((sum, feed) => sum + rowsOf(standing, feed.name), 0) || 1;
    let rowsDone = 0;
    for (const feed of feeds) {
      progress(rowsDone / rowsAll, feed.name);
      await writeFile(join(draft, `${feed.name}.csv`), feedCsv(standing, feed));
      rowsDone += rowsOf(standing, feed.name);
    }
    await writeFile(join(draft, 'drumbeat.json'), [settingsText(settings)]);
    await syncFolder(draft);
    await putInPlace(draft, target, folder);
    progress(1, '');
    return feeds.map(({ name }) => ({ feed: name, rows: rowsOf(standing, name) }));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

function rowsOf(standing: StandingFacts, feedName: string): number {
  return standing.tables[feedName]!.table.rowCount;
}

async function demandFree(target: string, folder: string): Promise<void> {
  let names: string[] = [];
  try {
    names = await readdir(target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    if (code !== 'ENOTDIR') throw error;
    names = [folder];
  }
  if (names.length > 0) throw taken(folder);
}

function taken(folder: string): FolderTakenError {
  return new FolderTakenError(`${folder} is there already and is not empty.`);
}

/** An empty folder of the name gives way; one that got files meanwhile does not. */
async function putInPlace(draft: string, target: string, folder: string): Promise<void> {
  try {
    await rmdir(target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') throw taken(folder);
    if (code !== 'ENOENT') throw error;
  }
  await rename(draft, target);
  await syncFolder(dirname(target));
}

async function writeFile(path: string, pieces: Iterable<string>): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for (const piece of pieces) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle: FileHandle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Fields in the order of their names, so that the same settings are the same file. */
function settingsText(settings: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(inOrder({ ...settings, files: STYLES }), null, 2)}\n`;
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, inOrder(each)]));
}
