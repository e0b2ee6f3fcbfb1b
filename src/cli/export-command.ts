// `drumbeat export FOLDER`: the facts as they stand, as a data folder that imports unchanged.

import { type InstallationOptions, placeOf } from './installation-options.ts';
import { writeJsonDocument } from './json-output.ts';
import { createPage } from './terminal/page.ts';
import { createProgress } from './terminal/progress.ts';
import { count, counted } from './terminal/words.ts';
import type { Wiring } from './wiring.ts';

export async function exportData(
  wiring: Wiring,
  folder: string,
  options: InstallationOptions,
): Promise<number> {
  const progress = createProgress(process.stderr);
  const installation = await wiring.installation();
  const told = await installation
    .exportFolder(placeOf(options), folder, progress.report)
    .finally(progress.clear);
  if (options.json) await writeJsonDocument(process.stdout, told);
  else {
    const page = createPage(process.stdout);
    const rows = told.feeds.reduce((sum, feed) => sum + feed.rows, 0);
    page.sentence(
      `Exported ${counted(rows, 'row')} of ${counted(told.feeds.length, 'feed')} as of position ` +
        `${count(told.position)} to ${folder}.`,
    );
    page.note(
      'Texts stand as they are: open the files in a spreadsheet by importing them as text.',
    );
    await page.end();
  }
  return 0;
}
