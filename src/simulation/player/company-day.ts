// One hour of the company as the player sees it: its facts, its clock, its calendars, the chance of
// this hour, and the sheet on which the hour's rows and sentences are written.

import { createRandom, type Random } from '../../base/prng.ts';
import type { Facts } from '../../model/facts.ts';
import type { PlanningSettings } from '../../model/parameters.ts';
import { type Day, formatDay, NO_DAY } from '../../units/day.ts';
import { formatQuantity } from '../../units/quantity.ts';
import {
  compileCalendar,
  EVERY_DAY,
  isWorkingDay,
  type WorkingCalendar,
} from '../../units/working-calendar.ts';
import { decimalsOfItems, type Row, viewFeed, wholeRow } from './fact-view.ts';
import type { Stock } from './stock.ts';

export interface CompanyHour {
  facts: Facts;
  settings: PlanningSettings;
  seed: number;
  day: Day; // the company's today
  startedOn: Day; // the day on which the player began
  hour: number;
  at: number; // instant
  stamp: string; // YYMMDDHH, part of the ids of what happens now
  random: Random;
  decimals: ReadonlyMap<string, number>; // by item id
  sheet: Sheet;
  stock: Stock | null; // by stockOf, null = not asked for yet
  calendar(calendarId: string): WorkingCalendar;
  locationCalendar(locationId: string): WorkingCalendar;
  supplierCalendar(supplierId: string): WorkingCalendar;
}

/** What is written in this hour: rows by feed in the order of writing, and what to tell of it. */
export interface Sheet {
  rows: Map<string, Map<string, Row>>; // by feed, then by a handle of the row
  sentences: string[];
}

export function openHour(
  facts: Facts,
  settings: PlanningSettings,
  clock: { seed: number; day: Day; startedOn: Day; hour: number; at: number },
): CompanyHour {
  const calendars = new Map<string, WorkingCalendar>();
  const calendar = (id: string) => {
    const known = calendars.get(id) ?? readCalendar(facts, id, clock.day);
    calendars.set(id, known);
    return known;
  };
  return {
    facts,
    settings,
    ...clock,
    stamp: `${formatDay(clock.day).slice(2).replaceAll('-', '')}${twoDigits(clock.hour)}`,
    random: createRandom(hashOf(clock.seed, clock.day, clock.hour)),
    decimals: decimalsOfItems(facts),
    sheet: { rows: new Map(), sentences: [] },
    stock: null,
    calendar,
    locationCalendar: (id) => calendar(lookUp(facts, 'locations', 'location_id', id, CALENDAR)),
    supplierCalendar: (id) => calendar(lookUp(facts, 'suppliers', 'supplier_id', id, CALENDAR)),
  };
}

const CALENDAR = 'calendar_id';
const CALENDAR_DAYS = 500;

export function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** Mixes parts into a seed, so that each hour, order or customer has its own chance. */
export function hashOf(...parts: (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of parts.join('|')) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return hash >>> 0;
}

/** A cell of the row whose key is `id`, '' when there is none. */
export function lookUp(
  facts: Facts,
  feedName: string,
  keyName: string,
  id: string,
  name: string,
): string {
  const view = viewFeed(facts, feedName);
  const key = view.text(keyName);
  for (let row = 0; row < view.count; row++) if (key(row) === id) return view.text(name)(row);
  return '';
}

function readCalendar(facts: Facts, calendarId: string, day: Day): WorkingCalendar {
  const view = viewFeed(facts, 'calendars');
  const id = view.text('calendar_id');
  const line = view.numbers('line');
  const from = view.days('valid_from');
  const to = view.days('valid_to');
  const weekdays = view.text('weekdays');
  const working = facts.tables.calendars.columns.find(({ name }) => name === 'working');
  const lines = [];
  for (let row = 0; row < view.count; row++) {
    if (id(row) !== calendarId) continue;
    lines.push({
      line: line[row],
      validFrom: from[row] === NO_DAY ? Number.NEGATIVE_INFINITY : from[row],
      validTo: to[row] === NO_DAY ? Number.POSITIVE_INFINITY : to[row],
      weekdays: weekdays(row),
      working: working?.values[row] === 1,
    });
  }
  if (lines.length === 0) return EVERY_DAY;
  return compileCalendar(calendarId, lines, day - CALENDAR_DAYS, day + CALENDAR_DAYS);
}

export function works(hour: CompanyHour, locationId: string): boolean {
  return isWorkingDay(hour.locationCalendar(locationId), hour.day);
}

/** A new row. Written twice in one hour, the later stands. */
export function write(hour: CompanyHour, feedName: string, handle: string, row: Row): void {
  let rows = hour.sheet.rows.get(feedName);
  if (!rows) {
    rows = new Map();
    hour.sheet.rows.set(feedName, rows);
  }
  rows.set(handle, row);
}

/** Changes cells of a known row; the whole row is written. */
export function change(hour: CompanyHour, feedName: string, row: number, cells: Row): Row {
  const handle = `#${row}`;
  const known = hour.sheet.rows.get(feedName)?.get(handle);
  const changed = { ...(known ?? wholeRow(hour.facts, feedName, row, hour.decimals)), ...cells };
  for (const [name, cell] of Object.entries(changed)) if (cell === '') delete changed[name];
  write(hour, feedName, handle, changed);
  return changed;
}

export function say(hour: CompanyHour, sentence: string): void {
  hour.sheet.sentences.push(sentence);
}

/** A quantity of an item, in base units. */
export function quantityText(hour: CompanyHour, itemId: string, units: number): string {
  return formatQuantity(units, hour.decimals.get(itemId) ?? 0);
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** 18 Mar */
export function spokenDay(day: Day): string {
  const [, month, dayOfMonth] = formatDay(day).split('-').map(Number);
  return `${dayOfMonth} ${MONTHS[month - 1]}`;
}

export function spokenQuantity(hour: CompanyHour, itemId: string, units: number): string {
  const [whole, fraction] = quantityText(hour, itemId, units).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** 1 lot, 2 lots; without a plural of its own the noun takes an s. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** The name of a supplier or customer, else its id. */
export function nameOf(hour: CompanyHour, feedName: 'suppliers' | 'customers', id: string): string {
  const key = feedName === 'suppliers' ? 'supplier_id' : 'customer_id';
  return lookUp(hour.facts, feedName, key, id, 'name') || id;
}

/** One more than the greatest whole number among a feed's ids. */
export function nextNumber(hour: CompanyHour, feedName: string, column: string): number {
  const view = viewFeed(hour.facts, feedName);
  const id = view.text(column);
  let greatest = 0;
  for (let row = 0; row < view.count; row++) {
    const number = Number(id(row));
    if (Number.isSafeInteger(number) && number > greatest) greatest = number;
  }
  for (const row of hour.sheet.rows.get(feedName)?.values() ?? []) {
    const number = Number(row[column]);
    if (Number.isSafeInteger(number) && number > greatest) greatest = number;
  }
  return greatest + 1;
}

/** not below 0; what is not given is 0. */
export function given(value: number): number {
  return value > 0 ? value : 0;
}
