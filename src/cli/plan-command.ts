// `drumbeat plan FOLDER`: on a terminal what a planner wants to see first, with --json the whole
// plan, with --out its lists as CSV files.

import { type PlannedFolder, planFolder } from '../app/commands/plan-folder.ts';
import { planDocument } from '../app/queries/plan-document.ts';
import { planOverview } from '../app/queries/plan-overview.ts';
import { makeOutFolder, requireDataFolder } from './arguments.ts';
import { writeCsvFolder } from './csv-folder.ts';
import { csvLists } from './csv-lists.ts';
import { writeJsonDocument } from './json-output.ts';
import { writePlanView } from './plan-view.ts';
import type { FolderOptions, PlanOptions } from './program.ts';
import { warnOfRefusedFiles } from './refused-files.ts';
import { createProgress } from './terminal/progress.ts';
import type { Wiring } from './wiring.ts';

export async function plan(wiring: Wiring, folder: string, options: PlanOptions): Promise<number> {
  await requireDataFolder(folder);
  if (options.out !== undefined) await makeOutFolder(options.out, folder);
  const planned = await readAndPlan(wiring, folder, options);
  const extra = options.with ?? new Set();
  if (options.out !== undefined) {
    const files = await writeCsvFolder(options.out, csvLists(planDocument(planned, extra)));
    process.stderr.write(`Wrote ${files.join(', ')} to ${options.out}.\n`);
  }
  if (options.json) await writeJsonDocument(process.stdout, planDocument(planned, extra));
  else if (options.out === undefined) {
    if (extra.size > 0) process.stderr.write('--with adds lists to --json and --out only.\n');
    await writePlanView(process.stdout, folder, planOverview(planned));
  }
  return planned.intake.refused.length > 0 ? 1 : 0;
}

/** Reads and plans a folder with the given as-of and horizon, naming every refused file. */
export async function readAndPlan(
  wiring: Wiring,
  folder: string,
  { asOf, horizon }: FolderOptions,
): Promise<PlannedFolder> {
  const progress = createProgress(process.stderr);
  const override = {
    ...(asOf !== undefined && { asOf }),
    ...(horizon !== undefined && { horizonDays: horizon }),
  };
  const planned = await planFolder(wiring.openDataFolder(folder), override, progress.report);
  progress.clear();
  warnOfRefusedFiles(planned.intake);
  return planned;
}
