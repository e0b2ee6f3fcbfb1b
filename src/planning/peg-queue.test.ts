import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../base/prng.ts';
import {
  classOfSlot,
  createPegQueue,
  dayOfSlot,
  enqueue,
  type PegQueue,
  reserveRows,
  sortQueue,
} from './peg-queue.ts';

const DAY_COUNT = 30;

const rowsOf = (queue: PegQueue) =>
  Array.from({ length: queue.count }, (_, row) => ({
    day: dayOfSlot(queue.slot[row]),
    serviceClass: classOfSlot(queue.slot[row]),
    index: queue.index[row],
    left: queue.left[row],
  }));

test('a queue stands by day, then class, first come first, whether short or long', () => {
  const random = createRandom(1);
  const queue = createPegQueue(DAY_COUNT);
  for (const count of [0, 1, 2, 10, 24, 25, 60, 1000, 7]) {
    queue.count = 0;
    const rows = Array.from({ length: count }, (_, index) => ({
      day: random.integer(0, DAY_COUNT - 1),
      serviceClass: random.integer(0, 3),
      index,
      left: random.integer(1, 2 ** 53 - 1),
    }));
    for (const { day, serviceClass, index, left } of rows) {
      reserveRows(queue, 1);
      enqueue(queue, day, serviceClass, index, left);
    }
    sortQueue(queue);
    rows.sort((a, b) => a.day - b.day || a.serviceClass - b.serviceClass || a.index - b.index);
    assert.deepEqual(rowsOf(queue), rows, `${count} rows`);
  }
});
