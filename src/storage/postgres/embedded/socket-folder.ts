// Where the server's socket lies: in the database's own folder, which is closed to others, or,
// where that path is too long for the system, in a folder of ours among the temporary ones.

import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedServerError } from './embedded-error.ts';

export const PORT = 5432; // only a part of the socket's name
const PATH_BYTES_MAX = 106; // of sockaddr_un's 108: the closing zero, and one as PostgreSQL counts

export function socketFolderFor(databaseFolder: string, temporary = tmpdir()): string {
  if (fits(databaseFolder)) return databaseFolder;
  const hash = createHash('sha256').update(databaseFolder).digest('hex').slice(0, 16);
  const folder = join(temporary, `drumbeat-${hash}`);
  if (!fits(folder)) {
    throw new EmbeddedServerError(
      `Neither ${databaseFolder} nor ${folder} is short enough for a socket.\n` +
        'Maybe choose a shorter folder with --data.',
    );
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const closed = found.isDirectory() && (found.mode & 0o077) === 0;
  if (!closed || found.uid !== process.getuid?.()) {
    throw new EmbeddedServerError(
      `${folder} is to hold the database's socket, but others have access to it.\n` +
        'Maybe remove it, or choose a shorter folder with --data.',
    );
  }
  return folder;
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${PORT}.lock`)) <= PATH_BYTES_MAX;
}
