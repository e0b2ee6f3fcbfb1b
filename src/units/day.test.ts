import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateOfDay, FIRST_DAY, formatDay, LAST_DAY, NO_DAY, parseDay, weekdayOf } from './day.ts';

test('days count from 1970-01-01 and reach from 0001-01-01 to 9999-12-31', () => {
  assert.equal(parseDay('1970-01-01'), 0);
  assert.equal(parseDay('0001-01-01'), FIRST_DAY);
  assert.equal(parseDay('9999-12-31'), LAST_DAY);
  assert.equal(parseDay('2026-01-05'), Date.UTC(2026, 0, 5) / 86400000);
});

test('what is no date is no day', () => {
  for (const text of ['2026-02-29', '2026-13-01', '0000-01-01', '31.03.2027', '2026-1-5', '']) {
    assert.equal(parseDay(text), NO_DAY, text);
  }
});

test('every day of four centuries is read back as it was written', () => {
  for (let day = -100000; day < 50000; day += 1) {
    assert.equal(parseDay(formatDay(day)), day);
    const { year, month, dayOfMonth } = dateOfDay(day);
    assert.equal(Date.UTC(year, month - 1, dayOfMonth) / 86400000, day);
  }
});

test('Monday is weekday 0', () => {
  assert.equal(weekdayOf(parseDay('2026-01-12')), 0);
  assert.equal(weekdayOf(parseDay('1969-12-28')), 6);
});
