import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextStepDue, stepInterval } from './pace.ts';
import { createLocalInstant } from './working-hours.ts';

test('a company day a minute is a step every five seconds', () => {
  assert.equal(stepInterval(1), 5000);
  assert.equal(nextStepDue(1, 1000, 0), 5000);
});

test('a paused play has no next step, and begins anew with one interval', () => {
  assert.equal(nextStepDue(0, 1000, 0), null);
  assert.equal(nextStepDue(Number.NaN, 1000, 0), null);
  assert.equal(nextStepDue(1, 60_000, null), 65_000);
});

test('after a stall one step is due at once, not all that were missed', () => {
  assert.equal(nextStepDue(1, 3_600_000, 0), 3_600_000);
  assert.equal(nextStepDue(1, 3_600_000, 3_600_000), 3_605_000);
});

test('a clock that was put back does not hold the play up', () => {
  assert.equal(nextStepDue(1, 1000, 90_000_000), 6000);
});

test('no speed is beyond the greatest', () => {
  assert.equal(stepInterval(1e9), stepInterval(60));
});

test('hours are local, in winter and in summer', () => {
  const instantOf = createLocalInstant('Europe/Berlin');
  const text = (date: string, hour: number) =>
    new Date(instantOf(Date.parse(date) / 86_400_000, hour)).toISOString();
  assert.equal(text('2027-03-02', 6), '2027-03-02T05:00:00.000Z');
  assert.equal(text('2027-04-02', 17), '2027-04-02T15:00:00.000Z');
});
