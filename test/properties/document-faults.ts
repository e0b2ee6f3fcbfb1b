// What must hold of every plan document, as sentences about what does not.

import type { Intake } from '../../src/ingest/intake.ts';
import { QUARANTINE_RULES } from '../../src/ingest/quarantine.ts';
import { REFUSAL_RULES } from '../../src/ingest/refusals.ts';
import type { JsonObject } from '../scenarios/projection.ts';
import { list } from '../scenarios/projection.ts';

const QUARANTINED_FOR = new Set<string>(QUARANTINE_RULES);
const REFUSED_FOR = new Set<string>(REFUSAL_RULES);

/** Rows that were read and are neither taken nor put aside by a set rule, files refused without a
 * reason. */
export function lostRows({ feeds, quarantine, refused }: Intake): string[] {
  const found: string[] = [];
  for (const { feed, rows, accepted, quarantined, unchanged } of feeds) {
    const named = quarantine.filter((row) => row.feed === feed).length;
    if (rows !== accepted + quarantined || unchanged > accepted || named !== quarantined)
      found.push(`${feed}: ${rows} rows, ${accepted} taken, ${quarantined} aside, ${named} named`);
  }
  for (const { feed, line, rule, message } of quarantine)
    if (!QUARANTINED_FOR.has(rule) || message === '') found.push(`${feed} ${line}: rule ${rule}`);
  for (const { file, rule, message } of refused)
    if (!REFUSED_FOR.has(rule) || message === '') found.push(`${file} is refused by rule ${rule}`);
  return found;
}

/** Places of a document that JSON cannot hold as they are. */
export function holes(value: unknown, place = 'document'): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${place} is ${value}`];
  if (value === undefined) return [`${place} is undefined`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => holes(part, `${place}.${name}`));
}

const BROKEN = /\b(?:NaN|undefined|null|Infinity|\[object)\b/;

/** Sentences that are empty or hold what is no word, causes in parts, dates beyond the calendar. */
export function brokenStatements(document: JsonObject): string[] {
  const found: string[] = [];
  const check = (sentence: unknown, place: string) => {
    if (typeof sentence !== 'string' || sentence.trim() === '' || BROKEN.test(sentence))
      found.push(`${place} says ${JSON.stringify(sentence)}`);
  };
  for (const name of ['exceptions', 'cases']) {
    list(document, name).forEach((row, i) => {
      check(row.message, `${name} ${i}`);
      const cause = row.cause as JsonObject | null;
      if (cause === null) return;
      check(cause.text, `the cause of ${name} ${i}`);
      check(cause.feed, `the feed of the cause of ${name} ${i}`);
      if (typeof cause.key !== 'string') found.push(`the cause of ${name} ${i} has no key`);
    });
  }
  list(document, 'diagnostics').forEach((row, i) => {
    check(row.message, `diagnostic ${i}`);
  });
  return [...found, ...strangeDates(document, 'document'), ...turnedSpans(document)];
}

/** Every field named `..._date` or `date` is a day of the calendar or null. */
function strangeDates(value: unknown, place: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    if (!/(^|_)date$|_by$|^as_of$/.test(name)) return strangeDates(part, `${place}.${name}`);
    const isDay = typeof part === 'string' && /^\d{4}-\d\d-\d\d$/.test(part);
    return part === null || isDay ? [] : [`${place}.${name} is ${JSON.stringify(part)}`];
  });
}

function turnedSpans(document: JsonObject): string[] {
  return list(document, 'exceptions').flatMap((row, i) => {
    const [first, last] = [row.first_date, row.last_date];
    if (typeof first !== 'string' || typeof last !== 'string' || first <= last) return [];
    return [`exception ${i} (${row.code}) ends on ${last}, before it begins on ${first}`];
  });
}

/** A document without what tells one row of a file from another: in which line it stands, and which
 * of several rows is named as an example. */
export function withoutLines(json: string): JsonObject {
  const plain = json
    .replace(/is needed \([^)]*\)/g, 'is needed')
    .replace(/(first in )?line \d+( of \w+)?/g, 'a line');
  return { ...(JSON.parse(plain) as JsonObject), diagnostics: [] };
}
