import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growColumns } from './grow-columns.ts';

test('every column keeps its kind and what it held, other fields stay as they are', () => {
  const record = {
    count: 2,
    node: Int32Array.of(7, -1),
    share: Float64Array.of(0.5, 1),
    name: 'x',
  };
  growColumns(record, 4);
  assert.deepEqual(record, {
    count: 2,
    node: Int32Array.of(7, -1, 0, 0),
    share: Float64Array.of(0.5, 1, 0, 0),
    name: 'x',
  });
});
