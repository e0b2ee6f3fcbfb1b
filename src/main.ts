// The composition root: puts the connectors under the command line. It alone may import both.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from './cli/command-line.ts';
import { openDataFolder } from './connectors/files/data-folder.ts';
import { readOrderList } from './connectors/files/order-list.ts';

const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string };

const DEMO_FOLDER = fileURLToPath(new URL('../examples/automotive', import.meta.url));
const DEMO_SEED = 1;

process.exitCode = await runCommandLine(process.argv.slice(2), {
  version,
  openDataFolder: (folder) => openDataFolder(folder, () => new Date()),
  readOrderList,
  async installation() {
    const { createInstallationWork } = await import('./host/installation-work.ts');
    return createInstallationWork(version, Date.now);
  },
  async server() {
    const { startServer } = await import('./host/start-server.ts');
    return ({ data, database, publicUrl, demo, logLevel, ...rest }) =>
      startServer({
        ...rest,
        version,
        dataFolder: data,
        database,
        publicOrigin: publicUrl,
        demo: demo ? { folder: DEMO_FOLDER, seed: DEMO_SEED } : null,
        log: { level: logLevel, write: (line) => process.stderr.write(line) },
      });
  },
});
