// The files of a migrated server, kept from test process to test process: copying them is a
// fraction of making them. Another set of migrations, or of binaries, is another one.

import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findBinaries } from './embedded/binaries.ts';
import { isRunning } from './embedded/data-folder-lock.ts';
import { readMigrations } from './migrate.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const KEPT = join(ROOT, 'node_modules', '.drumbeat', 'test-clusters');

/** Whether there was one to take. */
export function takeTestCluster(dataFolder: string): boolean {
  const target = join(dataFolder, 'database');
  try {
    const kept = keptFolder(dataFolder);
    if (!existsSync(kept)) return false;
    cpSync(kept, target, { recursive: true });
    chmodSync(target, 0o700); // PostgreSQL insists, and a copy is as the umask says
    return true;
  } catch {
    remove(target); // it was just replaced: make one
    return false;
  }
}

/** Of a server that is stopped. Where nothing can be written, each process makes its own. */
export function keepTestCluster(dataFolder: string): void {
  const kept = keptFolder(dataFolder);
  const draft = `${kept}-${process.pid}`;
  try {
    mkdirSync(KEPT, { recursive: true });
    for (const name of readdirSync(KEPT)) {
      const [hash, writer = '0'] = name.split('-');
      if (hash !== basename(kept) && !isRunning(Number(writer))) remove(join(KEPT, name));
    }
    cpSync(join(dataFolder, 'database'), draft, { recursive: true });
    renameSync(draft, kept); // fails where another process was first
  } catch {
    remove(draft);
  }
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function keptFolder(dataFolder: string): string {
  const { folder, majorVersion } = findBinaries(null, join(dataFolder, 'lib'));
  const hash = createHash('sha256').update(`${folder} ${majorVersion}`);
  for (const { name, text } of readMigrations()) hash.update(`\n${name}\n${text}`);
  return join(KEPT, hash.digest('hex').slice(0, 16));
}
