// Which days the plants and the suppliers' countries work: Monday to Friday less the public
// holidays, and China closed for its New Year. Easter and what hangs on it is computed.

import { type Day, dayOfDate, formatDay } from '../../../src/units/day.ts';
import {
  type CalendarLine,
  compileCalendar,
  type WorkingCalendar,
} from '../../../src/units/working-calendar.ts';

const YEARS = [2025, 2026, 2027, 2028];

/** Sunday of Easter (Gauss, in the form of Meeus, Jones and Butcher). */
export function easterSunday(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return dayOfDate(year, Math.floor(sum / 31), (sum % 31) + 1);
}

const GOOD_FRIDAY = -2;
const EASTER_MONDAY = 1;
const ASCENSION = 39;
const WHIT_MONDAY = 50;
const CORPUS_CHRISTI = 60;

/** Holidays of a country: days after Easter Sunday, and fixed month-day dates. */
const HOLIDAYS: Record<string, { easter: number[]; fixed: string[] }> = {
  DE: {
    easter: [GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, WHIT_MONDAY],
    fixed: ['01-01', '05-01', '10-03', '12-24', '12-25', '12-26', '12-31'],
  },
  AT: {
    easter: [EASTER_MONDAY, ASCENSION, WHIT_MONDAY, CORPUS_CHRISTI],
    fixed: ['01-01', '01-06', '05-01', '08-15', '10-26', '11-01', '12-08', '12-25', '12-26'],
  },
  CH: {
    easter: [GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, WHIT_MONDAY],
    fixed: ['01-01', '01-02', '08-01', '12-25', '12-26'],
  },
  CZ: {
    easter: [GOOD_FRIDAY, EASTER_MONDAY],
    fixed: ['01-01', '05-01', '05-08', '07-05', '07-06', '09-28', '10-28', '11-17', '12-24'],
  },
  ES: { easter: [GOOD_FRIDAY], fixed: ['01-01', '01-06', '05-01', '08-15', '10-12', '12-08'] },
  FR: {
    easter: [EASTER_MONDAY, ASCENSION, WHIT_MONDAY],
    fixed: ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'],
  },
  HU: {
    easter: [GOOD_FRIDAY, EASTER_MONDAY, WHIT_MONDAY],
    fixed: ['01-01', '03-15', '05-01', '08-20', '10-23', '11-01', '12-24', '12-25', '12-26'],
  },
  IT: {
    easter: [EASTER_MONDAY],
    fixed: ['01-01', '01-06', '04-25', '05-01', '06-02', '08-15', '11-01', '12-08', '12-25'],
  },
  JP: { easter: [], fixed: ['01-01', '01-02', '02-11', '04-29', '05-03', '05-04', '05-05'] },
  MY: { easter: [], fixed: ['01-01', '05-01', '08-31', '09-16', '12-25'] },
  NL: {
    easter: [EASTER_MONDAY, ASCENSION, WHIT_MONDAY],
    fixed: ['01-01', '04-27', '12-25', '12-26'],
  },
  PL: {
    easter: [EASTER_MONDAY, CORPUS_CHRISTI],
    fixed: ['01-01', '01-06', '05-01', '05-03', '08-15', '11-01', '11-11', '12-25', '12-26'],
  },
  RO: { easter: [], fixed: ['01-01', '01-02', '01-24', '05-01', '08-15', '11-30', '12-25'] },
  SE: { easter: [GOOD_FRIDAY, EASTER_MONDAY, ASCENSION], fixed: ['01-01', '05-01', '06-06'] },
  SI: { easter: [EASTER_MONDAY], fixed: ['01-01', '02-08', '04-27', '05-01', '05-02', '12-25'] },
  CN: { easter: [], fixed: ['01-01', '05-01', '05-04', '05-05'] },
};

/** Closures of more than a day, from and to inclusive. */
const CLOSURES: Record<string, [string, string][]> = {
  CN: [
    ['2025-01-27', '2025-02-11'], // New Year of the Snake
    ['2025-10-01', '2025-10-08'],
    ['2026-02-13', '2026-02-27'], // New Year of the Horse
    ['2026-04-06', '2026-04-06'],
    ['2026-10-01', '2026-10-07'],
    ['2027-02-05', '2027-02-20'], // New Year of the Goat
    ['2027-04-05', '2027-04-05'], // Qingming
    ['2027-10-01', '2027-10-07'],
    ['2028-01-24', '2028-02-08'], // New Year of the Monkey
  ],
  DE: [
    ['2025-12-27', '2026-01-02'],
    ['2026-12-28', '2026-12-30'],
    ['2027-12-27', '2027-12-30'],
  ],
  IT: [
    ['2025-08-11', '2025-08-22'],
    ['2026-08-10', '2026-08-21'],
    ['2027-08-09', '2027-08-20'],
  ],
};

function dayOf(text: string): Day {
  return dayOfDate(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)));
}

function linesOf(country: string): CalendarLine[] {
  const { easter, fixed } = HOLIDAYS[country]!;
  const closed: [Day, Day][] = [];
  for (const year of YEARS) {
    for (const offset of easter) {
      const day = easterSunday(year) + offset;
      closed.push([day, day]);
    }
    for (const date of fixed) {
      const day = dayOf(`${year}-${date}`);
      closed.push([day, day]);
    }
  }
  for (const [from, to] of CLOSURES[country] ?? []) closed.push([dayOf(from), dayOf(to)]);
  closed.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const weekend: CalendarLine = {
    line: 1,
    validFrom: Number.NEGATIVE_INFINITY,
    validTo: Number.POSITIVE_INFINITY,
    weekdays: '0000011',
    working: false,
  };
  const holidays = closed.map(([validFrom, validTo], index) => ({
    line: index + 2,
    validFrom,
    validTo,
    weekdays: '',
    working: false,
  }));
  return [weekend, ...holidays];
}

/** The lines of every calendar, by calendar id (= country code). */
export const CALENDAR_LINES: ReadonlyMap<string, readonly CalendarLine[]> = new Map(
  Object.keys(HOLIDAYS)
    .sort()
    .map((country) => [country, linesOf(country)]),
);

const COMPILED = new Map(
  [...CALENDAR_LINES].map(([id, lines]) => [
    id,
    compileCalendar(id, lines, dayOfDate(2024, 1, 1), dayOfDate(2028, 12, 31)),
  ]),
);

export function calendarNamed(calendarId: string): WorkingCalendar {
  return COMPILED.get(calendarId)!;
}

export function calendarRows(): (string | number)[][] {
  const rows: (string | number)[][] = [];
  for (const [calendarId, lines] of CALENDAR_LINES) {
    for (const { line, validFrom, validTo, weekdays } of lines) {
      const open = !Number.isFinite(validFrom);
      rows.push([
        calendarId,
        line,
        open ? '' : formatDay(validFrom),
        open ? '' : formatDay(validTo),
        weekdays,
        'false',
      ]);
    }
  }
  return rows;
}
