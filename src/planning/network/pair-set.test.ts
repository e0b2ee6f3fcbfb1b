import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../../base/prng.ts';
import { indexNodes, nodeOf } from './node-index.ts';
import { addPair, createPairSet, hasPair } from './pair-set.ts';

test('each item-location is kept once, in the order in which it was first named', () => {
  const random = createRandom(7);
  const set = createPairSet(70_000);
  const oracle = new Set<number>();
  for (let i = 0; i < 60_000; i++) {
    const item = random.integer(0, 4_000_000);
    const location = random.integer(0, 3);
    const isNew = !oracle.has(item * 70_000 + location);
    oracle.add(item * 70_000 + location);
    assert.equal(addPair(set, item, location), isNew);
    assert.equal(addPair(set, item, location), false);
  }
  assert.deepEqual([...set.keys.subarray(0, set.count)], [...oracle]);
  assert.ok(!hasPair(set, 1, 69_999));
});

test('nodes stand by item, then location, and are found again', () => {
  const set = createPairSet(100);
  const named: [number, number][] = [
    [3, 9],
    [0, 5],
    [3, 0],
    [3, 99],
    [1, 1],
  ];
  for (const [item, location] of named) addPair(set, item, location);
  const index = indexNodes(set, 5);
  assert.deepEqual([...index.item], [0, 1, 3, 3, 3]);
  assert.deepEqual([...index.location], [5, 1, 0, 9, 99]);
  for (let node = 0; node < index.count; node++) {
    assert.equal(nodeOf(index, index.item[node]!, index.location[node]!), node);
  }
  assert.equal(nodeOf(index, 3, 5), -1);
  assert.equal(nodeOf(index, 2, 5), -1);
  assert.equal(nodeOf(index, -1, 5), -1);
});
