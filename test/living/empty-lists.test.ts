// Lists of no rows: they say nothing, unless they are the full list of something that is named.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sendBracketCompany } from './bracket-company-fixture.ts';
import { type Client, type LivingServer, openLivingServer } from './living-server-fixture.ts';

let server: LivingServer;
let buyer: Client;

const stock = (location_id: string) => ({ item_id: 'BRACKET', location_id, quantity: 5 });
const places = async (): Promise<unknown[]> => {
  const { rows } = await buyer.get<{ rows: { location_id: string }[] }>('/facts/inventory');
  return rows.map(({ location_id }) => location_id);
};

before(async () => {
  server = await openLivingServer();
  buyer = await server.key('buyer');
  await sendBracketCompany(buyer);
  await buyer.facts('locations', [{ location_id: 'BERLIN', name: 'Berlin' }]);
  await buyer.facts('inventory', [stock('BERLIN'), stock('LEIPZIG')]);
});
after(() => server.close());

test('a body of no rows is taken, changes nothing and moves no position', async () => {
  const { head } = await buyer.get<{ head: number }>('/log?limit=1');
  const bodies: [string, string][] = [
    ['application/json', '[]'],
    ['application/json', ' [ ] \n'],
    ['application/x-ndjson', ''],
    ['application/x-ndjson', '\n\n'],
    ['text/csv', 'item_id,location_id,quantity\n'],
  ];
  for (const [type, body] of bodies) {
    const answer = await buyer.ask('POST', '/facts/inventory', body, { 'content-type': type });
    assert.equal(answer.status, 200, `${type} ${JSON.stringify(body)}: ${answer.text}`);
    const { position, rows, closed } = JSON.parse(answer.text);
    assert.deepEqual([position, rows, closed], [head, 0, 0]);
  }
  const unheard = await buyer.send<{ position: number }>('POST', '/facts/forecasts', []);
  assert.equal(unheard.position, head, 'also of a feed that never came');
  assert.deepEqual(await places(), ['BERLIN', 'LEIPZIG']);
});

test('an empty full list that does not say of what is refused, and nothing is closed', async () => {
  for (const feed of ['inventory', 'purchase_orders', 'supplier_terms']) {
    const answer = await buyer.ask('POST', `/facts/${feed}?replace=true`, []);
    const { code, detail } = JSON.parse(answer.text);
    assert.deepEqual([answer.status, code], [422, 'scope'], answer.text);
    assert.match(detail, /scope=\* for the whole feed/);
  }
  const csv = { 'content-type': 'text/csv' };
  const answer = await buyer.ask(
    'POST',
    '/facts/sales_orders?replace=true',
    'order_id,item_id,location_id,quantity,requested_date\n',
    csv,
  );
  assert.equal(answer.status, 422, answer.text);
  assert.deepEqual(await places(), ['BERLIN', 'LEIPZIG']);
});

test('an empty full list of one location closes what is there, and nothing elsewhere', async () => {
  const path = '/facts/inventory?replace=true&scope=BERLIN';
  const answer = await buyer.send<{ closed: number; position: number }>('POST', path, []);
  assert.equal(answer.closed, 1);
  assert.deepEqual(await places(), ['LEIPZIG']);
  const again = await buyer.send<{ closed: number; position: number }>('POST', path, []);
  assert.deepEqual([again.closed, again.position], [0, answer.position]);
});

test('a scope names more than the rows do, and no row lies outside it', async () => {
  await buyer.facts('inventory', [stock('BERLIN')]);
  const outside = await buyer.ask('POST', '/facts/inventory?replace=true&scope=BERLIN', [
    stock('LEIPZIG'),
  ]);
  assert.equal(outside.status, 422);
  assert.match(JSON.parse(outside.text).detail, /location_id "LEIPZIG", which the scope/);
  const both = '/facts/inventory?replace=true&scope=BERLIN&scope=LEIPZIG';
  const answer = await buyer.send<{ closed: number }>('POST', both, [stock('LEIPZIG')]);
  assert.equal(answer.closed, 1);
  assert.deepEqual(await places(), ['LEIPZIG']);
});

test('a whole feed is emptied by a star; a scope without a full list is told', async () => {
  const wrong = await buyer.ask('POST', '/facts/supplier_terms?replace=true&scope=KESSLER', []);
  assert.match(JSON.parse(wrong.text).detail, /replaced as a whole: scope is "KESSLER"/);
  await buyer.facts('supplier_terms', [{ supplier_id: 'KESSLER', incoterm: 'DAP' }]);
  const path = '/facts/supplier_terms?replace=true&scope=*';
  assert.equal((await buyer.send<{ closed: number }>('POST', path, [])).closed, 1);
  const alone = await buyer.ask('POST', '/facts/inventory?scope=BERLIN', []);
  assert.deepEqual([alone.status, JSON.parse(alone.text).code], [400, 'invalid_parameters']);
});
