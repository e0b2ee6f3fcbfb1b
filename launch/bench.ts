// `npm run bench -- NAME [flags]`: runs bench/NAME.ts from the caller's folder; without a name
// lists what there is.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { callerFolder, root, runNode } from './child.ts';

const folder = join(root, 'bench');
const [name = '', ...flags] = process.argv.slice(2);
const file = join(folder, `${name}.ts`);

if (/^[a-z0-9-]+$/.test(name) && existsSync(file)) {
  process.exitCode = await runNode([file, ...flags], callerFolder);
} else {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const benches = names.filter((entry) => /^[a-z0-9-]+\.ts$/.test(entry));
  const choice = benches.map((entry) => entry.slice(0, -'.ts'.length)).join(', ');
  process.stderr.write(`usage: npm run bench -- NAME [flags]\nNAME is one of: ${choice}\n`);
  process.exitCode = 2;
}
