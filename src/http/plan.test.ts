import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preferredWait, versionOf } from './at-position.ts';
import { planHeadline } from './plan-headline.ts';
import { as, openApi, openServer, send, type TestApi } from './test-server-fixture.ts';

const VIEWER = as('viewer');

async function take({ app }: TestApi): Promise<void> {
  const headers = { ...as('planner'), 'content-type': 'text/csv' };
  const payload = `item_id\n${Math.random()}\n`;
  await app.inject({ method: 'POST', url: '/api/v1/facts/items', headers, payload });
}

test('the headline says what is due, and what it protects', () => {
  const due = { value_at_risk: 79_534, decide_by: '2027-03-02T17:00:00Z' };
  const later = { value_at_risk: 12_400, decide_by: '2027-03-04' };
  const of = (...cases: object[]) => planHeadline(cases, false, '2027-03-02', 'EUR');
  assert.equal(of(), 'Nothing needs a decision.');
  assert.equal(of(due, later), '1 decision is due today. It protects 79,534 EUR.');
  assert.equal(of(due, due), '2 decisions are due today. They protect 159,068 EUR.');
  assert.equal(of(later), 'No decision is due today. 1 case can wait, 12,400 EUR at risk.');
  assert.equal(of({ decide_by: '2027-03-01' }), '1 decision is due today. 1 case open.');
  const excess = { value_at_risk: 900, decide_by: '2027-03-01', severity: 'low' };
  assert.equal(of(excess, later), '1 decision is due today. 2 cases open, 12,400 EUR at risk.');
});

test('the plan says on which position it rests, and where the log stands', async (t) => {
  const api = await openApi(t);
  await take(api);
  api.system.holdPlan(true);
  await take(api);
  const answer = await api.app.inject({ url: '/api/v1/plan', headers: VIEWER });
  const { position, head, state, headline } = answer.json();
  assert.deepEqual([position, head, state], [1, 2, 'planning']);
  assert.equal(headline, 'Nothing needs a decision.');
  assert.equal(answer.headers['drumbeat-position'], '1');
});

test('a read not before a position waits for it, or is told to come back', async (t) => {
  const api = await openApi(t, { limits: { waitMs: 20 } });
  api.system.holdPlan(true);
  await take(api);
  const read = (headers = {}) =>
    api.app.inject({ url: '/api/v1/plan?not_before=1', headers: { ...VIEWER, ...headers } });
  const early = await read();
  assert.equal(early.statusCode, 503);
  assert.equal(early.json().code, 'plan_behind');
  assert.equal(early.headers['retry-after'], '1');
  setTimeout(() => api.system.holdPlan(false), 30);
  const waited = await read({ prefer: 'respond-async, wait=5' });
  assert.equal(waited.json().position, 1);
  assert.equal(waited.headers['preference-applied'], 'wait=5');
  const facts = '/api/v1/facts/items?not_before=9';
  assert.equal((await api.app.inject({ url: facts, headers: VIEWER })).json().code, 'plan_behind');
});

test('a wish to wait and a version are read as their standards write them', () => {
  assert.equal(preferredWait('wait=10'), 10_000);
  assert.equal(preferredWait('return=minimal; foo, WAIT = "3"'), 3_000);
  assert.equal(preferredWait('await=10'), null);
  assert.equal(preferredWait(undefined), null);
  assert.equal(versionOf('"7"', undefined), 7);
  assert.equal(versionOf('W/"7"', 7), 7);
  assert.equal(versionOf(undefined, 3), 3);
  for (const [header, body] of [
    [undefined, undefined],
    ['7', 7],
    ['*', 7],
    ['"7"', 8],
  ] as const) {
    assert.throws(() => versionOf(header, body), { code: 'version_required' });
  }
});

test('the document comes piece by piece, with its own position', async (t) => {
  const api = await openApi(t);
  await take(api);
  const url = '/api/v1/plan/document?with=pegging,balances,pegging';
  const answer = await api.app.inject({ url, headers: VIEWER });
  assert.equal(answer.headers['drumbeat-position'], '1');
  assert.deepEqual(answer.json().with, ['pegging', 'balances']);
  assert.equal((await api.app.inject({ url: `${url},x`, headers: VIEWER })).statusCode, 400);
});

test('a document that fails at once is a problem; later, the connection breaks', async (t) => {
  const { system, origin } = await openServer(t);
  async function* failing(after: number): AsyncGenerator<string> {
    for (let at = 0; at < after; at++) yield 'x'.repeat(2_000);
    throw new Error('the planner died');
  }
  const read = () => fetch(`${origin}/api/v1/plan/document`, { headers: VIEWER });
  system.pieces = failing(0);
  const early = await read();
  assert.equal(early.status, 500);
  assert.doesNotMatch(await early.text(), /died/);
  system.pieces = failing(3);
  await assert.rejects((await read()).text());
});

test('only so many documents are sent at a time, and one that is left makes room', async (t) => {
  const { system, origin } = await openServer(t, { limits: { documentsAtOnce: 1 } });
  let ended = 0;
  async function* endless(): AsyncGenerator<string> {
    try {
      for (;;) yield 'x'.repeat(64 * 1024);
    } finally {
      ended++;
    }
  }
  system.pieces = endless();
  const leaving = new AbortController();
  const read = (signal?: AbortSignal) =>
    fetch(`${origin}/api/v1/plan/document`, { headers: VIEWER, signal });
  await read(leaving.signal);
  assert.equal((await read()).status, 503);
  leaving.abort();
  while (ended === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  system.pieces = null;
  assert.equal((await read()).status, 200);
});

test('lists take the columns of their rows, a cursor and a limit', async (t) => {
  const { app } = await openApi(t);
  const list = (name: string) => app.inject({ url: `/api/v1/plan/${name}`, headers: VIEWER });
  const page = (await list('action_messages?kind=expedite&item_id=A%2FB&limit=7&cursor=c')).json();
  assert.deepEqual(page.rows, [
    { list: 'action_messages', where: { kind: 'expedite', item_id: 'A/B' }, after: 'c', limit: 7 },
  ]);
  assert.equal((await list('demand?severity=error')).statusCode, 400);
  assert.equal((await list('pegging')).statusCode, 404);
});

test('ids stand in addresses whatever they are made of', async (t) => {
  const { port } = await openServer(t);
  const ids = [
    'A/B',
    '100%',
    '%2F',
    'Größe 5',
    '部品',
    '..a',
    '.',
    '..',
    'a b+c',
    '?x=1&y#z',
    '__proto__',
  ];
  for (const id of [...ids, 'ü'.repeat(255)]) {
    const [item, location] = [id, `L/${id}`].map(encodeURIComponent);
    const path = `/api/v1/item-locations/${item}/${location}`;
    const answer = await send(port, path, { headers: VIEWER });
    assert.equal(answer.status, 200, `${id}: ${answer.body}`);
    const { item_id, location_id } = JSON.parse(answer.body);
    assert.deepEqual([item_id, location_id], [id, `L/${id}`]);
  }
  const pegging = await send(port, '/api/v1/pegging/sales_order/SO%2F1%2F10?depth=2', {
    headers: VIEWER,
  });
  assert.deepEqual(JSON.parse(pegging.body), {
    kind: 'sales_order',
    id: 'SO/1/10',
    depth: 2,
    position: 0,
  });
  const broken = await send(port, '/api/v1/item-locations/%zz/L', { headers: VIEWER });
  assert.equal(JSON.parse(broken.body).code, 'bad_url');
});

test('what is absent and what is somebody else’s get the same answer', async (t) => {
  const { app } = await openApi(t);
  const read = async (url: string) => {
    const answer = await app.inject({ url, headers: VIEWER });
    assert.equal(answer.statusCode, 404);
    return { ...answer.json(), instance: '' };
  };
  for (const path of ['item-locations/ID/L', 'pegging/forecast/ID', 'exceptions/ID', 'cases/ID']) {
    const [absent, foreign] = [path.replace('ID', 'none'), path.replace('ID', 'foreign')];
    assert.deepEqual(await read(`/api/v1/${absent}`), await read(`/api/v1/${foreign}`));
  }
});
