// `drumbeat buildable FOLDER`: which production orders are clear to build, and what the others
// lack.

import { buildableDocument } from '../app/queries/buildable-document.ts';
import { requireDataFolder } from './arguments.ts';
import { writeBuildableView } from './buildable-view.ts';
import { writeJsonDocument } from './json-output.ts';
import { readAndPlan } from './plan-command.ts';
import type { FolderOptions } from './program.ts';
import type { Wiring } from './wiring.ts';

export async function buildable(
  wiring: Wiring,
  folder: string,
  options: FolderOptions,
): Promise<number> {
  await requireDataFolder(folder);
  const planned = await readAndPlan(wiring, folder, options);
  const document = buildableDocument(planned);
  if (options.json) await writeJsonDocument(process.stdout, document);
  else await writeBuildableView(process.stdout, planned, document);
  return planned.intake.refused.length > 0 ? 1 : 0;
}
