// `npm test`: every check in order, none left out because an earlier one failed: format and lint,
// types, then one run of node:test over all test files, whose counts end the output. A name as
// first argument runs one step; `tests PATTERN...` runs the test files that match.

import { join } from 'node:path';
import { root, runNode } from './child.ts';
import { installDebianParts } from './debian-parts.ts';
import { runTests } from './test-run.ts';

const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const everyTest = ['{src,test,bench,examples}/**/*.test.ts'];

const steps: Record<string, (patterns: readonly string[]) => Promise<boolean>> = {
  format: async () => (await runNode([biome, 'check', '--error-on-warnings'], root)) === 0,
  types: async () => (await runNode([tsc, '--project', root], root)) === 0,
  tests: (patterns) => {
    if (patterns.length === 0) installDebianParts();
    return runTests(patterns.length > 0 ? patterns : everyTest);
  },
};

async function check(names: readonly string[], patterns: readonly string[]): Promise<boolean> {
  const failed: string[] = [];
  for (const name of names) {
    if (!(await steps[name](patterns))) failed.push(name);
  }
  const earlier = failed.filter((name) => name !== 'tests');
  if (earlier.length > 0)
    process.stdout.write(`# failed before the tests: ${earlier.join(', ')}\n`);
  return failed.length === 0;
}

const [name, ...patterns] = process.argv.slice(2);
if (name === undefined) process.exitCode = (await check(Object.keys(steps), [])) ? 0 : 1;
else if (name === 'reformat') process.exitCode = await runNode([biome, 'check', '--write'], root);
else if (name in steps) process.exitCode = (await check([name], patterns)) ? 0 : 1;
else {
  process.stderr.write(`no check ${name}: there are ${Object.keys(steps).join(', ')}\n`);
  process.exitCode = 2;
}
