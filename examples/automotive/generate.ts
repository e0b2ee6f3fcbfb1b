// Makes the data folder of Falk Antriebe: node examples/automotive/generate.ts [OUT] [--seed N].
// Without OUT it writes beside itself; the same seed gives the same bytes.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DRUMBEAT_JSON, makeDataFolder } from './generate/data-folder.ts';
import { readmeOf } from './generate/readme.ts';
import { csvOf } from './generate/tables.ts';

export const DEFAULT_SEED = 1042;

/** Writes every file of the folder and returns their names. */
export function generate(folder: string, seed: number): string[] {
  const { tables, faults } = makeDataFolder(seed);
  mkdirSync(folder, { recursive: true });
  const files: [string, string][] = tables.map((table) => [`${table.feed}.csv`, csvOf(table)]);
  files.push(['drumbeat.json', DRUMBEAT_JSON], ['README.md', readmeOf(tables, faults)]);
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  return files.map(([name]) => name).sort();
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string', default: String(DEFAULT_SEED) } },
  });
  if (!/^\d{1,9}$/.test(values.seed))
    throw new Error(`--seed takes a whole number, not ${values.seed}`);
  const folder = positionals[0] ?? import.meta.dirname;
  const names = generate(folder, Number(values.seed));
  process.stderr.write(`${names.length} files in ${folder}, seed ${values.seed}\n`);
}
