// Sentences say a single day as one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WORDS } from './words.ts';

test('what lasts one day is on that day, and not from it to it', () => {
  const slots = { what: 'Hub 4711 at Plant 2', from: '24 Mar', to: '24 Mar' };
  const below = { ...slots, safetyStock: '10 PCE', gap: '4 PCE' };
  assert.equal(
    WORDS.belowSafetyStock(below),
    'Hub 4711 at Plant 2 lies up to 4 PCE under its safety stock of 10 PCE on 24 Mar',
  );
  assert.match(WORDS.belowSafetyStock({ ...below, to: '26 Mar' }), /from 24 Mar to 26 Mar$/);
  const excess = { ...slots, quantity: '9 PCE', days: '90 days', money: '5 EUR' };
  assert.match(WORDS.excess(excess), /above 90 days of supply on 24 Mar; 5 EUR$/);
});
