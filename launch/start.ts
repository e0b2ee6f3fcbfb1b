// `npm start`: the main job on the bundled example, and where to go from there.

import { root, runNode } from './child.ts';

const example = 'examples/adventureworks';

const next = `
That was ./drumbeat plan ${example}: the folder read, planned, and what needs a decision.

Next:
  ./drumbeat check ${example}        what was read, what was refused and why
  ./drumbeat plan ${example} --json  the whole plan for a program
  ./drumbeat buildable ${example}    which production orders are clear to build
  ./drumbeat --help                                 every command, each with an example
  docs/guide/                                       how it thinks, and how to bring your own folder
`;

process.exitCode = await runNode(['src/main.ts', 'plan', example], root);
process.stdout.on('error', () => {}); // `npm start | head` has read enough.
if (process.exitCode === 0) process.stdout.write(next);
