// A log of facts in a test database, with its writer and desk.

import { systemCaller } from '../../src/app/living/caller.ts';
import { FactWriter } from '../../src/app/living/fact-writer.ts';
import { openRequestBody } from '../../src/connectors/files/request-body.ts';
import { createFactDesk } from '../../src/storage/postgres/fact-log/fact-desk.ts';
import { createFactStore } from '../../src/storage/postgres/fact-log/fact-store.ts';
import type { TestDatabase } from '../../src/storage/postgres/test-database.ts';

export const caller = systemCaller(1, 'test');
export const now = () => Date.parse('2027-03-02T06:00:00Z');

export async function openLog(test: TestDatabase) {
  const clock = { now: now() };
  const store = createFactStore(test.database, 1);
  const time = () => clock.now;
  const writer = new FactWriter({ store, now: time, committed: () => {} });
  await writer.open();
  const desk = createFactDesk({ database: test.database, writer, now, openBody: openRequestBody });
  const post = (feed: string, rows: unknown, more = {}) =>
    desk.accept(caller, {
      feed,
      body: { format: 'json', bytes: new TextEncoder().encode(JSON.stringify(rows)) },
      replace: false,
      source: 'test',
      idempotencyKey: '',
      fingerprint: JSON.stringify([feed, rows]),
      ...more,
    });
  return { clock, store, writer, desk, post };
}
