import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request as ask, type ClientRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { as, openServer, send, type TestServer } from '../test-server-fixture.ts';

const CSV = { ...as('planner'), 'content-type': 'text/csv' };
const PATH = '/api/v1/facts/items';
const MIB = 1024 * 1024;

const post = ({ port }: TestServer, body: Buffer | string, headers = {}) =>
  send(port, PATH, { method: 'POST', headers: { ...CSV, ...headers }, body });

/** A request whose body the test sends piece by piece. */
function sending({ port }: TestServer, headers: Record<string, string> = {}) {
  const asked: ClientRequest = ask({
    port,
    host: '127.0.0.1',
    path: PATH,
    method: 'POST',
    headers: { ...CSV, ...headers },
  });
  const answer = new Promise<{ status: number; body: string }>((resolve, reject) => {
    asked.on('error', reject);
    asked.on('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        const body = Buffer.concat(pieces).toString('utf8');
        resolve({ status: response.statusCode ?? 0, body });
      });
    });
  });
  answer.catch(() => undefined);
  return { asked, answer };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    assert.ok(tries < 1_000, 'it never came to be');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const rows = (count: number): string => {
  const lines = Array.from({ length: count }, (_, at) => `I-${at},a description of some length`);
  return `item_id,description\n${lines.join('\n')}\n`;
};

test('a small body stays in memory, a larger one is a file for the server alone', async (t) => {
  const server = await openServer(t);
  const seen: string[] = [];
  server.system.onAccept = async ({ body }) => {
    if (!('file' in body)) return void seen.push(`${body.bytes.length} bytes`);
    const { mode, size } = statSync(body.file);
    seen.push(`${size} in a file, mode ${(mode & 0o777).toString(8)}`);
  };
  const small = rows(3);
  const large = rows(40_000);
  assert.equal((await post(server, small)).status, 200);
  const answer = await post(server, large);
  assert.equal(JSON.parse(answer.body).rows, 40_000);
  assert.deepEqual(seen, [`${small.length} bytes`, `${large.length} in a file, mode 600`]);
  assert.deepEqual(readdirSync(server.spoolFolder), []);
});

test('the file is gone too when what was in it is refused', async (t) => {
  const server = await openServer(t);
  server.system.onAccept = async () => {
    throw new Error('a fault within');
  };
  assert.equal((await post(server, rows(40_000))).status, 500);
  assert.deepEqual(readdirSync(server.spoolFolder), []);
});

test('what a killed server left in the folder is gone after the next start', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'drumbeat-left-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, '0b1e.facts'), 'left');
  writeFileSync(join(folder, 'not-ours.txt'), 'left');
  await openServer(t, { spoolFolder: folder });
  assert.deepEqual(readdirSync(folder), ['not-ours.txt']);
});

test('a client that goes away in the middle leaves nothing', async (t) => {
  const server = await openServer(t);
  let accepted = 0;
  server.system.onAccept = async () => void accepted++;
  const { asked, answer } = sending(server);
  asked.write(rows(60_000));
  await until(() => readdirSync(server.spoolFolder).length === 1);
  asked.destroy();
  await assert.rejects(answer);
  await until(() => readdirSync(server.spoolFolder).length === 0);
  assert.equal(accepted, 0);
  assert.ok(!server.log.some((line) => line.includes('"fault"')), 'it is no fault of ours');
});

test('a body over the limit is refused, at once if it says so', async (t) => {
  const limits = { bodyBytes: 2 * MIB, arrayBytes: 4_000, lingerMs: 500 };
  const server = await openServer(t, { limits });
  const told = sending(server, { 'content-length': String(2048 * MIB) });
  told.asked.flushHeaders();
  const early = await told.answer;
  assert.equal(early.status, 413);
  assert.match(early.body, /"code":"body_too_large"/);
  told.asked.destroy();
  const untold = sending(server);
  untold.asked.write(Buffer.alloc(3 * MIB, 'x'));
  assert.equal((await untold.answer).status, 413);
  untold.asked.destroy();
  const array = JSON.stringify(Array.from({ length: 1_000 }, () => ({ item_id: 'A' })));
  const json = await post(server, array, { 'content-type': 'application/json' });
  assert.match(JSON.parse(json.body).detail, /Maybe send NDJSON or CSV/);
  assert.deepEqual(readdirSync(server.spoolFolder), []);
});

test('a sender that goes on after the answer is cut off', async (t) => {
  const server = await openServer(t, { limits: { bodyBytes: 1_000, lingerMs: 100 } });
  const { asked, answer } = sending(server);
  asked.write('x'.repeat(2_000));
  assert.equal((await answer).status, 413);
  const pushing = setInterval(() => asked.write('x'.repeat(1_000)), 10);
  await new Promise((resolve) => asked.once('close', resolve));
  clearInterval(pushing);
});

test('gzip bombs are refused before they grow, whatever they are made of', async (t) => {
  const server = await openServer(t, { limits: { bodyBytes: 90 * MIB } });
  const headers = { 'content-encoding': 'gzip' };
  const bomb = gzipSync(Buffer.alloc(96 * MIB));
  const refusedAs = async (body: Buffer): Promise<string> => {
    const { status, body: text } = await post(server, body, headers);
    assert.ok(status >= 400 && status < 500, text);
    return JSON.parse(text).code;
  };
  const before = process.memoryUsage().rss;
  const begun = process.cpuUsage();
  assert.equal(await refusedAs(bomb), 'packed_too_tight');
  assert.ok(process.cpuUsage(begun).user < 500_000, 'it took too long');
  assert.ok(process.memoryUsage().rss - before < 64 * MIB, 'it took too much memory');
  assert.equal(await refusedAs(Buffer.from('no gzip at all')), 'bad_gzip');
  assert.equal(await refusedAs(bomb.subarray(0, 20)), 'bad_gzip');
  assert.equal(await refusedAs(gzipSync(rows(40_000)).subarray(0, -100)), 'bad_gzip');
  const twice = await post(server, gzipSync(rows(3)), { 'content-encoding': 'gzip, gzip' });
  assert.equal(JSON.parse(twice.body).code, 'content_encoding');
  assert.deepEqual(readdirSync(server.spoolFolder), []);
});

test('a body that falls silent is refused, and a deep one', async (t) => {
  const server = await openServer(t, { limits: { idleBodyMs: 60, lingerMs: 50 } });
  const { asked, answer } = sending(server);
  asked.write('item_id\n');
  const silent = await answer;
  assert.equal(silent.status, 408);
  assert.equal(JSON.parse(silent.body).code, 'body_too_slow');
  asked.destroy();
  const deep = '['.repeat(1_000_000);
  for (const type of ['application/json', 'application/x-ndjson']) {
    const refused = await post(server, deep, { 'content-type': type });
    assert.equal(JSON.parse(refused.body).code, 'too_deep');
  }
});

test('only so many large bodies come in at the same time', async (t) => {
  const server = await openServer(t, { limits: { spooledAtOnce: 1 } });
  const first = sending(server);
  first.asked.write(rows(60_000));
  await until(() => readdirSync(server.spoolFolder).length === 1);
  const second = await post(server, rows(40_000));
  assert.equal(second.status, 503);
  assert.equal(second.headers['retry-after'], '2');
  assert.equal((await post(server, rows(10))).status, 200, 'small ones go on');
  first.asked.end();
  assert.equal((await first.answer).status, 200);
  assert.equal((await post(server, rows(40_000))).status, 200);
});

test('a full disk refuses the body with 507, and its file is gone', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'drumbeat-full-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const program = fileURLToPath(new URL('./spool-on-full-disk-fixture.ts', import.meta.url));
  const limited = 'ulimit -f 4096; exec "$0" "$@"'; // no file may grow over 2 MiB
  const child = spawnSync('sh', ['-c', limited, process.execPath, program, folder], {
    encoding: 'utf8',
  });
  assert.equal(child.stdout, '507 disk_full\n', child.stderr);
  assert.deepEqual(readdirSync(folder), []);
});
