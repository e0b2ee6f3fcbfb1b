// What suppliers may see of their rows is declared for each feed that has any, and is no more than
// what can be told to them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FEEDS, feedNamed } from './feeds.ts';
import { columnsForParty, partyColumnOf } from './party-column.ts';

const seen = (feed: string): string[] => columnsForParty(feedNamed(feed)!).map(({ name }) => name);

test('a feed with rows of suppliers says which columns are theirs, its key among them', () => {
  for (const feed of FEEDS) {
    const party = partyColumnOf(feed);
    if (party === null) {
      assert.deepEqual(seen(feed.name), [], feed.name);
      continue;
    }
    assert.ok(seen(feed.name).includes(party), feed.name);
    for (const { name, key } of feed.columns) {
      if (key) assert.ok(seen(feed.name).includes(name), `${feed.name} ${name}`);
    }
  }
});

test('how we choose between suppliers, what we pay others and whom we serve is not theirs', () => {
  const ours = {
    sourcing: [
      ...['allowed_customers', 'quota_percent', 'quota_since', 'priority', 'unit_cost'],
      ...['fixed_cost', 'expedite_unit_cost', 'release_status', 'release_days'],
      ...['from_location_id', 'calendar_id'],
    ],
    purchase_orders: ['firm', 'emergency'],
    deliveries: ['freight_cost', 'premium_freight', 'payer'],
  };
  for (const [feed, columns] of Object.entries(ours)) {
    const all = feedNamed(feed)!.columns.map(({ name }) => name);
    assert.deepEqual(all.filter((name) => !seen(feed).includes(name)).sort(), columns.sort(), feed);
  }
});
