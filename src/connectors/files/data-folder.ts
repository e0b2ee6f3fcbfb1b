// A data folder on disk: drumbeat.json, a CSV file a feed, workbooks with a sheet a feed.

import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FactSource, SettingsOverride } from '../../app/ports.ts';
import { nearestName } from '../../base/nearest-name.ts';
import type { RefusedFile } from '../../ingest/intake.ts';
import { type FolderContents, readFeeds } from '../../ingest/read-feeds.ts';
import type { RecordSource } from '../../ingest/record-batch.ts';
import { defaultSettings, type FolderSettings, readSettings } from '../../ingest/settings.ts';
import { FEEDS, feedNamed } from '../../model/feeds/feeds.ts';
import { csvFile, reasonOf } from './csv-file.ts';

/** `now` gives as_of when the folder does not say it. */
export function openDataFolder(folder: string, now: () => Date): FactSource {
  return {
    async read(override, progress) {
      const contents = await listFolder(folder, now().getTime());
      applyOverride(contents.settings, override);
      return readFeeds(contents, progress);
    },
  };
}

function applyOverride(settings: FolderSettings, override: SettingsOverride): void {
  const { planning } = settings;
  if (override.asOf !== undefined) planning.asOf = override.asOf;
  if (override.horizonDays !== undefined) planning.horizonDays = override.horizonDays;
}

async function listFolder(folder: string, now: number): Promise<FolderContents> {
  const contents: FolderContents = {
    sources: [],
    settings: defaultSettings(now),
    refused: [],
    diagnostics: [],
  };
  let names: string[];
  try {
    names = (await readdir(folder)).sort();
  } catch (error) {
    const message = `The folder ${folder} cannot be read: ${reasonOf(error)}.`;
    contents.refused.push({ file: basename(folder), feed: '', rule: 'no_folder', message });
    return contents;
  }
  for (const name of names) {
    if (name === 'drumbeat.json')
      contents.settings = await readFolderSettings(folder, now, contents);
    else if (/\.csv$/i.test(name)) await addCsv(contents, folder, name);
  }
  return contents;
}

async function readFolderSettings(
  folder: string,
  now: number,
  contents: FolderContents,
): Promise<FolderSettings> {
  const file = 'drumbeat.json';
  let settings: FolderSettings;
  try {
    settings = readSettings(await readFile(join(folder, file), 'utf8'), now);
  } catch (error) {
    const message = `The file cannot be read: ${reasonOf(error)}.`;
    contents.refused.push({ file, feed: '', rule: 'unreadable', message });
    return contents.settings;
  }
  if (settings.faults.length > 0) {
    const message = settings.faults.join(' ');
    contents.refused.push({ file, feed: '', rule: 'settings', message });
  }
  return settings;
}

async function addCsv(contents: FolderContents, folder: string, name: string): Promise<void> {
  const feed = feedNamed(name.slice(0, -4).toLowerCase());
  if (!feed) {
    noteUnknownFile(contents, name);
    return;
  }
  const { size } = await stat(join(folder, name));
  addSource(contents, csvFile(join(folder, name), name, feed, size));
}

function noteUnknownFile(contents: FolderContents, name: string): void {
  const nearest = nearestName(
    name.slice(0, -4),
    FEEDS.map((feed) => feed.name),
  );
  contents.diagnostics.push({
    severity: 'warning',
    feed: '',
    key: name,
    rule: 'unknown_file',
    message:
      `${name} is the file of no feed and was not read.` +
      (nearest === '' ? '' : ` Maybe it should be ${nearest}.csv.`),
  });
}

/** A feed is given once: as one file, or as one sheet. */
function addSource(contents: FolderContents, source: RecordSource): void {
  const other = contents.sources.find((known) => known.feedName === source.feedName);
  if (!other) {
    contents.sources.push(source);
    return;
  }
  contents.sources = contents.sources.filter((known) => known !== other);
  const refused: RefusedFile = {
    file: source.file,
    feed: source.feedName,
    rule: 'feed_twice',
    message:
      `Feed ${source.feedName} is given twice, by ${other.file} and ${source.file}; neither is read. ` +
      'Delete one of the two.',
  };
  contents.refused.push(refused);
}
