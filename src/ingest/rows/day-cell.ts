// Dates, instants and months as bytes of a cell. The contract writes 2027-03-31; the field also
// 31.03.2027, 31/03/2027, 03/31/2027, 20270331, 2027/03/31 and 00.00.0000 for "none".

import { dateOfDay, dayOfDate, daysInMonth, NO_DAY } from '../../units/day.ts';

/** Which number comes first where a date does not begin with its year; '' = the column does not
 * tell, so that only what can be read in one way is read. */
export type DateOrder = 'day_first' | 'month_first' | '';

/** A date of zeros: not given. */
export const ZERO_DAY = NO_DAY + 1;

/** The parts of a date that does not begin with its year. Reused from cell to cell. */
export interface DateParts {
  first: number;
  second: number;
  year: number;
  separator: number; // byte
}

/** Reads `a.b.yyyy` with . / or - between (a and b of one or two digits). */
export function readDateParts(
  bytes: Uint8Array,
  from: number,
  to: number,
  out: DateParts,
): boolean {
  if (to - from < 8 || to - from > 10) return false;
  let at = from;
  const part = (digitsMax: number): number => {
    let value = 0;
    let count = 0;
    while (at < to && count < digitsMax && bytes[at]! >= 48 && bytes[at]! <= 57) {
      value = value * 10 + bytes[at]! - 48;
      at++;
      count++;
    }
    return count === 0 ? -1 : value;
  };
  out.first = part(2);
  out.separator = bytes[at]!;
  if (out.first < 0 || (out.separator !== 46 && out.separator !== 47 && out.separator !== 45)) {
    return false;
  }
  at++;
  out.second = part(2);
  if (out.second < 0 || bytes[at] !== out.separator) return false;
  at++;
  if (to - at !== 4) return false;
  out.year = part(4);
  return at === to;
}

function dayOrNone(year: number, month: number, dayOfMonth: number): number {
  if (year === 0 && month === 0 && dayOfMonth === 0) return ZERO_DAY;
  if (year < 1 || month < 1 || month > 12 || dayOfMonth < 1) return NO_DAY;
  return dayOfMonth > daysInMonth(year, month) ? NO_DAY : dayOfDate(year, month, dayOfMonth);
}

export function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let i = 0; i < count; i++) {
    const digit = bytes[from + i]! - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

const PARTS: DateParts = { first: 0, second: 0, year: 0, separator: 0 };

/** The day of the trimmed cell; NO_DAY = no date, ZERO_DAY = a date of zeros, "not given". A time
 * of nothing but zeros behind a date is passed over. */
export function readDay(bytes: Uint8Array, from: number, to: number, order: DateOrder): number {
  const end = to - from > 10 ? from + dateLength(bytes, from, to) : to;
  const length = end - from;
  if (
    length === 10 &&
    (bytes[from + 4] === 45 || bytes[from + 4] === 47 || bytes[from + 4] === 46)
  ) {
    if (bytes[from + 7] !== bytes[from + 4]) return NO_DAY;
    const year = digits(bytes, from, 4);
    const month = digits(bytes, from + 5, 2);
    const dayOfMonth = digits(bytes, from + 8, 2);
    return year < 0 || month < 0 || dayOfMonth < 0 ? NO_DAY : dayOrNone(year, month, dayOfMonth);
  }
  if (length === 8) {
    const all = digits(bytes, from, 8);
    if (all >= 10000000 || all === 0) {
      return dayOrNone(Math.floor(all / 10000), Math.floor(all / 100) % 100, all % 100);
    }
  }
  if (!readDateParts(bytes, from, end, PARTS)) return NO_DAY;
  const { first, second, year, separator } = PARTS;
  const isDayFirst =
    order === 'day_first' || (order === '' && (separator === 46 || first === second || first > 12));
  if (isDayFirst) return dayOrNone(year, second, first);
  if (order === 'month_first' || second > 12) return dayOrNone(year, first, second);
  return NO_DAY;
}

/** Bytes of the date in front of a time of zeros (`2027-03-31 00:00:00.000`), else all bytes. */
function dateLength(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== 32 && bytes[at] !== 84) at++;
  for (let i = at + 1; i < to; i++) {
    const byte = bytes[i]!;
    if (byte !== 48 && byte !== 58 && byte !== 46) return to - from;
  }
  return at - from;
}

/** The first day of the month of the trimmed cell: 2027-03, or any date. */
export function readMonth(bytes: Uint8Array, from: number, to: number, order: DateOrder): number {
  if (to - from === 7 && bytes[from + 4] === 45) {
    const year = digits(bytes, from, 4);
    const month = digits(bytes, from + 5, 2);
    return year < 0 || month < 0 ? NO_DAY : dayOrNone(year, month, 1);
  }
  const day = readDay(bytes, from, to, order);
  if (day === NO_DAY || day === ZERO_DAY) return day;
  return day - dateOfDay(day).dayOfMonth + 1;
}
