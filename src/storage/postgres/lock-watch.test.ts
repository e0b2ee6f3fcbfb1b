// A transaction whose client is silent, and one whose client is only slow, on a real server.

import assert from 'node:assert/strict';
import { pipeline } from 'node:stream/promises';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailableError, type Session } from './database.ts';
import { watchLocks } from './lock-watch.ts';
import { systemScope } from './scopes.ts';
import { openTestDatabase } from './test-database.ts';

const SILENT_MS = 400;
const scope = systemScope(1);
const db = await openTestDatabase();
const told: string[] = [];
const { connection } = db;
const watch = watchLocks({ connection, log: (line) => told.push(line), silentMs: SILENT_MS });
await db.owner.transaction(async (session) => {
  await session.query('create table public.seat (id int primary key, taken int)');
  await session.query('insert into public.seat values (1, 0)');
  await session.query('grant all on public.seat to drumbeat_app');
});

after(async () => {
  await watch.close();
  await db.close();
});

const take = (session: Session) =>
  session.query('update public.seat set taken = taken + 1 where id = 1');
const takeOne = () => db.database.transaction(scope, take);

/** Holds the seat from when it resolves until `work` is through. */
function hold(work: (session: Session) => Promise<unknown>): Promise<{ ended: Promise<unknown> }> {
  return new Promise((resolve) => {
    const ended: Promise<unknown> = db.database.transaction(scope, async (session) => {
      await take(session);
      resolve({ ended });
      await work(session);
    });
    ended.catch(() => {});
  });
}

test('whoever holds what others wait for and is silent loses it, and it goes on', async () => {
  const wakes = Promise.withResolvers<void>();
  const { ended } = await hold(async (session) => {
    await wakes.promise;
    await take(session);
  });
  const begun = performance.now();
  await takeOne();
  assert.ok(performance.now() - begun >= SILENT_MS * 0.5, 'it was given time');
  wakes.resolve();
  await assert.rejects(ended, DatabaseUnavailableError);
  assert.equal(told.length, 1);
  assert.match(told[0]!, /^A connection that others waited for was silent: it was ended/);
});

test('one that is halted while it copies rows in loses it as well', async () => {
  told.length = 0;
  const wakes = Promise.withResolvers<void>();
  const { ended } = await hold(async (session) => {
    await session.query('create temporary table rows_of (id int) on commit drop');
    const rows = async function* () {
      yield '1\n';
      await wakes.promise;
      yield '2\n';
    };
    await pipeline(rows, session.copyIn('copy rows_of from stdin'));
  });
  await takeOne();
  wakes.resolve();
  await assert.rejects(ended, DatabaseUnavailableError);
  assert.equal(told.length, 1);
});

test('one that is slow but says something now and then is waited for', async () => {
  told.length = 0;
  const until = performance.now() + SILENT_MS * 3;
  const { ended } = await hold(async (session) => {
    await session.query('create temporary table slow_rows (id int) on commit drop');
    const rows = async function* () {
      for (; performance.now() < until; await sleep(SILENT_MS / 8)) yield '1\n';
    };
    await pipeline(rows, session.copyIn('copy slow_rows from stdin'));
  });
  await takeOne();
  assert.ok(performance.now() >= until);
  await ended;
  assert.deepEqual(told, []);
});

test('one that nobody waits for may be silent', async () => {
  told.length = 0;
  const { ended } = await hold(() => sleep(SILENT_MS * 2));
  await ended;
  assert.deepEqual(told, []);
});
