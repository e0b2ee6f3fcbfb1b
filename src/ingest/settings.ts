// `drumbeat.json` of a data folder: as_of, time zone, horizon, currency, planning parameters
// (handbook 15) and, for files from the field, how each writes its dates and numbers.

import { nearestName } from '../base/nearest-name.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { FEEDS, feedNamed } from '../model/feeds/feeds.ts';
import {
  DEFAULT_PARAMETERS,
  type PlanningParameters,
  type PlanningSettings,
} from '../model/parameters.ts';
import { NO_DAY, parseDay } from '../units/day.ts';
import { createZonedDay } from '../units/zoned-day.ts';
import type { DateOrder } from './rows/day-cell.ts';
import type { NumberStyle } from './rows/number-cell.ts';

/** What the folder says about a file's style; what it does not say is inferred. */
export interface FileStyle {
  numbers?: NumberStyle;
  dates?: DateOrder;
}

export interface FolderSettings {
  planning: PlanningSettings;
  styles: Map<string, FileStyle>; // by feed name, '*' = every other file
  faults: string[]; // why the file is refused
  diagnostics: Diagnostic[];
}

export const HORIZON_DAYS_MAX = 3653;

interface Reading {
  settings: FolderSettings;
  asOf: number; // NO_DAY = today
}

/** Settings of a folder without `drumbeat.json`. `now`: milliseconds since 1970. */
export function defaultSettings(now: number): FolderSettings {
  return readSettings('{}', now);
}

/** Reads the text of `drumbeat.json`. What is wrong is named in `faults` and left at its default.
 * */
export function readSettings(text: string, now: number): FolderSettings {
  const planning: PlanningSettings = {
    asOf: NO_DAY,
    timezone: 'UTC',
    horizonDays: 120,
    currency: 'EUR',
    parameters: { ...DEFAULT_PARAMETERS },
  };
  const settings: FolderSettings = {
    planning,
    styles: new Map(),
    faults: [],
    diagnostics: [],
  };
  const reading: Reading = { settings, asOf: NO_DAY };
  const given = parseObject(text, settings.faults);
  for (const [name, value] of Object.entries(given)) readEntry(reading, name, value);
  planning.asOf = reading.asOf === NO_DAY ? createZonedDay(planning.timezone)(now) : reading.asOf;
  return settings;
}

function parseObject(text: string, faults: string[]): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    faults.push(`It is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
    return {};
  }
  if (isObject(parsed)) return parsed;
  faults.push('It must be one JSON object, {"as_of": "2026-01-05", ...}.');
  return {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const NAMES = ['as_of', 'timezone', 'horizon_days', 'currency', 'parameters', 'files', 'note'];

function readEntry(reading: Reading, name: string, value: unknown): void {
  const { settings } = reading;
  const { planning, faults } = settings;
  const shown = shownValue(value);
  if (name === 'as_of') {
    reading.asOf = typeof value === 'string' ? parseDay(value) : NO_DAY;
    if (reading.asOf === NO_DAY) faults.push(`as_of must be a date YYYY-MM-DD, not ${shown}.`);
  } else if (name === 'timezone') {
    if (typeof value === 'string' && isTimezone(value)) planning.timezone = value;
    else faults.push(`timezone must be an IANA name such as "Europe/Berlin", not ${shown}.`);
  } else if (name === 'horizon_days') {
    if (isWhole(value, 1, HORIZON_DAYS_MAX)) planning.horizonDays = value;
    else faults.push(`horizon_days must be whole, 1 to ${HORIZON_DAYS_MAX}, not ${shown}.`);
  } else if (name === 'currency') {
    if (typeof value === 'string' && /^[A-Z]{3}$/.test(value)) planning.currency = value;
    else faults.push(`currency must be an ISO 4217 code such as "EUR", not ${shown}.`);
  } else if (name === 'parameters') {
    if (isObject(value)) readParameters(settings, value);
    else faults.push(`parameters must be an object, not ${shown}.`);
  } else if (name === 'files') {
    if (isObject(value)) readStyles(settings, value);
    else faults.push(`files must be an object, not ${shown}.`);
  } else if (name !== 'note') warnUnknown(settings, name, NAMES, '');
}

/** A value as it is quoted in a sentence, cut where it is long. */
function shownValue(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function warnUnknown(
  settings: FolderSettings,
  name: string,
  known: Iterable<string>,
  within: string,
): void {
  const nearest = nearestName(name, known);
  settings.diagnostics.push({
    severity: 'warning',
    feed: '',
    key: within === '' ? name : `${within}/${name}`,
    rule: 'unknown_setting',
    message:
      `drumbeat.json has a setting ${JSON.stringify(name)} that Drumbeat does not know; it has ` +
      'no ' +
      `effect.${nearest === '' ? '' : ` Maybe ${nearest} is meant.`}`,
  });
}

function readParameters(settings: FolderSettings, given: Record<string, unknown>): void {
  const parameters: Record<string, unknown> = { ...settings.planning.parameters };
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(DEFAULT_PARAMETERS, name)) {
      warnUnknown(settings, name, Object.keys(DEFAULT_PARAMETERS), 'parameters');
      continue;
    }
    const fault = parameterFault(name as keyof PlanningParameters, value);
    if (fault === '') parameters[name] = name === RESCHEDULE && value === '' ? null : value;
    else settings.faults.push(`parameters.${name} must be ${fault}, not ${shownValue(value)}.`);
  }
  settings.planning.parameters = parameters as unknown as PlanningParameters;
}

const RESCHEDULE = 'reschedule_horizon_days';
const FRACTIONS = new Set(['damp_value', 'safety_stock_share', 'holding_cost_rate']);

/** What the parameter must be, '' when the value is right. */
function parameterFault(name: keyof PlanningParameters, value: unknown): string {
  const standard = DEFAULT_PARAMETERS[name];
  if (name === 'constrained_alternates') {
    return value === 'plan' || value === 'propose' ? '' : '"plan" or "propose"';
  }
  if (name === RESCHEDULE && (value === null || value === '')) return '';
  if (typeof standard === 'boolean') return typeof value === 'boolean' ? '' : 'true or false';
  if (typeof standard === 'string') return typeof value === 'string' ? '' : 'a text';
  if (FRACTIONS.has(name) || name.endsWith('_percent')) {
    const most = name === 'safety_stock_share' ? 1 : 1e12;
    const fits = typeof value === 'number' && value >= 0 && value <= most;
    return fits ? '' : most === 1 ? 'a number from 0 to 1' : 'a number, not negative';
  }
  return isWhole(value, 0, 1e6) ? '' : 'a whole number of days, 0 to 1000000';
}

function readStyles(settings: FolderSettings, given: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(given)) {
    const feedName = name.replace(/\.csv$/i, '');
    if (feedName !== '*' && !feedNamed(feedName)) {
      warnUnknown(
        settings,
        name,
        FEEDS.map((feed) => feed.name),
        'files',
      );
      continue;
    }
    if (!isObject(value)) {
      settings.faults.push(`files.${name} must be an object such as {"dates": "DD.MM.YYYY"}.`);
      continue;
    }
    const style: FileStyle = {};
    for (const [part, shape] of Object.entries(value)) {
      if (part === 'dates') style.dates = dateOrder(shape) ?? fail(settings, name, part, shape);
      else if (part === 'numbers') {
        style.numbers = numberStyle(shape) ?? fail(settings, name, part, shape);
      } else warnUnknown(settings, part, ['dates', 'numbers'], `files/${name}`);
    }
    settings.styles.set(feedName, style);
  }
}

function fail(settings: FolderSettings, name: string, part: string, shape: unknown): undefined {
  const remedy =
    part === 'dates'
      ? 'one of "YYYY-MM-DD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "YYYYMMDD"'
      : 'the number one thousand two hundred thirty-four and a half as the file would write it: ' +
        '"1234.5", "1.234,5", "1,234.5", "1234,5" or "1 234,5"';
  settings.faults.push(`files.${name}.${part} must be ${remedy}, not ${shownValue(shape)}.`);
  return undefined;
}

function dateOrder(shape: unknown): DateOrder | undefined {
  if (typeof shape !== 'string') return undefined;
  const letters = shape
    .toUpperCase()
    .replace(/[^DMY]/g, '')
    .replace(/(.)\1+/g, '$1');
  if (letters === 'DMY') return 'day_first';
  if (letters === 'MDY') return 'month_first';
  return letters === 'YMD' ? '' : undefined;
}

/** The style of a sample: its last mark is the decimal one, one before it marks thousands. */
function numberStyle(shape: unknown): NumberStyle | undefined {
  if (typeof shape !== 'string') return undefined;
  const match = /^\d{1,4}(?:([.,'\u2019 \u00a0\u202f])\d{3})*(?:([.,])\d{1,2})$/.exec(shape);
  if (!match || match[1] === match[2]) return undefined;
  const marks: Record<string, number> = { '.': 46, ',': 44, "'": 39, '\u2019': 39 };
  const group = match[1] === undefined ? 0 : (marks[match[1]] ?? 32);
  return { decimal: match[2] === ',' ? 44 : 46, group };
}
