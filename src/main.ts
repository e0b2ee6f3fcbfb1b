// The composition root: puts the connectors under the command line. It alone may import both.

import { readFileSync } from 'node:fs';
import { runCommandLine } from './cli/command-line.ts';
import { openDataFolder } from './connectors/files/data-folder.ts';
import { readOrderList } from './connectors/files/order-list.ts';

const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string };

process.exitCode = await runCommandLine(process.argv.slice(2), {
  version,
  openDataFolder: (folder) => openDataFolder(folder, () => new Date()),
  readOrderList,
});
