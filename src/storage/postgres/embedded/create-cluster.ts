// The database's files, made once: in a folder beside, which takes its name last, so that a folder
// of that name is whole. What a start that was killed left behind is made again.

import { spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedServerError } from './embedded-error.ts';
import type { Launching } from './unprivileged.ts';

export interface Cluster {
  databaseFolder: string;
  binaries: Binaries;
  launching: Launching;
  durable: boolean; // false: for tests, whose folders nobody wants back
}

/** Whether it had to be made. A folder of another version is refused. */
export async function ensureCluster(cluster: Cluster): Promise<boolean> {
  const { databaseFolder, binaries } = cluster;
  if (!existsSync(databaseFolder)) {
    await createCluster(cluster);
    return true;
  }
  demandOwner(cluster);
  const version = readVersion(databaseFolder);
  if (version === binaries.majorVersion) return false;
  const remedy = 'Maybe choose another folder with --data, and bring the data over with\n';
  throw new EmbeddedServerError(
    version === null
      ? `${databaseFolder} holds no database of PostgreSQL.\n` +
          'Maybe choose another folder with --data.'
      : `The database in ${databaseFolder} is of PostgreSQL ${version}; this Drumbeat runs ` +
          `PostgreSQL ${binaries.majorVersion}.\n${remedy}` +
          '`drumbeat export` of the Drumbeat that wrote it.',
  );
}

/** PostgreSQL insists on it, and says so in words of its own. */
function demandOwner({ databaseFolder, launching }: Cluster): void {
  const { uid } = statSync(databaseFolder);
  const user = launching.user ?? process.getuid?.() ?? uid;
  if (uid === user) return;
  throw new EmbeddedServerError(
    `${databaseFolder} belongs to user ${uid}, and user ${user} is starting it.\n` +
      'Maybe start Drumbeat as that user, or choose another folder with --data.',
  );
}

function readVersion(databaseFolder: string): number | null {
  try {
    return Number(readFileSync(join(databaseFolder, 'PG_VERSION'), 'utf8')) || null;
  } catch {
    return null;
  }
}

async function createCluster(cluster: Cluster): Promise<void> {
  const { databaseFolder, binaries, launching, durable } = cluster;
  const draft = `${databaseFolder}-new`;
  rmSync(draft, { recursive: true, force: true, maxRetries: 5 });
  mkdirSync(draft, { mode: 0o700 });
  if (launching.user !== null) chownSync(draft, launching.user, launching.user);
  const initdb = [
    ...launching.before,
    join(binaries.folder, 'initdb'),
    '--username=postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--data-checksums',
    '--no-sync',
    `--pgdata=${draft}`,
  ];
  const output = await run(initdb, binaries.environment);
  if (output !== null) throw new EmbeddedServerError(creationFault(draft, output));
  if (durable) await run(['sync', '--file-system', draft], binaries.environment);
  renameSync(draft, databaseFolder);
  if (durable) await syncFolder(dirname(databaseFolder));
}

function creationFault(draft: string, output: string): string {
  const told = output.trim().split('\n').slice(-6).join('\n');
  if (isDiskFull(output)) {
    return (
      `The disk is full: no database could be made in ${dirname(draft)}.\n` +
      'Maybe free 100 MB there, or choose another folder with --data.'
    );
  }
  if (/Permission denied/.test(output) && process.getuid?.() === 0) {
    return (
      `PostgreSQL may not work in ${dirname(draft)}: it runs as nobody, since root is refused.\n` +
      `Maybe choose a folder that every user can reach with --data.\n${told}`
    );
  }
  return `No database could be made in ${dirname(draft)}:\n${told}`;
}

export const isDiskFull = (output: string): boolean => /No space left on device/.test(output);

/** Null when it went well, else what it said. */
function run([command, ...args]: string[], env: Record<string, string>): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const add = (text: Buffer): void => {
      output += text;
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0 ? null : output || `It ended with ${code}.`));
  });
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
