// Passkeys over HTTP, with an authenticator of our own that can lie.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Authenticator, type Ceremony, type Lie, newAuthenticator } from './authenticator.ts';
import { type Browser, type House, ORIGIN, openHouse } from './people-house.ts';

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.close());

type Member = Awaited<ReturnType<House['member']>>;

async function options(browser: Browser, purpose: string): Promise<Ceremony> {
  const { status, body } = await browser.ask('POST', `/passkeys/${purpose}-options`);
  assert.equal(status, 200, JSON.stringify(body));
  return body as unknown as Ceremony;
}

async function register(member: Member, device: Authenticator): Promise<string> {
  const answer = device.create(await options(member, 'registration'), ORIGIN);
  const { status, body } = await member.ask('POST', '/passkeys', { name: 'laptop', answer });
  assert.equal(status, 200, JSON.stringify(body));
  return String(body.id);
}

const signIn = async (device: Authenticator, origin = ORIGIN, lie: Lie = {}) => {
  const browser = house.browser();
  const answer = device.get(await options(browser, 'sign-in'), origin, lie);
  const done = await browser.ask('POST', '/passkeys/sign-in', { answer });
  return { browser, answer, ...done };
};

test('a person registers a passkey and signs in by it, without a name or a password', async () => {
  const member = await house.member('planner');
  const device = newAuthenticator();
  const asked = await options(member, 'registration');
  assert.deepEqual(asked.rp, { name: 'Drumbeat', id: 'plan.example.com' });
  const id = await register(member, device);
  const { browser, status } = await signIn(device);
  assert.equal(status, 200);
  const { body } = await browser.ask('GET', '/me');
  assert.equal(body.person_id, member.id);
  assert.equal((body.session as { method: string }).method, 'passkey');
  const listed = (await member.ask('GET', '/passkeys')).body.rows as Record<string, unknown>[];
  assert.deepEqual(
    listed.map((each) => [each.id, each.name, each.last_used_at !== null]),
    [[id, 'laptop', true]],
  );
});

test('who has a passkey does not show before signing in', async () => {
  const asked = (await options(house.browser(), 'sign-in')) as unknown as Record<string, unknown>;
  assert.equal(asked.allowCredentials, undefined);
  assert.equal(asked.userVerification, 'required');
});

for (const counts of [true, false]) {
  const words = counts ? 'counts' : 'does not count';
  test(`an answer is good once, also of many at a moment, if the device ${words}`, async () => {
    const member = await house.member('planner');
    const device = newAuthenticator(counts);
    await register(member, device);
    const { status, answer } = await signIn(device);
    assert.equal(status, 200);
    const again = await house.browser().ask('POST', '/passkeys/sign-in', { answer });
    assert.deepEqual([again.status, again.body.code], [401, 'sign_in_failed']);
    const browser = house.browser();
    const fresh = device.get(await options(browser, 'sign-in'), ORIGIN);
    const posts = Array.from({ length: 10 }, () =>
      browser.ask('POST', '/passkeys/sign-in', { answer: fresh }),
    );
    const statuses = (await Promise.all(posts)).map((each) => each.status).sort();
    assert.deepEqual(statuses, [200, ...new Array(9).fill(401)]);
  });
}

test('a challenge is good for five minutes, and for what it was asked for', async () => {
  const member = await house.member('planner');
  const device = newAuthenticator();
  await register(member, device);
  const browser = house.browser();
  const late = device.get(await options(browser, 'sign-in'), ORIGIN);
  house.clock.now += 5 * 60_000;
  assert.equal((await browser.ask('POST', '/passkeys/sign-in', { answer: late })).status, 401);
  const registration = await options(member, 'registration');
  const crossed = device.get({ ...registration, rpId: 'plan.example.com' }, ORIGIN);
  assert.equal((await browser.ask('POST', '/passkeys/sign-in', { answer: crossed })).status, 401);
  const made = { challenge: Buffer.from('ab'.repeat(32)).toString('base64url') };
  const invented = device.get({ ...made, rpId: 'plan.example.com' }, ORIGIN);
  assert.equal((await browser.ask('POST', '/passkeys/sign-in', { answer: invented })).status, 401);
});

test('a challenge of one session does not register a passkey for another', async () => {
  const [victim, thief] = [await house.member('lead'), await house.member('viewer')];
  const answer = newAuthenticator().create(await options(victim, 'registration'), ORIGIN);
  const { status } = await thief.ask('POST', '/passkeys', { name: 'mine', answer });
  assert.equal(status, 401);
});

const WRONG: [string, string, Lie][] = [
  ['another origin', 'https://plan.example.com.evil.example', {}],
  ['another port', `${ORIGIN}:8443`, {}],
  ['plain HTTP', 'http://plan.example.com', {}],
  ['another relying party', ORIGIN, { rpId: 'evil.example' }],
  ['nobody verified', ORIGIN, { verified: false }],
  ['the other ceremony', ORIGIN, { type: 'webauthn.unknown' }],
];
for (const [words, origin, lie] of WRONG) {
  test(`refused at registration and at sign-in: ${words}`, async () => {
    const member = await house.member('planner');
    const answer = newAuthenticator().create(await options(member, 'registration'), origin, lie);
    const { status } = await member.ask('POST', '/passkeys', { name: 'x', answer });
    assert.equal(status, 401);
    const device = newAuthenticator();
    await register(member, device);
    assert.equal((await signIn(device, origin, lie)).status, 401);
    assert.equal((await signIn(device)).status, 200);
  });
}

test('a copy that is behind in its count is refused; one that never counts is taken', async () => {
  const member = await house.member('planner');
  const device = newAuthenticator();
  await register(member, device);
  const copy = device.copied();
  assert.equal((await signIn(device)).status, 200);
  assert.equal((await signIn(copy)).status, 401);
  const still = newAuthenticator(false);
  await register(member, still);
  assert.equal((await signIn(still)).status, 200);
  assert.equal((await signIn(still)).status, 200);
});

test('another key pair under a known id is refused', async () => {
  const member = await house.member('planner');
  const device = newAuthenticator();
  await register(member, device);
  const browser = house.browser();
  const asked = await options(browser, 'sign-in');
  const [own, other] = [device.get(asked, ORIGIN), newAuthenticator().get(asked, ORIGIN)];
  const forged = { ...own, response: (other as { response: object }).response };
  assert.equal((await browser.ask('POST', '/passkeys/sign-in', { answer: forged })).status, 401);
});

test('an inactive person’s passkey, and one that was removed, open nothing', async () => {
  const member = await house.member('planner');
  const [first, second] = [newAuthenticator(), newAuthenticator()];
  const id = await register(member, first);
  await register(member, second);
  assert.equal((await member.ask('DELETE', `/passkeys/${id}`)).status, 200);
  assert.equal((await signIn(first)).status, 401);
  const admin = await house.admin();
  await admin.ask('PATCH', `/people/${member.id}`, { active: false });
  assert.equal((await signIn(second)).status, 401);
});

test('nobody removes another one’s passkey, and one passkey is not registered twice', async () => {
  const [one, other] = [await house.member('lead'), await house.member('lead')];
  const device = newAuthenticator();
  const id = await register(one, device);
  assert.equal((await other.ask('DELETE', `/passkeys/${id}`)).status, 404);
  const answer = device.create(await options(other, 'registration'), ORIGIN);
  const { status, body } = await other.ask('POST', '/passkeys', { name: 'x', answer });
  assert.deepEqual([status, body.code], [409, 'passkey_exists']);
});

test('a sign-in of more than 15 minutes ago changes no ways to sign in', async () => {
  const member = await house.member('planner');
  house.clock.now += 16 * 60_000;
  const { status, body } = await member.ask('POST', '/passkeys/registration-options');
  assert.deepEqual([status, body.code], [403, 'sign_in_again']);
});

test('whatever is sent as an answer ends in a refusal, never in a fault', async () => {
  const device = newAuthenticator();
  const browser = house.browser();
  const sound = device.get(await options(browser, 'sign-in'), ORIGIN) as {
    response: Record<string, unknown>;
  };
  const odd = ['', '!', 'e30', 'bnVsbA', 'A'.repeat(10_000), '\0'];
  for (const field of ['clientDataJSON', 'authenticatorData', 'signature']) {
    for (const value of odd) {
      const answer = { ...sound, response: { ...sound.response, [field]: value } };
      const { status } = await browser.ask('POST', '/passkeys/sign-in', { answer });
      assert.ok(status === 401 || status === 422, `${field} ${value.slice(0, 9)}: ${status}`);
    }
  }
});
