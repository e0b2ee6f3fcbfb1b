// A forecast of a week or month as daily quantities: S units over the n working days of the bucket
// give the k-th day floor(kS/n) - floor((k-1)S/n), so that days are whole and sum to the bucket.

import { type Day, dateOfDay, dayOfDate, daysInMonth, weekdayOf } from '../../units/day.ts';
import {
  isWorkingDay,
  type WorkingCalendar,
  workingDaysBetween,
} from '../../units/working-calendar.ts';

export const BUCKET_DAY = 0;
export const BUCKET_WEEK = 1; // Monday to Sunday around the date
export const BUCKET_MONTH = 2; // the calendar month

export interface BucketSpan {
  first: Day;
  last: Day;
}

export function bucketSpan(bucket: number, date: Day): BucketSpan {
  if (bucket === BUCKET_DAY) return { first: date, last: date };
  if (bucket === BUCKET_WEEK) {
    const monday = date - weekdayOf(date);
    return { first: monday, last: monday + 6 };
  }
  const { year, month } = dateOfDay(date);
  const first = dayOfDate(year, month, 1);
  return { first, last: first + daysInMonth(year, month) - 1 };
}

/** Adds the span's days within low .. low + daily.length - 1 to `daily`. */
export function spreadForecast(
  calendar: WorkingCalendar,
  { first, last }: BucketSpan,
  quantity: number,
  low: Day,
  daily: Float64Array,
): void {
  const high = low + daily.length - 1;
  if (last < low || first > high) return;
  const working = workingDaysBetween(calendar, first, last);
  const count = working === 0 ? last - first + 1 : working; // no working day: all days
  let before = 0;
  for (let day = first, k = 0; day <= last; day++) {
    if (working > 0 && !isWorkingDay(calendar, day)) continue;
    k++;
    const upTo = Math.floor((k * quantity) / count);
    if (day >= low && day <= high) daily[day - low]! += upTo - before;
    before = upTo;
  }
}
