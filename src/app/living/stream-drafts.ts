// What the stream says of a replan, of what a person did, and of rules: kinds and bodies, still
// without the ids that the store gives.

import type { PlanUpdatedBody, StreamKind } from '../../contract/plan-change.ts';
import type { LifeEvent, LivingException } from '../../exceptions/life-cycle/living-exception.ts';
import { formatDay } from '../../units/day.ts';
import { historyEvent, livingView } from './exception-views.ts';
import type { PlanChange } from './plan-change.ts';

export interface StreamDraft {
  kind: StreamKind;
  position: number;
  at: number; // milliseconds since 1970
  body: unknown;
}

/** A replan that changes more than this is told as one: whoever shows a list reads it afresh. */
export const EVENTS_TOLD_MAX = 2_000;

/** The turn of the day, each event, and last the plan itself. */
export function draftsOfChange(change: PlanChange): StreamDraft[] {
  const { position, at, asOf, asOfBefore, events, writes } = change;
  const drafts: StreamDraft[] = [];
  if (asOfBefore !== null && asOfBefore !== asOf) {
    const body = { from: formatDay(asOfBefore), to: formatDay(asOf) };
    drafts.push({ kind: 'day.turned', position, at, body });
  }
  const isTold = events.length <= EVENTS_TOLD_MAX;
  if (isTold) {
    const after = new Map(writes.map(({ living }) => [living.id, living]));
    for (const event of events) drafts.push(draftOfEvent(after.get(event.id)!, event));
  }
  drafts.push({ kind: 'plan.updated', position, at, body: planUpdated(change, isTold) });
  return drafts;
}

/** Of an exception or case after the event. */
export function draftOfEvent(living: LivingException, event: LifeEvent): StreamDraft {
  const { position, at } = event;
  const history = historyEvent(event);
  const view = livingView(living);
  const body =
    view.kind === 'case' ? { case: view, event: history } : { exception: view, event: history };
  return { kind: `${living.kind}.${verbOf(event)}`, position, at, body };
}

function verbOf({ type }: LifeEvent): 'raised' | 'updated' | 'closed' | 'handled' {
  switch (type) {
    case 'raised':
    case 'reopened':
      return 'raised';
    case 'updated':
    case 'woken':
    case 'refreshed':
      return 'updated';
    case 'closed':
      return 'closed';
    default:
      return 'handled';
  }
}

function planUpdated(change: PlanChange, isTold: boolean): PlanUpdatedBody {
  const { position, asOf, plannedInMs, summary, currency, events } = change;
  const count = (...types: LifeEvent['type'][]): number =>
    events.reduce((sum, { type }) => sum + Number(types.includes(type)), 0);
  const phases = Object.entries(plannedInMs).map(([phase, time]) => [phase, Math.round(time)]);
  return {
    position,
    as_of: formatDay(asOf),
    planned_in_ms: Math.round(Object.values(plannedInMs).reduce((sum, time) => sum + time, 0)),
    phases: Object.fromEntries(phases),
    late_lines: summary.lateLines,
    short_lines: summary.shortLines,
    money_at_risk: summary.moneyAtRisk,
    currency,
    cases: summary.openCases,
    exceptions: summary.openExceptions,
    raised: count('raised', 'reopened'),
    updated: count('updated'),
    closed: count('closed'),
    woken: count('woken'),
    is_told_singly: isTold,
  };
}
