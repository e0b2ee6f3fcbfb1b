// Instants (RFC 3339 with offset) as milliseconds since 1970. A workbook's dates have no offset:
// they are read in the plan's time zone.

import { dayOfDate, NO_DAY, parseDay } from '../../units/day.ts';
import { digits, readDay, ZERO_DAY } from './day-cell.ts';

const TIME = String.raw`(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?`;
const OFFSET = String.raw`(Z|z|[-+]\d{2}:?\d{2})`;
const INSTANT = new RegExp(String.raw`^(\d{4}-\d{2}-\d{2})(?:[Tt ]${TIME}${OFFSET}?)?$`);

/** Milliseconds since 1970, NaN when the text is no instant. `zone`: the time zone of a text
 * without offset; none: such a text is no instant. */
export function readInstant(text: string, zone: string | null): number {
  const match = INSTANT.exec(text);
  if (!match) return Number.NaN;
  const day = parseDay(match[1]!);
  const [hour, minute] = [Number(match[2] ?? 0), Number(match[3] ?? 0)];
  const second = Math.min(59, Number(match[4] ?? 0)); // a leap second counts as the one before
  if (day === NO_DAY || hour > 23 || minute > 59 || Number(match[4] ?? 0) > 60) return Number.NaN;
  const milliseconds = Number((match[5] ?? '').padEnd(3, '0').slice(0, 3));
  const local = day * 86400000 + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
  const offset = match[6];
  if (offset === undefined) return zone === null ? Number.NaN : local - offsetAt(zone, local);
  if (offset === 'Z' || offset === 'z') return local;
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(-2))];
  if (hours > 23 || minutes > 59) return Number.NaN;
  const shift = (hours * 60 + minutes) * 60000;
  return offset[0] === '-' ? local + shift : local - shift;
}

const PLAIN_LENGTH = '2027-03-01T06:00:00Z'.length;
const [DASH, COLON, T, Z] = [0x2d, 0x3a, 0x54, 0x5a];

/** Milliseconds since 1970 of an instant as most are written: `2027-03-01T06:00:00Z`. NaN when it
 * is another text, which `readInstant` may still read. */
export function readPlainInstant(bytes: Uint8Array, from: number, to: number): number {
  if (to - from !== PLAIN_LENGTH || bytes[from + 4] !== DASH || bytes[from + 10] !== T) {
    return Number.NaN;
  }
  if (bytes[from + 13] !== COLON || bytes[from + 16] !== COLON || bytes[to - 1] !== Z) {
    return Number.NaN;
  }
  const day = readDay(bytes, from, from + 10, '');
  const hour = digits(bytes, from + 11, 2);
  const minute = digits(bytes, from + 14, 2);
  const second = digits(bytes, from + 17, 2);
  if (day === NO_DAY || day === ZERO_DAY || hour < 0 || hour > 23) return Number.NaN;
  if (minute < 0 || minute > 59 || second < 0 || second > 59) return Number.NaN;
  return day * 86400000 + ((hour * 60 + minute) * 60 + second) * 1000;
}

/** Milliseconds by which the zone's wall clock is ahead of UTC when it shows `local`. */
function offsetAt(zone: string, local: number): number {
  const first = wallClock(zone, local) - local;
  return wallClock(zone, local - first) - (local - first);
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** The zone's wall clock at an instant, as milliseconds since 1970 on that clock. */
function wallClock(zone: string, instant: number): number {
  let format = FORMATS.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    FORMATS.set(zone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
  const day = dayOfDate(part.year!, part.month!, part.day!);
  const seconds = (part.hour! * 60 + part.minute!) * 60 + part.second!;
  return day * 86400000 + seconds * 1000 + (((instant % 1000) + 1000) % 1000);
}
