// The civil day of an instant in a time zone: 2027-03-01T23:30Z is already 2 March in Berlin.

import type { Day } from './day.ts';
import { dayOfDate } from './day.ts';

const QUARTER_HOUR = 900_000; // zones change their offset on quarter hours only

/** A function from instants (milliseconds since 1970) to days in `timezone` (IANA name). */
export function createZonedDay(timezone: string): (instant: number) => Day {
  if (timezone === 'UTC') return (instant) => Math.floor(instant / 86_400_000);
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
    timeZone: timezone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const known = new Map<number, Day>();
  return (instant) => {
    const quarter = Math.floor(instant / QUARTER_HOUR);
    let day = known.get(quarter);
    if (day === undefined) {
      const parts = format.formatToParts(quarter * QUARTER_HOUR);
      const part = (type: string) => Number(parts.find((found) => found.type === type)?.value);
      day = dayOfDate(part('year'), part('month'), part('day'));
      known.set(quarter, day);
    }
    return day;
  };
}
