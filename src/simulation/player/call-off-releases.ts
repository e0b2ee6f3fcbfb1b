// New releases of call-offs. Each car maker sends one a week: what is open stays, days further out
// move by a few per cent, the span rolls on. A customer with daily call-offs sends the week's on
// Monday, as its long release says.

import { type Day, formatDay, weekdayOf } from '../../units/day.ts';
import { workingDaysAfter } from '../../units/working-calendar.ts';
import {
  type CompanyHour,
  hashOf,
  nameOf,
  quantityText,
  say,
  twoDigits,
  works,
  write,
} from './company-day.ts';
import { type FeedView, type Row, viewFeed } from './fact-view.ts';
import { type CallSeries, readCallSeries } from './open-call-offs.ts';
import { isOfStory } from './stories.ts';

/** Calls so near stay as they are: in days from the release. */
const STABLE_DAYS = 14;
const CHANGE_MOST = 0.04;

export function sendReleases(hour: CompanyHour): void {
  const series = readCallSeries(hour).filter(({ locationId }) => works(hour, locationId));
  for (const [customerId, own] of byCustomer(series)) {
    const name = nameOf(hour, 'customers', customerId);
    if (hashOf('release', customerId) % 5 === weekdayOf(hour.day)) {
      for (const one of own) sendWeekly(hour, one);
      say(hour, `${name} sends its weekly call-offs: ${own.length} parts`);
    }
    const daily = own.filter((one) => one.daily.length > 0);
    if (daily.length > 0 && weekdayOf(hour.day) === 0) {
      for (const one of daily) sendDaily(hour, one);
      say(hour, `${name} calls off this week by the day`);
    }
  }
}

function byCustomer(series: readonly CallSeries[]): Map<string, CallSeries[]> {
  const groups = new Map<string, CallSeries[]>();
  for (const one of series) {
    groups.set(one.customerId, [...(groups.get(one.customerId) ?? []), one]);
  }
  return groups;
}

function sendWeekly(hour: CompanyHour, series: CallSeries): void {
  if (series.long.length === 0) return;
  const drift = Math.max(-CHANGE_MOST, Math.min(CHANGE_MOST, hour.random.normal() * 0.02));
  const isStill = isOfStory(series.customerId, series.itemId);
  sendRelease(hour, series, (date, units) =>
    isStill || date < hour.day + STABLE_DAYS ? units : rounded(units * (1 + drift), units),
  );
}

/** Whole packs stay whole packs. */
export function rounded(units: number, before: number): number {
  const step = before % 5 === 0 ? 5 : 1;
  return Math.max(0, Math.round(units / step) * step);
}

/** A long release that replaces the newest one; `wanted` gives each later day its quantity. */
export function sendRelease(
  hour: CompanyHour,
  series: CallSeries,
  wanted: (date: Day, units: number) => number,
): void {
  const view = viewFeed(hour.facts, 'call_offs');
  const releaseId = nextRelease(view.text('release_id')(series.long[0]));
  const { past, later } = callsOf(hour, view, series);
  const days: [Day, number][] = later.map(([date, units]) => [date, wanted(date, units)]);
  for (const [date, units] of rolledOn(hour, view, series, later)) days.push([date, units]);
  let cumulative = series.isCumulative ? past.covered : 0;
  for (const [date, units] of [...past.open, ...days]) {
    cumulative += units;
    writeCall(hour, series, { kind: 'long', releaseId, date, units, cumulative });
  }
}

interface Calls {
  past: { open: [Day, number][]; covered: number };
  later: [Day, number][];
}

/** What stands open up to today, and what the newest long release wants later, day by day. */
function callsOf(hour: CompanyHour, view: FeedView, series: CallSeries): Calls {
  const date = view.days('date');
  const quantity = view.numbers('quantity');
  const cumulative = view.numbers('cumulative_quantity');
  const open: [Day, number][] = series.calls
    .filter((call) => call.date <= hour.day && call.open > 0)
    .map((call) => [call.date, call.open]);
  const later: [Day, number][] = [];
  let before = open.reduce((sum, [, units]) => sum + units, series.shipped);
  for (const row of series.long) {
    if (date[row] <= hour.day) continue;
    const isCumulative = !Number.isNaN(cumulative[row]);
    later.push([date[row], isCumulative ? Math.max(0, cumulative[row] - before) : quantity[row]]);
    if (isCumulative) before = Math.max(before, cumulative[row]);
  }
  return { past: { open, covered: series.shipped }, later };
}

/** Days at the end of the span, which reaches as far ahead as it did in the release before. */
function rolledOn(
  hour: CompanyHour,
  view: FeedView,
  series: CallSeries,
  later: readonly [Day, number][],
): [Day, number][] {
  if (later.length < 6) return [];
  const issued = view.days('issued_on')[series.long[0]];
  const lastDay = later[later.length - 1][0];
  const end = hour.day + (lastDay - Math.max(issued, hour.day - 14));
  const step = lastDay - later[later.length - 2][0];
  const calendar = hour.locationCalendar(series.locationId);
  const added: [Day, number][] = [];
  const known = [...later];
  let day = lastDay;
  while (true) {
    day = step >= 5 ? workingDaysAfter(calendar, day + 7, 0) : workingDaysAfter(calendar, day, 1);
    if (day > end) return added;
    const next: [Day, number] = [day, known[known.length - 5][1]];
    added.push(next);
    known.push(next);
  }
}

/** 117 -> 118, 2027-W09 -> 2027-W10: the last number counts up. */
export function nextRelease(releaseId: string): string {
  const match = /^(.*?)(\d+)$/.exec(releaseId);
  if (!match) return `${releaseId}-2`;
  return `${match[1]}${String(Number(match[2]) + 1).padStart(match[2].length, '0')}`;
}

function zoneOf(hour: CompanyHour, date: Day): string {
  const ahead = date - hour.day;
  if (ahead < 0) return 'backlog';
  return ahead <= 14 ? 'immediate' : ahead <= 38 ? 'firm' : ahead <= 67 ? 'material' : 'forecast';
}

interface Call {
  kind: 'long' | 'daily';
  releaseId: string;
  date: Day;
  units: number;
  cumulative: number;
}

function writeCall(hour: CompanyHour, series: CallSeries, call: Call): void {
  const { customerId, itemId, shipTo, locationId } = series;
  const view = viewFeed(hour.facts, 'call_offs');
  const row: Row = {
    customer_id: customerId,
    item_id: itemId,
    ship_to: shipTo,
    kind: call.kind,
    release_id: call.releaseId,
    date: formatDay(call.date),
    location_id: locationId,
    issued_on: formatDay(hour.day),
    zone: zoneOf(hour, call.date),
  };
  if (series.isCumulative) {
    const since = view.days('cumulative_since')[series.long[0]];
    row.cumulative_quantity = quantityText(hour, itemId, call.cumulative);
    row.customer_received_cumulative = quantityText(hour, itemId, series.shipped);
    row.shipped_cumulative = quantityText(hour, itemId, series.shipped);
    if (since > 0) row.cumulative_since = formatDay(since);
  } else row.quantity = quantityText(hour, itemId, call.units);
  if (shipTo === '') delete row.ship_to;
  const handle = [customerId, itemId, shipTo, call.kind, call.releaseId, row.date].join('/');
  write(hour, 'call_offs', handle, row);
}

/** The days of this week as the long release has them. */
function sendDaily(hour: CompanyHour, series: CallSeries): void {
  const view = viewFeed(hour.facts, 'call_offs');
  const { past, later } = callsOf(hour, view, series);
  const week = later.filter(([date]) => date <= hour.day + 4);
  if (week.length + past.open.length === 0) return;
  const [, month, dayOfMonth] = formatDay(hour.day).split('-').map(Number);
  const releaseId = `D-${twoDigits(month)}${twoDigits(dayOfMonth)}`;
  let cumulative = past.covered;
  for (const [date, units] of [...past.open, ...week]) {
    cumulative += units;
    writeCall(hour, series, { kind: 'daily', releaseId, date, units, cumulative });
  }
}
