// What is believed of a company's provider about when and how it asked the person, where a company
// sign-in may begin, and that the provider's tokens stay on the server.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { finishOidcSignIn } from '../../src/app/living/people/oidc-sign-in.ts';
import { companyProvider } from '../../src/http/people/company-sign-in.ts';
import { type LyingIdp, openLyingIdp } from './identity-providers.ts';
import { type Browser, type House, ORIGIN, openHouse } from './people-house.ts';

const CLIENT = { clientId: 'drumbeat', clientSecret: 'a-secret-of-32-characters-or-more' };
let idp: LyingIdp;
let house: House;
before(async () => {
  idp = await openLyingIdp(CLIENT.clientId);
  house = await openHouse({ company: companyOf(idp), requiresPasskey: false });
});
after(async () => {
  await house.close();
  await idp.close();
});

const companyOf = ({ issuer }: LyingIdp) => ({
  provider: companyProvider({ ...CLIENT, issuer, publicOrigin: ORIGIN }),
  strangers: { admit: false as const },
});
const withoutPage = { origin: undefined, 'sec-fetch-site': undefined };

async function round(of: House, account: object, told: object = {}, start = '/oidc/start') {
  const browser = of.browser();
  idp.told = { ...told };
  const begun = await browser.ask('GET', start, undefined, withoutPage);
  const back = await idp.visit(String(begun.headers.location), account);
  const answer = await browser.ask('GET', back.slice(ORIGIN.length), undefined, withoutPage);
  return { browser, begun, back, answer };
}

const accountOf = async (of: House) => {
  const { email } = await of.member('planner');
  return { sub: email, email, email_verified: true };
};
const seconds = (ago: number): number => Math.floor(Date.now() / 1000) - ago;
const mayChange = async (browser: Browser): Promise<boolean> =>
  (await browser.ask('POST', '/passkeys/registration-options')).status === 200;

test('the provider is told how old its own sign-in may be, and when to ask again', async () => {
  const account = await accountOf(house);
  const usual = new URL(String((await round(house, account)).begun.headers.location));
  assert.equal(usual.searchParams.get('max_age'), '43200');
  assert.equal(usual.searchParams.get('prompt'), null);
  const { begun } = await round(house, account, {}, '/oidc/start?again=true');
  assert.equal(new URL(String(begun.headers.location)).searchParams.get('prompt'), 'login');
});

test('ways to sign in are changed only if the provider has just asked the person', async () => {
  const account = await accountOf(house);
  const asked = await round(house, account, { auth_time: seconds(60) });
  assert.equal(await mayChange(asked.browser), true);
  const hours = await round(house, account, { auth_time: seconds(3_600) });
  assert.equal(hours.answer.status, 303, 'signed in all the same');
  assert.equal(await mayChange(hours.browser), false);
  const silent = await round(house, account);
  assert.equal(silent.answer.status, 303);
  assert.equal(await mayChange(silent.browser), false, 'not said is not proven');
  const { body } = await silent.browser.ask('POST', '/me/password', {
    password: 'seven blue herons fly',
  });
  assert.equal(body.code, 'password_wrong');
});

test('one factor is assumed of a provider that does not say it asked for more', async () => {
  const strict = await openHouse({ company: companyOf(idp), requiresPasskey: true });
  try {
    const account = await accountOf(strict);
    for (const told of [{}, { amr: ['pwd'] }, { amr: 'mfa' }, { acr: 'mfa' }]) {
      const { browser } = await round(strict, account, told);
      const { status, body } = await browser.ask('GET', '/plan');
      assert.deepEqual([status, body.code], [403, 'passkey_needed'], JSON.stringify(told));
    }
    const { browser } = await round(strict, account, { amr: ['pwd', 'mfa'] });
    assert.equal((await browser.ask('GET', '/plan')).status, 200);
    const me = await browser.ask('GET', '/me');
    assert.equal((me.body.session as { method: string }).method, 'oidc_mfa');
  } finally {
    await strict.close();
  }
});

test('another site cannot send a browser off to sign in', async () => {
  for (const site of ['cross-site', 'same-site']) {
    const headers = { origin: undefined, 'sec-fetch-site': site };
    const answer = await house.browser().ask('GET', '/oidc/start', undefined, headers);
    assert.deepEqual([answer.status, answer.body.code], [403, 'cross_site']);
    assert.deepEqual(answer.cookies, []);
  }
  const byHand = { origin: undefined, 'sec-fetch-site': 'none' };
  const answer = await house.browser().ask('GET', '/oidc/start', undefined, byHand);
  assert.equal(answer.status, 303);
});

test('the provider’s tokens reach no browser, log or database, and open nothing', async () => {
  idp.accessToken = 'canary-access-token-0123456789';
  const account = await accountOf(house);
  const { browser, answer, begun } = await round(house, account);
  assert.equal(answer.status, 303);
  const me = await browser.ask('GET', '/me');
  const kept = await house.test.owner.transaction(async (owner) => {
    const texts: string[] = [];
    for (const table of ['person_credential', 'session', 'oidc_login', 'audit_entry']) {
      texts.push(JSON.stringify(await owner.query(`select * from drumbeat.${table}`)));
    }
    return texts.join();
  });
  const told = JSON.stringify([begun, answer, me]) + house.log.join('') + kept;
  assert.ok(!told.includes(idp.accessToken));
  assert.ok(!/eyJ[\w-]{20,}/.test(told), 'no signed token');
  const headers = { authorization: `Bearer ${idp.accessToken}`, origin: undefined };
  assert.equal((await house.browser().ask('GET', '/plan', undefined, headers)).status, 401);
});

test('what a provider says of itself under another issuer’s name is refused', async () => {
  const other = await openLyingIdp(CLIENT.clientId);
  other.metadata = { issuer: idp.issuer };
  const victim = await openHouse({ company: companyOf(other) });
  try {
    const { status, headers } = await victim
      .browser()
      .ask('GET', '/oidc/start', undefined, withoutPage);
    assert.equal(status, 500);
    assert.equal(headers.location, undefined);
    other.metadata = { issuer: `${other.issuer}/tenant` };
    const again = await victim.browser().ask('GET', '/oidc/start', undefined, withoutPage);
    assert.equal(again.status, 500, 'of the same host is not the same issuer');
    other.metadata = {};
    const sound = await victim.browser().ask('GET', '/oidc/start', undefined, withoutPage);
    assert.equal(sound.status, 303);
  } finally {
    await victim.close();
    await other.close();
  }
});

test('the same subject of another issuer is another person', async () => {
  const one = await house.member('planner');
  const two = await house.member('planner');
  const origin = { address: '192.0.2.7', userAgent: '' };
  const enter = async (issuer: string, email: string): Promise<string> => {
    const { secrets, store } = house.desk;
    const [state, browserToken] = [secrets.token(), secrets.token()];
    await store.transaction((rows) =>
      rows.addOidcLogin({
        stateHash: secrets.digest(state),
        browserHash: secrets.digest(browserToken),
        nonce: '',
        codeVerifier: '',
        returnTo: '/',
        expiresAt: house.clock.now + 60_000,
      }),
    );
    const proof = { proofAge: 0, factors: 'not said' as const, emailVerified: true, name: '' };
    const identity = { issuer, subject: 'u-1', email, ...proof };
    const provider = { begin: () => Promise.reject(), finish: async () => identity };
    const back = { callback: '', state, browserToken, replacedToken: null };
    const strangers = { admit: false as const };
    const done = await finishOidcSignIn(
      house.desk,
      provider,
      strangers,
      back,
      origin,
      house.clock.now,
    );
    return done.signedIn.person.id;
  };
  assert.equal(await enter('https://a.example', one.email), one.id);
  assert.equal(await enter('https://b.example', two.email), two.id);
  assert.equal(await enter('https://a.example', 'changed@example.com'), one.id);
});
