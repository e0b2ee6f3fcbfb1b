// `drumbeat import FOLDER`: a data folder into an installation that is not running; what was taken,
// and what was put aside by which rule.

import type { FolderImported, ImportedFeed } from '../app/living/import-folder.ts';
import { requireDataFolder } from './arguments.ts';
import { type InstallationOptions, placeOf } from './installation-options.ts';
import { writeJsonDocument } from './json-output.ts';
import { warnOfRefusedFiles } from './refused-files.ts';
import { createPage } from './terminal/page.ts';
import { createProgress } from './terminal/progress.ts';
import { count, counted } from './terminal/words.ts';
import type { Wiring } from './wiring.ts';

export async function importData(
  wiring: Wiring,
  folder: string,
  options: InstallationOptions,
): Promise<number> {
  await requireDataFolder(folder);
  const progress = createProgress(process.stderr);
  const installation = await wiring.installation();
  const told = await installation
    .importFolder(placeOf(options), folder, progress.report)
    .finally(progress.clear);
  warnOfRefusedFiles(told);
  if (options.json) await writeJsonDocument(process.stdout, documentOf(told));
  else await writeImportView(process.stdout, folder, told);
  const isWhole = told.refused.length === 0 && told.feeds.every((feed) => feed.quarantined === 0);
  return isWhole ? 0 : 1;
}

function documentOf({ position, settingsChanged, feeds, refused }: FolderImported): object {
  return {
    position,
    settings_changed: settingsChanged,
    feeds: feeds.map(({ rules, ...feed }) => ({ ...feed, quarantined_by_rule: rules })),
    refused,
  };
}

async function writeImportView(
  stream: NodeJS.WriteStream,
  folder: string,
  { feeds, position }: FolderImported,
): Promise<void> {
  const page = createPage(stream);
  const sum = (of: (feed: ImportedFeed) => number): number =>
    feeds.reduce((total, feed) => total + of(feed), 0);
  const aside = sum((feed) => feed.quarantined);
  page.sentence(
    `Imported ${counted(
      sum((feed) => feed.new),
      'new row',
    )} and ${counted(
      sum((feed) => feed.changed),
      'change',
    )} from ${folder}, ${count(aside)} put aside: position ${count(position)}.`,
  );
  const number = (value: number): string => (value === 0 ? '·' : count(value));
  if (feeds.length > 0) {
    page.gap();
    page.table<ImportedFeed>(
      [
        { head: 'feed', cell: (row) => row.feed },
        { head: 'rows', cell: (row) => number(row.rows), align: 'right' },
        { head: 'new', cell: (row) => number(row.new), align: 'right' },
        { head: 'changed', cell: (row) => number(row.changed), align: 'right' },
        { head: 'unchanged', cell: (row) => number(row.unchanged), align: 'right' },
        { head: 'put aside', cell: (row) => rulesText(row), paint: () => 'red' },
      ],
      feeds,
    );
  }
  if (aside > 0) page.note('Nothing is lost: rows put aside wait in the quarantine.');
  await page.end();
}

function rulesText({ quarantined, rules }: ImportedFeed): string {
  if (quarantined === 0) return '';
  const told = Object.entries(rules).map(([rule, rows]) => `${count(rows)} ${rule}`);
  return told.join(', ');
}
