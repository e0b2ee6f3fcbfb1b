import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDay, weekdayOf } from './day.ts';
import {
  compileCalendar,
  isWorkingDay,
  workingDaysAfter,
  workingDaysBefore,
  workingDaysBetween,
} from './working-calendar.ts';

const first = parseDay('2025-01-01');
const last = parseDay('2028-12-31');
const open = { validFrom: Number.NEGATIVE_INFINITY, validTo: Number.POSITIVE_INFINITY };
const weekend = { line: 1, ...open, weekdays: '0000011', working: false };
const mondayToFriday = compileCalendar('MF', [weekend], first, last);

test('for Monday 12 January and one working day of lead time, the release is Friday 9', () => {
  const release = workingDaysBefore(mondayToFriday, parseDay('2026-01-12'), 1);
  assert.equal(release, parseDay('2026-01-09'));
});

test('the last matching line wins: a worked Saturday, a closed holiday', () => {
  const saturday = parseDay('2026-01-17');
  const holiday = parseDay('2026-01-06');
  const calendar = compileCalendar(
    'X',
    [
      { line: 3, validFrom: saturday, validTo: saturday, weekdays: '', working: true },
      { line: 2, validFrom: holiday, validTo: holiday, weekdays: '', working: false },
      weekend,
    ],
    first,
    last,
  );
  assert.ok(isWorkingDay(calendar, saturday));
  assert.ok(!isWorkingDay(calendar, saturday + 1));
  assert.ok(!isWorkingDay(calendar, holiday));
});

test('Chinese New Year: ten working days before 4 March 2027 are 3 February, 18 without it', () => {
  const closed = {
    line: 2,
    validFrom: parseDay('2027-02-05'),
    validTo: parseDay('2027-02-20'),
    weekdays: '',
    working: false,
  };
  const supplier = compileCalendar('CN', [weekend, closed], first, last);
  const ship = parseDay('2027-03-04');
  assert.equal(workingDaysBefore(supplier, ship, 10), parseDay('2027-02-03'));
  assert.equal(workingDaysBefore(mondayToFriday, ship, 10), parseDay('2027-02-18'));
});

test('before and after agree with counting day by day, also across the compiled ends', () => {
  const small = compileCalendar('S', [weekend], parseDay('2026-01-01'), parseDay('2026-01-31'));
  const works = (day: number) =>
    day < parseDay('2026-01-01') || day > parseDay('2026-01-31') || weekdayOf(day) < 5;
  for (let day = parseDay('2025-12-20'); day < parseDay('2026-02-15'); day++) {
    for (let n = 0; n < 45; n++) {
      let before = day;
      let after = day;
      if (n === 0) {
        while (!works(before)) before--;
        while (!works(after)) after++;
      }
      for (let left = n; left > 0; ) if (works(--before)) left--;
      for (let left = n; left > 0; ) if (works(++after)) left--;
      assert.equal(workingDaysBefore(small, day, n), before, `${day} - ${n}`);
      assert.equal(workingDaysAfter(small, day, n), after, `${day} + ${n}`);
      let count = 0;
      for (let d = day; d <= day + n; d++) if (works(d)) count++;
      assert.equal(workingDaysBetween(small, day, day + n), count);
    }
  }
});
