// A file that is no feed at all is named on standard error, whatever else is printed.

import type { RefusedFile } from '../ingest/intake.ts';
import { printable } from './terminal/display-width.ts';
import { screenOf } from './terminal/screen.ts';

export function warnOfRefusedFiles({ refused }: { refused: readonly RefusedFile[] }): void {
  for (const { file, message } of refused) {
    const name = screenOf(process.stderr).paint('red', 'refused:');
    process.stderr.write(`${name} ${printable(file)}: ${printable(message)}\n`);
  }
}
