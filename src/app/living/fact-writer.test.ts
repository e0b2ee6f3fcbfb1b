// The one writer of facts over a store that fails, or that takes its time.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonSource } from '../../ingest/json/json-records.ts';
import type { RecordSource } from '../../ingest/record-batch.ts';
import { systemCaller } from './caller.ts';
import { type FactStore, UnstorableError } from './fact-store.ts';
import { FactWriter } from './fact-writer.ts';

const caller = systemCaller(1, 'test');

const items = (...ids: string[]) => batchOf('items', ids);

const batchOf = (feed: 'items' | 'customers', ids: readonly string[]) => ({
  feed,
  records: jsonSource(
    feed,
    'test',
    ids.map((id) =>
      feed === 'items' ? { item_id: id, description: `of ${id}` } : { customer_id: id },
    ),
  ) as RecordSource,
  declared: {},
  isTyped: true,
  replace: false,
  source: 'test',
  idempotencyKey: '',
  fingerprint: '',
  replayOf: null,
});

const emptyStore = {
  takeCharge: async () => ({ position: 0, at: 0, fence: 1 }),
  hydrate: async () => ({ position: 0, at: 0, settings: {}, settingsPosition: 0 }),
  answerOf: async () => null,
  forgetAnswers: async () => {},
};

test('a batch that waits while the store fails is kept with its own texts', async () => {
  const kept: string[] = [];
  let isAway = true;
  const store: FactStore = {
    ...emptyStore,
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

/** A store that says what it was asked to keep and waits to be told how that ends. */
function storeOnCall() {
  const asked: { from: number; rows: number; end: (error?: Error) => void }[] = [];
  const store: FactStore = {
    ...emptyStore,
    async commit(head, entries, _kept, _standing, before) {
      const rows = entries.reduce((sum, { set }) => sum + set!.rows.length, 0);
      await new Promise<void>((resolve, reject) => {
        const end = (error?: Error) => (error ? reject(error) : resolve());
        asked.push({ from: head.position, rows, end });
      });
      await before;
    },
  };
  return { asked, store };
}

const many = (from: number) =>
  batchOf(
    'customers',
    Array.from({ length: 3_000 }, (_, i) => `C${from + i}`),
  );
const few = (id: string) => batchOf('customers', [id]);
const turn = () => new Promise((resolve) => setTimeout(resolve, 100));

test('many rows are on their way while those before are made durable, few wait', async () => {
  const { asked, store } = storeOnCall();
  const told: number[] = [];
  const writer = new FactWriter({
    store,
    now: () => 0,
    committed: (entries) => told.push(...entries.map(({ position }) => position)),
  });
  await writer.open();
  const accept = (batch: ReturnType<typeof batchOf>) => writer.accept(caller, batch);
  const answers = [many(0), many(3_000)].map(accept);
  await turn();
  assert.deepEqual(
    asked.map(({ from, rows }) => [from, rows]),
    [
      [0, 3_000],
      [1, 3_000],
    ],
  );
  asked[1]!.end();
  await turn();
  assert.deepEqual(told, [], 'the second is not told of before the first');
  assert.equal(writer.head, 0);
  answers.push(...[few('X'), few('Y')].map(accept));
  await turn();
  assert.equal(asked.length, 2);
  asked[0]!.end();
  await turn();
  assert.deepEqual([asked[2]!.from, asked[2]!.rows], [2, 2], 'the few go together');
  asked[2]!.end();
  const positions = (await Promise.all(answers)).map(({ position }) => position);
  assert.deepEqual(positions, [1, 2, 3, 4]);
  assert.deepEqual(told, [1, 2, 3, 4]);
});

test('what was to follow a commit that failed fails with it, and may be sent again', async () => {
  const { asked, store } = storeOnCall();
  const writer = new FactWriter({ store, now: () => 0, committed: () => {} });
  await writer.open();
  const first = writer.accept(caller, many(0));
  const second = writer.accept(caller, many(3_000));
  await turn();
  asked[1]!.end();
  asked[0]!.end(new Error('away'));
  await assert.rejects(first, /away/);
  await assert.rejects(second, /away/);
  assert.equal(writer.head, 0);
  const again = writer.accept(caller, many(3_000));
  await turn();
  assert.equal(asked[2]!.from, 0);
  asked[2]!.end();
  assert.deepEqual([(await again).position, (await again).new], [1, 3_000]);
});

test('a batch that cannot be kept is refused alone, the others are taken', async () => {
  const kept: string[][] = [];
  let position = 0;
  const store: FactStore = {
    ...emptyStore,
    hydrate: async () => ({ position, at: 0, settings: {}, settingsPosition: 0 }),
    async commit(_head, entries, _kept, { facts }, before) {
      const ids = entries.flatMap(({ set }) => {
        const [column] = set!.table.columns;
        return [...set!.rows].map((row) => facts.pool.texts[column!.values[row]!]!);
      });
      await turn();
      await before;
      if (ids.includes('BAD')) throw new UnstorableError('BAD cannot be kept');
      kept.push(ids);
      position = entries.at(-1)!.position;
    },
  };
  const writer = new FactWriter({ store, now: () => 0, committed: () => {} });
  await writer.open();
  const accept = (batch: ReturnType<typeof batchOf>) => writer.accept(caller, batch);
  const first = accept(few('A'));
  const [beside, bad, behind] = [accept(few('B')), accept(few('BAD')), accept(many(0))];
  await assert.rejects(bad, /BAD cannot be kept/);
  assert.equal((await behind).new, 3_000);
  assert.deepEqual([(await first).new, (await beside).new], [1, 1]);
  assert.equal(kept.flat().length, 3_002);
  assert.equal(writer.head, 3);
  assert.equal((await accept(few('C'))).position, 4);
});
