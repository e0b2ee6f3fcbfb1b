import assert from 'node:assert/strict';
import { test } from 'node:test';
import { widened } from './whole-numbers.ts';

test('a widened column holds what was written and has room for greater numbers', () => {
  const wide = widened(Int32Array.of(7, -3, 0, 0), 2);
  assert.ok(wide instanceof Float64Array);
  wide[2] = 2 ** 40;
  assert.deepEqual([...wide], [7, -3, 2 ** 40, 0]);
});

test('a column that is wide already stays itself', () => {
  const wide = Float64Array.of(2 ** 40);
  assert.equal(widened(wide, 1), wide);
});
