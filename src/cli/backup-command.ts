// `drumbeat backup FILE`: the whole installation as one file, while it goes on working.

import { resolve } from 'node:path';
import type { BackupTold } from './installation.ts';
import { type InstallationOptions, placeOf } from './installation-options.ts';
import { writeJsonDocument } from './json-output.ts';
import { createPage } from './terminal/page.ts';
import { createProgress } from './terminal/progress.ts';
import { count, counted, megabytes } from './terminal/words.ts';
import type { Wiring } from './wiring.ts';

export async function backup(
  wiring: Wiring,
  file: string,
  options: InstallationOptions,
): Promise<number> {
  const progress = createProgress(process.stderr);
  const { force = false, json = false } = options;
  const installation = await wiring.installation();
  const told = await installation
    .backUp(placeOf(options), file, force, progress.report)
    .finally(progress.clear);
  if (json) await writeJsonDocument(process.stdout, backupDocument(file, told));
  else {
    const page = createPage(process.stdout);
    page.sentence(`Backed up ${backupWords(told)} to ${file}.`);
    page.note('It holds hashes of passwords and of keys: keep it where nobody else reads it.');
    page.note(`To look through it: drumbeat restore ${file} --check`);
    await page.end();
  }
  return 0;
}

export function backupDocument(file: string, told: BackupTold): object {
  const { rows, bytes, schema, created, positions } = told;
  return {
    file: resolve(file),
    bytes,
    created,
    schema,
    rows,
    positions: positions.map(({ orgId, position }) => ({ org_id: orgId, position })),
  };
}

/** "1,234 rows at position 5 (2.1 MB)". */
export function backupWords({ rows, bytes, positions }: BackupTold): string {
  const at = positions.map(({ position }) => count(position)).join(', ');
  const place = at === '' ? '' : ` at position ${at}`;
  return `${counted(rows, 'row')}${place} (${megabytes(bytes)})`;
}
