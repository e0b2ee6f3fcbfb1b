// A folder of this process for installations under test: in memory where there is enough, swept
// when the process ends.

import { rmSync } from 'node:fs';
import { testFolder } from '../../src/storage/postgres/test-database.ts';

let folder: string | null = null;

export function scratchFolder(): string {
  if (folder !== null) return folder;
  const made = testFolder();
  folder = made;
  process.on('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}
