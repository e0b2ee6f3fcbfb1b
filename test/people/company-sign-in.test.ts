// Sign-in by the company: a certified provider, one that lies, and one that is away.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { companyProvider } from '../../src/http/people/company-sign-in.ts';
import { type Idp, openIdp, openLyingIdp } from './identity-providers.ts';
import { type Browser, type House, ORIGIN, openHouse, PASSWORD } from './people-house.ts';

const CLIENT = { clientId: 'drumbeat', clientSecret: 'a-secret-of-32-characters-or-more' };
let idp: Idp;
let house: House;
before(async () => {
  idp = await openIdp({ ...CLIENT, redirectUri: `${ORIGIN}/api/v1/oidc/callback` });
  const provider = companyProvider({ ...CLIENT, issuer: idp.issuer, publicOrigin: ORIGIN });
  house = await openHouse({ company: { provider, strangers: { admit: false } } });
});
after(async () => {
  await house.close();
  await idp.close();
});

const withoutPage = { origin: undefined, 'sec-fetch-site': undefined };

/** Out to the provider and back: the answer to the way back, and its address. */
async function round(browser: Browser, account: object, from: Idp = idp, start = '/oidc/start') {
  const begun = await browser.ask('GET', start, undefined, withoutPage);
  assert.equal(begun.status, 303, JSON.stringify(begun.body));
  const back = await from.visit(String(begun.headers.location), account);
  const path = back.slice(ORIGIN.length);
  return { path, begun, answer: await browser.ask('GET', path, undefined, withoutPage) };
}

test('an invited person comes in by a verified e-mail, then by the subject', async () => {
  const member = await house.member('buyer');
  const account = { sub: 'u1', email: member.email.toUpperCase(), email_verified: true };
  const browser = house.browser();
  const { answer } = await round(browser, account, idp, '/oidc/start?return_to=/plan%3Fa=1');
  assert.equal(answer.status, 303, JSON.stringify(answer.body));
  assert.equal(answer.headers.location, '/plan?a=1');
  const { body } = await browser.ask('GET', '/me');
  assert.equal(body.person_id, member.id);
  assert.equal((body.session as { method: string }).method, 'oidc');
  const moved = { sub: 'u1', email: 'moved@example.com', email_verified: false };
  const later = house.browser();
  assert.equal((await round(later, moved)).answer.status, 303);
  assert.equal((await later.ask('GET', '/me')).body.person_id, member.id);
});

test('the session from before the company sign-in ends, the new one has a new token', async () => {
  const member = await house.member('buyer');
  const token = member.jar.get('__Host-drumbeat');
  await round(member, { sub: 'u2', email: member.email, email_verified: true });
  assert.notEqual(member.jar.get('__Host-drumbeat'), token);
  const old = house.browser();
  old.jar.set('__Host-drumbeat', token ?? '');
  assert.equal((await old.ask('GET', '/me')).status, 401);
});

test('an e-mail that is not verified, or not told, links to nobody', async () => {
  const member = await house.member('lead');
  for (const claims of [{ email_verified: false }, {}, { email_verified: 'true' }]) {
    const account = { sub: 'attacker', email: member.email, ...claims };
    const { answer } = await round(house.browser(), account);
    assert.deepEqual([answer.status, answer.body.code], [401, 'sign_in_failed']);
  }
  const { answer } = await round(house.browser(), { sub: 'attacker' });
  assert.equal(answer.status, 401);
  const own = house.browser();
  const mine = { sub: 'u3', email: member.email, email_verified: true };
  assert.equal((await round(own, mine)).answer.status, 303);
});

test('an e-mail that the provider gives to somebody else opens no account', async () => {
  const member = await house.member('lead');
  const { email } = member;
  await round(house.browser(), { sub: 'first', email, email_verified: true });
  const second = { sub: 'second', email, email_verified: true };
  const { answer } = await round(house.browser(), second);
  assert.deepEqual([answer.status, answer.body.code], [401, 'sign_in_failed']);
});

test('a stranger and an inactive person stay outside', async () => {
  const stranger = { sub: 's', email: 'stranger@example.com', email_verified: true };
  assert.equal((await round(house.browser(), stranger)).answer.status, 401);
  const member = await house.member('viewer');
  const account = { sub: 'inactive', email: member.email, email_verified: true };
  assert.equal((await round(house.browser(), account)).answer.status, 303);
  await (await house.admin()).ask('PATCH', `/people/${member.id}`, { active: false });
  assert.equal((await round(house.browser(), account)).answer.status, 401);
});

test('where strangers are admitted they come in with the one role that was said', async () => {
  const provider = companyProvider({ ...CLIENT, issuer: idp.issuer, publicOrigin: ORIGIN });
  const open = await openHouse({
    company: { provider, strangers: { admit: true, role: 'viewer' } },
  });
  try {
    const browser = open.browser();
    await round(browser, { sub: 'n', email: 'new@example.com', email_verified: true, name: 'Nu' });
    const { body } = await browser.ask('GET', '/me');
    assert.deepEqual([body.name, body.roles], ['Nu', ['viewer']]);
    const hidden = house.browser();
    const account = { sub: 'm', email: 'new2@example.com', email_verified: false };
    assert.equal((await round(hidden, account)).answer.status, 401);
  } finally {
    await open.close();
  }
});

test('the way back is good once, and in the browser that went out', async () => {
  const member = await house.member('buyer');
  const account = { sub: 'u4', email: member.email, email_verified: true };
  const browser = house.browser();
  const { path, answer } = await round(browser, account);
  assert.equal(answer.status, 303);
  assert.equal((await browser.ask('GET', path, undefined, withoutPage)).status, 401);
  const attacker = house.browser();
  const begun = await attacker.ask('GET', '/oidc/start', undefined, withoutPage);
  const back = (await idp.visit(String(begun.headers.location), account)).slice(ORIGIN.length);
  const victim = house.browser();
  assert.equal((await victim.ask('GET', back, undefined, withoutPage)).status, 401);
  await victim.ask('GET', '/oidc/start', undefined, withoutPage);
  assert.equal((await victim.ask('GET', back, undefined, withoutPage)).status, 401);
  assert.equal((await attacker.ask('GET', back, undefined, withoutPage)).status, 303);
});

test('ten minutes are enough for the way out and back', async () => {
  const member = await house.member('buyer');
  const browser = house.browser();
  const begun = await browser.ask('GET', '/oidc/start', undefined, withoutPage);
  const account = { sub: 'u5', email: member.email, email_verified: true };
  const back = (await idp.visit(String(begun.headers.location), account)).slice(ORIGIN.length);
  house.clock.now += 10 * 60_000;
  assert.equal((await browser.ask('GET', back, undefined, withoutPage)).status, 401);
});

test('the browser comes back to a page of ours, whatever it was told', async () => {
  const member = await house.member('buyer');
  const account = { sub: 'u6', email: member.email, email_verified: true };
  for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:1']) {
    const start = `/oidc/start?return_to=${encodeURIComponent(to)}`;
    const { answer } = await round(house.browser(), account, idp, start);
    assert.equal(answer.headers.location, '/', to);
  }
});

test('the address that the browser goes out with asks for PKCE, state and nonce', async () => {
  const { headers } = await house.browser().ask('GET', '/oidc/start', undefined, withoutPage);
  const asked = new URL(String(headers.location)).searchParams;
  assert.equal(asked.get('code_challenge_method'), 'S256');
  assert.equal(asked.get('response_type'), 'code');
  for (const name of ['code_challenge', 'state', 'nonce']) {
    assert.ok((asked.get(name) ?? '').length >= 43, name);
  }
});

test('neither code, state, nonce nor the client’s secret stands in a log', async () => {
  const member = await house.member('buyer');
  const browser = house.browser();
  const account = { sub: 'u7', email: member.email, email_verified: true };
  const { path, begun } = await round(browser, account);
  const again = await browser.ask('GET', path, undefined, withoutPage);
  const [out, back] = [new URL(String(begun.headers.location)), new URL(path, ORIGIN)];
  const secrets = [CLIENT.clientSecret, browser.jar.get('__Host-drumbeat') ?? ''];
  for (const name of ['state', 'nonce', 'code_challenge']) {
    secrets.push(out.searchParams.get(name) ?? '');
  }
  secrets.push(back.searchParams.get('code') ?? '');
  const told = house.log.join('') + JSON.stringify(again.body);
  assert.ok(house.log.length > 20);
  for (const secret of secrets) assert.ok(secret.length > 10 && !told.includes(secret), secret);
});

test('where no provider is configured there is no such way', async () => {
  const plain = await openHouse();
  try {
    const { status } = await plain.browser().ask('GET', '/oidc/start', undefined, withoutPage);
    assert.equal(status, 404);
  } finally {
    await plain.close();
  }
});

test('a provider that lies, or another one’s answer, signs nobody in', async () => {
  const lying = await openLyingIdp(CLIENT.clientId);
  const provider = companyProvider({ ...CLIENT, issuer: lying.issuer, publicOrigin: ORIGIN });
  const other = await openHouse({ company: { provider, strangers: { admit: false } } });
  try {
    const { email } = await other.member('buyer');
    const account = { sub: 'u', email, email_verified: true };
    const honest = await round(other.browser(), account, lying);
    assert.equal(honest.answer.status, 303, JSON.stringify(honest.answer.body));
    for (const lie of lying.lies) {
      lying.lie = lie;
      const browser = other.browser();
      const { answer } = await round(browser, account, lying);
      assert.deepEqual([answer.status, answer.body.code], [401, 'sign_in_failed'], lie);
      assert.equal((await browser.ask('GET', '/me')).status, 401, lie);
    }
    lying.lie = '';
    assert.equal((await round(other.browser(), account, lying)).answer.status, 303);
  } finally {
    await other.close();
    await lying.close();
  }
});

test('a provider that is away is said so, and other ways to sign in stay', async () => {
  const gone = { ...CLIENT, issuer: 'http://127.0.0.1:9', publicOrigin: ORIGIN };
  const provider = companyProvider(gone);
  const other = await openHouse({ company: { provider, strangers: { admit: false } } });
  try {
    const { status, body } = await other
      .browser()
      .ask('GET', '/oidc/start', undefined, withoutPage);
    assert.deepEqual([status, body.code], [502, 'identity_provider_down']);
    await other.admin();
    const asked = { email: 'ada@example.com', password: PASSWORD };
    assert.equal((await other.browser().ask('POST', '/sign-in', asked)).status, 200);
  } finally {
    await other.close();
  }
});
