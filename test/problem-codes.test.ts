// The codes of the API's problem documents: the page prints them all, whatever refuses in the code
// takes its code from the table with the status that stands there, and the page tells the limits
// that the code has.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_LIMITS } from '../src/http/limits.ts';
import { PROBLEM_KINDS, type ProblemCode } from '../src/http/problem-codes.ts';
import { problemsPage, withProblems } from './problems-page.ts';
import { isTest, listPaths, readText } from './source-files.ts';

test('the guide prints the codes as they are', () => {
  const { text } = readText(problemsPage);
  assert.equal(text, withProblems(text), 'run npm run docs:write');
});

test('each refusal in the code carries a code of the table, with its status', () => {
  const wrong: string[] = [];
  for (const path of listPaths('src')) {
    if (!path.endsWith('.ts') || isTest(path)) continue;
    const { text } = readText(path);
    for (const [, status, code] of text.matchAll(/new RefusedError\(\s*(\d+),\s*'(\w+)'/g)) {
      const kind = PROBLEM_KINDS[code as ProblemCode];
      const told = status === '504' ? 503 : Number(status); // as it goes over the wire
      if (kind?.status !== told) wrong.push(`${path}: ${status} ${code}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('the guide tells the limits that the code has', () => {
  const { text } = readText(problemsPage);
  const number = new Intl.NumberFormat('en-US');
  const { requestsPerMinute, openRequestsPerMinute, refusedPerMinute, streams } = DEFAULT_LIMITS;
  for (const limit of [requestsPerMinute, openRequestsPerMinute, refusedPerMinute, streams]) {
    assert.ok(text.includes(` ${number.format(limit)} |`), String(limit));
  }
  const seconds = DEFAULT_LIMITS.streamStallMs / 1000;
  assert.match(text, new RegExp(`took nothing for ${seconds}\\s+seconds`));
});
