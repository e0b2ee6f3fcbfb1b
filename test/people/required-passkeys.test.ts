// Where passkeys are required: a password, or a link that sets one, is for getting the first
// passkey and for nothing else, so that neither a guessed password nor a reset one lets anybody in.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Authenticator, type Ceremony, newAuthenticator } from './authenticator.ts';
import { type Browser, type House, ORIGIN, openHouse, PASSWORD } from './people-house.ts';

let house: House;
before(async () => {
  house = await openHouse({ requiresPasskey: true });
});
after(() => house.close());

const codeOf = async (browser: Browser, method: string, path: string, body?: unknown) =>
  (await browser.ask(method, path, body)).body.code;

async function register(browser: Browser, device: Authenticator) {
  const options = await browser.ask('POST', '/passkeys/registration-options');
  if (options.status !== 200) return options;
  const answer = device.create(options.body as unknown as Ceremony, ORIGIN);
  return browser.ask('POST', '/passkeys', { name: 'laptop', answer });
}

async function signIn(device: Authenticator, browser = house.browser()) {
  const { body } = await browser.ask('POST', '/passkeys/sign-in-options');
  const answer = device.get(body as unknown as Ceremony, ORIGIN);
  return { browser, status: (await browser.ask('POST', '/passkeys/sign-in', { answer })).status };
}

test('a password opens the way to a first passkey, and the passkey opens the rest', async () => {
  const member = await house.member('admin');
  const me = await member.ask('GET', '/me');
  assert.equal(me.body.passkey_needed, true);
  const closed: [string, string, unknown?][] = [
    ['GET', '/plan'],
    ['GET', '/people'],
    ['GET', '/me/sessions'],
    ['POST', '/nothing', {}],
    ['POST', '/api-keys', { name: 'k', scopes: ['plan.read'] }],
    ['POST', '/me/password', { current_password: PASSWORD, password: 'seven blue herons fly' }],
  ];
  for (const [method, path, body] of closed) {
    assert.equal(await codeOf(member, method, path, body), 'passkey_needed', `${method} ${path}`);
  }
  const device = newAuthenticator();
  assert.equal((await register(member, device)).status, 200);
  assert.equal(
    await codeOf(member, 'GET', '/plan'),
    'passkey_needed',
    'the session stays as it is',
  );
  const { browser, status } = await signIn(device);
  assert.equal(status, 200);
  assert.equal((await browser.ask('GET', '/people')).status, 200);
  assert.equal((await browser.ask('GET', '/me')).body.passkey_needed, false);
  assert.equal((await register(browser, newAuthenticator())).status, 200, 'a second one');
});

test('who knows the password of somebody with a passkey registers none of their own', async () => {
  const member = await house.member('planner');
  assert.equal((await register(member, newAuthenticator())).status, 200);
  const thief = house.browser();
  await thief.ask('POST', '/sign-in', { email: member.email, password: PASSWORD });
  const refused = await register(thief, newAuthenticator());
  assert.deepEqual([refused.status, refused.body.code], [403, 'passkey_needed']);
  const { body } = await thief.ask('GET', '/passkeys');
  const [{ id }] = body.rows as { id: string }[];
  assert.equal(await codeOf(thief, 'DELETE', `/passkeys/${id}`), 'passkey_needed');
});

test('of two first passkeys at a moment only one is the first', async () => {
  const member = await house.member('planner');
  const devices = [newAuthenticator(), newAuthenticator(), newAuthenticator()];
  const options: object[] = [];
  for (const _ of devices) {
    options.push((await member.ask('POST', '/passkeys/registration-options')).body);
  }
  const posts = devices.map((device, at) =>
    member.ask('POST', '/passkeys', {
      name: 'x',
      answer: device.create(options[at] as unknown as Ceremony, ORIGIN),
    }),
  );
  const statuses = (await Promise.all(posts)).map(({ status }) => status).sort();
  assert.deepEqual(statuses, [200, 403, 403]);
});

test('a forgotten password is set anew by a link, which gets nobody past the passkey', async () => {
  const member = await house.member('planner');
  const device = newAuthenticator();
  await register(member, device);
  const admin = await adminWithPasskey();
  const { body } = await admin.ask('POST', `/people/${member.id}/links`);
  const browser = house.browser();
  const path = `/invitations/${String(body.url).split('#')[1]}`;
  const asked = { password: 'four brown foxes dig' };
  assert.equal((await browser.ask('POST', path, asked)).status, 200);
  assert.equal(await codeOf(browser, 'GET', '/plan'), 'passkey_needed');
  assert.equal((await register(browser, newAuthenticator())).status, 403);
  assert.equal((await signIn(device, browser)).status, 200);
  assert.equal((await browser.ask('GET', '/plan')).status, 200);
});

test('a lost device: an admin takes the passkeys away and invites as at the start', async () => {
  const member = await house.member('planner');
  const lost = newAuthenticator();
  await register(member, lost);
  const open = (await signIn(lost)).browser;
  const admin = await adminWithPasskey();
  const removed = await admin.ask('DELETE', `/people/${member.id}/passkeys`);
  assert.deepEqual(removed.body, { removed: 1 });
  assert.equal((await open.ask('GET', '/me')).status, 401, 'what was open is closed');
  assert.equal((await signIn(lost)).status, 401);
  const { body } = await admin.ask('POST', `/people/${member.id}/links`);
  const browser = house.browser();
  const asked = { password: 'four brown foxes dig' };
  await browser.ask('POST', `/invitations/${String(body.url).split('#')[1]}`, asked);
  const found = newAuthenticator();
  assert.equal((await register(browser, found)).status, 200);
  assert.equal((await signIn(found)).status, 200);
  const trail = (await admin.ask('GET', '/audit?limit=50')).body.rows as { action: string }[];
  assert.ok(trail.some(({ action }) => action === 'person.passkeys_removed'));
});

test('an API key is no person, and does what its scopes say', async () => {
  const admin = await adminWithPasskey();
  const { body } = await admin.ask('POST', '/api-keys', { name: 'k', scopes: ['plan.read'] });
  const key = { authorization: `Bearer ${body.key}`, origin: undefined };
  assert.equal((await house.browser().ask('GET', '/plan', undefined, key)).status, 200);
});

async function adminWithPasskey(): Promise<Browser> {
  const member = await house.member('admin');
  const device = newAuthenticator();
  await register(member, device);
  return (await signIn(device)).browser;
}
