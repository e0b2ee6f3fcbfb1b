import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RefusedError } from '../app/living/ports.ts';
import { as, bearerIsRole, openApi } from './test-server-fixture.ts';

const CANARY = 'CANARY-7d1f';

test('a request is one line: what was asked by whom, and how it ended', async (t) => {
  const { app, log } = await openApi(t);
  await app.inject({ url: '/api/v1/item-locations/MG-2207/P2', headers: as('planner') });
  assert.equal(log.length, 1);
  const { time, ms, request, ...line } = JSON.parse(log[0]);
  assert.deepEqual(line, {
    level: 'info',
    method: 'GET',
    route: '/api/v1/item-locations/:item/:location',
    status: 200,
    caller: 'planner',
    person: 'planner',
    msg: 'request',
  });
  assert.ok(Date.parse(time) > 0 && ms >= 0);
  assert.match(request, /^[0-9a-f-]{36}$/);
});

test('no secret gets into the log, wherever a request carries it', async (t) => {
  const people = {
    ...bearerIsRole,
    identify(app: Parameters<typeof bearerIsRole.identify>[0]) {
      bearerIsRole.identify(app);
      app.addHook('onRequest', async (request) => {
        if (request.headers['x-as'] === undefined) return;
        const planner = { orgId: 1, personId: 'p', keyId: 'k', name: 'planner', partyId: '' };
        request.caller = { ...planner, roles: ['planner', 'lead'], scopes: null };
      });
    },
  };
  const { app, log, system } = await openApi(t, { people, log: { level: 'debug' } });
  const lines: string[] = [];
  const written = process.stderr.write.bind(process.stderr);
  process.stderr.write = ((text: string) => lines.push(text) > 0) as typeof process.stderr.write;
  t.after(() => {
    process.stderr.write = written;
  });
  const headers = {
    'x-as': 'planner',
    authorization: `Bearer ${CANARY}`,
    cookie: `drumbeat=${CANARY}`,
    'idempotency-key': CANARY,
    'x-source': CANARY,
    'user-agent': CANARY,
    referer: `http://x/${CANARY}`,
  };
  const ask = async (url: string, type: string, payload: string, method: 'POST' | 'PATCH') => {
    await app.inject({ method, url, headers: { ...headers, 'content-type': type }, payload });
  };
  await ask('/api/v1/facts/items', 'text/csv', `item_id\n${CANARY}\n`, 'POST');
  await ask('/api/v1/facts/items', CANARY, CANARY, 'POST');
  await ask('/api/v1/facts/items', 'application/json', CANARY, 'POST');
  await ask(`/api/v1/facts/${CANARY}`, 'text/csv', CANARY, 'POST');
  await ask('/api/v1/settings', 'application/json', `{"${CANARY}":1}`, 'PATCH');
  await ask('/api/v1/settings', 'application/json', `{"as_of":"${CANARY}`, 'PATCH');
  await app.inject({ url: `/api/v1/facts/items?item_id=${CANARY}`, headers });
  await app.inject({ url: `/${CANARY}?token=${CANARY}`, headers });
  await app.inject({ url: `/api/v1/cases/${CANARY}%zz`, headers });
  for (const error of [
    new RefusedError(503, 'unavailable', CANARY),
    Object.assign(new Error('invalid input'), { detail: CANARY, parameters: [CANARY] }),
  ]) {
    system.onAccept = async () => {
      throw error;
    };
    await ask('/api/v1/facts/items', 'text/csv', CANARY, 'POST');
  }
  assert.ok(lines.length >= 11, `${lines.length} lines`);
  assert.ok(lines.some((line) => line.includes('"msg":"fault"')));
  assert.deepEqual(
    [...lines, ...log].filter((line) => line.includes(CANARY)),
    [],
  );
  const metrics = await app.inject({ url: '/metrics' });
  assert.equal(metrics.statusCode, 200);
  assert.ok(!metrics.body.includes(CANARY));
});
