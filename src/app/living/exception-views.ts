// Living exceptions and cases, and their events, as they go over the wire.

import type {
  AsideView,
  CaseView,
  ExceptionView,
  HistoryEvent,
  HistoryEventType,
} from '../../contract/living-exception.ts';
import { isQuiet, ownerOfLiving } from '../../exceptions/life-cycle/life-events.ts';
import type {
  Aside,
  LifeEvent,
  LivingException,
  SeenChange,
} from '../../exceptions/life-cycle/living-exception.ts';
import { type Day, formatDay } from '../../units/day.ts';
import { wireText } from '../queries/wire-values.ts';

export function livingView(living: LivingException): ExceptionView | CaseView {
  const { seen, told } = living;
  const common = {
    id: living.id,
    code: living.code,
    state: living.state,
    is_open: living.closed === null,
    is_put_aside: living.closed === null && isQuiet(living),
    version: living.version,
    severity: seen.severity,
    owner: wireText(ownerOfLiving(living)),
    assigned_to: wireText(living.assigned),
    value_at_risk: seen.value,
    first_date: dayText(seen.firstDate),
    item_id: wireText(told.itemId),
    location_id: wireText(told.locationId),
    supplier_id: wireText(told.supplierId),
    cause: told.cause,
    message: told.message,
    aside: asideView(living.aside),
    woken_because: wireText(living.wokenBecause),
    raised_at: instantText(living.raised.at),
    raised_position: living.raised.position,
    changed_at: instantText(living.changed.at),
    changed_position: living.changed.position,
    closed_at: living.closed && instantText(living.closed.at),
    closed_position: living.closed?.position ?? null,
  };
  if (living.kind === 'case') {
    return {
      kind: 'case',
      ...common,
      decide_by: dayText(seen.decideBy),
      certainty: told.certainty,
      exception_count: seen.count,
    };
  }
  return {
    kind: 'exception',
    ...common,
    subject: told.subject,
    last_date: dayText(seen.lastDate),
    quantity: seen.quantity,
    case_id: wireText(seen.caseId),
  };
}

function asideView(aside: Aside | null): AsideView | null {
  if (aside === null) return null;
  return {
    as: aside.as,
    reason: aside.reason,
    until: dayText(aside.until),
    since: instantText(aside.since.at),
    value_at_risk: aside.value,
    severity: aside.severity,
    first_date: dayText(aside.firstDate),
    of_case: aside.ofCase ?? null,
  };
}

export function historyEvent(event: LifeEvent): HistoryEvent {
  return {
    type: event.type as HistoryEventType, // refreshed ones are never kept
    version: event.version,
    at: instantText(event.at),
    position: event.position,
    by: wireText(event.by),
    text: wireText(event.text),
    changes: (event.changes ?? []).map(changeView),
    ...(event.owner !== undefined && { owner: wireText(event.owner) }),
    ...(event.until !== undefined && { until: dayText(event.until) }),
    ...(event.mentions !== undefined && { mentions: event.mentions }),
    ...(event.facts !== undefined && { facts: event.facts }),
    ...(event.ofCase !== undefined && { of_case: event.ofCase }),
  };
}

const DATE_FIELDS: ReadonlySet<SeenChange['field']> = new Set([
  'first_date',
  'last_date',
  'decide_by',
]);

function changeView({ field, from, to }: SeenChange): SeenChange {
  if (!DATE_FIELDS.has(field)) return { field, from, to };
  return { field, from: dayText(from as Day | null), to: dayText(to as Day | null) };
}

function dayText(day: Day | null): string | null {
  return day === null ? null : formatDay(day);
}

/** RFC 3339 in UTC. */
export function instantText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
