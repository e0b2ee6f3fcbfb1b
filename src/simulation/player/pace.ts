// When the demo's next step is due: a working day of the company takes a set share of a real
// minute. After a pause, a stall or a jump of the clock the play goes on at its pace; nothing is
// made up for.

import { HOURS_OF_DAY } from './working-hours.ts';

/** A minute's speeds: up to this many company days. */
export const SPEED_MAX = 60;

const MINUTE = 60_000;

/** Milliseconds from one step to the next; null = the play is paused. */
export function stepInterval(daysPerMinute: number): number | null {
  if (!(daysPerMinute > 0)) return null;
  return MINUTE / (Math.min(daysPerMinute, SPEED_MAX) * HOURS_OF_DAY.length);
}

/**
 * The wall clock's instant of the next step, null while paused. `lastStep`: when the last step was
 * made, null = none since the start, or since a pause. Never before `now`, never further off than
 * one interval: a clock that was put back does not hold the play up.
 */
export function nextStepDue(
  daysPerMinute: number,
  now: number,
  lastStep: number | null,
): number | null {
  const interval = stepInterval(daysPerMinute);
  if (interval === null) return null;
  const due = (lastStep ?? now) + interval;
  return Math.min(Math.max(due, now), now + interval);
}
