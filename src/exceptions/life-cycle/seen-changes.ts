// What changed of a living exception since it was last seen, and whether that is news. Dates that
// are the plan's day or the horizon's end move every day by themselves: that is none.

import { SEVERITIES } from '../plan-exception.ts';
import type { Seen, SeenChange, SeenField } from './living-exception.ts';

/** The news between two sights. `dayTurned`: the plan's day is another one. */
export function seenChanges(
  from: Seen,
  to: Seen,
  dayTurned: boolean,
  dayTurnPercent: number,
): SeenChange[] {
  const changes: SeenChange[] = [];
  const add = (field: SeenField, a: SeenChange['from'], b: SeenChange['to']): void => {
    if (a !== b) changes.push({ field, from: a, to: b });
  };
  if (!(from.fromToday && to.fromToday)) add('first_date', from.firstDate, to.firstDate);
  if (!(from.toHorizon && to.toHorizon)) add('last_date', from.lastDate, to.lastDate);
  if (!(from.decideToday && to.decideToday)) add('decide_by', from.decideBy, to.decideBy);
  add('quantity', from.quantity, to.quantity);
  if (!(dayTurned && isNear(from.value, to.value, dayTurnPercent))) {
    add('value_at_risk', from.value, to.value);
  }
  add('severity', from.severity, to.severity);
  add('owner', from.owner, to.owner);
  if (!dayTurned) add('count', from.count, to.count);
  add('cause', from.causeId, to.causeId);
  add('case', from.caseId, to.caseId);
  return changes;
}

function isNear(from: number | null, to: number | null, percent: number): boolean {
  if (from === null || to === null) return from === to;
  return Math.abs(to - from) * 100 <= Math.abs(from) * percent;
}

export function isWorse(now: Seen['severity'], before: Seen['severity']): boolean {
  return SEVERITIES.indexOf(now) < SEVERITIES.indexOf(before);
}
