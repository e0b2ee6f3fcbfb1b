// What belongs to a case goes along with it: put aside with it, and back with it, so that lists of
// cases and lists of exceptions never say two things. What a person put aside by itself stays so.

import { applyEvent, momentOf } from './life-events.ts';
import type { LifeEvent, LifeMoment, LivingException } from './living-exception.ts';
import type { Reconciled } from './reconcile.ts';
import { allLiving, livingAt, withChanges } from './standing.ts';

export interface WentAlong {
  living: LivingException;
  event: LifeEvent;
}

/** After a person did something with a case: what becomes of its open exceptions. */
export function goAlong(
  before: LivingException,
  { living: after, event }: WentAlong,
  exceptions: readonly LivingException[],
): WentAlong[] {
  const along: WentAlong[] = [];
  for (const living of exceptions) {
    if (living.closed !== null) continue;
    const { aside } = living;
    const goesAside = after.aside !== null && event.type !== 'commented' && aside === null;
    const comesBack = before.aside !== null && after.aside === null && aside?.ofCase !== undefined;
    if (!goesAside && !comesBack) continue;
    const type = goesAside ? event.type : 'taken_up';
    if (goesAside && !PUTTING_ASIDE.has(type)) continue;
    const until = goesAside ? { until: event.until ?? null } : {};
    along.push(happen(living, event, { type, by: event.by, text: event.text, ...until }, after.id));
  }
  return along;
}

const PUTTING_ASIDE: ReadonlySet<LifeEvent['type']> = new Set(['snoozed', 'dismissed', 'resolved']);

/** After a replan: new exceptions of a case that was put aside go along, and those of a case that
 * woke, is over, or is theirs no more come back. */
export function alignWithCases(
  exceptions: Reconciled,
  cases: Reconciled,
  moment: LifeMoment,
): Reconciled {
  const quiet = new Map<string, LivingException>();
  for (const living of allLiving(cases.standing)) {
    if (living.closed === null && living.aside !== null) quiet.set(living.id, living);
  }
  const mayComeBack = cases.events.some(({ type }) => type === 'woken' || type === 'closed');
  if (quiet.size === 0 && !mayComeBack) return exceptions;
  const along: WentAlong[] = [];
  for (const living of allLiving(exceptions.standing)) {
    if (living.closed !== null) continue;
    const { aside, seen } = living;
    const aboveIt = quiet.get(seen.caseId);
    if (aside === null && aboveIt) {
      const { as, reason: text, until } = aboveIt.aside!;
      along.push(happen(living, moment, { type: as, by: '', text, until }, aboveIt.id));
    } else if (aside?.ofCase !== undefined && !aboveIt) {
      const woke = livingAt(cases.standing, seen.caseId);
      const text =
        woke === null || woke.wokenBecause === ''
          ? 'It belongs to no case any more that was put aside.'
          : `Its case is back. ${woke.wokenBecause}`;
      along.push(happen(living, moment, { type: 'woken', by: '', text }, seen.caseId));
    }
  }
  if (along.length === 0) return exceptions;
  const changed = new Map(exceptions.changed.map((living) => [living.id, living]));
  for (const { living } of along) changed.set(living.id, living);
  return {
    ...exceptions,
    standing: withChanges(
      exceptions.standing,
      along.map(({ living }) => living),
    ),
    events: [...exceptions.events, ...along.map(({ event }) => event)],
    changed: [...changed.values()],
  };
}

function happen(
  living: LivingException,
  moment: LifeMoment,
  what: Pick<LifeEvent, 'type' | 'by' | 'text' | 'until'>,
  ofCase: string,
): WentAlong {
  const { id, kind, version } = living;
  const event = { id, kind, version: version + 1, ...momentOf(moment), ...what, ofCase };
  return { living: applyEvent(living, event), event };
}
