// `npm run soak -- [--minutes N] [--seed S] [--only NAME] [--rounds N]`: runs soak/run.ts.

import { join } from 'node:path';
import { callerFolder, root, runNode } from './child.ts';

const file = join(root, 'soak', 'run.ts');
process.exitCode = await runNode([file, ...process.argv.slice(2)], callerFolder);
