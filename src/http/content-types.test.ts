import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { createRandom } from '../base/prng.ts';
import { sendOddType } from './odd-types-fixture.ts';
import { openApi, openServer } from './test-server-fixture.ts';

const SEED = 20_270_302;
const COUNT = 10_000;

test('10,000 odd Content-Types: no body gets past its check or is read otherwise', async (t) => {
  const limits = { requestsPerMinute: 100_000 };
  const { app, system } = await openApi(t, { limits, log: { level: 'silent' } });
  const random = createRandom(SEED);
  let read = 0;
  for (let count = 0; count < COUNT; count++) {
    const { fault, taken } = await sendOddType(app, system, random);
    assert.equal(fault, null, `seed ${SEED}, number ${count}`);
    if (taken) read++;
  }
  assert.ok(read > 500 && read < COUNT / 2, `${read} were taken: the test has lost its edge`);
});

/** The status of what comes back for bytes that may be no sound HTTP. */
function statusOf(port: number, head: string[], body = ''): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (piece) => {
      text += piece;
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text);
      if (!status || !text.includes('\r\n\r\n')) return;
      resolve(Number(status[1]));
      socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(0));
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}

test('headers that could be read in two ways are refused', async (t) => {
  const { port } = await openServer(t);
  const body = '{"horizon_days":-1}';
  const first = ['PATCH /api/v1/settings HTTP/1.1', 'Host: x', 'Authorization: Bearer lead'];
  const json = 'Content-Type: application/json';
  const length = `Content-Length: ${body.length}`;
  const shapes: [string[], number[]][] = [
    [[json, length], [422]],
    [
      [json, json, length],
      [422, 400],
    ],
    [
      [json, 'Content-Type: text/csv', length],
      [422, 400, 415],
    ],
    [
      ['Content-Type: text/csv', json, length],
      [415, 400],
    ],
    [[json, length, 'Content-Length: 5'], [400]],
    [[json, length, 'Transfer-Encoding: chunked'], [400]],
    [[json, 'Transfer-Encoding: identity', length], [400]],
    [
      [json, 'Transfer-Encoding: gzip, chunked'],
      [400, 415, 422],
    ],
    [[json, 'Content-Length: +19'], [400]],
    [[json, 'Content-Length: 0x13'], [400]],
    [[json, 'Content-Length : 19'], [400]],
    [[json, ' folded: x', length], [400]],
    [[json, length, 'Content-Encoding: gzip'], [415]],
    [[json, length, 'Content-Encoding: identity'], [422]],
    [[json, length, 'X-HTTP-Method-Override: GET'], [422]],
    [['Content-Type: application/json\u0000', length], [400]],
    [[length], [415]],
    [[json, length, `X-Long: ${'x'.repeat(20_000)}`], [431]],
  ];
  for (const [headers, statuses] of shapes) {
    const status = await statusOf(port, [...first, ...headers], body);
    assert.ok(statuses.includes(status), `${status} for ${headers.join(' | ').slice(0, 200)}`);
  }
  assert.equal(await statusOf(port, ['NONSENSE']), 400);
});
