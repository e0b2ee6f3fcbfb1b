import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { as, openServer, type TestServer } from '../test-server-fixture.ts';

interface Listener {
  texts: string[]; // whole events, as they came
  until(isThere: (text: string) => boolean): Promise<string>;
  ids(): number[]; // of changes, not of what the stream says of itself
  ended: Promise<void>;
  leave(): void;
}

async function listen(
  t: TestContext,
  server: TestServer,
  query = '',
  headers: Record<string, string> = {},
): Promise<Listener & { status: number }> {
  const leaving = new AbortController();
  t.after(() => leaving.abort());
  const answer = await fetch(`${server.origin}/api/v1/stream${query}`, {
    headers: { ...as('viewer'), ...headers },
    signal: leaving.signal,
  });
  const texts: string[] = [];
  let wake = (): void => undefined;
  const read = async (): Promise<void> => {
    let rest = '';
    const decoder = new TextDecoder();
    try {
      for await (const piece of answer.body ?? []) {
        const parts = (rest + decoder.decode(piece, { stream: true })).split('\n\n');
        rest = parts.pop() ?? '';
        texts.push(...parts);
        wake();
      }
    } catch {
      // It was left.
    }
  };
  const ended = read();
  return {
    status: answer.status,
    texts,
    ended,
    ids: () =>
      texts
        .filter((text) => /^event: (case|plan|facts)\./m.test(text))
        .map((text) => Number(/^id: (\d+)/m.exec(text)?.[1])),
    async until(isThere) {
      for (;;) {
        const found = texts.find(isThere);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    leave: () => leaving.abort(),
  };
}

const isOpen = (text: string): boolean => text.includes('event: open');
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

test('a change comes with its id, kind and body; the reader is told when to retry', async (t) => {
  const server = await openServer(t);
  const reader = await listen(t, server);
  await reader.until(isOpen);
  server.system.tell('case.raised', { id: 'C1', message: 'two\nlines' });
  const text = await reader.until((each) => each.includes('case.raised'));
  assert.deepEqual(text.split('\n').slice(0, 2), ['id: 1', 'event: case.raised']);
  const data = JSON.parse(text.split('\n')[2].slice('data: '.length));
  assert.deepEqual(data.body, { id: 'C1', message: 'two\nlines' });
  assert.equal(reader.texts[0], 'retry: 2000');
});

test('a reader that comes back misses nothing and gets nothing twice', async (t) => {
  const server = await openServer(t);
  const { system } = server;
  for (let count = 0; count < 1_700; count++) system.tell('plan.updated', { count });
  const busy = setInterval(() => system.tell('case.updated', {}), 0);
  const readers = await Promise.all([
    listen(t, server, '', { 'last-event-id': '200' }),
    listen(t, server, '?last_event_id=0'),
    listen(t, server, '?last_event_id=1699'),
  ]);
  for (const reader of readers) await reader.until(isOpen);
  await new Promise((resolve) => setTimeout(resolve, 30));
  clearInterval(busy);
  const { id: last } = system.tell('plan.updated', { last: true });
  for (const reader of readers) await reader.until((text) => text.includes('"last":true'));
  const [fromMiddle, fromStart, fromEnd] = readers.map((reader) => reader.ids());
  assert.deepEqual(fromMiddle, range(201, last));
  assert.deepEqual(fromStart, range(1, last));
  assert.deepEqual(fromEnd, range(1_700, last));
});

test('who comes back too late, or from another database, is told to read afresh', async (t) => {
  const server = await openServer(t);
  for (let count = 0; count < 10; count++) server.system.tell('plan.updated', {});
  server.system.forget(5);
  for (const [from, reason] of [
    ['3', 'too old'],
    ['99', 'unknown id'],
  ]) {
    const reader = await listen(t, server, '', { 'last-event-id': from });
    const reset = await reader.until((text) => text.includes('event: reset'));
    assert.match(reset, /^id: 10$/m);
    assert.ok(reset.includes(reason));
    await reader.until(isOpen);
    assert.deepEqual(reader.ids(), []);
  }
  const wrong = await listen(t, server, '', { 'last-event-id': 'x1' });
  assert.equal(wrong.status, 400);
});

test('a reader gets the kinds that it asks for, and its id moves on over the others', async (t) => {
  const server = await openServer(t);
  const reader = await listen(t, server, '?kinds=case.*,plan.updated&last_event_id=0');
  await reader.until(isOpen);
  for (const kind of ['facts.accepted', 'case.raised', 'plan.updated', 'exception.raised']) {
    server.system.tell(kind, {});
  }
  server.system.tell('case.closed', {});
  await reader.until((text) => text.includes('case.closed'));
  assert.deepEqual(reader.ids(), [2, 3, 5]);
});

/** Asks for the stream and then reads nothing at all. */
function asleep(t: TestContext, { port }: TestServer): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    t.after(() => socket.destroy());
    socket.on('error', () => undefined);
    socket.write('GET /api/v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer viewer\r\n\r\n');
    socket.once('data', () => {
      socket.pause();
      resolve(socket);
    });
  });
}

const big = 'x'.repeat(64 * 1024);
const open = /drumbeat_stream_clients (\d+)\n/;

async function metricsOf({ origin }: TestServer): Promise<string> {
  return (await fetch(`${origin}/metrics`)).text();
}

test('a reader that takes nothing is let go, and holds up nobody', async (t) => {
  const limits = { streamBytes: 256 * 1024, streamStallMs: 300 };
  const server = await openServer(t, { limits });
  const socket = await asleep(t, server);
  const quick = await listen(t, server);
  await quick.until(isOpen);
  const before = process.memoryUsage().rss;
  for (let told = 1; open.exec(await metricsOf(server))?.[1] === '2'; told++) {
    assert.ok(told < 2_000, 'it was never let go');
    server.system.tell('case.updated', { big });
    server.system.forget(told - 20);
    await quick.until((text) => text.includes(`id: ${told}\n`));
    quick.texts.length = 0;
  }
  assert.match(await metricsOf(server), /clients_dropped_total\{reason="slow"\} 1\n/);
  assert.ok(process.memoryUsage().rss - before < 128 * 1024 * 1024);
  socket.resume();
  await new Promise((resolve) => socket.once('close', resolve));
});

test('a burst over the limit is caught up from the store, and nobody is let go', async (t) => {
  const server = await openServer(t, { limits: { streamBytes: 64 * 1024, streamChanges: 5 } });
  const reader = await listen(t, server);
  await reader.until(isOpen);
  for (let count = 0; count < 50; count++) server.system.tell('case.updated', { big });
  await reader.until((text) => text.startsWith('id: 50\n'));
  for (let count = 0; count < 50; count++) server.system.tell('case.updated', { big });
  await reader.until((text) => text.startsWith('id: 100\n'));
  assert.deepEqual(reader.ids(), range(1, 100));
  assert.doesNotMatch(await metricsOf(server), /clients_dropped_total\{/);
});

test('who does not take even heartbeats is let go, and who does hears them', async (t) => {
  const server = await openServer(t, { limits: { heartbeatMs: 20 } });
  const reader = await listen(t, server);
  await reader.until((text) => text === ': beat');
  reader.leave();
  await reader.ended;
});

test('only so many streams are open for one caller, and for all', async (t) => {
  const server = await openServer(t, { limits: { streamsOfCaller: 2, streams: 3 } });
  const first = await listen(t, server);
  await listen(t, server);
  const third = await listen(t, server);
  assert.equal(third.status, 429);
  assert.equal((await listen(t, server, '', as('planner'))).status, 200);
  assert.equal((await listen(t, server, '', as('lead'))).status, 429);
  first.leave();
  for (let tries = 0; tries < 200; tries++) {
    const again = await listen(t, server);
    if (again.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.fail('a stream that was left makes no room');
});

test('a stream ends when its caller has lost the right to it', async (t) => {
  let stands = true;
  const { bearerIsRole } = await import('../test-server-fixture.ts');
  const people = { ...bearerIsRole, stillStands: async () => stands };
  const server = await openServer(t, { people, limits: { heartbeatMs: 20 } });
  const reader = await listen(t, server);
  await reader.until(isOpen);
  stands = false;
  await reader.until((text) => text.includes('signed out'));
  await reader.ended;
});

test('a stream ends after its time, and says where to take it up again', async (t) => {
  const server = await openServer(t, { limits: { streamMinutes: 0.001 } });
  server.system.tell('case.raised', {});
  const reader = await listen(t, server);
  const end = await reader.until((text) => text.includes('event: end'));
  assert.match(end, /^id: 1$/m);
  assert.match(end, /"reason":"renew"/);
  await reader.ended;
});
