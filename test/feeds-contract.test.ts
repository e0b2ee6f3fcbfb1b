// The public contract says what the code reads: the guide's tables are printed from the feeds, and
// the page of errors has exactly the rules that intake applies.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QUARANTINE_RULES } from '../src/ingest/quarantine.ts';
import { REFUSAL_RULES } from '../src/ingest/refusals.ts';
import { FEEDS, feedNamed } from '../src/model/feeds/feeds.ts';
import { feedsPage, withFeeds } from './feeds-page.ts';
import { isTest, listPaths, readText } from './source-files.ts';

test('the guide prints the feeds as they are', () => {
  const { text } = readText(feedsPage);
  assert.equal(text, withFeeds(text), 'run npm run docs:write');
});

test('each feed names its columns once, keys first, and points only to feeds there are', () => {
  for (const feed of FEEDS) {
    const names = feed.columns.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length, feed.name);
    const keys = feed.columns.map(({ key }) => key);
    assert.equal(keys.lastIndexOf(true), keys.indexOf(false) - 1, feed.name);
    for (const { reference } of feed.columns) {
      assert.ok(
        reference === undefined || feedNamed(reference.to),
        `${feed.name} ${reference?.to}`,
      );
    }
    for (const name of [...(feed.oneOf ?? []).flat(), ...(feed.scope === '' ? [] : [feed.scope])]) {
      assert.ok(names.includes(name), `${feed.name} ${name}`);
    }
  }
});

/** Rules of notes that intake writes: what stands as a rule's name in its sources. */
function noteRules(): string[] {
  const rules = new Set<string>();
  for (const path of listPaths('src')) {
    const isIntake = /^src\/(ingest|data-quality|connectors\/files)\//.test(path);
    if (!isIntake || isTest(path) || path.endsWith('-fixture.ts')) continue;
    const { text } = readText(path);
    const named = /(?:rule: |say\(\s*(?:'\w+',\s*)?|noteUnknown\(contents, )'([a-z_]+)'/g;
    for (const match of text.matchAll(named)) rules.add(match[1]!);
  }
  for (const rule of [...REFUSAL_RULES, ...QUARANTINE_RULES]) rules.delete(rule);
  return [...rules].sort();
}

test('docs/errors.md explains each rule of refusal, quarantine and notes, and no other', () => {
  const { text } = readText('docs/errors.md');
  const rulesOf = (heading: string): string[] => {
    const section = text.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
    return [...section.matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1]!).sort();
  };
  assert.deepEqual(rulesOf('Files'), [...REFUSAL_RULES].sort());
  assert.deepEqual(rulesOf('Rows'), [...QUARANTINE_RULES].sort());
  const notes = [...noteRules(), 'calendar_closes_nothing', 'calendar_never_works', 'no_calendars'];
  assert.deepEqual(rulesOf('Notes'), [...notes, 'unknown_reference'].sort());
});
