import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { test } from 'node:test';
import { createServer } from './server.ts';
import { as, openServer, optionsFor } from './test-server-fixture.ts';

const settled = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('a port that is taken is told with what to do', async (t) => {
  const { port } = await openServer(t);
  const { options } = optionsFor(t);
  const second = await createServer(options);
  t.after(() => second.close(0));
  await assert.rejects(second.listen(port, '127.0.0.1'), (error: Error) => {
    assert.match(error.message, new RegExp(`Port ${port} on 127.0.0.1 is taken`));
    assert.match(error.message, /--port/);
    return true;
  });
  await assert.rejects(second.listen(0, '203.0.113.7'), /is no address of this machine/);
});

test('a stop lets running requests finish, ends streams, and takes no new ones', async (t) => {
  const { system, origin, close } = await openServer(t);
  let release = (): void => undefined;
  const running = new Promise<void>((resolve) => {
    system.onAccept = () => {
      resolve();
      return new Promise<void>((go) => {
        release = go;
      });
    };
  });
  const stream = await fetch(`${origin}/api/v1/stream`, { headers: as('viewer') });
  const post = fetch(`${origin}/api/v1/facts/items`, {
    method: 'POST',
    headers: { ...as('planner'), 'content-type': 'text/csv' },
    body: 'item_id\nA\n',
  });
  await running;
  const closed = close(5_000);
  const told = await stream.text();
  assert.match(told, /event: end\ndata: \{"reason":"stopping"\}\n\nretry: 2000\n/);
  await assert.rejects(fetch(`${origin}/ready`), 'it listens no more');
  release();
  const answer = await post;
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /"new":1/);
  await closed;
});

test('on an open connection, readiness goes and work is refused while it stops', async (t) => {
  const { system, port, close } = await openServer(t);
  let release = (): void => undefined;
  const socket = connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  let heard = '';
  socket.on('data', (piece) => {
    heard += piece;
  });
  const waiting = new Promise<void>((resolve) => {
    system.onAccept = () => {
      resolve();
      return new Promise<void>((go) => {
        release = go;
      });
    };
  });
  const head = 'Host: x\r\nAuthorization: Bearer planner\r\n';
  const post = `POST /api/v1/facts/items HTTP/1.1\r\n${head}Content-Type: text/csv\r\n`;
  socket.write(`${post}Content-Length: 10\r\n\r\nitem_id\nA\n`);
  await waiting;
  socket.write(`GET /ready HTTP/1.1\r\n${head}\r\nGET /api/v1/plan HTTP/1.1\r\n${head}\r\n`);
  const closed = close(2_000);
  await settled(20);
  release();
  await Promise.all([closed, new Promise((resolve) => socket.once('close', resolve))]);
  const statuses = [...heard.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => match[1]);
  assert.equal(statuses[0], '200');
  assert.ok(
    statuses.slice(1).every((status) => status === '503'),
    heard,
  );
});

test('what does not finish within the grace is cut off', async (t) => {
  const { system, origin, close, spoolFolder } = await openServer(t);
  const running = new Promise<void>((resolve) => {
    system.onAccept = () => {
      resolve();
      return new Promise<void>(() => undefined);
    };
  });
  const post = fetch(`${origin}/api/v1/facts/items`, {
    method: 'POST',
    headers: { ...as('planner'), 'content-type': 'text/csv' },
    body: 'item_id\nA\n',
  });
  post.catch(() => undefined);
  await running;
  const begun = performance.now();
  await close(100);
  assert.ok(performance.now() - begun < 3_000);
  await assert.rejects(post);
  assert.deepEqual(readdirSync(spoolFolder), []);
});

test('who sends headers drop by drop is cut off', async (t) => {
  const { port } = await openServer(t, { limits: { headersMs: 150 } });
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('GET /health HTTP/1.1\r\nHost: x\r\n');
  const drops = setInterval(() => socket.write('x: y\r\n'), 30);
  let heard = '';
  socket.on('data', (piece) => {
    heard += piece;
  });
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(drops);
  assert.match(heard, /^HTTP\/1\.1 408 /);
  assert.match(heard, /application\/problem\+json/);
});

test('who sends a small body drop by drop is told so, and cut off', async (t) => {
  const { port } = await openServer(t, { limits: { documentMs: 150, lingerMs: 50 } });
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  const head = 'PATCH /api/v1/settings HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer lead\r\n';
  socket.write(`${head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`);
  const drops = setInterval(() => socket.write(' '), 30);
  let heard = '';
  socket.on('data', (piece) => {
    heard += piece;
  });
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(drops);
  assert.match(heard, /^HTTP\/1\.1 408 /);
  assert.equal(heard.split('HTTP/1.1').length, 2, 'it is answered once');
});
