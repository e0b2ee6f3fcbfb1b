// How PostgreSQL is started: never as root, which it refuses, and so that it stops by itself when
// the process that started it dies. Linux has a tool for each; without them it starts as it is.

import { spawnSync } from 'node:child_process';
import { EmbeddedServerError } from './embedded-error.ts';

export interface Launching {
  before: string[]; // of the command line
  user: number | null; // who must own the data folder; null = who runs this process
}

/** How root hands over: `namespace` leaves the files to root, `user` needs a folder of nobody's. */
export type RootMethod = 'namespace' | 'user';

const NOBODY = 65_534;
const NAMESPACE = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'];
const USER = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'];
const DIES_WITH_US = ['setpriv', '--pdeathsig', 'INT', '--'];

export function launching(methods: readonly RootMethod[] = ['namespace', 'user']): Launching {
  const dying = works(DIES_WITH_US) ? DIES_WITH_US : [];
  if (process.getuid?.() !== 0) return { before: dying, user: null };
  for (const method of methods) {
    const before = method === 'namespace' ? NAMESPACE : USER;
    if (!works(before)) continue;
    return { before: [...before, ...dying], user: method === 'namespace' ? null : NOBODY };
  }
  throw new EmbeddedServerError(
    'PostgreSQL does not run as root, and neither unshare nor setpriv hands it to another user.\n' +
      'Maybe start Drumbeat as an ordinary user, or name a PostgreSQL server with --database.',
  );
}

/** The user that root hands over to must get at the files: root's home is closed to it. */
export function demandReach({ before, user }: Launching, folders: readonly string[]): void {
  if (user === null) return;
  for (const folder of folders) {
    if (works(before, ['test', '-x', folder])) continue;
    throw new EmbeddedServerError(
      `PostgreSQL does not run as root, and nobody, whom root hands over to, has no access to\n` +
        `${folder}.\nMaybe start Drumbeat as an ordinary user, or name a PostgreSQL server with ` +
        '--database.',
    );
  }
}

function works(before: readonly string[], command: readonly string[] = ['true']): boolean {
  const [first, ...rest] = [...before, ...command];
  return spawnSync(first, rest, { stdio: 'ignore' }).status === 0;
}
