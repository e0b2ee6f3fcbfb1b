import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as, openApi } from './test-server-fixture.ts';
import { testCase } from './test-system-fixture.ts';

const PLANNER = as('planner');

test('an action names the version that was seen; a stale one is refused', async (t) => {
  const { app, system } = await openApi(t);
  system.cases = [testCase('C/1', { version: 3 })];
  const read = await app.inject({ url: '/api/v1/cases/C%2F1', headers: PLANNER });
  assert.equal(read.headers.etag, '"3"');
  const url = '/api/v1/cases/C%2F1/actions';
  const act = (payload: object, headers = {}) =>
    app.inject({ method: 'POST', url, headers: { ...PLANNER, ...headers }, payload });
  const none = await act({ action: 'start' });
  assert.equal(none.json().code, 'version_required');
  const done = await act({ action: 'start' }, { 'if-match': '"3"' });
  assert.deepEqual(
    [done.statusCode, done.headers.etag, done.json().state],
    [200, '"4"', 'in_progress'],
  );
  const stale = await act({ action: 'dismiss', reason: 'known', version: 3 });
  assert.equal(stale.statusCode, 409);
  assert.equal(stale.json().code, 'version_conflict');
  assert.equal(stale.headers.etag, undefined);
});

test('an action that does not fit is told where', async (t) => {
  const { app, system } = await openApi(t);
  system.cases = [testCase('C1')];
  const act = async (payload: object) => {
    const url = '/api/v1/exceptions/C1/actions';
    const answer = await app.inject({ method: 'POST', url, headers: PLANNER, payload });
    assert.equal(answer.statusCode, 422, answer.body);
    return answer.json().errors[0].pointer;
  };
  assert.equal(await act({ action: 'explode', version: 1 }), '/action');
  assert.equal(await act({ action: 'dismiss', version: 1 }), '/reason');
  assert.equal(await act({ action: 'snooze', until: 'soon', reason: 'x', version: 1 }), '/until');
  assert.equal(await act({ action: 'start', owner: 'AB', version: 1 }), '/');
  assert.equal(await act({ action: 'comment', text: ' ', version: 1 }), '/text');
});

test('lists of cases can be asked for by what they hold', async (t) => {
  const { app, system } = await openApi(t);
  const own = testCase('C1', { owner: 'AB' });
  system.cases = [own, testCase('C2')];
  const url = '/api/v1/cases?state=open&owner=AB&minimum_value=1000&limit=5';
  const { rows, position } = (await app.inject({ url, headers: PLANNER })).json();
  assert.deepEqual([rows, position], [[own], 0]);
  const wrong = '/api/v1/cases?minimum_value=-1';
  assert.equal((await app.inject({ url: wrong, headers: PLANNER })).statusCode, 400);
});

test('rules are looked at before they count, and made from the version in force', async (t) => {
  const { app } = await openApi(t);
  const headers = as('lead');
  const rules = await app.inject({ url: '/api/v1/rules', headers });
  assert.equal(rules.headers.etag, '"1"');
  assert.equal((await app.inject({ url: '/api/v1/rules?version=9', headers })).statusCode, 404);
  const preview = await app.inject({
    method: 'POST',
    url: '/api/v1/rules/preview',
    headers,
    payload: { rules: [] },
  });
  assert.match(preview.json().message, /14 now, 9 new/);
  const put = (match: string) =>
    app.inject({
      method: 'PUT',
      url: '/api/v1/rules',
      headers: { ...headers, 'if-match': match },
      payload: { rules: [], comment: 'calmer' },
    });
  assert.equal((await put('"1"')).json().version, 2);
  assert.equal((await put('"1"')).statusCode, 409);
  const versions = await app.inject({ url: '/api/v1/rules/versions', headers });
  assert.deepEqual(versions.json(), { rows: [{ version: 2 }] });
});

test('settings change field by field', async (t) => {
  const { app } = await openApi(t);
  const patch = (payload: object) =>
    app.inject({ method: 'PATCH', url: '/api/v1/settings', headers: as('lead'), payload });
  assert.equal((await patch({ horizon_days: 90 })).json().horizon_days, 90);
  const read = await app.inject({ url: '/api/v1/settings', headers: as('viewer') });
  assert.deepEqual([read.json().horizon_days, read.json().timezone], [90, 'Europe/Berlin']);
  assert.equal((await patch({ horizon_days: 0 })).json().errors[0].pointer, '/horizon_days');
  assert.equal((await patch({ position: 7 })).statusCode, 422);
});

test('the demo has a pace and steps; what is no demo says so', async (t) => {
  const { app, system } = await openApi(t);
  const ask = (method: 'GET' | 'PATCH' | 'POST', url: string, payload?: object) =>
    app.inject({ method, url, headers: PLANNER, payload });
  assert.equal(
    (await ask('PATCH', '/api/v1/demo', { days_per_minute: 0 })).json().days_per_minute,
    0,
  );
  assert.equal((await ask('POST', '/api/v1/demo/steps', { count: 3 })).json().steps, 3);
  assert.equal((await ask('PATCH', '/api/v1/demo', { days_per_minute: -1 })).statusCode, 422);
  system.demo = null;
  const none = await ask('GET', '/api/v1/demo');
  assert.deepEqual([none.statusCode, none.json().code], [404, 'no_demo']);
});
