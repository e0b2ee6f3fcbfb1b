// What one replan changed, ready to be stored in one transaction and to be told to everyone.

import type { Detected } from '../../exceptions/detect-exceptions.ts';
import { isQuiet } from '../../exceptions/life-cycle/life-events.ts';
import type { LifeEvent, LivingException } from '../../exceptions/life-cycle/living-exception.ts';
import type { Reconciled } from '../../exceptions/life-cycle/reconcile.ts';
import { allLiving, livingAt, type Standing } from '../../exceptions/life-cycle/standing.ts';
import type { Day } from '../../units/day.ts';
import { countLines } from '../queries/plan-overview.ts';

export const PLAN_PHASES = ['network', 'plan', 'lateness', 'detect', 'reconcile'] as const;
export type PlanPhase = (typeof PLAN_PHASES)[number];
export type PhaseTimes = Record<PlanPhase, number>; // milliseconds

/** What is written of one living exception or case. */
export interface LivingWrite {
  living: LivingException;
  versionBefore: number | null; // that the replan saw; null = it was not there
}

export interface PlanSummary {
  lateLines: number; // of sales orders and call-offs
  shortLines: number;
  moneyAtRisk: number; // of the cases of late demand
  openExceptions: number; // that ask for somebody's attention
  openCases: number;
}

export interface PlanChange {
  position: number;
  asOf: Day;
  asOfBefore: Day | null; // another day: the day has turned; null = the first plan
  at: number; // milliseconds since 1970
  plannedInMs: PhaseTimes;
  rulesVersion: number;
  currency: string;
  events: LifeEvent[]; // exceptions first, then cases
  writes: LivingWrite[];
  summary: PlanSummary;
}

export interface Outcome {
  before: Standing;
  reconciled: Reconciled;
}

export function writesOf({ before, reconciled }: Outcome): LivingWrite[] {
  return reconciled.changed.map((living) => ({
    living,
    versionBefore: livingAt(before, living.id)?.version ?? null,
  }));
}

export function summaryOf(found: Detected, exceptions: Standing, cases: Standing): PlanSummary {
  const { late, short } = countLines(found);
  let moneyAtRisk = 0;
  for (const { severity, value } of found.cases) {
    if (severity !== 'low') moneyAtRisk += value.amount || 0;
  }
  return {
    lateLines: late,
    shortLines: short,
    moneyAtRisk: Math.round(moneyAtRisk * 100) / 100,
    openExceptions: countOpen(exceptions),
    openCases: countOpen(cases),
  };
}

function countOpen(standing: Standing): number {
  let count = 0;
  for (const living of allLiving(standing)) if (!isQuiet(living)) count++;
  return count;
}
