// The page on security keeps its word: it has each requirement of the chapters that it names, each
// is shown by a test that there is, or says why it does not apply; its figures are the program's.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS, waitAfter } from '../src/app/living/people/attempt-limits.ts';
import { OIDC_LOGIN_LIFE, OIDC_PROOF_AGE_MAX } from '../src/app/living/people/identity-provider.ts';
import { LINK_LIFE } from '../src/app/living/people/one-time-link.ts';
import { CHALLENGE_LIFE } from '../src/app/living/people/passkey.ts';
import {
  CONTEXT_WORDS,
  PASSWORD_LENGTH_MAX,
  PASSWORD_LENGTH_MIN,
} from '../src/app/living/people/password-rules.ts';
import {
  FRESH_AGE_MAX,
  SESSION_AGE_MAX,
  SESSION_IDLE_MAX,
  SESSIONS_MAX,
  SIGN_IN_METHODS,
} from '../src/app/living/people/session.ts';
import { commonPasswords } from '../src/http/people/common-passwords.ts';
import { openHouse } from './people/people-house.ts';
import { listPaths, readText } from './source-files.ts';

const page = readText('docs/guide/security.md').text;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How many requirements of levels 1 and 2 each section has. */
const SECTIONS: Readonly<Record<string, number>> = {
  '6.1': 3,
  '6.2': 12,
  '6.3': 4,
  '6.4': 4,
  '6.5': 5,
  '6.6': 3,
  '6.8': 4,
  '7.1': 3,
  '7.2': 4,
  '7.3': 2,
  '7.4': 5,
  '7.5': 2,
  '7.6': 2,
  '9.1': 3,
  '9.2': 4,
  '10.1': 2,
  '10.2': 2,
  '10.3': 4,
  '10.4': 11,
  '10.5': 5,
  '10.6': 2,
  '10.7': 3,
};

const [, table = ''] = page.split(/<!-- (?:end of )?requirements -->/);
const rows = [...table.matchAll(/^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (.+) \|$/gm)].map(
  ([, number, level, asks, shown]) => ({ number, level, asks, shown }),
);

test('each requirement of levels 1 and 2 has a row, and only one', () => {
  const expected = Object.entries(SECTIONS).flatMap(([section, count]) =>
    Array.from({ length: count }, (_, at) => `${section}.${at + 1}`),
  );
  assert.deepEqual(
    rows.map(({ number }) => number),
    expected,
  );
});

/** The names of all tests, those in loops with a hole for each value. */
function testNames(): RegExp[] {
  const names: RegExp[] = [];
  for (const path of listPaths().filter((each) => each.endsWith('.test.ts'))) {
    const { text } = readText(path);
    for (const [, , name] of text.matchAll(/\btest\(\s*(['`"])((?:\\.|(?!\1).)+)\1/gs)) {
      const holes = name.replace(/[.*+?^()|[\]\\]/g, '\\$&').replace(/\$\{[^}]*\}/g, '\\S+');
      names.push(new RegExp(`^${holes.replace(/[{}$]/g, '\\$&')}$`));
    }
  }
  return names;
}

test('each row is shown by tests that there are, or says why it does not apply', () => {
  const names = testNames();
  assert.ok(names.length > 500, `${names.length} tests`);
  const wrong: string[] = [];
  for (const { number, shown } of rows) {
    const quoted = [...shown.matchAll(/"([^"]+)"/g)].map(([, name]) => name);
    const missing = quoted.filter((name) => !names.some((each) => each.test(name)));
    wrong.push(...missing.map((name) => `${number}: there is no test "${name}"`));
    const isArgued = /^(not applicable[:,]|this page, above)/.test(shown);
    if (quoted.length === 0 && !isArgued) wrong.push(`${number}: neither test nor reason`);
  }
  assert.deepEqual(wrong, []);
});

test('the page tells the limits that the program has', () => {
  const shown = [
    ...page.matchAll(/^\| .+? \| (\d+) \| (\d+) s, doubled.*? \| (\d+) min \| (.+?) \|$/gm),
  ];
  const forgotten = (time: number): string =>
    time % (24 * HOUR) === 0 ? '24 h' : `${time / MINUTE} min`;
  const kinds = ['account', 'address', 'link', 'ceremony'] as const;
  const real = kinds.map((kind) => {
    const { free, forgottenAfter } = LIMITS[kind];
    const [first, most] = [waitAfter(kind, free), waitAfter(kind, 1_000)];
    return [free, first / 1000, most / MINUTE, forgotten(forgottenAfter)].map(String);
  });
  assert.deepEqual(
    shown.map((cells) => cells.slice(1)),
    real,
  );
});

test('the page lists the words that no password is made of', () => {
  const listed = CONTEXT_WORDS.join(', ');
  assert.ok(page.replace(/\s+/g, ' ').includes(`: ${listed}.`), listed);
  const sentence = `${PASSWORD_LENGTH_MIN} to ${PASSWORD_LENGTH_MAX} characters`;
  assert.ok(page.includes(sentence), sentence);
  const known = commonPasswords().size.toLocaleString('en');
  assert.ok(page.includes(`(${known} of them come along)`), known);
});

test('the page tells how long sessions last', () => {
  const told = [
    `| idle | ${SESSION_IDLE_MAX / HOUR} hours |`,
    `| age | ${SESSION_AGE_MAX / HOUR / 24} days |`,
    `| at the same time | ${SESSIONS_MAX} |`,
    `| fresh | ${FRESH_AGE_MAX / MINUTE} minutes |`,
    `more than ${OIDC_PROOF_AGE_MAX / HOUR} hours ago`,
    `for ${OIDC_LOGIN_LIFE / MINUTE} minutes`,
    `for ${CHALLENGE_LIFE / MINUTE} minutes`,
    `for ${LINK_LIFE.first_admin / HOUR} hours or ${LINK_LIFE.invitation / HOUR / 24} days`,
  ];
  assert.deepEqual(
    told.filter((each) => !page.includes(each)),
    [],
  );
});

test('the page lists every way in that the API has', async () => {
  const never = () => Promise.reject(new Error('not asked'));
  const house = await openHouse({
    isDemo: true,
    publicOrigin: 'http://localhost:7300',
    company: { provider: { begin: never, finish: never }, strangers: { admit: false } },
  });
  try {
    const { body } = await house.browser().ask('GET', '/api/openapi.json');
    const { paths } = body as unknown as {
      paths: Record<string, Record<string, { tags?: string[]; description?: string }>>;
    };
    const open: string[] = [];
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { tags, description = '' }] of Object.entries(methods)) {
        if (!tags?.includes('people') || !description.includes('Open to all')) continue;
        open.push(`${method.toUpperCase()} ${path.replace('/api/v1', '')}`);
      }
    }
    const [, ways = ''] = page.split('## Ways in');
    const [list] = ways.split('\n\nPrograms');
    const told = [...list.matchAll(/`((?:GET|POST) [^`]+)`/g)].map(([, route]) => route);
    assert.deepEqual(told.sort(), open.sort());
    const methods = [...list.matchAll(/^\| (`.+?`) \|/gm)].flatMap(([, cell]) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, method]) => method),
    );
    assert.deepEqual(methods.sort(), [...SIGN_IN_METHODS].sort());
  } finally {
    await house.close();
  }
});
