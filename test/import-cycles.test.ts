// Tests of the cycle finder that the architecture test leans on.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cyclesOf } from './import-cycles.ts';

const graph = (edges: Record<string, string[]>): Map<string, string[]> =>
  new Map(Object.entries(edges));

test('a diamond of imports is no cycle', () => {
  assert.deepEqual(cyclesOf(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })), []);
});

test('files that reach one another are one knot, named in order', () => {
  const edges = { d: ['a'], a: ['c'], c: ['b'], b: ['a'], e: ['f'], f: ['e'] };
  assert.deepEqual(cyclesOf(graph(edges)), [
    ['a', 'b', 'c'],
    ['e', 'f'],
  ]);
});

test('a file that imports itself is a knot of one', () => {
  assert.deepEqual(cyclesOf(graph({ a: ['a'] })), [['a']]);
});
