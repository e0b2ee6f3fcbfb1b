// Days as whole numbers since 1970-01-01 in the plan's time zone (proleptic Gregorian calendar,
// 0001-01-01 .. 9999-12-31). 1970-01-01 was a Thursday.

/** Whole days since 1970-01-01. */
export type Day = number;

/** Stands for "no day given" in Int32 columns. */
export const NO_DAY: Day = -2147483648;
export const FIRST_DAY: Day = -719162; // 0001-01-01
export const LAST_DAY: Day = 2932896; // 9999-12-31

/** Day of a civil date; month 1..12. Source: Howard Hinnant, "chrono-compatible low-level date
 * algorithms" (days_from_civil). */
export function dayOfDate(year: number, month: number, dayOfMonth: number): Day {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** Year, month 1..12 and day of month of a day (civil_from_days of the same source). */
export function dateOfDay(day: Day): { year: number; month: number; dayOfMonth: number } {
  const z = day + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36524) -
      Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const month = mp + (mp < 10 ? 3 : -9);
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1,
  };
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The day of `YYYY-MM-DD`, or NO_DAY when the text is no date between 0001 and 9999. */
export function parseDay(text: string): Day {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return NO_DAY;
  const digits = text.slice(0, 4) + text.slice(5, 7) + text.slice(8, 10);
  for (let i = 0; i < 8; i++) {
    const code = digits.charCodeAt(i);
    if (code < 48 || code > 57) return NO_DAY;
  }
  const year = Number(digits.slice(0, 4));
  const month = Number(digits.slice(4, 6));
  const dayOfMonth = Number(digits.slice(6, 8));
  if (year < 1 || month < 1 || month > 12 || dayOfMonth < 1) return NO_DAY;
  if (dayOfMonth > daysInMonth(year, month)) return NO_DAY;
  return dayOfDate(year, month, dayOfMonth);
}

/** `YYYY-MM-DD`; beyond 0001..9999 the nearest end (a date past the calendar's end is "never"). */
export function formatDay(day: Day): string {
  const { year, month, dayOfMonth } = dateOfDay(Math.min(LAST_DAY, Math.max(FIRST_DAY, day)));
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(
    dayOfMonth,
  ).padStart(2, '0')}`;
}

/** 0 = Monday .. 6 = Sunday. */
export function weekdayOf(day: Day): number {
  return (((day + 3) % 7) + 7) % 7;
}
