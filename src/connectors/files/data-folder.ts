// A data folder on disk: drumbeat.json, a CSV file a feed, workbooks with a sheet a feed.

import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FactSource, SettingsOverride } from '../../app/ports.ts';
import { nearestName } from '../../base/nearest-name.ts';
import { type FolderContents, readFeeds } from '../../ingest/read-feeds.ts';
import { isRefusal, type RecordSource } from '../../ingest/record-batch.ts';
import { type Refusal, refusal } from '../../ingest/refusals.ts';
import { defaultSettings, type FolderSettings, readSettings } from '../../ingest/settings.ts';
import { FEEDS, feedNamed } from '../../model/feeds/feeds.ts';
import { csvFile, reasonOf } from './csv-file.ts';
import { openWorkbookFile, type Workbook } from './workbook/workbook.ts';

const SETTINGS_SIZE_MAX = 256 * 1024; // bytes

/** `now` gives as_of when the folder does not say it. */
export function openDataFolder(folder: string, now: () => Date): FactSource {
  return {
    async read(override, progress) {
      const listed = await listDataFolder(folder, now().getTime());
      try {
        applyOverride(listed.settings, override);
        return await readFeeds(listed, progress);
      } finally {
        await listed.close();
      }
    },
  };
}

/** What a folder holds, none of its feeds read yet; its workbooks stay open until `close`. */
export interface ListedFolder extends FolderContents {
  given: Record<string, unknown>; // drumbeat.json as it stands; {} = none
  close(): Promise<void>;
}

/** `now`: milliseconds since 1970. */
export async function listDataFolder(folder: string, now: number): Promise<ListedFolder> {
  const workbooks: Workbook[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(workbooks.map((workbook) => workbook.close()));
  };
  try {
    return { ...(await listFolder(folder, now, workbooks)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function applyOverride(settings: FolderSettings, override: SettingsOverride): void {
  const { planning } = settings;
  if (override.asOf !== undefined) planning.asOf = override.asOf;
  if (override.horizonDays !== undefined) planning.horizonDays = override.horizonDays;
}

type Listing = Omit<ListedFolder, 'close'>;

async function listFolder(folder: string, now: number, workbooks: Workbook[]): Promise<Listing> {
  const contents: Listing = {
    sources: [],
    settings: defaultSettings(now),
    given: {},
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
    else if (/\.xls[xm]$/i.test(name) && !name.startsWith('~$')) {
      const workbook = await addWorkbook(contents, folder, name);
      if (workbook) workbooks.push(workbook);
    } else noteOtherFile(contents, name);
  }
  return contents;
}

async function readFolderSettings(
  folder: string,
  now: number,
  contents: Listing,
): Promise<FolderSettings> {
  const file = 'drumbeat.json';
  let text: string;
  try {
    const { size } = await stat(join(folder, file));
    if (size > SETTINGS_SIZE_MAX) {
      const allowed = `${SETTINGS_SIZE_MAX} are allowed`;
      const message = `It has ${size} bytes; ${allowed}. Leave out what is no setting.`;
      contents.refused.push({ file, feed: '', rule: 'settings', message });
      return contents.settings;
    }
    text = await readFile(join(folder, file), 'utf8');
  } catch (error) {
    const message = `The file cannot be read: ${reasonOf(error)}.`;
    contents.refused.push({ file, feed: '', rule: 'unreadable', message });
    return contents.settings;
  }
  const settings = readSettings(text, now);
  if (settings.faults.length > 0) {
    const message = settings.faults.join(' ');
    contents.refused.push({ file, feed: '', rule: 'settings', message });
  } else contents.given = JSON.parse(text.replace(/^\uFEFF/, '')) as Record<string, unknown>;
  return settings;
}

async function addCsv(contents: FolderContents, folder: string, name: string): Promise<void> {
  const feed = feedNamed(name.slice(0, -4).toLowerCase());
  if (!feed) {
    noteUnknown(contents, 'unknown_file', name, name.slice(0, -4), '.csv');
    return;
  }
  const path = join(folder, name);
  const size = await stat(path).then(
    (found) => found.size,
    () => 0, // what is wrong is said when the file is opened
  );
  addSource(contents, csvFile(path, name, feed, size));
}

/** Each sheet that has a feed's name is that feed; the others are named. */
async function addWorkbook(
  contents: FolderContents,
  folder: string,
  file: string,
): Promise<Workbook | null> {
  let workbook: Workbook | Refusal;
  try {
    workbook = await openWorkbookFile(join(folder, file));
  } catch (error) {
    workbook = refusal('unreadable', `The file cannot be read: ${reasonOf(error)}.`);
  }
  if (isRefusal(workbook)) {
    contents.refused.push({ file, feed: '', rule: workbook.rule, message: workbook.message });
    return null;
  }
  for (const sheet of workbook.sheets) {
    const feed = feedNamed(sheet.name.toLowerCase());
    if (feed) addSource(contents, workbook.source(sheet, file, feed.name));
    else noteUnknown(contents, 'unknown_sheet', `${file}, sheet ${sheet.name}`, sheet.name, '');
  }
  return workbook;
}

/** Files of other kinds are the user's own, unless they are named like a feed. */
function noteOtherFile(contents: FolderContents, name: string): void {
  const [stem, ending] = [name.replace(/\.[^.]*$/, ''), name.split('.').at(-1)!.toLowerCase()];
  if (ending === 'xls') {
    const message = 'The workbook is in the old format (.xls). Save it as .xlsx, or use CSV.';
    contents.refused.push({ file: name, feed: '', rule: 'old_workbook', message });
  } else if (feedNamed(stem.toLowerCase())) {
    noteUnknown(contents, 'unknown_file', name, stem, '.csv');
  }
}

function noteUnknown(
  contents: FolderContents,
  rule: string,
  key: string,
  name: string,
  ending: string,
): void {
  const nearest = nearestName(
    name,
    FEEDS.map((feed) => feed.name),
  );
  const maybe = nearest === '' ? '' : ` Maybe it should be ${nearest}${ending}.`;
  const message = `${key} has the name of no feed and was not read.${maybe}`;
  contents.diagnostics.push({ severity: 'warning', feed: '', key, rule, message });
}

/** A feed is given once: as one file, or as one sheet; given twice, none of them is read. */
function addSource(contents: FolderContents, source: RecordSource): void {
  const { feedName } = source;
  const other = contents.sources.find((known) => known.feedName === feedName);
  const earlier = contents.refused.find(
    (refused) => refused.rule === 'feed_twice' && refused.feed === feedName,
  );
  if (!other && !earlier) {
    contents.sources.push(source);
    return;
  }
  contents.sources = contents.sources.filter((known) => known !== other);
  contents.refused.push({
    file: source.file,
    feed: feedName,
    rule: 'feed_twice',
    message:
      `Feed ${feedName} is given twice, by ${other?.file ?? earlier?.file} and ${source.file}; ` +
      'neither is read. Delete one of the two.',
  });
}
