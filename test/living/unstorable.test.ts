// What PostgreSQL itself cannot keep, beside what it can.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestDatabase } from '../../src/storage/postgres/test-database.ts';
import { openLog } from './fact-log-fixture.ts';

test('a batch that PostgreSQL cannot keep is refused in its words, others are kept', async (t) => {
  const database = await openTestDatabase();
  t.after(() => database.close());
  const { post, writer } = await openLog(database);
  const customers = (id: string, source: string) =>
    post('customers', [{ customer_id: id }], { source });
  const [first, bad, last] = await Promise.allSettled([
    customers('A', 'test'),
    customers('B', 'a source with \0'), // no intake lets it through: here it is put behind it
    customers('C', 'test'),
  ]);
  assert.equal(bad.status, 'rejected');
  assert.match(`${bad.reason}`, /cannot keep a value of this batch \(.*0x00\); nothing of it/);
  assert.deepEqual([first.status, last.status], ['fulfilled', 'fulfilled']);
  assert.equal(writer.head, 2);
  assert.equal((await customers('B', 'test')).position, 3);
});
