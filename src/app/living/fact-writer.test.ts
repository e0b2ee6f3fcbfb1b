// The one writer of facts over a store that fails: what was read before the store was read anew is
// read again, because its texts are those of another memory.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonSource } from '../../ingest/json/json-records.ts';
import type { RecordSource } from '../../ingest/record-batch.ts';
import { systemCaller } from './caller.ts';
import type { FactStore } from './fact-store.ts';
import { FactWriter } from './fact-writer.ts';

const caller = systemCaller(1, 'test');

const items = (...ids: string[]) => ({
  feed: 'items',
  records: jsonSource(
    'items',
    'test',
    ids.map((item_id) => ({ item_id, description: `of ${item_id}` })),
  ) as RecordSource,
  declared: {},
  isTyped: true,
  replace: false,
  source: 'test',
  idempotencyKey: '',
  fingerprint: '',
  replayOf: null,
});

test('a batch that waits while the store fails is kept with its own texts', async () => {
  const kept: string[] = [];
  let isAway = true;
  const store: FactStore = {
    takeCharge: async () => ({ position: 0, at: 0, fence: 1 }),
    hydrate: async () => ({ position: 0, at: 0, settings: {}, settingsPosition: 0 }),
    answerOf: async () => null,
    forgetAnswers: async () => {},
    async commit(_head, entries, _kept, { facts }) {
      if (isAway) {
        isAway = false;
        throw new Error('away');
      }
      for (const { set } of entries) {
        for (const column of set!.table.columns.slice(0, 2)) {
          kept.push(...[...set!.rows].map((row) => facts.pool.texts[column.values[row]!]!));
        }
      }
    },
  };
  const writer = new FactWriter({ store, now: () => 0, committed: () => {} });
  await writer.open();
  const first = writer.accept(caller, items('A', 'B', 'C'));
  const second = writer.accept(caller, items('D'));
  await assert.rejects(first, /away/);
  assert.equal((await second).new, 1);
  assert.deepEqual(kept, ['D', 'of D']);
});
