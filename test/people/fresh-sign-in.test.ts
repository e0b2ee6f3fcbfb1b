// What a session that somebody took over is not to do: whatever gives a way in, or takes one away,
// asks for a sign-in of the last 15 minutes. And how sessions are ended, one's own and others'.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FRESH_AGE_MAX } from '../../src/app/living/people/session.ts';
import { type Ceremony, newAuthenticator } from './authenticator.ts';
import { HOUR, type House, ORIGIN, openHouse, PASSWORD } from './people-house.ts';

const COOKIE = '__Host-drumbeat';
const NOBODY = '00000000-0000-4000-8000-000000000000';
let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.close());

const someone = { email: 'new@example.com', name: 'New', roles: ['viewer'] };
const answer = { id: 'x', rawId: 'x', type: 'public-key' };
/** All that asks for a fresh sign-in, as it is asked. */
const FRESH: readonly [string, string, unknown?][] = [
  ['POST', '/invitations', someone],
  ['POST', `/people/${NOBODY}/links`],
  ['PATCH', `/people/${NOBODY}`, { roles: ['admin'] }],
  ['DELETE', `/people/${NOBODY}/passkeys`],
  ['DELETE', '/sessions?of=everybody'],
  ['DELETE', '/me/sessions'],
  ['POST', '/api-keys', { name: 'k', scopes: ['plan.read'] }],
  ['POST', '/passkeys/registration-options'],
  [
    'POST',
    '/passkeys',
    { name: 'x', answer: { ...answer, response: { clientDataJSON: 'x', attestationObject: 'x' } } },
  ],
  ['DELETE', `/passkeys/${NOBODY}`],
];

interface ApiPage {
  paths: Record<string, Record<string, { description?: string }>>;
}

test('those that the API says ask for a fresh sign-in are those that are tried here', async () => {
  const { body } = await house.browser().ask('GET', '/api/openapi.json');
  const told: string[] = [];
  for (const [path, methods] of Object.entries((body as unknown as ApiPage).paths)) {
    for (const [method, { description = '' }] of Object.entries(methods)) {
      if (!description.includes('within 15 minutes of signing in')) continue;
      told.push(`${method.toUpperCase()} ${path.replace('/api/v1', '')}`);
    }
  }
  const tried = FRESH.map(
    ([method, path]) => `${method} ${path.replace(NOBODY, '{id}').split('?')[0]}`,
  );
  tried.push('DELETE /me/sessions/{id}');
  assert.deepEqual(told.sort(), tried.sort());
});

test('a session of 15 minutes gives and takes no way in; signed in again it does', async () => {
  const admin = await house.admin();
  house.clock.now += FRESH_AGE_MAX + 1;
  for (const [method, path, body] of FRESH) {
    const { status, body: problem } = await admin.ask(method, path, body);
    assert.deepEqual([status, problem.code], [403, 'sign_in_again'], `${method} ${path}`);
  }
  assert.equal((await admin.ask('GET', '/people')).status, 200, 'the rest goes on');
  const old = admin.jar.get(COOKIE);
  const again = { email: 'ada@example.com', password: PASSWORD };
  assert.equal((await admin.ask('POST', '/sign-in', again)).status, 200);
  assert.notEqual(admin.jar.get(COOKIE), old);
  for (const [method, path, body] of FRESH) {
    const { body: problem } = await admin.ask(method, path, body);
    assert.notEqual(problem.code, 'sign_in_again', `${method} ${path}`);
  }
});

test('a session that was taken over makes no link for its own person', async () => {
  const admin = await house.admin();
  const { body } = await admin.ask('GET', '/me');
  house.clock.now += HOUR;
  const refused = await admin.ask('POST', `/people/${body.person_id}/links`);
  assert.equal(refused.body.code, 'sign_in_again');
  const asked = { password: 'seven blue herons fly' };
  assert.equal((await admin.ask('POST', '/me/password', asked)).body.code, 'password_wrong');
});

test('one ends all of one’s other sessions at once, and another one only when fresh', async () => {
  const one = await house.member('planner');
  const enter = async () => {
    const browser = house.browser();
    await browser.ask('POST', '/sign-in', { email: one.email, password: PASSWORD });
    return browser;
  };
  const [second, third] = [await enter(), await enter()];
  assert.deepEqual((await one.ask('DELETE', '/me/sessions')).body, { ended: 2 });
  for (const browser of [second, third]) {
    assert.equal((await browser.ask('GET', '/me')).status, 401);
  }
  assert.equal((await one.ask('GET', '/me')).status, 200);

  const fourth = await enter();
  house.clock.now += FRESH_AGE_MAX + 1;
  const { body } = await one.ask('GET', '/me/sessions');
  const rows = body.rows as { id: string; current: boolean }[];
  const other = rows.find(({ current }) => !current)!;
  const refused = await one.ask('DELETE', `/me/sessions/${other.id}`);
  assert.equal(refused.body.code, 'sign_in_again');
  assert.equal((await fourth.ask('GET', '/me')).status, 200);
  const own = rows.find(({ current }) => current)!;
  assert.equal((await one.ask('DELETE', `/me/sessions/${own.id}`)).status, 200, 'one may go');
  assert.equal((await one.ask('GET', '/me')).status, 401);
});

test('an admin ends the sessions of one person, or of everybody but the one who asks', async () => {
  const admin = await house.admin();
  const [one, other] = [await house.member('planner'), await house.member('buyer')];
  assert.equal((await admin.ask('DELETE', `/people/${one.id}/sessions`)).status, 200);
  assert.equal((await one.ask('GET', '/me')).status, 401);
  assert.equal((await other.ask('GET', '/me')).status, 200);
  const { body } = await admin.ask('DELETE', '/sessions?of=everybody');
  assert.ok(Number(body.ended) >= 1);
  assert.equal((await other.ask('GET', '/me')).status, 401);
  assert.equal((await admin.ask('GET', '/me')).status, 200);
  const trail = await admin.ask('GET', '/audit?limit=1');
  assert.equal((trail.body.rows as { action: string }[])[0].action, 'people.sessions_ended');
});

test('who leaves the company is out at once, by cookie, password and link', async () => {
  const admin = await house.admin();
  const member = await house.member('planner');
  const link = await admin.ask('POST', `/people/${member.id}/links`);
  const token = String(link.body.url).split('#')[1];
  await admin.ask('PATCH', `/people/${member.id}`, { active: false });
  assert.equal((await member.ask('GET', '/me')).status, 401);
  const asked = { email: member.email, password: PASSWORD };
  assert.equal((await house.browser().ask('POST', '/sign-in', asked)).status, 401);
  const used = { password: PASSWORD };
  assert.equal((await house.browser().ask('POST', `/invitations/${token}`, used)).status, 404);
});

test('with a passkey added or removed, one’s other sessions are ended in one go', async () => {
  const one = await house.member('planner');
  const device = newAuthenticator();
  for (const change of ['added', 'removed']) {
    const other = house.browser();
    await other.ask('POST', '/sign-in', { email: one.email, password: PASSWORD });
    if (change === 'added') {
      const options = await one.ask('POST', '/passkeys/registration-options');
      const answer = device.create(options.body as unknown as Ceremony, ORIGIN);
      assert.equal((await one.ask('POST', '/passkeys', { name: 'x', answer })).status, 200);
    } else {
      const { body } = await one.ask('GET', '/passkeys');
      const [{ id }] = body.rows as { id: string }[];
      assert.equal((await one.ask('DELETE', `/passkeys/${id}`)).status, 200);
    }
    assert.deepEqual((await one.ask('DELETE', '/me/sessions')).body, { ended: 1 }, change);
    assert.equal((await other.ask('GET', '/me')).status, 401);
  }
});

test('no answer that needs a sign-in is kept by a browser', async () => {
  const admin = await house.admin();
  for (const path of ['/me', '/people', '/audit', '/me/sessions', '/plan']) {
    assert.equal((await admin.ask('GET', path)).headers['cache-control'], 'no-store', path);
  }
  const out = await admin.ask('POST', '/sign-out');
  assert.match(String(out.headers['clear-site-data']), /"cache"/);
});
