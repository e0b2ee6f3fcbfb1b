// `drumbeat compare FOLDER ERP_LIST`: our planned orders against the ERP's own, with the reasons.

import { comparePlans } from '../app/commands/compare-plans.ts';
import { requireDataFolder, requireFile } from './arguments.ts';
import { writeCompareView } from './compare-view.ts';
import { complain } from './complain.ts';
import { writeJsonDocument } from './json-output.ts';
import { readAndPlan } from './plan-command.ts';
import type { FolderOptions } from './program.ts';
import { printable } from './terminal/display-width.ts';
import { createProgress } from './terminal/progress.ts';
import type { Wiring } from './wiring.ts';

const LIST_REMEDY = 'give it a header with item_id, location_id, date, quantity';

export async function compare(
  wiring: Wiring,
  folder: string,
  list: string,
  options: FolderOptions,
): Promise<number> {
  await requireDataFolder(folder);
  await requireFile(list);
  const { orders, faults, refused } = await wiring.readOrderList(list);
  if (refused !== null) {
    complain(`${list} is no list of planned orders: ${refused}`, LIST_REMEDY);
    return 1;
  }
  for (const { line, message } of faults) {
    process.stderr.write(`${list} line ${line}: ${printable(message)}\n`);
  }
  const planned = await readAndPlan(wiring, folder, options);
  const progress = createProgress(process.stderr);
  const document = comparePlans(planned, orders, progress.report);
  progress.clear();
  if (options.json) await writeJsonDocument(process.stdout, document);
  else await writeCompareView(process.stdout, planned, document);
  return faults.length > 0 || planned.intake.refused.length > 0 ? 1 : 0;
}
