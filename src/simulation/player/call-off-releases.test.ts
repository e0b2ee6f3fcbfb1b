import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextRelease, rounded } from './call-off-releases.ts';

test('a release is numbered on as its customer numbers', () => {
  assert.equal(nextRelease('118'), '119');
  assert.equal(nextRelease('2027-W09'), '2027-W10');
  assert.equal(nextRelease('2027-09'), '2027-10');
  assert.equal(nextRelease('A'), 'A-2');
});

test('whole packs stay whole packs, and nothing goes below zero', () => {
  assert.equal(rounded(191.4, 185), 190);
  assert.equal(rounded(191.4, 187), 191);
  assert.equal(rounded(-3, 5), 0);
});
