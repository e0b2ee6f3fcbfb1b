import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { radixOrder } from './radix-order.ts';
import { createRowIndex, findOrAddRow } from './row-index.ts';

test('the first row with a key is found again, whatever the key is made of', () => {
  const cell = fc.constantFrom(0, 1, -1, 2.5, Number.NaN, 7);
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), cell), { maxLength: 100 });
  fc.assert(
    fc.property(rows, fc.integer({ min: 0, max: 50 }), (keys, expected) => {
      const columns = [Int32Array.from(keys, ([a]) => a), Float64Array.from(keys, ([, b]) => b)];
      const index = createRowIndex(expected);
      const firstOf = new Map<string, number>();
      for (const [row, key] of keys.entries()) {
        const first = firstOf.get(String(key)) ?? -1;
        assert.equal(findOrAddRow(index, columns, row), first);
        if (first < 0) firstOf.set(String(key), row);
      }
    }),
  );
});

test('records are ordered by both keys, and equal ones keep their order', () => {
  const key = fc.integer({ min: 0, max: 5_000_000 });
  const few = fc.integer({ min: 0, max: 5 });
  fc.assert(
    fc.property(fc.array(fc.tuple(few, fc.oneof(key, few))), (keys) => {
      const major = Int32Array.from(keys, ([a]) => a);
      const minor = Int32Array.from(keys, ([, b]) => b);
      const { length } = keys;
      const scratch = () => new Int32Array(length);
      const order = radixOrder(major, minor, length, scratch(), scratch());
      const expected = keys
        .map((_, record) => record)
        .sort((a, b) => major[a]! - major[b]! || minor[a]! - minor[b]! || a - b);
      assert.deepEqual([...order.subarray(0, length)], expected);
    }),
  );
});
