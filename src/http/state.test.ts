import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { as, openApi } from './test-server-fixture.ts';

test('a process that is up says so; ready it is with its database and planner only', async (t) => {
  const { app, system } = await openApi(t);
  assert.deepEqual((await app.inject({ url: '/health' })).json(), {
    status: 'up',
    version: '0.0.0',
  });
  const ready = await app.inject({ url: '/ready' });
  assert.deepEqual([ready.statusCode, ready.json()], [200, { ready: true, reasons: [] }]);
  system.health = async () => ({
    database: true,
    planner: false,
    position: 9,
    planned_position: 7,
    planning_ms: { netting: 12 },
  });
  const half = await app.inject({ url: '/ready' });
  assert.deepEqual([half.statusCode, half.json().reasons], [503, ['the planner is not running']]);
  const { body } = await app.inject({ url: '/metrics' });
  assert.match(body, /drumbeat_plan_lag_positions 2\n/);
  assert.match(body, /drumbeat_planning_seconds\{phase="netting"\} 0\.012\n/);
  assert.match(body, /drumbeat_up\{part="planner"\} 0\n/);
  system.down = true;
  system.health = async () => Promise.reject(new Error('connection refused'));
  assert.equal((await app.inject({ url: '/ready' })).statusCode, 503);
  assert.equal((await app.inject({ url: '/health' })).statusCode, 200);
});

test('metrics are OpenMetrics: requests by route, facts by feed', async (t) => {
  const { app } = await openApi(t);
  const headers = { ...as('planner'), 'content-type': 'text/csv' };
  const payload = 'item_id\nA\nB\n\n';
  await app.inject({ method: 'POST', url: '/api/v1/facts/items', headers, payload });
  const { headers: told, body } = await app.inject({ url: '/metrics' });
  assert.match(String(told['content-type']), /^application\/openmetrics-text/);
  assert.match(body, /drumbeat_facts_total\{feed="items",outcome="new"\} 2\n/);
  assert.match(
    body,
    /duration_seconds_count\{.*route="\/api\/v1\/facts\/:feed",status="200".*\} 1\n/,
  );
  assert.match(body, /drumbeat_http_requests_in_flight 1\n/);
  assert.ok(body.endsWith('# EOF\n'));
});

test('metrics are for this machine, and from elsewhere for a right', async (t) => {
  const { app } = await openApi(t);
  const ask = async (remoteAddress: string, headers = {}) =>
    (await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
  assert.equal(await ask('127.0.0.1'), 200);
  assert.equal(await ask('::ffff:127.0.0.1'), 200);
  assert.equal(await ask('127.0.0.1', { 'x-forwarded-for': '198.51.100.7' }), 401);
  assert.equal(await ask('198.51.100.7'), 401);
  assert.equal(await ask('198.51.100.7', as('supplier:S')), 403);
  assert.equal(await ask('198.51.100.7', as('viewer')), 200);
});

test('the page is strict: nothing inline, nothing from elsewhere', async (t) => {
  const { app } = await openApi(t);
  const page = await app.inject({ url: '/' });
  const policy = String(page.headers['content-security-policy']);
  assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/);
  assert.doesNotMatch(policy, /unsafe|https?:|\*/);
  assert.doesNotMatch(page.body, /<style|style=|\son\w+=|<script(?![^>]*src=)|https?:/);
  for (const [, url] of page.body.matchAll(/(?:src|href)="(\/[^"]*)"/g)) {
    assert.ok((await app.inject({ url })).statusCode < 400, url);
  }
  const script = (await app.inject({ url: '/page.js' })).body;
  assert.doesNotMatch(script, /innerHTML|outerHTML|insertAdjacentHTML|eval\(|document\.write/);
  for (const [, id] of script.matchAll(/place\('([\w-]+)'\)/g)) {
    assert.ok(page.body.includes(`id="${id}"`), `the page has no "${id}"`);
  }
  assert.equal(page.headers['x-frame-options'], 'DENY');
  assert.equal(page.headers['x-content-type-options'], 'nosniff');
});

test('every field of the page has a label, and every part a heading', () => {
  const page = readFileSync(new URL('./page/index.html', import.meta.url), 'utf8');
  for (const [, id] of page.matchAll(/<(?:input|select) id="([\w-]+)"/g)) {
    assert.ok(page.includes(`<label for="${id}"`), `${id} has no label`);
  }
  for (const [, id] of page.matchAll(/aria-labelledby="([\w-]+)"/g)) {
    assert.match(page, new RegExp(`<h\\d id="${id}"`));
  }
  assert.match(page, /<html lang="en">/);
});
