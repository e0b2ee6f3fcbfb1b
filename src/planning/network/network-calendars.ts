// The calendars feed compiled to look-ups over a span that no lead time leaves. Data faults do not
// stop a plan: a calendar that never works would, so it counts as always working and is named.

import { dayColumn, flagColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import type { PlanningSettings } from '../../model/parameters.ts';
import { formatDay, NO_DAY } from '../../units/day.ts';
import {
  type CalendarLine,
  compileCalendar,
  EVERY_DAY,
  type WorkingCalendar,
  workingDaysBetween,
} from '../../units/working-calendar.ts';
import { addDiagnostic, type DiagnosticList } from './diagnostic-list.ts';

/** Days compiled before as_of and after the horizon: longer than any lead time that is planned. */
const COMPILED_MARGIN = 15_000;
const THREE_YEARS = 1096;

export interface NetworkCalendars {
  calendars: WorkingCalendar[]; // [0] = every day works
  ofCode: Map<number, number>; // by pool code of the calendar's id: index into calendars
}

export function buildCalendars(
  facts: Facts,
  settings: PlanningSettings,
  noted: DiagnosticList,
): NetworkCalendars {
  const linesOfCode = collectLines(facts);
  if (linesOfCode.size === 0) {
    addDiagnostic(noted, {
      severity: 'info',
      feed: 'calendars',
      key: '',
      rule: 'no_calendars',
      message: 'There is no calendar: every day counts as a working day.',
    });
  }
  const idOf = (code: number) => facts.pool.texts[code]!;
  const codes = [...linesOfCode.keys()].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const first = settings.asOf - COMPILED_MARGIN;
  const last = settings.asOf + settings.horizonDays + COMPILED_MARGIN;
  const calendars = [EVERY_DAY];
  const ofCode = new Map<number, number>();
  for (const code of codes) {
    const lines = linesOfCode.get(code)!;
    const compiled = compileCalendar(idOf(code), lines, first, last);
    ofCode.set(code, calendars.length);
    calendars.push(checked(compiled, lines, settings, noted));
  }
  return { calendars, ofCode };
}

function collectLines(facts: Facts): Map<number, CalendarLine[]> {
  const table = facts.tables.calendars!;
  const id = textColumn(table, 'calendar_id');
  const line = numberColumn(table, 'line');
  const validFrom = dayColumn(table, 'valid_from');
  const validTo = dayColumn(table, 'valid_to');
  const weekdays = textColumn(table, 'weekdays');
  const working = flagColumn(table, 'working');
  const linesOfCode = new Map<number, CalendarLine[]>();
  for (let row = 0; row < table.rowCount; row++) {
    let lines = linesOfCode.get(id[row]!);
    if (lines === undefined) {
      lines = [];
      linesOfCode.set(id[row]!, lines);
    }
    lines.push({
      line: Number.isNaN(line[row]!) ? 1 : line[row]!,
      validFrom: validFrom[row] === NO_DAY ? Number.NEGATIVE_INFINITY : validFrom[row]!,
      validTo: validTo[row] === NO_DAY ? Number.POSITIVE_INFINITY : validTo[row]!,
      weekdays: facts.pool.texts[weekdays[row]!]!,
      working: working[row] === 1,
    });
  }
  return linesOfCode;
}

function checked(
  calendar: WorkingCalendar,
  lines: readonly CalendarLine[],
  settings: PlanningSettings,
  noted: DiagnosticList,
): WorkingCalendar {
  const { calendarId } = calendar;
  if (lines.every((line) => line.working)) {
    addDiagnostic(noted, {
      severity: 'warning',
      feed: 'calendars',
      key: calendarId,
      rule: 'calendar_closes_nothing',
      message:
        `Calendar ${calendarId} has lines with working=true only: they close nothing. ` +
        'Add a line with weekdays=0000011 and working=false for a Monday-to-Friday week.',
    });
  }
  const idleFrom = idleThreeYearsFrom(calendar, settings);
  if (idleFrom === NO_DAY) return calendar;
  addDiagnostic(noted, {
    severity: 'error',
    feed: 'calendars',
    key: calendarId,
    rule: 'calendar_never_works',
    message:
      `Calendar ${calendarId} has no working day in the three years from ${formatDay(idleFrom)}: ` +
      'it counts as always working until its lines are mended.',
  });
  return { ...EVERY_DAY, calendarId };
}

/** The first day of the horizon from which three years pass without a working day, or NO_DAY. */
function idleThreeYearsFrom(calendar: WorkingCalendar, settings: PlanningSettings): number {
  const last = settings.asOf + settings.horizonDays;
  for (let day = settings.asOf; day < last; day++) {
    if (workingDaysBetween(calendar, day, day + THREE_YEARS - 1) === 0) return day;
  }
  return NO_DAY;
}
