import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RefusedError } from '../app/living/ports.ts';
import { accepts } from './accept-header.ts';
import { PROBLEM_KINDS } from './problem-codes.ts';
import { as, openApi, openServer, type TestApi } from './test-server-fixture.ts';

const LEAD = as('lead');

interface Asked {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  payload?: string | object;
}

async function problem({ app }: TestApi, asked: Asked) {
  const answer = await app.inject({ method: 'GET', ...asked });
  assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8');
  const { type, title, status, detail, code, instance } = answer.json();
  assert.equal(status, answer.statusCode);
  assert.equal(type, `urn:drumbeat:problem:${code}`);
  assert.equal(title, PROBLEM_KINDS[code as 'internal'].title);
  assert.equal(instance, `urn:uuid:${answer.headers['x-request-id']}`);
  assert.ok(detail.length > 10);
  return { status, code, detail, answer };
}

test('each way to ask wrongly gets its own problem document', async (t) => {
  const api = await openApi(t, { limits: { urlBytes: 500 } });
  const json = { ...LEAD, 'content-type': 'application/json' };
  const settings = { method: 'PATCH' as const, url: '/api/v1/settings', headers: json };
  const deep = `${'{"parameters":'.repeat(40)}1${'}'.repeat(40)}`;
  const ways: [Asked, number, string][] = [
    [{ url: '/api/v1/plan' }, 401, 'not_signed_in'],
    [{ url: '/api/v1/plan', headers: as('supplier:S') }, 403, 'not_allowed'],
    [{ url: '/api/v1/nothing', headers: LEAD }, 404, 'not_found'],
    [{ url: '/api/v1/facts/%C3', headers: LEAD }, 400, 'bad_url'],
    [{ url: '/api/v1/facts/items?item_id=a%00', headers: LEAD }, 400, 'bad_url'],
    [{ method: 'DELETE', url: '/api/v1/facts/items', headers: LEAD }, 405, 'method_not_allowed'],
    [{ url: '/api/v1/plan', headers: { ...LEAD, accept: 'text/html' } }, 406, 'not_acceptable'],
    [{ url: `/api/v1/plan?x=${'y'.repeat(500)}`, headers: LEAD }, 414, 'url_too_long'],
    [{ url: '/api/v1/plan?surprise=1', headers: LEAD }, 400, 'invalid_parameters'],
    [{ ...settings, payload: '{"horizon' }, 400, 'not_json'],
    [{ ...settings, payload: '' }, 400, 'not_json'],
    [{ ...settings, payload: '[1]' }, 422, 'invalid_body'],
    [{ ...settings, payload: deep }, 400, 'too_deep'],
    [{ ...settings, payload: '{"__proto__":{"x":1}}' }, 400, 'forbidden_key'],
    [
      { ...settings, payload: '{"parameters":{"constructor":{"prototype":1}}}' },
      400,
      'forbidden_key',
    ],
    [{ ...settings, payload: `{"as_of":"${'x'.repeat(1_100_000)}"}` }, 413, 'body_too_large'],
    [
      { ...settings, headers: { ...LEAD, 'content-type': 'text/xml' }, payload: '<a/>' },
      415,
      'content_type',
    ],
    [
      { ...settings, headers: { ...json, 'content-encoding': 'br' }, payload: '{}' },
      415,
      'content_encoding',
    ],
    [{ url: '/api/v1/quarantine?state=shut', headers: LEAD }, 400, 'invalid_parameters'],
  ];
  for (const [asked, status, code] of ways) {
    const found = await problem(api, asked);
    assert.deepEqual([found.status, found.code], [status, code], `${asked.url} ${found.detail}`);
  }
  assert.equal(({} as { x?: number }).x, undefined);
});

test('a wrong method is told which there are', async (t) => {
  const api = await openApi(t);
  const found = await problem(api, { method: 'DELETE', url: '/api/v1/cases/C%2F1', headers: LEAD });
  assert.equal(found.answer.headers.allow, 'GET, HEAD');
});

test('what the ports refuse keeps its code and sentence; our fault tells nothing', async (t) => {
  const api = await openApi(t);
  const refuse = (error: Error) => {
    api.system.onAccept = async () => {
      throw error;
    };
    const headers = { ...LEAD, 'content-type': 'text/csv' };
    return { method: 'POST' as const, url: '/api/v1/facts/items', headers, payload: 'item_id\n' };
  };
  const away = await problem(api, refuse(new RefusedError(503, 'unavailable', 'It is away.', 7)));
  assert.deepEqual(
    [away.status, away.detail, away.answer.headers['retry-after']],
    [503, 'It is away.', '7'],
  );
  const late = await problem(api, refuse(new RefusedError(504, 'plan_behind', 'Not there yet.')));
  assert.deepEqual([late.status, late.answer.headers['retry-after']], [503, '1']);
  const fault = await problem(api, refuse(new Error('duplicate key (email)=(anna@example.com)')));
  assert.equal(fault.code, 'internal');
  assert.doesNotMatch(fault.answer.body, /anna|duplicate/);
  assert.match(fault.detail, new RegExp(String(fault.answer.headers['x-request-id'])));
});

test('values in a problem are cut, and those of secret names are left out', async (t) => {
  const api = await openApi(t);
  const long = 'x'.repeat(3_000);
  const { answer } = await problem(api, {
    method: 'PATCH',
    url: '/api/v1/settings',
    headers: LEAD,
    payload: { timezone: long, parameters: { api_token: { secret: 'hush' } } },
  });
  const { errors } = answer.json();
  assert.equal(errors[0].pointer, '/timezone');
  assert.ok(errors[0].value.length < 110);
  assert.doesNotMatch(answer.body, /hush/);
});

test('the closest range of an Accept header decides', () => {
  const json = 'application/json';
  for (const header of [
    undefined,
    '',
    '*/*',
    'application/*',
    'text/html, */*;q=0.1',
    json.toUpperCase(),
  ]) {
    assert.ok(accepts(header, json), header);
  }
  for (const header of ['text/html', 'application/json;q=0, */*', 'application/*;q=0', 'json']) {
    assert.ok(!accepts(header, json), header);
  }
});

test('requests over the rate are told to wait: callers, addresses, wrong keys', async (t) => {
  const limits = { requestsPerMinute: 5, openRequestsPerMinute: 4, refusedPerMinute: 2 };
  const api = await openApi(t, { limits });
  const ask = (role: string) =>
    api.app.inject({ url: '/api/v1/plan', headers: role === '' ? {} : as(role) });
  const many = async (role: string, count: number) => {
    const answers = [];
    for (let at = 0; at < count; at++) answers.push((await ask(role)).statusCode);
    return answers;
  };
  assert.deepEqual(await many('viewer', 6), [200, 200, 200, 200, 200, 429]);
  assert.deepEqual(await many('planner', 1), [200], 'another caller is not held up');
  assert.deepEqual(await many('', 3), [401, 401, 401]);
  const refused = await problem(api, { url: '/api/v1/plan', headers: as('lead') });
  assert.equal(refused.code, 'rate_limit', 'an address of wrong keys is not looked up any more');
  assert.ok(Number(refused.answer.headers['retry-after']) > 0);
  assert.equal((await api.app.inject({ url: '/health' })).statusCode, 200);
  assert.equal((await api.app.inject({ url: '/health' })).statusCode, 429);
});

test('other origins are told nothing that would let them read', async (t) => {
  const { origin } = await openServer(t);
  const headers = { ...as('viewer'), origin: 'https://elsewhere.example' };
  const answer = await fetch(`${origin}/api/v1/plan`, { headers });
  for (const [name] of answer.headers) assert.doesNotMatch(name, /^access-control/);
  const asked = await fetch(`${origin}/api/v1/plan`, { method: 'OPTIONS', headers });
  assert.equal(asked.status, 405);
});
