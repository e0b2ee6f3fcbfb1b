// `npm run docs:write`: prints the architecture table into ARCHITECTURE.md.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { roomOf, withTable } from './rooms.ts';
import { listPaths, root } from './source-files.ts';

const file = join(root, 'ARCHITECTURE.md');
const used = new Set(listPaths('src').map((path) => roomOf(path) ?? ''));
writeFileSync(file, withTable(readFileSync(file, 'utf8'), used));
