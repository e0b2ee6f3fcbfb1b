// Which days a plant, supplier or lane works, compiled to look-ups (handbook 2): the matching
// line with the highest number decides, a day that no line matches works.

import type { Day } from './day.ts';
import { weekdayOf } from './day.ts';

/** One line of a calendar, from and to inclusive (Number.±Infinity when open). */
export interface CalendarLine {
  line: number;
  validFrom: Day;
  validTo: Day;
  weekdays: string; // seven of 0/1 from Monday; '' = all seven
  working: boolean;
}

/** Compiled for the days first .. first + works.length - 1; outside, every day works. */
export interface WorkingCalendar {
  calendarId: string;
  alwaysWorks: boolean;
  first: Day;
  works: Uint8Array; // by day - first
  countBefore: Int32Array; // by day - first (one more): working days in first .. day - 1
  nthWorkingDay: Int32Array; // by ordinal: the day - first of the n-th working day
}

export const EVERY_DAY: WorkingCalendar = {
  calendarId: '',
  alwaysWorks: true,
  first: 0,
  works: new Uint8Array(0),
  countBefore: new Int32Array(1),
  nthWorkingDay: new Int32Array(0),
};

/** Compiles the lines for the days first .. last; one that closes nothing always works. */
export function compileCalendar(
  calendarId: string,
  lines: readonly CalendarLine[],
  first: Day,
  last: Day,
): WorkingCalendar {
  const size = last - first + 1;
  const works = new Uint8Array(size).fill(1);
  const ordered = [...lines].sort((a, b) => a.line - b.line);
  for (const { validFrom, validTo, weekdays, working } of ordered) {
    const from = Math.max(first, validFrom);
    const to = Math.min(last, validTo);
    for (let day = from; day <= to; day++) {
      if (weekdays === '' || weekdays[weekdayOf(day)] === '1') works[day - first] = working ? 1 : 0;
    }
  }
  const countBefore = new Int32Array(size + 1);
  for (let i = 0; i < size; i++) countBefore[i + 1] = countBefore[i] + works[i];
  const nthWorkingDay = new Int32Array(countBefore[size]);
  for (let i = 0, n = 0; i < size; i++) if (works[i]) nthWorkingDay[n++] = i;
  return {
    calendarId,
    alwaysWorks: nthWorkingDay.length === size,
    first,
    works,
    countBefore,
    nthWorkingDay,
  };
}

export function isWorkingDay(calendar: WorkingCalendar, day: Day): boolean {
  if (calendar.alwaysWorks) return true;
  const i = day - calendar.first;
  return i < 0 || i >= calendar.works.length || calendar.works[i] === 1;
}

/** Working days before `day`, counted from the compiled first day (negative before it). */
function ordinalOf(calendar: WorkingCalendar, day: Day): number {
  const i = day - calendar.first;
  if (i <= 0) return i;
  const size = calendar.works.length;
  return i <= size ? calendar.countBefore[i] : calendar.countBefore[size] + (i - size);
}

function dayOfOrdinal(calendar: WorkingCalendar, ordinal: number): Day {
  const { first, works, nthWorkingDay } = calendar;
  if (ordinal < 0) return first + ordinal;
  if (ordinal < nthWorkingDay.length) return first + nthWorkingDay[ordinal];
  return first + works.length + (ordinal - nthWorkingDay.length);
}

/** n = 0: the day if it works, else the last working day before; n > 0: the n-th working day
 * strictly before it. */
export function workingDaysBefore(calendar: WorkingCalendar, day: Day, n: number): Day {
  if (calendar.alwaysWorks) return day - n;
  if (n === 0 && isWorkingDay(calendar, day)) return day;
  return dayOfOrdinal(calendar, ordinalOf(calendar, day) - Math.max(1, n));
}

/** n = 0: the day if it works, else the next working day; n > 0: the n-th working day strictly
 * after it. */
export function workingDaysAfter(calendar: WorkingCalendar, day: Day, n: number): Day {
  if (calendar.alwaysWorks) return day + n;
  if (n === 0 && isWorkingDay(calendar, day)) return day;
  return dayOfOrdinal(calendar, ordinalOf(calendar, day + 1) + Math.max(1, n) - 1);
}

/** Working days in from .. to, both ends included; 0 when to < from. */
export function workingDaysBetween(calendar: WorkingCalendar, from: Day, to: Day): number {
  if (to < from) return 0;
  if (calendar.alwaysWorks) return to - from + 1;
  return ordinalOf(calendar, to + 1) - ordinalOf(calendar, from);
}
