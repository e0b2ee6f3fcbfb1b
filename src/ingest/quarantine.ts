// The rules by which a row is put aside, each with the sentence that tells a planner what is wrong
// and what to do. docs/errors.md explains each rule, and a test holds the two together.

import type { Feed, FeedColumn } from '../model/feeds/feed.ts';
import type { QuarantinedRow } from './intake.ts';

export const QUARANTINE_RULES = [
  'required',
  'type',
  'range',
  'too_fine',
  'too_long',
  'unknown_value',
  'unknown_reference',
  'duplicate_key',
  'unknown_unit',
] as const;

export type QuarantineRule = (typeof QUARANTINE_RULES)[number];

/** Rows put aside of one feed. All are counted; the first LISTED_MAX are listed, so that a file
 * that is wrong from end to end does not fill the memory. */
export interface Quarantine {
  count: number;
  rows: QuarantinedRow[];
}

export const LISTED_MAX = 100_000;
const VALUE_SIZE_MAX = 200;

export function createQuarantine(): Quarantine {
  return { count: 0, rows: [] };
}

export function putAside(
  quarantine: Quarantine,
  feed: Feed,
  line: number,
  column: string,
  value: string,
  rule: QuarantineRule,
  message: string,
): void {
  quarantine.count++;
  if (quarantine.rows.length >= LISTED_MAX) return;
  const cut = value.length > VALUE_SIZE_MAX ? cutText(value) : value;
  quarantine.rows.push({ feed: feed.name, line, column, value: cut, rule, message });
}

/** Rows found out later than those behind them take their place. */
export function sortByLine(quarantine: Quarantine): void {
  quarantine.rows.sort((a, b) => a.line - b.line);
}

/** The first characters, never half of a surrogate pair. */
function cutText(value: string): string {
  const last = value.charCodeAt(VALUE_SIZE_MAX - 1);
  return value.slice(0, last >= 0xd800 && last < 0xdc00 ? VALUE_SIZE_MAX - 1 : VALUE_SIZE_MAX);
}

/** A value as it is quoted in a sentence. */
export function quoted(value: string): string {
  return `"${value.length > 60 ? `${value.slice(0, 57)}...` : value}"`;
}

export function requiredMessage(column: FeedColumn): string {
  return `${column.name} is empty; every row needs it. Fill it in.`;
}

const WANTED: Record<FeedColumn['kind'], string> = {
  id: 'a name',
  text: 'a text',
  choice: 'one of its values',
  flag: 'true or false',
  day: 'a date such as 2027-03-31',
  instant: 'an instant with its offset such as 2027-03-31T06:00:00+02:00',
  month: 'a month such as 2027-03',
  days: 'a number of days',
  count: 'a whole number',
  number: 'a number with a decimal point, without thousands marks or exponent',
  quantity: 'a number with a decimal point, without thousands marks or exponent',
  money: 'a number with a decimal point, without thousands marks or exponent',
  currency: 'a currency code of three capitals such as EUR',
  uom: 'a unit code',
  weekdays: 'seven of 0 and 1 from Monday such as 1111100',
};

export function typeMessage(column: FeedColumn, value: string): string {
  return `${column.name} is ${quoted(value)}, but must be ${WANTED[column.kind]}.`;
}
