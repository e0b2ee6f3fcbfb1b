import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDay } from './day.ts';
import { createZonedDay } from './zoned-day.ts';

test('half past eleven at night in London is already tomorrow in Berlin', () => {
  const instant = Date.parse('2027-03-01T23:30:00Z');
  assert.equal(formatDay(createZonedDay('UTC')(instant)), '2027-03-01');
  assert.equal(formatDay(createZonedDay('Europe/Berlin')(instant)), '2027-03-02');
  assert.equal(formatDay(createZonedDay('America/Chicago')(instant)), '2027-03-01');
});

test('the day changes at local midnight, in summer and in winter, east and west', () => {
  const check = (timezone: string, before: string, after: string, day: string) => {
    const dayOf = createZonedDay(timezone);
    assert.equal(dayOf(Date.parse(after)), dayOf(Date.parse(before)) + 1);
    assert.equal(formatDay(dayOf(Date.parse(after))), day);
  };
  check('Europe/Berlin', '2027-01-14T22:59:59.999Z', '2027-01-14T23:00:00Z', '2027-01-15');
  check('Europe/Berlin', '2027-07-14T21:59:59.999Z', '2027-07-14T22:00:00Z', '2027-07-15');
  check('Asia/Kathmandu', '2027-01-14T18:14:59.999Z', '2027-01-14T18:15:00Z', '2027-01-15');
  check('America/Los_Angeles', '2027-01-15T07:59:59Z', '2027-01-15T08:00:00Z', '2027-01-15');
});
