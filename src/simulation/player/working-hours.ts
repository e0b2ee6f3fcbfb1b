// The hours at which something happens in the company, in local time, one a step of the player. A
// day on which no place works passes in its first hour.

export const HOURS_OF_DAY: readonly number[] = [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17];

/** The hour of the first step, when the player takes over a day that has begun. */
export const FIRST_HOUR = 10;

/** The instant of a local hour in a time zone, by day of the civil calendar. */
export function createLocalInstant(timezone: string): (day: number, hour: number) => number {
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (day, hour) => {
    const wanted = day * 86_400_000 + hour * 3_600_000;
    const parts = format.formatToParts(wanted);
    const part = (type: string) => Number(parts.find((found) => found.type === type)?.value);
    const shown = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
    );
    return wanted - (shown - wanted);
  };
}
