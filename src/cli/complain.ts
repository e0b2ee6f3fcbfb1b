// Says on standard error what is wrong, and what may help.

import { printable } from './terminal/display-width.ts';
import { screenOf } from './terminal/screen.ts';

export function complain(message: string, remedy: string): void {
  const name = screenOf(process.stderr).paint('red', 'drumbeat:');
  const maybe = remedy === '' ? '' : `Maybe ${remedy}.\n`;
  process.stderr.write(`${name} ${printable(message)}\n${maybe}`);
}
