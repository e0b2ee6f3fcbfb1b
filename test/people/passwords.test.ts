// Passwords over HTTP: which are taken, how they are compared, and how the page asks for them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  CONTEXT_WORDS,
  checkPassword,
  PASSWORD_LENGTH_MIN,
} from '../../src/app/living/people/password-rules.ts';
import { commonPasswords } from '../../src/http/people/common-passwords.ts';
import { readText } from '../source-files.ts';
import { DAY, type House, openHouse, PASSWORD } from './people-house.ts';

const COUNT = 3_000;
let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.close());

const person = { name: 'Ada Alm', email: 'ada@example.com' };
const isTaken = (password: string): boolean => {
  try {
    checkPassword(password, person, (text) => commonPasswords().has(text));
    return true;
  } catch {
    return false;
  }
};

test('the 3,000 most frequent leaked passwords, made long enough as people do, are refused', () => {
  const all = [...commonPasswords()];
  assert.ok(all.length > 10_000, `${all.length} passwords`);
  const taken: string[] = [];
  for (const word of all.slice(0, COUNT)) {
    const first = word[0].toUpperCase() + word.slice(1);
    const tries = [
      word.padEnd(PASSWORD_LENGTH_MIN, '1234567890'),
      word.repeat(5).slice(0, Math.max(PASSWORD_LENGTH_MIN, word.length * 2)),
      `${first}!2026-2026-2026`,
      `${word}-${word}-2027!`.padEnd(PASSWORD_LENGTH_MIN, '!'),
    ];
    taken.push(...tries.filter(isTaken));
  }
  assert.deepEqual(taken, []);
});

test('each leaked password that is long enough by itself is refused', () => {
  const long = [...commonPasswords()].filter((word) => word.length >= PASSWORD_LENGTH_MIN);
  assert.ok(long.length > 30, `${long.length} passwords`);
  assert.deepEqual(long.filter(isTaken), []);
});

test('words of the trade are refused as passwords, wherever one is set', async () => {
  const admin = await house.admin();
  const [word] = CONTEXT_WORDS;
  const weak = `${word} ${word} ${word} 1`;
  const link = await admin.ask('POST', '/invitations', {
    email: 'new@example.com',
    name: 'New',
    roles: ['viewer'],
  });
  const path = `/invitations/${String(link.body.url).split('#')[1]}`;
  const answers = [
    await house.browser().ask('POST', path, { password: weak }),
    await admin.ask('POST', '/me/password', { current_password: PASSWORD, password: weak }),
  ];
  for (const { body } of answers) assert.equal(body.code, 'password_too_weak');
});

test('a password is compared as it is: case, blanks at its ends, the 200th character', async () => {
  const member = await house.member('planner');
  const long = Array.from({ length: 10 }, (_, at) => `wooden lanterns over quiet gravel ${at}`)
    .join(' ')
    .slice(0, 200);
  const password = ` ${long} `;
  const asked = { current_password: PASSWORD, password };
  assert.equal((await member.ask('POST', '/me/password', asked)).status, 200);
  let address = 0;
  const signIn = async (text: string) => {
    house.clock.now += DAY + 1; // so that no attempt waits
    const browser = house.browser(`198.51.100.${address++}`);
    const answer = await browser.ask('POST', '/sign-in', { email: member.email, password: text });
    return answer.status;
  };
  assert.equal(await signIn(password), 200);
  for (const other of [long, password.toUpperCase(), password.slice(0, -2), `${password} `]) {
    assert.equal(await signIn(other), 401, other.slice(-20));
  }
});

test('a password of five years ago is as good as one of today', async () => {
  const member = await house.member('planner');
  house.clock.now += 5 * 365 * DAY;
  const asked = { email: member.email, password: PASSWORD };
  const { status, body } = await house.browser().ask('POST', '/sign-in', asked);
  assert.equal(status, 200, JSON.stringify(body));
});

test('no question, no hint: nothing but passwords, links and passkeys is asked for', async () => {
  const { body } = await house.browser().ask('GET', '/api/openapi.json');
  const { paths } = body as unknown as { paths: Record<string, unknown> };
  for (const [path, methods] of Object.entries(paths)) {
    assert.doesNotMatch(`${path} ${JSON.stringify(methods)}`, /"(hint|question|secret_?answer)/i);
  }
});

test('the page hides what is typed, and lets managers and paste fill it in', () => {
  const page = readText('src/http/page/index.html').text;
  const script = readText('src/http/page/page.js').text;
  const fields = page.match(/<input[^>]*password[^>]*>/g) ?? [];
  assert.ok(fields.length > 0);
  for (const field of fields) {
    assert.match(field, /type="password"/);
    assert.match(field, /autocomplete="(current|new)-password"/);
    assert.doesNotMatch(field, /maxlength|readonly|onpaste/);
  }
  assert.doesNotMatch(script, /preventDefault[^}]*paste|'paste'|autocomplete = 'off'/);
});

test('whoever is signed in sees how to sign out', () => {
  const page = readText('src/http/page/index.html').text;
  const header = page.slice(page.indexOf('<header>'), page.indexOf('</header>'));
  assert.match(header, /<button id="sign-out"[^>]*>Sign out<\/button>/);
  assert.match(readText('src/http/page/page.js').text, /place\('sign-out'\)\.hidden = me\.session/);
});

test('the tokens of sessions, keys and links are random, 256 bits, and never the same', () => {
  const { secrets } = house.desk;
  const tokens = Array.from({ length: 2_000 }, () => secrets.token());
  for (const token of tokens) assert.match(token, /^[0-9a-f]{64}$/);
  assert.equal(new Set(tokens).size, tokens.length);
  const ones = tokens.join('').replace(/[0-7]/g, '').length;
  assert.ok(Math.abs(ones / (tokens.length * 64) - 0.5) < 0.01, 'half of all digits are high');
  const source = readText('src/http/people/secrets.ts').text;
  assert.match(source, /randomBytes\(32\)/);
  assert.doesNotMatch(source, /Math\.random/);
});
