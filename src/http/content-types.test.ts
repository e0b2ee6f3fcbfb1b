import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { createRandom, type Random } from '../base/prng.ts';
import { FACT_TYPES } from './routes/intake.ts';
import { as, openApi, openServer } from './test-server-fixture.ts';

const SEED = 20_270_302;
const COUNT = 10_000;

const TYPES = [
  ...FACT_TYPES,
  'text/plain',
  'application/xml',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  'application/json5',
  'application/vnd.api+json',
  '*/*',
  'json',
  '',
];
const PARTS = [
  '; charset=utf-8',
  ';charset=latin1',
  '; boundary="a;b"',
  '; q="\\""',
  ';;',
  ' ;x',
  ';=',
];
const STROKES = [
  ' ',
  '\t',
  ';',
  ',',
  '/',
  '"',
  '\\',
  '=',
  '%2f',
  '+',
  '.',
  '\u00e9',
  '\u00a0',
  '\u0000',
];

/** A header as a careless or hostile sender would write it, near to one that is taken. */
function oddType(random: Random): string {
  let text = random.pick(TYPES);
  for (let count = random.integer(0, 3); count > 0; count--) {
    const at = random.integer(0, text.length);
    const stroke = random.pick(STROKES);
    const turns = [
      () => text + random.pick(PARTS),
      () => text.slice(0, at) + stroke + text.slice(at),
      () => text.slice(0, at) + text.slice(at + 1),
      () => text.toUpperCase(),
      () => `${stroke}${text}`,
      () => `${text}, ${random.pick(TYPES)}`,
      () => `${text}${' '.repeat(random.integer(0, 40))}`,
    ];
    text = random.pick(turns)();
  }
  return text;
}

test('10,000 odd Content-Types: no body gets past its check or is read otherwise', async (t) => {
  const limits = { requestsPerMinute: 100_000 };
  const { app, system } = await openApi(t, { limits, log: { level: 'silent' } });
  const random = createRandom(SEED);
  let format = '';
  system.onAccept = async ({ body }) => {
    format = body.format;
  };
  let taken = 0;
  for (let count = 0; count < COUNT; count++) {
    const type = oddType(random);
    const where = `${JSON.stringify(type)}, seed ${SEED}, number ${count}`;
    if (count % 2 === 0) {
      const answer = await app.inject({
        method: 'PATCH',
        url: '/api/v1/settings',
        headers: { ...as('lead'), 'content-type': type },
        payload: '{"horizon_days":-1}',
      });
      assert.ok([400, 415, 422].includes(answer.statusCode), `${answer.statusCode} ${where}`);
      continue;
    }
    format = '';
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/facts/items',
      headers: { ...as('planner'), 'content-type': type },
      payload: '[{"item_id":"A"}]',
    });
    assert.ok([200, 400, 415].includes(answer.statusCode), `${answer.statusCode} ${where}`);
    if (answer.statusCode === 415) assert.equal(format, '', where);
    if (format === '') continue;
    taken++;
    const [name] = type.split(';').map((part) => part.trim().toLowerCase());
    const told = name === 'application/json' ? 'json' : name === 'text/csv' ? 'csv' : 'ndjson';
    assert.ok(FACT_TYPES.includes(name), where);
    assert.equal(format, told, where);
  }
  assert.ok(taken > 500 && taken < COUNT / 2, `${taken} were taken: the test has lost its edge`);
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
