// Why what a replan no longer finds is over, by what came in since the plan that stood before it.

import {
  type ClosingReason,
  closingReason,
  type EntryNews,
} from '../../exceptions/life-cycle/closing-words.ts';
import { factNews } from '../../exceptions/life-cycle/fact-news.ts';
import type { LivingException } from '../../exceptions/life-cycle/living-exception.ts';
import type { RuleSet } from '../../exceptions/rules/rule-set.ts';
import type { Facts } from '../../model/facts.ts';
import type { Day } from '../../units/day.ts';

export type ClosedBecause = (living: LivingException) => ClosingReason;

/** The log since the last plan: its last entries, and how many there are. */
export interface LogNews {
  entries: readonly EntryNews[];
  entryCount: number;
}

/** `before`: the facts of the plan that stood, where there is one. */
export function closedByFacts(
  before: Facts | undefined,
  after: Facts,
  { entries = [], entryCount = 0 }: Partial<LogNews>,
  asOfBefore: Day | null,
  asOf: Day,
): ClosedBecause {
  const facts = (before && factNews(before, after)) ?? [];
  const dayTurned = asOfBefore !== null && asOfBefore !== asOf;
  const news = { facts, entries, entryCount, asOf, dayTurned };
  return (living) => closingReason(living, news);
}

export function closedByRules({ version }: RuleSet): ClosedBecause {
  return () => ({ text: `The rules of version ${version} no longer raise it.`, facts: [] });
}
