// `npm run docs:write`: prints the architecture table into ARCHITECTURE.md, and the feeds, the
// parameters and the API's codes of problems into the guide.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parametersPage, withParameters } from './docs-parameters.ts';
import { feedsPage, withFeeds } from './feeds-page.ts';
import { problemsPage, withProblems } from './problems-page.ts';
import { roomOf, withTable } from './rooms.ts';
import { listPaths, root } from './source-files.ts';

const file = join(root, 'ARCHITECTURE.md');
const used = new Set(listPaths('src').map((path) => roomOf(path) ?? ''));
writeFileSync(file, withTable(readFileSync(file, 'utf8'), used));
const feeds = join(root, feedsPage);
writeFileSync(feeds, withFeeds(readFileSync(feeds, 'utf8')));
const parameters = join(root, parametersPage);
writeFileSync(parameters, withParameters(readFileSync(parameters, 'utf8')));
const problems = join(root, problemsPage);
writeFileSync(problems, withProblems(readFileSync(problems, 'utf8')));
