// `drumbeat check FOLDER`: what was taken of each feed, what was quarantined by rule, health.

import { checkFolder } from '../app/commands/check-folder.ts';
import { requireDataFolder } from './arguments.ts';
import { writeCheckView } from './check-view.ts';
import { writeJsonDocument } from './json-output.ts';
import type { FolderOptions } from './program.ts';
import { warnOfRefusedFiles } from './refused-files.ts';
import { createProgress } from './terminal/progress.ts';
import type { Wiring } from './wiring.ts';

export async function check(
  wiring: Wiring,
  folder: string,
  options: FolderOptions,
): Promise<number> {
  await requireDataFolder(folder);
  const progress = createProgress(process.stderr);
  const checked = await checkFolder(wiring.openDataFolder(folder), progress.report);
  progress.clear();
  warnOfRefusedFiles(checked.intake);
  if (options.json) await writeJsonDocument(process.stdout, checked.document);
  else await writeCheckView(process.stdout, checked);
  return checked.sound ? 0 : 1;
}
