// Parts of Debian that some tests speak of: as root, on a machine with apt, those that are absent
// are installed first; elsewhere the tests that need them say `not run: ...; needs ...`.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';

interface Part {
  name: string; // of the Debian package
  file: string; // there when it is installed
}

const PARTS: readonly Part[] = [
  { name: 'postgresql-15', file: '/usr/lib/postgresql/15/bin/postgres' },
];

const CLUSTER_SETTINGS = '/etc/postgresql-common/createcluster.conf';

export function installDebianParts(): void {
  const missing = PARTS.filter(({ file }) => !existsSync(file)).map(({ name }) => name);
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  process.stderr.write(`Installing ${missing.join(', ')} for the tests.\n`);
  if (!existsSync(CLUSTER_SETTINGS)) {
    // The program alone is wanted, no server that runs.
    mkdirSync('/etc/postgresql-common', { recursive: true });
    writeFileSync(CLUSTER_SETTINGS, 'create_main_cluster = false\n');
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]): boolean =>
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  if (!apt(...install) && apt('update')) apt(...install);
}
