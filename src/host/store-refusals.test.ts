import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UnstorableError } from '../app/living/fact-store.ts';
import { DatabaseUnavailableError } from '../storage/postgres/database.ts';
import { DatabaseError } from '../storage/postgres/driver.ts';
import { FencedError, HeadMovedError } from '../storage/postgres/fact-log/fact-store.ts';
import { storeRefusal } from './store-refusals.ts';

const told = (error: unknown) => {
  const refused = storeRefusal(error);
  return refused && [refused.status, refused.code];
};

test('what a database refuses, or that it is away or full, is said with a status', () => {
  const full = Object.assign(new DatabaseError('no space', 1, 'error'), { code: '53100' });
  assert.deepEqual(told(new DatabaseUnavailableError('gone', null)), [503, 'unavailable']);
  assert.deepEqual(told(new HeadMovedError('moved')), [503, 'unavailable']);
  assert.deepEqual(told(new FencedError('another')), [503, 'not_in_charge']);
  assert.deepEqual(told(full), [507, 'disk_full']);
  assert.deepEqual(told(new UnstorableError('a value')), [422, 'refused']);
  const odd = Object.assign(new DatabaseError('a NUL', 1, 'error'), { code: '22021' });
  assert.deepEqual(told(odd), [422, 'refused']);
  assert.equal(told(new Error('a fault of ours')), null);
});

test('whoever does not know what became of a write is told to send it again', () => {
  const refused = storeRefusal(new DatabaseUnavailableError('gone', null, true));
  assert.match(refused!.message, /Send it again, with the same Idempotency-Key/);
});
