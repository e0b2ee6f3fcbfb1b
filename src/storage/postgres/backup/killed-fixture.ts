// For tests: a process of its own that backs up or restores, and may kill itself on the way when
// its progress reaches a share of the work. Its arguments come as JSON.

import type { Connection } from '../connection.ts';
import { openOwner } from '../owner.ts';
import { readBackup } from './read-backup.ts';
import { writeBackup } from './write-backup.ts';

interface Task {
  work: 'backup' | 'restore';
  connection: Connection;
  file: string;
  killAt: number; // share of the work
  what: string; // that is being worked on; '' = anything
}

const { work, connection, file, killAt, what } = JSON.parse(process.argv[2]!) as Task;
const owner = openOwner({ connection });
const progress = (share: number, on: string): void => {
  if (share >= killAt && (what === '' || on === what)) process.kill(process.pid, 'SIGKILL');
};
try {
  if (work === 'backup') {
    await writeBackup(owner, file, { version: '1.2.3', now: Date.now }, progress);
  } else await readBackup(owner, file, {}, progress);
} catch (error) {
  process.stdout.write((error as Error).message);
  process.exitCode = 3;
}
await owner.close();
