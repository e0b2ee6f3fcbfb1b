// What closed says which fact closed it, or, where that cannot be told, which entries came in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDay } from '../../units/day.ts';
import { closingReason, type PlanNews } from './closing-words.ts';
import type { FactNews } from './fact-news.ts';
import type { LivingException } from './living-exception.ts';

const living = {
  base: 'projected_stockout:4711/P2',
  told: { itemId: '4711', locationId: 'P2', cause: null },
  seen: { causeId: 'case:purchase_orders/45/10/1' },
} as unknown as LivingException;

const fact = (change: Partial<FactNews> = {}): FactNews => ({
  feed: 'purchase_orders',
  key: '45/10/1',
  subject: 'purchase_orders/45/10/1',
  about: '',
  itemId: '4711',
  locationId: 'P2',
  became: 'changed',
  changes: [{ column: 'confirmed_date', kind: 'day', from: '2027-03-20', to: '2027-03-12' }],
  ...change,
});
const stock = (item: string, change: Partial<FactNews> = {}): FactNews =>
  fact({
    feed: 'inventory',
    key: `${item}/P2`,
    subject: `inventory/${item}/P2`,
    itemId: item,
    ...change,
  });
const entry = (feed: string, position: number, source = 'erp') => {
  return { feed, position, source, actor: 'key stock' };
};

function reason(news: Partial<PlanNews>) {
  const entries = news.entries ?? [];
  const rest = { facts: [], entries, entryCount: entries.length, dayTurned: false };
  return closingReason(living, { ...rest, asOf: parseDay('2027-03-01'), ...news });
}

test('the fact behind its cause is named as it was and as it is, with its entry', () => {
  const { text, facts } = reason({
    facts: [stock('9999'), fact(), stock('4711')],
    entries: [entry('inventory', 6), entry('purchase_orders', 7)],
  });
  assert.equal(
    text,
    'Its cause is gone: PO 45/10 is now confirmed for 12 Mar (was 20 Mar) ' +
      '(position 7, from erp, by key stock).',
  );
  assert.deepEqual(facts, [
    { feed: 'purchase_orders', key: '45/10/1', position: 7, source: 'erp' },
  ]);
});

test('else the facts of its item-location, then those of its item, then the only one', () => {
  const quantity = [{ column: 'quantity', kind: 'quantity' as const, from: '', to: '600' }];
  const elsewhere = stock('4711', { locationId: 'P9', key: '4711/P9', became: 'new', changes: [] });
  const here = stock('4711', { changes: quantity });
  const told = (...facts: FactNews[]) => reason({ facts }).text;
  assert.equal(
    told(elsewhere, here),
    'Its cause is gone: inventory 4711/P2 now has quantity 600 (was not given).',
  );
  assert.equal(told(stock('1'), elsewhere), 'Its cause is gone: inventory 4711/P9 has come.');
  const alone = fact({
    feed: 'sales_orders',
    key: 'SO1/1/1',
    subject: '',
    itemId: '1',
    became: 'gone',
  });
  assert.equal(told(alone), 'Its cause is gone: order SO1/1 is closed.');
});

test('many changes are told by the first few', () => {
  const change = (column: string) => ({ column, kind: 'text' as const, from: 'a', to: '' });
  const changes = ['incoterm', 'x', 'y', 'z', 'w'].map(change);
  const { text } = reason({
    facts: [fact({ changes }), fact({ became: 'new', changes: [] }), fact(), fact()],
  });
  assert.match(
    text,
    /^Its cause is gone: PO 45\/10 has no incoterm any more \(was a\) and has no x/,
  );
  assert.match(text, /and 2 columns more, and PO 45\/10 has come, and 2 more changes\.$/);
});

test('a note, and a date that was taken back, are told as what they are', () => {
  const note = fact({
    feed: 'notes',
    key: 'purchase_orders/45/10/1',
    subject: 'notes/purchase_orders/45%2F10%2F1',
    about: 'purchase_orders/45/10/1',
    changes: [{ column: 'believed_date', kind: 'day', from: '', to: '2027-03-05' }],
  });
  assert.equal(
    reason({ facts: [stock('1'), note] }).text,
    'Its cause is gone: the note on purchase orders 45/10/1 now says that it comes on 5 Mar.',
  );
});

test('where rows cannot be told, the entries of the log are', () => {
  const many = [3, 4, 5, 6].map((position) => entry('inventory', position));
  const { text, facts } = reason({ entries: many, entryCount: 40 });
  assert.match(text, /^Its cause is gone since inventory of position 4, from erp, by key stock; /);
  assert.match(text, /position 6, from erp, by key stock and 37 entries before\.$/);
  assert.equal(facts.length, 3);
  assert.equal(reason({}).text, 'Its cause is gone.');
});

test('what only the turn of the day took away says the day', () => {
  const day = { dayTurned: true, asOf: parseDay('2027-03-02') };
  const settings = entry('settings', 9, '');
  assert.equal(
    reason({ ...day, entries: [settings] }).text,
    'Its cause is gone: the day is 2 Mar now.',
  );
  assert.match(
    reason({ ...day, entries: [settings, entry('inventory', 10)] }).text,
    /inventory of position 10, from erp, by key stock and the day is 2 Mar\.$/,
  );
});
