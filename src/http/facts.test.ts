import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { as, openApi, type TestApi } from './test-server-fixture.ts';

const CSV = { ...as('planner'), 'content-type': 'text/csv' };

const post = ({ app }: TestApi, url: string, payload: string | Buffer, headers = {}) =>
  app.inject({ method: 'POST', url, payload, headers: { ...CSV, ...headers } });

test('a batch is counted, and its position goes up by one', async (t) => {
  const api = await openApi(t);
  const first = await post(api, '/api/v1/facts/items', 'item_id,uom\nA,EA\nB,EA\n,EA\n');
  assert.equal(first.statusCode, 200);
  const { quarantine, ...counts } = first.json();
  assert.deepEqual(counts, {
    feed: 'items',
    position: 1,
    rows: 3,
    new: 2,
    changed: 0,
    unchanged: 0,
    closed: 0,
    quarantined: 1,
    diagnostics: [],
  });
  assert.equal(quarantine[0].rule, 'required');
  assert.equal(first.headers['drumbeat-position'], '1');
  const again = (await post(api, '/api/v1/facts/items', 'item_id,uom\nA,EA\nB,KG\n')).json();
  assert.deepEqual([again.new, again.changed, again.unchanged, again.position], [0, 1, 1, 2]);
});

test('CSV, NDJSON and a JSON array say the same, packed or not', async (t) => {
  const api = await openApi(t);
  const bodies: [string, string][] = [
    ['text/csv; charset=utf-8', 'item_id,uom\nA,EA\n'],
    ['application/x-ndjson', '{"item_id":"A","uom":"EA"}\n'],
    ['application/jsonl', '{"item_id":"A","uom":"EA"}\n'],
    ['application/json', '[{"item_id":"A","uom":"EA"}]'],
  ];
  for (const [type, body] of bodies) {
    for (const packed of [false, true]) {
      const payload = packed ? gzipSync(body) : body;
      const headers = { 'content-type': type, ...(packed ? { 'content-encoding': 'gzip' } : {}) };
      const answer = await post(api, '/api/v1/facts/items', payload, headers);
      assert.equal(answer.statusCode, 200, answer.body);
      assert.equal(answer.json().position, 1);
    }
  }
});

test('replace closes what the body lacks, and the past is still there to read', async (t) => {
  const api = await openApi(t);
  await post(api, '/api/v1/facts/items', 'item_id,uom\nA,EA\nB,EA\n');
  const replaced = await post(
    api,
    '/api/v1/facts/items?replace=true&source=erp',
    'item_id,uom\nA,EA\n',
  );
  assert.equal(replaced.json().closed, 1);
  const read = async (query: string) => {
    const url = `/api/v1/facts/items${query}`;
    const { rows } = (await api.app.inject({ url, headers: as('viewer') })).json();
    return rows.map((row: { item_id: string }) => row.item_id);
  };
  assert.deepEqual(await read(''), ['A']);
  assert.deepEqual(await read('?position=1'), ['A', 'B']);
  assert.deepEqual(await read('?as_of=2027-03-02T09:00:01%2B01:00'), ['A', 'B']);
  assert.deepEqual(await read('?item_id=B&position=1'), ['B']);
  assert.deepEqual(await read('?limit=1&position=1&cursor=1'), ['B']);
  const log = (await api.app.inject({ url: '/api/v1/log?after=1', headers: as('viewer') })).json();
  assert.deepEqual([log.entries[0].actor, log.entries[0].source], ['planner', 'erp']);
});

test('the same key gives the same answer again, and no other request may have it', async (t) => {
  const api = await openApi(t);
  const key = { 'idempotency-key': 'batch-7' };
  const first = await post(api, '/api/v1/facts/items', 'item_id\nA\n', key);
  assert.deepEqual(
    (await post(api, '/api/v1/facts/items', 'item_id\nA\n', key)).json(),
    first.json(),
  );
  for (const [url, body] of [
    ['/api/v1/facts/items', 'item_id\nB\n'],
    ['/api/v1/facts/items?replace=true', 'item_id\nA\n'],
    ['/api/v1/facts/locations', 'item_id\nA\n'],
  ]) {
    const other = await post(api, url, body, key);
    assert.equal(other.statusCode, 422);
    assert.equal(other.json().code, 'idempotency_mismatch');
  }
  for (const bad of ['', 'x'.repeat(256), 'two words', 'tab\there', 'über']) {
    const answer = await post(api, '/api/v1/facts/items', 'item_id\nA\n', {
      'idempotency-key': bad,
    });
    assert.equal(answer.json().code, 'idempotency_key', bad);
  }
});

test('an unknown feed or column is told, with what may be meant', async (t) => {
  const api = await openApi(t);
  const feed = await post(api, '/api/v1/facts/purchase_order', 'order_id\n1\n');
  assert.equal(feed.statusCode, 404);
  assert.match(feed.json().detail, /Maybe purchase_orders\./);
  const read = (query: string) =>
    api.app.inject({ url: `/api/v1/facts/items?${query}`, headers: as('viewer') });
  const column = await read('itemid=A');
  assert.equal(column.statusCode, 400);
  assert.match(column.json().detail, /items has no column "itemid"\. Maybe item_id\./);
  assert.equal((await read('item_id=A&item_id=B')).statusCode, 400);
  assert.equal((await read('as_of=2027-03-02')).statusCode, 400);
  assert.equal((await read('as_of=2027-03-02T00:00:00Z&position=1')).statusCode, 400);
  const limit = (await read('limit=1001')).json();
  assert.equal(limit.errors[0].pointer, '/limit');
  assert.match(limit.errors[0].remedy, /at most 1000/);
});

test('a row that was put aside is mended and taken in, or dropped, once', async (t) => {
  const api = await openApi(t);
  await post(api, '/api/v1/facts/items', 'item_id,uom\n,EA\n,KG\n');
  const headers = as('planner');
  const open = '/api/v1/quarantine?state=open';
  const { rows } = (await api.app.inject({ url: open, headers })).json();
  assert.equal(rows.length, 2);
  const act = (id: string, what: string, payload: object) =>
    api.app.inject({ method: 'POST', url: `/api/v1/quarantine/${id}/${what}`, headers, payload });
  const mended = await act(rows[0].id, 'replay', { cells: { item_id: 'A' } });
  assert.equal(mended.json().new, 1);
  const dropped = await act(rows[1].id, 'drop', { reason: 'a test' });
  assert.deepEqual(dropped.json(), { id: rows[1].id, state: 'dropped' });
  assert.equal((await act(rows[1].id, 'replay', {})).statusCode, 409);
  assert.equal((await act('Q-0', 'drop', { reason: 'x' })).statusCode, 404);
  assert.equal((await act(rows[0].id, 'drop', {})).json().errors[0].pointer, '/reason');
  assert.equal((await api.app.inject({ url: open, headers })).json().rows.length, 0);
});

test('a note is a row of feed notes, with the caller as its author', async (t) => {
  const { app } = await openApi(t);
  const csv = { ...as('buyer'), 'content-type': 'text/csv' };
  const orders = 'order_id,line,schedule_line\nPO,1,10\n';
  const post = { method: 'POST', url: '/api/v1/facts/purchase_orders', headers: csv } as const;
  await app.inject({ ...post, payload: orders });
  const url = '/api/v1/notes/purchase_orders/PO%2F1%2F10';
  const payload = { text: 'on the lorry', believed_date: '2027-03-12' };
  const put = await app.inject({ method: 'PUT', url, headers: as('buyer'), payload });
  assert.equal(put.statusCode, 200, put.body);
  const { rows } = (await app.inject({ url: '/api/v1/facts/notes', headers: as('viewer') })).json();
  const note = { object: 'purchase_orders', object_id: 'PO/1/10', ...payload, author: 'buyer' };
  assert.deepEqual(rows, [note]);
  const wrong = { believed_date: 'Monday' };
  const refused = await app.inject({ method: 'PUT', url, headers: as('buyer'), payload: wrong });
  assert.equal(refused.statusCode, 422);
  assert.deepEqual(
    [refused.json().errors[0].pointer, refused.json().errors[0].value],
    ['/believed_date', '"Monday"'],
  );
  assert.equal(
    (await app.inject({ method: 'PUT', url, headers: as('viewer'), payload })).statusCode,
    403,
  );
});
