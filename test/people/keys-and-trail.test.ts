// API keys, the audit trail, what each role may do over HTTP, and secrets that stay secrets.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { RIGHTS_OF_ROLE, type Right, ROLES } from '../../src/app/living/caller.ts';
import { issueFirstAdminLink } from '../../src/app/living/people/first-admin.ts';
import { identifyKey, identifySession } from '../../src/app/living/people/identify.ts';
import { record } from '../../src/storage/postgres/audit.ts';
import { postgresPeopleStore } from '../../src/storage/postgres/people-store/people-store.ts';
import { DAY, HOUR, type House, openHouse, PASSWORD } from './people-house.ts';

const COOKIE = '__Host-drumbeat';
let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.close());

const tokenOf = (url: unknown): string => String(url).split('#')[1];

const asKey = (text: string) => ({ authorization: `Bearer ${text}`, origin: undefined });

test('an API key does what its scopes say and no more, until it expires', async () => {
  const admin = await house.admin();
  const expires_at = new Date(house.clock.now + HOUR).toISOString();
  const asked = { name: 'ERP', scopes: ['plan.read'], expires_at };
  const { status, body } = await admin.ask('POST', '/api-keys', asked);
  assert.equal(status, 200);
  const text = String(body.key);
  assert.match(text, /^drumbeat_[0-9a-f]{16}_[0-9a-f]{64}$/);
  const erp = house.browser();
  assert.equal((await erp.ask('GET', '/plan', undefined, asKey(text))).status, 200);
  const me = await erp.ask('GET', '/me', undefined, asKey(text));
  assert.deepEqual([me.body.rights, me.body.session], [['plan.read'], null]);
  assert.equal((await erp.ask('POST', '/nothing', {}, asKey(text))).status, 403);
  assert.equal((await erp.ask('GET', '/people', undefined, asKey(text))).status, 403);
  assert.equal(
    (await erp.ask('POST', '/me/password', { password: PASSWORD }, asKey(text))).status,
    403,
  );
  assert.equal(
    (await erp.ask('POST', '/passkeys/registration-options', undefined, asKey(text))).status,
    403,
  );
  const listed = (await admin.ask('GET', '/api-keys')).body.rows as Record<string, unknown>[];
  assert.equal(listed[0].last_used_at, new Date(house.clock.now).toISOString());
  assert.ok(!JSON.stringify(listed).includes(text.split('_')[2]));
  house.clock.now += HOUR;
  const late = await erp.ask('GET', '/plan', undefined, asKey(text));
  assert.deepEqual([late.status, late.body.code], [401, 'key_not_valid']);
});

test('a revoked key, a guessed secret and a mangled key get the same answer', async () => {
  const admin = await house.admin();
  const make = () => admin.ask('POST', '/api-keys', { name: 'x', scopes: ['plan.read'] });
  const { body } = await make();
  const id = (body.api_key as { id: string }).id;
  assert.equal((await admin.ask('DELETE', `/api-keys/${id}`)).status, 200);
  assert.equal((await admin.ask('DELETE', `/api-keys/${id}`)).status, 404);
  const other = String((await make()).body.key);
  const wrong = [
    String(body.key),
    other.replace(/_[0-9a-f]{64}$/, `_${'0'.repeat(64)}`),
    `drumbeat_0123456789abcdef_${'0'.repeat(64)}`,
    `${other}0`,
    'drumbeat',
    '',
  ];
  for (const text of wrong) {
    const { status, body: problem } = await admin.ask('GET', '/plan', undefined, {
      ...asKey(text),
      'sec-fetch-site': undefined,
    });
    assert.deepEqual([status, problem.code], [401, 'key_not_valid'], text);
  }
});

test('nobody gives what they do not have: a narrow key makes no wider one', async () => {
  const admin = await house.admin();
  const scopes = ['keys.manage', 'people.manage', 'plan.read'];
  const { body } = await admin.ask('POST', '/api-keys', { name: 'narrow', scopes });
  const key = asKey(String(body.key));
  const program = house.browser();
  const wider = { name: 'wide', scopes: ['plan.read', 'rules.write'] };
  assert.equal((await program.ask('POST', '/api-keys', wider, key)).status, 403);
  const same = { name: 'same', scopes: ['plan.read'] };
  assert.equal((await program.ask('POST', '/api-keys', same, key)).status, 200);
  const invited = { email: 'm@example.com', name: 'M', roles: ['admin'] };
  assert.equal((await program.ask('POST', '/invitations', invited, key)).status, 403);
  const ada = String((await admin.ask('GET', '/me')).body.person_id);
  assert.equal((await program.ask('POST', `/people/${ada}/links`, undefined, key)).status, 403);
  const beyond = { name: 'odd', role: 'viewer', scopes: ['rules.write'] };
  const refused = await admin.ask('POST', '/api-keys', beyond);
  assert.equal(refused.body.code, 'key_scopes_not_valid');
  const forever = { ...same, expires_at: new Date(house.clock.now + 400 * DAY).toISOString() };
  assert.equal((await admin.ask('POST', '/api-keys', forever)).body.code, 'key_expiry_not_valid');
});

test('a key goes before a cookie, and needs no page of ours', async () => {
  const admin = await house.admin();
  const { body } = await admin.ask('POST', '/api-keys', { name: 'k', scopes: ['plan.read'] });
  const headers = { ...asKey(String(body.key)), 'sec-fetch-site': undefined };
  assert.equal((await admin.ask('POST', '/nothing', {}, headers)).status, 403);
  assert.equal((await admin.ask('GET', '/me', undefined, headers)).body.name, 'key k');
});

test('the audit trail has who, what, before and after, and stays as it is', async () => {
  const member = await house.member('viewer');
  const admin = await house.admin();
  const invited = { email: 'trail@example.com', name: 'T', roles: ['buyer'] };
  const link = await admin.ask('POST', '/invitations', invited);
  const use = { password: PASSWORD };
  await house.browser().ask('POST', `/invitations/${tokenOf(link.body.url)}`, use);
  await admin.ask('POST', `/people/${member.id}/links`);
  await house.browser().ask('POST', '/sign-in', { email: member.email, password: 'wrong' });
  await admin.ask('DELETE', `/people/${member.id}/sessions`);
  await admin.ask('PATCH', `/people/${member.id}`, { roles: ['buyer'] });
  const { body } = await admin.ask('GET', '/audit?limit=1');
  const [entry] = body.rows as Record<string, unknown>[];
  assert.equal(entry.action, 'person.changed');
  assert.equal(entry.object, `person:${member.id}`);
  assert.equal(entry.actor, 'Ada Alm');
  assert.deepEqual((entry.before as { roles: string[] }).roles, ['viewer']);
  assert.deepEqual((entry.after as { roles: string[] }).roles, ['buyer']);
  assert.equal(entry.address, '192.0.2.7');
  const next = await admin.ask('GET', `/audit?limit=500&cursor=${body.next}`);
  const actions = new Set((next.body.rows as { action: string }[]).map(({ action }) => action));
  const expected = [
    'key.made',
    'key.revoked',
    'person.invited',
    'person.link_given',
    'person.password_set',
    'person.sessions_ended',
    'session.begun',
    'session.refused',
  ];
  assert.deepEqual(
    expected.filter((action) => !actions.has(action)),
    [],
  );
  const scope = { orgId: 1, role: 'system' as const, partyId: '' };
  for (const sql of ["update audit_entry set actor = 'me'", 'delete from audit_entry']) {
    await assert.rejects(
      house.test.database.transaction(scope, (session) => session.query(sql)),
      { code: '42501' },
    );
  }
});

test('a member’s change and its line in the trail are there together, or not at all', async () => {
  const scope = { orgId: 1, role: 'member' as const, partyId: '' };
  const entry = {
    actor: 'Member',
    personId: null,
    keyId: null,
    action: 'rule.written',
    object: 'rule:7',
    before: null,
    after: { text: 'x'.repeat(70_000) },
    address: '',
  };
  const newest = async () => (await house.desk.store.transaction((rows) => rows.audit(null, 1)))[0];
  const before = await newest();
  await assert.rejects(
    house.test.database.transaction(scope, async (session) => {
      await record(session, entry);
      throw new Error('the change failed');
    }),
  );
  assert.equal((await newest()).number, before.number);
  await house.test.database.transaction(scope, (session) => record(session, entry));
  const after = await newest();
  assert.deepEqual([after.actor, after.action], ['Member', 'rule.written']);
  assert.deepEqual(after.after, { characters: 70_011 }, 'too long for the trail');
});

test('OpenAPI 3.1 describes the routes of people, each under a name of its own', async () => {
  const { body } = await house.browser().ask('GET', '/api/openapi.json');
  const { valid, errors } = await new Validator().validate(structuredClone(body));
  assert.equal(valid, true, JSON.stringify(errors));
  const { paths } = body as unknown as ApiPage;
  const ids = Object.values(paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  assert.deepEqual([...new Set(ids)].length, ids.length);
  assert.ok(ids.includes('postSignIn') && ids.includes('postPasskeysSignIn'));
});

test('neither members nor suppliers reach a row of people in the database', async () => {
  const tables = ['person', 'person_credential', 'session', 'api_key', 'passkey', 'challenge'];
  tables.push('one_time_link', 'sign_in_attempt', 'oidc_login', 'audit_entry');
  for (const role of ['member', 'supplier'] as const) {
    const scope = { orgId: 1, role, partyId: role === 'supplier' ? 'KESSLER' : '' };
    const found: string[] = [];
    for (const table of tables) {
      const rows = await house.test.database
        .read(scope, (session) => session.query(`select 1 from ${table} limit 1`))
        .catch(({ code }) => (code === '42501' ? [] : [code])); // no privilege at all
      if (rows.length > 0) found.push(table);
    }
    assert.deepEqual(found, []);
  }
});

interface ApiPage {
  paths: Record<
    string,
    Record<string, { tags?: string[]; description?: string; operationId?: string }>
  >;
}

test('each route of people, by each role: what its right says, and nothing else', async () => {
  const { body } = await house.browser().ask('GET', '/api/openapi.json');
  const { paths } = body as unknown as ApiPage;
  const routes: { method: string; path: string; right: Right | null }[] = [];
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { tags, description = '' }] of Object.entries(methods)) {
      if (!tags?.includes('people') || description.includes('Open to all')) continue;
      const right = (/right `(.+?)`/.exec(description)?.[1] ?? null) as Right | null;
      routes.push({ method: method.toUpperCase(), path, right });
    }
  }
  assert.ok(routes.length >= 18, `${routes.length} routes`);
  for (const role of ROLES) {
    const member = await house.member(role, role === 'supplier' ? 'KESSLER' : undefined);
    for (const { method, path, right } of routes) {
      if (path.endsWith('/sign-out')) continue;
      const url = path.replace('{id}', 'no-such-id');
      const given = method === 'GET' || method === 'DELETE' ? undefined : {};
      const { status } = await member.ask(method, url, given);
      const isGiven = right === null || RIGHTS_OF_ROLE[role].includes(right);
      assert.equal(status !== 403, isGiven, `${role}: ${method} ${path} ${status}`);
      assert.ok(status < 500 && status !== 401, `${role}: ${method} ${path} ${status}`);
      assert.equal((await house.browser().ask(method, url, given)).status, 401, path);
    }
  }
});

test('tokens, keys and links of one organisation are nothing in another', async () => {
  await house.test.owner.transaction((owner) =>
    owner.query("insert into drumbeat.organisation values (2, 'Other') on conflict do nothing"),
  );
  const { secrets } = house.desk;
  const store = postgresPeopleStore(house.test.database, 2);
  const other = { orgId: 2, store, secrets };
  const admin = await house.admin();
  const { body } = await admin.ask('POST', '/api-keys', { name: 'k', scopes: ['plan.read'] });
  const token = admin.jar.get(COOKIE) ?? '';
  assert.notEqual(await identifySession(house.desk, token, house.clock.now), null);
  assert.equal(await identifySession(other, token, house.clock.now), null);
  assert.equal(await identifyKey(other, String(body.key), house.clock.now), null);
  const link = await issueFirstAdminLink(other, house.clock.now);
  assert.notEqual(link, null);
  const asked = { name: 'X', email: 'x@example.com', password: PASSWORD };
  assert.equal((await house.browser().ask('POST', `/first-admin/${link}`, asked)).status, 404);
  assert.deepEqual(await store.transaction((rows) => rows.people('', 10)), []);
  assert.deepEqual(await store.transaction((rows) => rows.audit(null, 10)), []);
});

test('secrets stand in no log, no problem, no list and not in clear in the database', async () => {
  const canary = 'canary-in-a-coal-mine-7';
  const admin = await house.admin();
  const link = await admin.ask('POST', '/invitations', {
    email: 'canary@example.com',
    name: 'Canary',
    roles: ['admin'],
  });
  const token = tokenOf(link.body.url);
  const browser = house.browser();
  const answers = [
    await browser.ask('POST', `/invitations/${token}`, { password: `${canary}\0`, odd: canary }),
    await browser.ask('POST', `/invitations/${token}`, { password: canary }),
    await browser.ask('POST', `/invitations/${token}`, { password: canary }),
    await browser.ask('POST', '/sign-in', { email: canary, password: `${canary}!` }),
    await browser.ask('POST', '/sign-in', { email: 'canary@example.com', password: canary }),
    await browser.ask('POST', '/me/password', { current_password: canary, password: canary }),
    await browser.ask('POST', '/sign-in', { email: 'x', password: [canary] }),
    await browser.ask('POST', '/sign-in', `{"password":"${canary}`, {
      'content-type': 'application/json',
    }),
  ];
  const session = browser.jar.get(COOKIE) ?? '';
  const made = await browser.ask('POST', '/api-keys', { name: 'canary', scopes: ['plan.read'] });
  const key = String(made.body.key);
  answers.push(
    await browser.ask('GET', `/plan?password=${canary}`, undefined, asKey(`${key}x`)),
    await browser.ask('GET', '/me'),
    await browser.ask('GET', '/audit?limit=100'),
    await browser.ask('GET', '/people'),
    await browser.ask('GET', '/api-keys'),
    await browser.ask('GET', '/me/sessions'),
    await browser.ask('GET', `/nothing/${canary}?token=${canary}`),
  );
  const secrets = [canary, token, session, key, key.split('_')[2]];
  const told = answers.map(({ body, headers }) => {
    const { 'set-cookie': _, ...rest } = headers;
    return JSON.stringify([body, rest]);
  });
  const tables = ['person', 'person_credential', 'session', 'api_key', 'one_time_link'];
  tables.push('sign_in_attempt', 'audit_entry');
  const kept = await house.test.owner.transaction(async (owner) => {
    const texts: string[] = [];
    for (const table of tables) {
      texts.push(JSON.stringify(await owner.query(`select * from drumbeat.${table}`)));
    }
    return texts;
  });
  assert.ok(session !== '' && house.log.length > 50 && kept.join().length > 1000);
  for (const secret of secrets) {
    assert.ok(!house.log.join('').includes(secret), `in the log: ${secret}`);
    assert.ok(!told.join('').includes(secret), `in an answer: ${secret}`);
    assert.ok(!kept.join('').includes(secret), `in the database: ${secret}`);
  }
});
