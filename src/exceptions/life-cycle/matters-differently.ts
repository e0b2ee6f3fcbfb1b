// What a person put aside stays aside until it matters differently: it is worse, dearer, nearer, or
// has another cause. Answers why in words, null = it stays aside.

import type { Day } from '../../units/day.ts';
import { formatDay } from '../../units/day.ts';
import { countedText, countText } from '../names.ts';
import type { Aside, LifeThresholds, Seen } from './living-exception.ts';
import { isWorse } from './seen-changes.ts';

export interface Wakening {
  aside: Aside;
  seen: Seen;
  asOf: Day;
  currency: string;
  thresholds: LifeThresholds;
  causeText: () => string; // a clause that can follow "because", '' = none
}

const SINCE: Readonly<Record<Aside['as'], string>> = {
  dismissed: 'since it was dismissed',
  resolved: 'since it was called resolved',
  snoozed: 'since it was snoozed',
};

export function whyItWakes(question: Wakening): string | null {
  const { aside, seen, asOf, currency, thresholds } = question;
  const since = SINCE[aside.as];
  if (isWorse(seen.severity, aside.severity)) {
    return `Severity rose from ${aside.severity} to ${seen.severity} ${since}.`;
  }
  if (isDearer(aside.value, seen.value, thresholds)) {
    const from = aside.value === null ? 'an unknown amount' : countText(Math.round(aside.value));
    const to = `${countText(Math.round(seen.value!))} ${currency}`;
    return `Value at risk rose from ${from} to ${to} ${since}.`;
  }
  if (isNearer(aside, seen, thresholds)) {
    const from = aside.firstDate === null ? 'no date' : formatDay(aside.firstDate);
    return `Its first date moved from ${from} to ${formatDay(seen.firstDate!)} ${since}.`;
  }
  if (seen.causeId !== aside.causeId) {
    const text = question.causeText();
    return text === ''
      ? `It has another cause ${since}.`
      : `It has another cause ${since}: ${text}.`;
  }
  if (aside.until !== null && asOf >= aside.until) {
    return `It was snoozed until ${formatDay(aside.until)}, and is still there.`;
  }
  const days = asOf - aside.since.asOf;
  if (aside.as === 'resolved' && days >= thresholds.resolvedDays) {
    return `It was called resolved ${countedText(days, 'day', 'days')} ago, and is still there.`;
  }
  return null;
}

/** By more than the share and more than the amount; an unknown value counts as none. */
function isDearer(
  before: number | null,
  now: number | null,
  { valueRisePercent, valueRiseAmount }: LifeThresholds,
): boolean {
  const rise = (now ?? 0) - (before ?? 0);
  return rise > valueRiseAmount && rise * 100 > (before ?? 0) * valueRisePercent;
}

/** A first date that is the plan's day only because the days went by is no nearer. */
function isNearer(aside: Aside, seen: Seen, { earlierDays }: LifeThresholds): boolean {
  if (seen.firstDate === null) return false;
  return aside.firstDate === null || aside.firstDate - seen.firstDate > earlierDays;
}
