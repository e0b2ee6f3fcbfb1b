// A store of facts that keeps nothing but what the writer holds in memory, and folders on a scratch
// disk: what goes in, and what comes out again.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { systemCaller } from '../../src/app/living/caller.ts';
import type { FactStore } from '../../src/app/living/fact-store.ts';
import { FactWriter } from '../../src/app/living/fact-writer.ts';
import {
  createAsideTally,
  type FolderImported,
  importFolder,
} from '../../src/app/living/import-folder.ts';
import { listDataFolder } from '../../src/connectors/files/data-folder.ts';
import { exportFolder } from '../../src/connectors/files/write-data-folder.ts';
import {
  createStandingFacts,
  type StandingFacts,
} from '../../src/ingest/standing/standing-facts.ts';
import type { FactTable } from '../../src/model/fact-table.ts';
import { createKeyOrder } from '../../src/model/facts.ts';
import { FEEDS } from '../../src/model/feeds/feeds.ts';
import type { Files } from './planned-files.ts';

const memory = '/dev/shm'; // thousands of files are synchronised
const place = existsSync(memory) ? memory : tmpdir();
const scratch = mkdtempSync(join(place, 'drumbeat round trip '));
after(() => rmSync(scratch, { recursive: true, force: true }));

const now = () => Date.UTC(2027, 2, 1, 12);
const caller = systemCaller(1, 'test');

export interface KeptFacts {
  standing: () => StandingFacts;
  settings: () => Record<string, unknown>;
  commits: () => number;
  take: (folder: string) => Promise<FolderImported>;
}

export async function createKeptFacts(): Promise<KeptFacts> {
  let standing = createStandingFacts();
  let commits = 0;
  const store: FactStore = {
    takeCharge: async () => ({ position: 0, at: 0, fence: 1 }),
    hydrate: async () => ({ position: 0, at: 0, settings: {}, settingsPosition: 0 }),
    commit: async (_head, entries, _kept, stands) => {
      standing = stands;
      commits += entries.length;
    },
    answerOf: async () => null,
    forgetAnswers: async () => {},
  };
  const tally = createAsideTally();
  const writer = new FactWriter({ store, now, committed: tally.note });
  await writer.open();
  return {
    standing: () => standing,
    settings: () => ({ ...writer.standingSettings }),
    commits: () => commits,
    async take(folder) {
      const listed = await listDataFolder(folder, now());
      const parts = { writer, tally, caller };
      return importFolder(listed, parts, () => {}).finally(() => listed.close());
    },
  };
}

/** A folder with these files, in place of what was there before. */
export function folderOf(name: string, files: Files): string {
  const folder = join(scratch, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  return folder;
}

/** Writes the facts out; answers with the folder. */
export async function writtenOut(name: string, kept: KeptFacts): Promise<string> {
  const folder = join(scratch, name);
  rmSync(folder, { recursive: true, force: true });
  await exportFolder(kept.standing(), kept.settings(), folder, () => {});
  return folder;
}

export function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Every table's rows by key, as texts and numbers; `rowUnits`: with the attribute `uom`. */
export function rowsOf(
  { facts, tables }: StandingFacts,
  rowUnits: boolean,
): Record<string, Record<string, unknown>[]> {
  const all: Record<string, Record<string, unknown>[]> = {};
  for (const feed of FEEDS) {
    if (!facts.givenFeeds.has(feed.name)) continue;
    const { table } = tables[feed.name]!;
    const order = Array.from({ length: table.rowCount }, (_, row) => row);
    order.sort(createKeyOrder(facts, feed.name));
    all[feed.name] = order.map((row) => rowOf(facts.pool.texts, table, row, rowUnits));
  }
  return all;
}

function rowOf(
  texts: readonly string[],
  { feed, columns }: FactTable,
  row: number,
  rowUnits: boolean,
): Record<string, unknown> {
  const cells: Record<string, unknown> = {};
  for (const [at, { name, kind, values }] of columns.entries()) {
    const value = values[row]!;
    const isAttribute = at >= feed.columns.length;
    if (isAttribute && (value === 0 || (name === 'uom' && !rowUnits))) continue;
    if (kind === 'text') cells[name] = texts[value];
    // A fraction of a smallest unit that a conversion made has more digits than a file keeps.
    else cells[name] = Number.isInteger(value) ? value : Number(value.toPrecision(15));
  }
  return cells;
}
