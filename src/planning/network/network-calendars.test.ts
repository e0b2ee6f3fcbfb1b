import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRow } from '../../model/fact-fixture.ts';
import { parseDay } from '../../units/day.ts';
import { isWorkingDay } from '../../units/working-calendar.ts';
import { day, network } from './network-fixture.ts';

const saturday = parseDay('2027-03-06');

function calendarsOf(lines: FixtureRow[]) {
  const calendars = lines.map((line) => ({ calendar_id: 'X', ...line }));
  return network({ calendars, locations: [{ location_id: 'P1', calendar_id: 'X' }] });
}

test('Monday to Friday is one line; a worked Saturday is a later one', () => {
  const weekend = { line: 1, weekdays: '0000011', working: false };
  const worked = { line: 2, valid_from: day(5), valid_to: day(5), working: true };
  const [, calendar] = calendarsOf([worked, weekend]).network.calendars;
  assert.ok(isWorkingDay(calendar!, saturday));
  assert.ok(!isWorkingDay(calendar!, saturday + 1));
  assert.ok(!isWorkingDay(calendar!, saturday + 7));
});

test('a calendar of working lines only closes nothing, and is warned about', () => {
  const built = calendarsOf([{ weekdays: '1111100', working: true }]);
  assert.ok(isWorkingDay(built.network.calendars[1]!, saturday));
  assert.deepEqual(
    built.diagnostics.map(({ severity, key, rule }) => [severity, key, rule]),
    [['warning', 'X', 'calendar_closes_nothing']],
  );
});

test('a calendar with no working day in three years counts as always working, as an error', () => {
  const built = calendarsOf([{ working: false }]);
  assert.ok(isWorkingDay(built.network.calendars[1]!, saturday));
  assert.deepEqual(
    built.diagnostics.map(({ severity, rule }) => [severity, rule]),
    [['error', 'calendar_never_works']],
  );
  assert.deepEqual(calendarsOf([{ working: false, valid_to: day(400) }]).rules(), []);
});

test('without a calendar every day works, and it is said once', () => {
  const built = network({ locations: [{ location_id: 'P1', calendar_id: 'UNKNOWN' }] });
  assert.deepEqual(
    built.diagnostics.map(({ rule }) => rule),
    ['no_calendars'],
  );
  assert.equal(built.network.locations.calendar[0], 0);
});
