// One run of the command line, from its arguments to its exit code: 0 done, 1 the data or the
// answer is bad, 2 wrong usage. Results go to standard output, all else to standard error.

import { backup } from './backup-command.ts';
import { buildable } from './buildable-command.ts';
import { check } from './check-command.ts';
import { compare } from './compare-command.ts';
import { complain } from './complain.ts';
import { exportData } from './export-command.ts';
import { importData } from './import-command.ts';
import { isRefused } from './installation.ts';
import { plan } from './plan-command.ts';
import { runProgram } from './program.ts';
import { restore } from './restore-command.ts';
import { start } from './start-command.ts';
import { isUsageError } from './usage-error.ts';
import type { Wiring } from './wiring.ts';

export async function runCommandLine(args: readonly string[], wiring: Wiring): Promise<number> {
  endQuietlyWithItsReader(process.stdout);
  endQuietlyWithItsReader(process.stderr);
  try {
    return await runProgram(args, {
      version: wiring.version,
      check: (folder, options) => check(wiring, folder, options),
      plan: (folder, options) => plan(wiring, folder, options),
      buildable: (folder, options) => buildable(wiring, folder, options),
      compare: (folder, list, options) => compare(wiring, folder, list, options),
      start: (options) => start(wiring, options),
      import: (folder, options) => importData(wiring, folder, options),
      export: (folder, options) => exportData(wiring, folder, options),
      backup: (file, options) => backup(wiring, file, options),
      restore: (file, options) => restore(wiring, file, options),
    });
  } catch (error) {
    if (isUsageError(error)) {
      complain(error.message, error.remedy);
      return 2;
    }
    if (isRefused(error)) {
      const [sentence, remedy = ''] = error.message.split('\nMaybe ');
      complain(sentence, remedy.replace(/\.$/, ''));
      return 1;
    }
    if (!isSystemError(error)) throw error;
    complain(`${error.message}.`, 'check the path, its rights and the room on its disk');
    return 1;
  }
}

/** A file that vanished, a full disk, a missing right: the world's fault, not the program's. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/** `drumbeat plan ... | head`: when the reader has seen enough, there is nothing left to do. */
function endQuietlyWithItsReader(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`drumbeat: the output cannot be written: ${error.message}.\n`);
    process.exit(1);
  });
}
