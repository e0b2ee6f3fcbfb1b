// The passwords that leaked most often, read once from the file beside this one.

import { readFileSync } from 'node:fs';

let known: ReadonlySet<string> | null = null;

export function commonPasswords(): ReadonlySet<string> {
  known ??= new Set(
    readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !/^#( |$)/.test(line)),
  );
  return known;
}
