// Numbers, money and dates in a planner's words.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counted, date, money, percent, quantity } from './words.ts';

test('quantities have thousands, a real minus and only the decimals they need', () => {
  assert.equal(quantity(-2255), '−2,255');
  assert.equal(quantity(12.5), '12.5');
  assert.equal(quantity(0.000001), '0.000001');
  assert.equal(quantity(null), '–');
});

test('money in a list is whole', () => {
  assert.equal(money(48299.6), '48,300');
  assert.equal(money(-0.2), '0');
  assert.equal(money(null), '–');
});

test('a share short of everything never reads as all of it', () => {
  assert.equal(percent(0.99999), '99.9 %');
  assert.equal(percent(1), '100 %');
  assert.equal(percent(0.984), '98.4 %');
});

test('a date has its year only where that is not the plan’s', () => {
  assert.equal(date('2027-03-23', '2027-03-02'), '23 Mar');
  assert.equal(date('2028-01-04', '2027-03-02'), '4 Jan 2028');
  assert.equal(date(null, '2027-03-02'), '–');
});

test('one is singular', () => {
  assert.equal(counted(1, 'case'), '1 case');
  assert.equal(counted(1200, 'case'), '1,200 cases');
});
