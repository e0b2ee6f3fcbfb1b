// What a candidate rule set would do now, before it is saved: detection runs under it, and what it
// finds is held against what stands.

import { detectExceptions } from '../detect-exceptions.ts';
import type { DetectionInput } from '../detection.ts';
import { createBaseNames } from '../life-cycle/base-names.ts';
import { detectedItems } from '../life-cycle/detected-items.ts';
import type { LifeMoment, LifeThresholds } from '../life-cycle/living-exception.ts';
import { type Reconciled, reconcile } from '../life-cycle/reconcile.ts';
import { allLiving, livingAt, type Standing } from '../life-cycle/standing.ts';
import type { ExceptionCode } from '../plan-exception.ts';
import { EXCEPTION_CODES, type RuleSet } from './rule-set.ts';

export interface PreviewedException {
  id: string;
  message: string;
}

export interface CodePreview {
  code: ExceptionCode;
  today: number; // raised under the rules in force
  would: number; // raised under the candidate
  isNew: number; // of those
  gone: number; // of today's
  someNew: PreviewedException[]; // the first few
  someGone: PreviewedException[];
}

export interface RulesPreview {
  codes: CodePreview[]; // those with any, by code
  cases: { today: number; would: number; isNew: number; gone: number };
}

export interface PreviewQuestion {
  input: DetectionInput; // of the plan that stands; its rules are not used
  candidate: RuleSet;
  exceptions: Standing;
  cases: Standing;
  moment: LifeMoment;
  currency: string;
  thresholds: LifeThresholds;
  shown: number; // at most so many of the new and of the gone, a code
}

export function previewRules(question: PreviewQuestion): RulesPreview {
  const { input, candidate, exceptions, cases, moment, currency, thresholds, shown } = question;
  const found = detectExceptions({ ...input, rules: candidate });
  const items = detectedItems(found, {
    exceptions: createBaseNames(exceptions.bases),
    cases: createBaseNames(cases.bases),
  });
  const closedBecause = () => ({ text: '', facts: [] });
  const dryRun = { moment, currency, thresholds, dayTurned: false, closedBecause };
  const changes = reconcile({ ...dryRun, standing: exceptions, found: items.exceptions });
  const ofCases = reconcile({ ...dryRun, standing: cases, found: items.cases });
  const of = new Map<string, CodePreview>();
  const at = (code: string): CodePreview => {
    const known = of.get(code) ?? emptyPreview(code as ExceptionCode);
    of.set(code, known);
    return known;
  };
  for (const { code, closed } of allLiving(exceptions)) if (closed === null) at(code).today++;
  for (const { code } of found.exceptions) at(code).would++;
  for (const event of changes.events) {
    const living = livingAt(event.type === 'closed' ? exceptions : changes.standing, event.id)!;
    const preview = at(living.code);
    const told = { id: living.id, message: living.told.message };
    if (event.type === 'closed') {
      preview.gone++;
      if (preview.someGone.length < shown) preview.someGone.push(told);
    } else if (event.type === 'raised' || event.type === 'reopened') {
      preview.isNew++;
      if (preview.someNew.length < shown) preview.someNew.push(told);
    }
  }
  return {
    codes: EXCEPTION_CODES.flatMap((code) => of.get(code) ?? []),
    cases: {
      today: [...allLiving(cases)].filter(({ closed }) => closed === null).length,
      would: items.cases.count,
      ...countNewAndGone(ofCases),
    },
  };
}

function countNewAndGone({ events }: Reconciled): { isNew: number; gone: number } {
  const isNew = events.filter(({ type }) => type === 'raised' || type === 'reopened').length;
  return { isNew, gone: events.filter(({ type }) => type === 'closed').length };
}

function emptyPreview(code: ExceptionCode): CodePreview {
  return { code, today: 0, would: 0, isNew: 0, gone: 0, someNew: [], someGone: [] };
}
