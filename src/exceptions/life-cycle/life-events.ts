// What an event makes of a living exception. This alone changes one: replaying its events gives it
// again, field by field.

import type { Aside, LifeEvent, LifeMoment, LivingException } from './living-exception.ts';

export function applyEvent(living: LivingException | null, event: LifeEvent): LivingException {
  if (event.type === 'raised') return raised(event);
  if (living === null) throw new Error(`${event.id} was ${event.type} before it was raised.`);
  if (event.type === 'refreshed') return { ...living, seen: event.seen!, told: event.told! };
  const moment = momentOf(event);
  const next = { ...living, version: event.version, changed: moment };
  switch (event.type) {
    case 'updated':
      return { ...next, seen: event.seen!, told: event.told! };
    case 'closed':
      return { ...next, closed: moment };
    case 'reopened': {
      const isResolved = living.state === 'resolved'; // it did not last
      return {
        ...next,
        seen: event.seen!,
        told: event.told!,
        closed: null,
        ...(isResolved && { state: 'new', aside: null, wokenBecause: event.text }),
      };
    }
    case 'woken':
      return {
        ...next,
        state: living.aside?.as === 'snoozed' ? living.state : 'new',
        aside: null,
        wokenBecause: event.text,
      };
    case 'acknowledged':
    case 'waiting':
      return { ...next, state: event.type, aside: null };
    case 'started':
      return { ...next, state: 'in_progress', aside: null };
    case 'resolved':
    case 'dismissed': {
      const aside = putAside(living, event, event.type);
      return { ...next, state: event.type, aside, wokenBecause: '' };
    }
    case 'snoozed':
      return { ...next, aside: putAside(living, event, 'snoozed'), wokenBecause: '' };
    case 'taken_up':
      return {
        ...next,
        state: living.aside?.as === 'snoozed' ? living.state : 'new',
        aside: null,
      };
    case 'assigned':
      return { ...next, assigned: event.owner! };
    default:
      return next; // a comment is in the history alone
  }
}

export function momentOf({ position, at, asOf }: LifeMoment): LifeMoment {
  return { position, at, asOf };
}

function raised(event: LifeEvent): LivingException {
  const moment = momentOf(event);
  return {
    id: event.id,
    base: event.base!,
    kind: event.kind,
    code: event.code!,
    seen: event.seen!,
    told: event.told!,
    raised: moment,
    changed: moment,
    closed: null,
    state: 'new',
    assigned: '',
    aside: null,
    wokenBecause: '',
    version: event.version,
  };
}

function putAside({ seen }: LivingException, event: LifeEvent, as: Aside['as']): Aside {
  const { value, severity, firstDate, causeId } = seen;
  const until = event.until ?? null;
  const since = momentOf(event);
  const { ofCase } = event;
  const along = ofCase === undefined ? {} : { ofCase };
  return { as, reason: event.text, until, since, value, severity, firstDate, causeId, ...along };
}

/** Whose it is: a person's assignment stays through replans. */
export function ownerOfLiving({ assigned, seen }: LivingException): string {
  return assigned === '' ? seen.owner : assigned;
}

/** Whether it asks for nobody's attention: put aside by a person, or over. */
export function isQuiet({ closed, aside }: LivingException): boolean {
  return closed !== null || aside !== null;
}
