// Sign-in by password over HTTP: cookies, sessions, waits, and where a change comes from.

import assert from 'node:assert/strict';
import { argon2Sync, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { beginSession } from '../../src/app/living/people/begin-session.ts';
import { identifySession } from '../../src/app/living/people/identify.ts';
import {
  type Browser,
  DAY,
  HOUR,
  type House,
  ORIGIN,
  openHouse,
  PASSWORD,
} from './people-house.ts';

const COOKIE = '__Host-drumbeat';
let house: House;
before(async () => {
  house = await openHouse();
  await house.admin();
});
after(() => house.close());

const signIn = (browser: Browser, email = 'ada@example.com', password: string = PASSWORD) =>
  browser.ask('POST', '/sign-in', { email, password });

test('a person signs in, whatever the case of the e-mail, and is who they are', async () => {
  const browser = house.browser();
  const { status, body } = await signIn(browser, ' ADA@Example.com ');
  assert.equal(status, 200);
  assert.equal((body.person as { name: string }).name, 'Ada Alm');
  const me = await browser.ask('GET', '/me');
  assert.deepEqual(me.body.roles, ['admin']);
  assert.ok((me.body.rights as string[]).includes('people.manage'));
  assert.equal((me.body.session as { method: string }).method, 'password');
});

test('the cookie is for this host alone, over HTTPS, out of reach of scripts', async () => {
  const { cookies, headers } = await signIn(house.browser());
  const [cookie] = cookies;
  assert.equal(cookies.length, 1);
  assert.equal(cookie.name, COOKIE);
  assert.equal(cookie.path, '/');
  assert.equal(cookie.httpOnly, true);
  assert.equal(cookie.secure, true);
  assert.equal(cookie.sameSite, 'Lax');
  assert.equal(cookie.domain, undefined);
  assert.equal(cookie.maxAge, 30 * 24 * 3600);
  assert.match(cookie.value, /^[0-9a-f]{64}$/);
  assert.equal([headers['set-cookie']].flat().length, 1);
});

test('on one’s own machine the cookie does without HTTPS, elsewhere it must not', async () => {
  const local = await openHouse({ publicOrigin: 'http://localhost:7300' });
  try {
    await local.admin();
    const asked = { email: 'ada@example.com', password: PASSWORD };
    const headers = { origin: 'http://localhost:7300' };
    const { cookies } = await local.browser().ask('POST', '/sign-in', asked, headers);
    assert.deepEqual([cookies[0].name, cookies[0].secure], ['drumbeat', undefined]);
  } finally {
    await local.close();
  }
  await assert.rejects(openHouse({ publicOrigin: 'http://plan.example.com' }), /https:/);
});

test('a token planted before the sign-in is worth nothing after it', async () => {
  const browser = house.browser();
  const planted = 'ab'.repeat(32);
  browser.jar.set(COOKIE, planted);
  await signIn(browser);
  assert.notEqual(browser.jar.get(COOKIE), planted);
  const attacker = house.browser();
  attacker.jar.set(COOKIE, planted);
  assert.equal((await attacker.ask('GET', '/me')).status, 401);
});

test('signing in again gives a new token and ends the session before', async () => {
  const browser = house.browser();
  await signIn(browser);
  const first = browser.jar.get(COOKIE) ?? '';
  await signIn(browser);
  const old = house.browser();
  old.jar.set(COOKIE, first);
  assert.equal((await old.ask('GET', '/me')).status, 401);
  assert.equal((await browser.ask('GET', '/me')).status, 200);
});

test('signing out ends the session on the server, not in the browser alone', async () => {
  const browser = house.browser();
  await signIn(browser);
  const copy = house.browser();
  copy.jar.set(COOKIE, browser.jar.get(COOKIE) ?? '');
  assert.equal((await browser.ask('POST', '/sign-out')).status, 200);
  assert.equal(browser.jar.size, 0);
  assert.equal((await copy.ask('GET', '/me')).status, 401);
});

test('a session ends after 12 idle hours, and after 30 days however busy', async () => {
  const start = house.clock.now;
  const idle = house.browser();
  await signIn(idle);
  house.clock.now += 11.9 * HOUR;
  assert.equal((await idle.ask('GET', '/me')).status, 200);
  house.clock.now += 12 * HOUR;
  assert.equal((await idle.ask('GET', '/me')).status, 401);
  const busy = house.browser();
  await signIn(busy);
  const begun = house.clock.now;
  for (let hours = 11; hours < 30 * 24; hours += 11) {
    house.clock.now = begun + hours * HOUR;
    assert.equal((await busy.ask('GET', '/me')).status, 200);
  }
  house.clock.now = begun + 30 * DAY;
  assert.equal((await busy.ask('GET', '/me')).status, 401);
  assert.ok(house.clock.now > start);
});

test('a new password ends all other sessions and moves this one to a new token', async () => {
  const member = await house.member('planner');
  const other = house.browser();
  await signIn(other, member.email);
  const before = member.jar.get(COOKIE);
  const wrong = { current_password: 'not this one at all', password: 'seven blue herons fly' };
  assert.equal((await member.ask('POST', '/me/password', wrong)).body.code, 'password_wrong');
  const asked = { current_password: PASSWORD, password: 'seven blue herons fly' };
  assert.equal((await member.ask('POST', '/me/password', asked)).status, 200);
  assert.notEqual(member.jar.get(COOKIE), before);
  assert.equal((await member.ask('GET', '/me')).status, 200);
  assert.equal((await other.ask('GET', '/me')).status, 401);
  assert.equal((await signIn(house.browser(), member.email)).status, 401);
  const again = await signIn(house.browser(), member.email, 'seven blue herons fly');
  assert.equal(again.status, 200);
});

test('a weak password is refused in words, and the old one stays', async () => {
  const member = await house.member('planner');
  for (const password of ['short', 'passwordpassword', `${member.email}!`]) {
    const asked = { current_password: PASSWORD, password };
    const { status, body } = await member.ask('POST', '/me/password', asked);
    assert.deepEqual([status, body.code], [422, 'password_too_weak']);
  }
  assert.equal((await signIn(house.browser(), member.email)).status, 200);
});

test('one sees one’s own sessions and ends them, and nobody else’s', async () => {
  const member = await house.member('planner');
  const other = house.browser();
  await signIn(other, member.email);
  const { body } = await member.ask('GET', '/me/sessions');
  const rows = body.rows as { id: string; current: boolean }[];
  assert.deepEqual(rows.map(({ current }) => current).sort(), [false, true]);
  const [foreign] = (await (await house.admin()).ask('GET', '/me/sessions')).body.rows as {
    id: string;
  }[];
  const refused = await member.ask('DELETE', `/me/sessions/${foreign.id}`);
  const absent = await member.ask('DELETE', '/me/sessions/nothing');
  assert.deepEqual([refused.status, refused.body.detail], [404, absent.body.detail]);
  const otherId = rows.find(({ current }) => !current)?.id;
  assert.equal((await member.ask('DELETE', `/me/sessions/${otherId}`)).status, 200);
  assert.equal((await other.ask('GET', '/me')).status, 401);
});

test('wrong password, unknown e-mail and inactive person get the same answer', async () => {
  const member = await house.member('viewer');
  const admin = await house.admin();
  await admin.ask('PATCH', `/people/${member.id}`, { active: false });
  const browser = house.browser('198.51.100.9');
  const answers = [
    await signIn(browser, 'ada@example.com', 'wrong wrong wrong wrong'),
    await signIn(browser, 'nobody@example.com', 'wrong wrong wrong wrong'),
    await signIn(browser, member.email),
    await signIn(browser, 'not an e-mail'),
  ];
  const told = answers.map(({ status, body, headers, cookies }) => {
    const { instance, ...rest } = body;
    assert.ok(instance);
    return { status, rest, cookies, names: Object.keys(headers).sort() };
  });
  for (const each of told) assert.deepEqual(each, told[0]);
  assert.equal(told[0].status, 401);
});

test('known and unknown accounts take about the same work', async () => {
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let round = 0; round < 8; round++) {
    for (const kind of ['known', 'unknown'] as const) {
      const browser = house.browser(`203.0.113.${round}`);
      const email = kind === 'known' ? 'ada@example.com' : `nobody${round}@example.com`;
      house.clock.now += DAY + HOUR; // so that no attempt is counted with those before
      const begun = performance.now();
      const { status } = await signIn(browser, email, 'wrong wrong wrong wrong');
      times[kind].push(performance.now() - begun);
      assert.equal(status, 401);
    }
  }
  const middle = (list: number[]): number => list.sort((a, b) => a - b)[list.length >> 1];
  const ratio = middle(times.known) / middle(times.unknown);
  assert.ok(ratio > 0.5 && ratio < 2, `known/unknown = ${ratio}`);
});

for (const kind of ['known', 'unknown']) {
  test(`the sixth guess at a ${kind} account waits, from whatever address it comes`, async () => {
    const email = kind === 'known' ? (await house.member('buyer')).email : 'ghost@example.com';
    const codes: unknown[] = [];
    for (let at = 0; at < 6; at++) {
      const { body } = await signIn(house.browser(`198.51.100.${at}`), email, 'wrong wrong wrong');
      codes.push(body.code);
    }
    assert.deepEqual(codes, [...new Array(5).fill('sign_in_failed'), 'too_many_attempts']);
    const waiting = await signIn(house.browser('198.51.100.77'), email);
    assert.equal(waiting.status, 429);
    assert.equal(waiting.headers['retry-after'], '30');
    house.clock.now += 30_000;
    const then = await signIn(house.browser('198.51.100.77'), email);
    assert.equal(then.status, kind === 'known' ? 200 : 401);
  });
}

test('many guesses at once do not slip through', async () => {
  const { email } = await house.member('buyer');
  const guesses = Array.from({ length: 20 }, (_, at) =>
    signIn(house.browser(`198.51.101.${at}`), email, `wrong wrong wrong ${at}`),
  );
  const codes = (await Promise.all(guesses)).map(({ body }) => body.code);
  assert.equal(codes.filter((code) => code === 'sign_in_failed').length, 5);
  assert.equal(codes.filter((code) => code === 'too_many_attempts').length, 15);
});

test('an address that tries account after account waits, an IPv6 network as one', async () => {
  let refused = 0;
  for (let at = 0; at < 31; at++) {
    const browser = house.browser(`2001:db8:7:7::${at.toString(16)}`);
    const { status } = await signIn(browser, `spray${at}@example.com`, 'wrong wrong wrong');
    if (status === 429) refused++;
  }
  assert.equal(refused, 1);
  const neighbour = await signIn(house.browser('2001:db8:7:8::1'), 'spray@example.com', 'wrong');
  assert.equal(neighbour.status, 401);
});

test('a change with the cookie must come from our own page', async () => {
  const browser = house.browser();
  await signIn(browser);
  const change = (headers: Record<string, string | undefined>) =>
    browser.ask('POST', '/nothing', { a: 1 }, headers);
  const none = { origin: undefined, 'sec-fetch-site': undefined };
  assert.equal((await change({})).status, 200);
  assert.equal((await change({ ...none, origin: ORIGIN })).status, 200);
  assert.equal((await change({ ...none, 'sec-fetch-site': 'none' })).status, 200);
  const refused = [
    none,
    { ...none, origin: 'https://evil.example' },
    { ...none, origin: 'null' },
    { ...none, origin: 'https://plan.example.com.evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-type': ' Text/Plain ; charset=utf-8' },
  ];
  for (const headers of refused) {
    const { status, body } = await change(headers);
    assert.deepEqual([status, body.code], [403, 'cross_site'], JSON.stringify(headers));
  }
});

test('another site cannot sign a browser in, a program without a browser can', async () => {
  const asked = { email: 'ada@example.com', password: PASSWORD };
  const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  assert.equal((await house.browser().ask('POST', '/sign-in', asked, evil)).status, 403);
  const none = { origin: undefined, 'sec-fetch-site': undefined };
  assert.equal((await house.browser().ask('POST', '/sign-in', asked, none)).status, 200);
});

test('what stands in a request beside what is asked for is refused', async () => {
  const asked = { email: 'ada@example.com', password: PASSWORD, roles: ['admin'] };
  assert.equal((await house.browser().ask('POST', '/sign-in', asked)).status, 422);
});

test('what strangers may begin is counted by address as well, and links are', async () => {
  const ceremonies = house.browser('198.51.103.1');
  let last = 0;
  for (let at = 0; at < 121; at++) {
    last = (await ceremonies.ask('POST', '/passkeys/sign-in-options')).status;
  }
  assert.equal(last, 429);
  const links = house.browser('198.51.103.2');
  const statuses = new Set<number>();
  for (let at = 0; at < 31; at++) {
    const token = at.toString(16).padStart(64, '0');
    const asked = { name: 'N', email: 'n@example.com', password: PASSWORD };
    statuses.add((await links.ask('POST', `/first-admin/${token}`, asked)).status);
  }
  assert.deepEqual([...statuses], [404, 429]);
});

test('a body that is far too large for a sign-in is not read to its end', async () => {
  const asked = { email: 'x'.repeat(70_000), password: 'x' };
  assert.equal((await house.browser().ask('POST', '/sign-in', asked)).status, 413);
});

test('more hashes than can wait are refused, the others all come to their end', async () => {
  const hashes = Array.from({ length: 80 }, () =>
    house.desk.secrets.hashPassword(PASSWORD).catch((error) => error.code),
  );
  const done = await Promise.all(hashes);
  const refused = done.filter((each) => each === 'too_busy').length;
  assert.equal(refused, 80 - 64 - 2);
  assert.equal(new Set(done).size, 66 + 1, 'no two hashes are the same');
  const [hash] = done;
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  assert.equal(await house.desk.secrets.matchesPassword(PASSWORD, hash), true);
  assert.equal(await house.desk.secrets.matchesPassword(`${PASSWORD} `, hash), false);
  assert.equal(await house.desk.secrets.matchesPassword(PASSWORD, null), false);
  assert.equal(house.desk.secrets.isOutdated(hash), false);
  assert.equal(house.desk.secrets.isOutdated(hash.replace('t=2', 't=1')), true);
});

test('a hash of weaker figures is made anew when its person signs in', async () => {
  const { email, id } = await house.member('viewer');
  const salt = randomBytes(16);
  const weak = argon2Sync('argon2id', {
    message: PASSWORD,
    nonce: salt,
    memory: 8192,
    passes: 1,
    parallelism: 1,
    tagLength: 32,
  });
  const text = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
  const hash = `$argon2id$v=19$m=8192,t=1,p=1$${text(salt)}$${text(weak)}`;
  const { store } = house.desk;
  await store.transaction((rows) => rows.setPassword(id, hash, house.clock.now));
  assert.equal((await signIn(house.browser(), email)).status, 200);
  const now = await store.transaction((rows) => rows.passwordOf(id));
  assert.match(now ?? '', /m=19456,t=2/);
  assert.equal((await signIn(house.browser(), email)).status, 200);
});

test('a person has a hundred sessions at most: one more ends the oldest', async () => {
  const { id } = await house.member('viewer');
  const { store } = house.desk;
  const origin = { address: '', userAgent: '' };
  const tokens: string[] = [];
  for (let at = 0; at < 101; at++) {
    await store.transaction(async (rows) => {
      const person = (await rows.person(id))!;
      const proven = { person, method: 'password' as const, replacedToken: null };
      const { token } = await beginSession(house.desk, rows, proven, origin, house.clock.now + at);
      tokens.push(token);
    });
  }
  const lives = async (token: string) =>
    (await identifySession(house.desk, token, house.clock.now + 101)) !== null;
  assert.deepEqual([await lives(tokens[0]), await lives(tokens[1])], [false, true]);
});

test('over a real socket: signed in, who I am, signed out', async () => {
  const address = await house.app.listen({ port: 0, host: '127.0.0.1' });
  const post = (path: string, body: unknown, cookie = '') =>
    fetch(`${address}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: ORIGIN, cookie },
      body: JSON.stringify(body),
    });
  const answer = await post('/sign-in', { email: 'ada@example.com', password: PASSWORD });
  assert.equal(answer.status, 200);
  const cookie = (answer.headers.getSetCookie()[0] ?? '').split(';')[0];
  const me = await fetch(`${address}/api/v1/me`, { headers: { cookie } });
  assert.equal(((await me.json()) as { name: string }).name, 'Ada Alm');
  assert.equal((await post('/sign-out', {}, cookie)).status, 200);
  assert.equal((await fetch(`${address}/api/v1/me`, { headers: { cookie } })).status, 401);
});
