// The planner lives by the host's clock, told now and then, and by the time gone by between.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMessage, settingsOf } from '../app/living/standing-settings.ts';
import { followClock } from './followed-clock.ts';

test('between what the host says, time goes by; what it says counts', () => {
  let elapsed = 100;
  const clock = followClock(5_000, () => elapsed);
  assert.equal(clock.now(), 5_000);
  elapsed += 30;
  assert.equal(clock.now(), 5_030);
  clock.set(1_000); // put back
  assert.equal(clock.now(), 1_000);
  elapsed += 1;
  assert.equal(clock.now(), 1_001);
});

test('a plan’s day that no settings name is told, and one that they name is not', () => {
  const now = Date.parse('2027-03-01T23:30:00Z');
  const asOf = (settings: Record<string, unknown>) => settingsOf(settings, now).planning.asOf;
  assert.equal(
    dayMessage({}, asOf({})),
    'As of 2027-03-01, today, because the settings name no day.',
  );
  const tokyo = { timezone: 'Asia/Tokyo' };
  assert.equal(
    dayMessage(tokyo, asOf(tokyo)),
    'As of 2027-03-02, today in Asia/Tokyo, because the settings name no day.',
  );
  assert.equal(dayMessage({ as_of: '2026-01-05' }, asOf({ as_of: '2026-01-05' })), '');
});
