// `npm start`: the main job on the bundled example, and where to go from there.

import { root, runNode } from './child.ts';

const example = 'examples/adventureworks';
const job = `./drumbeat plan ${example}`;

const next = [
  [`./drumbeat check ${example}`, 'what was read, what was refused and why'],
  [`${job} --json`, 'the whole plan, for a program'],
  ['./drumbeat plan examples/automotive', 'a drive maker whose supplier is late'],
  ['./drumbeat buildable examples/automotive', 'what its shop can start, and what lacks'],
  ['./drumbeat --help', 'every command, each with an example'],
  ['README.md', 'first steps with a folder of your own'],
];

process.stdout.on('error', () => {}); // `npm start | head` has read enough.
process.exitCode = await runNode(['src/main.ts', 'plan', example], root);
if (process.exitCode === 0) {
  const width = Math.max(...next.map(([command]) => command.length));
  const lines = next.map(([command, does]) => `  ${command.padEnd(width)}  ${does}`);
  process.stdout.write(`\nThat was ${job}. Next:\n${lines.join('\n')}\n`);
}
