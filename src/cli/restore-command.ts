// `drumbeat restore FILE`: a back-up into an empty installation; with --check it is read from end
// to end and nothing else is done.

import { backupDocument, backupWords } from './backup-command.ts';
import { type InstallationOptions, placeOf } from './installation-options.ts';
import { writeJsonDocument } from './json-output.ts';
import { createPage } from './terminal/page.ts';
import { createProgress } from './terminal/progress.ts';
import type { Wiring } from './wiring.ts';

export interface RestoreOptions extends InstallationOptions {
  check?: boolean;
}

export async function restore(
  wiring: Wiring,
  file: string,
  options: RestoreOptions,
): Promise<number> {
  const progress = createProgress(process.stderr);
  const { force = false, json = false, check = false } = options;
  const place = placeOf(options);
  const installation = await wiring.installation();
  const work = check
    ? installation.checkBackup(file, progress.report)
    : installation.restore(place, file, force, progress.report);
  const told = await work.finally(progress.clear);
  if (json) await writeJsonDocument(process.stdout, backupDocument(file, told));
  else {
    const page = createPage(process.stdout);
    const of = `of ${told.created}, ${backupWords(told)}`;
    if (check) page.sentence(`The back-up ${of}, is sound.`);
    else {
      const into = place.database === null ? place.data : 'the database';
      page.sentence(`Restored the back-up ${of}, into ${into}.`);
      page.note('Everyone signs in anew: sessions and one-time links are in no back-up.');
    }
    await page.end();
  }
  return 0;
}
