// What another organisation has in the same database: asked for by its id, on every route that
// takes one, by every role, the answer is the one for an id that nobody has, and nothing of it is
// changed.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Answer } from '../../soak/kit/http-call.ts';
import { ROLES } from '../../src/app/living/caller.ts';
import { purchaseOrder, sendBracketCompany } from './bracket-company-fixture.ts';
import {
  type Client,
  clientOf,
  type LivingServer,
  openLivingServer,
} from './living-server-fixture.ts';
import { ROUTES } from './route-expectations.ts';

const OTHERS = 2;
/** What is theirs, and what is nobody's: texts of the same form. */
const IDS: Readonly<Record<string, readonly [foreign: string, absent: string]>> = {
  person: ['f0f0f0f0-0000-4000-8000-00000000000f', 'a0a0a0a0-0000-4000-8000-00000000000a'],
  session: ['f1f1f1f1-0000-4000-8000-00000000000f', 'a1a1a1a1-0000-4000-8000-00000000000a'],
  api_key: ['ffffffffffffffff', 'aaaaaaaaaaaaaaaa'],
  passkey: ['Zm9yZWlnbg', 'YWJzZW50aW'],
  exception: ['foreign-exception', 'nothing-exception'],
  case: ['foreign-case', 'nothing-case'],
  quarantine: ['99000001', '99000002'],
  item: ['FOREIGN-ITEM', 'NOTHING-ITEM'],
  order: ['FOREIGN-ORDER', 'NOTHING-ORDER'],
  token: ['f'.repeat(64), 'a'.repeat(64)],
};

let server: LivingServer;
let callers: Client[];

before(async () => {
  server = await openLivingServer();
  await sendBracketCompany(server.admin);
  const bad = purchaseOrder({ order_id: 'BAD', item_id: 'none' });
  await server.admin.send('POST', '/facts/purchase_orders', [bad]);
  const { position } = await server.admin.facts('purchase_orders', [purchaseOrder()]);
  await server.admin.planned(position);
  callers = [server.admin, clientOf(server.url, {})];
  for (const role of ROLES) {
    callers.push(await server.key(role, role === 'supplier' ? 'KESSLER' : null));
  }
  await plantOthers();
});
after(() => server.close());

const ask = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  server.test!.owner.transaction((session) => session.query<Row>(sql, values));

/** A copy of a row of ours, as another organisation's. */
async function plant(table: string, changes: object, where = 'true'): Promise<void> {
  const rows = await ask(
    `insert into drumbeat.${table}
     select (jsonb_populate_record(t, $1)).* from drumbeat.${table} t
     where org_id = 1 and ${where} limit 1 returning org_id`,
    [JSON.stringify({ org_id: OTHERS, ...changes })],
  );
  assert.equal(rows.length, 1, `a row of ${table} to copy`);
}

async function plantOthers(): Promise<void> {
  await ask("insert into drumbeat.organisation values ($1, 'Others')", [OTHERS]);
  await plant('person', { id: IDS.person[0], name: 'SECRET PERSON' });
  await plant('session', { id: IDS.session[0] });
  await plant('api_key', { id: IDS.api_key[0], name: 'SECRET KEY' });
  await plant('exception', { id: IDS.exception[0], code: 'SECRET' }, "kind = 'exception'");
  await plant('exception', { id: IDS.case[0], code: 'SECRET' }, "kind = 'case'");
  await plant('quarantine', { id: IDS.quarantine[0], value: 'SECRET' });
  await plant('fact_items', { item_id: IDS.item[0] });
  await plant('fact_purchase_orders', { order_id: IDS.order[0] });
  const digest = createHash('sha256').update(IDS.token[0]).digest('hex');
  await ask(
    `insert into drumbeat.one_time_link
     values ($1, $2, 'invitation', $3, now(), now() + interval '1 day', null)`,
    [OTHERS, digest, IDS.person[0]],
  );
  await ask(
    `insert into drumbeat.passkey
     values ($1, $2, $3, '\\x00', 0, '{}', false, 'SECRET', now(), null)`,
    [OTHERS, IDS.passkey[0], IDS.person[0]],
  );
}

/** All that is theirs, as text. */
async function theirs(): Promise<string> {
  const tables = ['person', 'session', 'api_key', 'passkey', 'one_time_link', 'exception'];
  tables.push('quarantine', 'fact_items', 'fact_purchase_orders');
  const texts: unknown[] = [];
  for (const table of tables) {
    texts.push(await ask(`select t::text from drumbeat.${table} t where org_id = $1`, [OTHERS]));
  }
  return JSON.stringify(texts);
}

/** Which kind of thing a route's ids are of. */
const KINDS: readonly [RegExp, string][] = [
  [/sessions\/\{id\}$/, 'session'],
  [/passkeys\/\{id\}$/, 'passkey'],
  [/\/people\/\{id\}/, 'person'],
  [/\/api-keys\/\{id\}/, 'api_key'],
  [/\/quarantine\/\{id\}/, 'quarantine'],
  [/\/exceptions\/\{id\}/, 'exception'],
  [/\/cases\/\{id\}/, 'case'],
  [/\/item-locations\//, 'item'],
  [/\/notes\//, 'item'],
  [/\/pegging\//, 'order'],
  [/\{token\}/, 'token'],
];

const routes = Object.entries(ROUTES).flatMap(([route, { ask: asked }]) => {
  const [method, path] = route.split(' ');
  if (!path.includes('{') || path.endsWith('/facts/{feed}')) return [];
  const kind = KINDS.find(([pattern]) => pattern.test(path))?.[1];
  return [{ route, method, path, kind, body: asked.body }];
});

const filled = (path: string, id: string): string =>
  path
    .replace('{object}', 'items')
    .replace('{kind}', 'purchase_order')
    .replace('{location}', 'LEIPZIG')
    .replace(/\{[^}]+\}/, id);

/** Without what is of this one request. */
const shown = ({ status, text, headers }: Answer, id: string): string => {
  const told = text
    .replace(/urn:uuid:[0-9a-f-]+/g, '')
    .replace(/"(position|version)":\d+/g, '')
    .replaceAll(id, '<id>');
  const { 'content-type': type, 'content-length': length, 'retry-after': wait } = headers;
  return JSON.stringify([status, told, type, text.includes('position') ? '' : length, wait]);
};

test('every route that takes an id is known here by the kind of its thing', () => {
  assert.deepEqual(
    routes.filter(({ kind }) => kind === undefined).map(({ route }) => route),
    [],
  );
  assert.ok(routes.length >= 18, `${routes.length} routes`);
});

test('no list, filter or search shows anything of theirs', async () => {
  const [item, order] = [IDS.item[0], IDS.order[0]];
  const paths = Object.entries(ROUTES)
    .filter(([route]) => route.startsWith('GET ') && !/[{]|openapi|stream/.test(route))
    .map(([, { ask: asked }]) => asked.path);
  paths.push(`/facts/items?item_id=${item}`, `/facts/purchase_orders?order_id=${order}`);
  paths.push('/facts/items?limit=1000', '/facts/purchase_orders?history=true&limit=1000');
  paths.push(
    `/exceptions?item_id=${item}`,
    `/plan/demand?item_id=${item}`,
    '/quarantine?limit=100',
  );
  for (const client of callers) {
    for (const path of paths) {
      const { text } = await client.ask('GET', path);
      assert.doesNotMatch(text.replaceAll(/item_id=[\w-]+/g, ''), /SECRET/, path);
      const asked = path.includes(item) || path.includes(order);
      if (!asked) assert.doesNotMatch(text, /FOREIGN-|foreign-|f0f0f0f0/, path);
      else assert.doesNotMatch(text, /"(item_id|order_id)":"FOREIGN/, path);
    }
  }
});

for (const { route, method, path, kind, body } of routes) {
  test(`another organisation’s id is like nobody’s: ${route}`, async () => {
    const before = await theirs();
    const [foreign, absent] = IDS[kind!];
    for (const client of callers) {
      await ask('delete from drumbeat.sign_in_attempt'); // nobody waits here
      const none = await client.ask(method, filled(path, absent), body);
      const other = await client.ask(method, filled(path, foreign), body);
      assert.equal(shown(other, foreign), shown(none, absent));
      assert.doesNotMatch(other.text, /SECRET/);
      assert.ok(other.status < 500, `${other.status}`);
    }
    assert.equal(await theirs(), before, 'nothing of theirs was changed');
  });
}
