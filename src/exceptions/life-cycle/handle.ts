// What a person does with an exception or a case: an action gives an event, or a refusal that says
// why and what to do instead. Pure; who may act is decided before.

import { type Day, formatDay } from '../../units/day.ts';
import { applyEvent } from './life-events.ts';
import type {
  HandlingState,
  LifeEvent,
  LifeEventType,
  LifeMoment,
  LivingException,
} from './living-exception.ts';

export type Action =
  | { action: 'acknowledge' | 'start' | 'wait' | 'reopen'; comment?: string }
  | { action: 'resolve' | 'dismiss'; reason: string }
  | { action: 'snooze'; until: Day | null; reason: string } // null: until it matters differently
  | { action: 'assign'; owner: string; comment?: string } // '': back to the detected owner
  | { action: 'comment'; text: string; mentions: string[] };

export interface Handled {
  living: LivingException;
  event: LifeEvent;
}

export interface HandlingRefusal {
  refused: 'closed' | 'state' | 'value';
  message: string;
}

export const TEXT_MAX = 4000;
export const OWNER_MAX = 200;
export const MENTIONS_MAX = 50;
export const SNOOZE_DAYS_MAX = 366;

/** From which states an action may be done, and the event that it makes. */
const STEPS: Readonly<
  Record<
    'acknowledge' | 'start' | 'wait' | 'resolve' | 'dismiss',
    { from: readonly HandlingState[]; type: LifeEventType }
  >
> = {
  acknowledge: { from: ['new'], type: 'acknowledged' },
  start: { from: ['new', 'acknowledged', 'waiting'], type: 'started' },
  wait: { from: ['new', 'acknowledged', 'in_progress'], type: 'waiting' },
  resolve: { from: ['new', 'acknowledged', 'in_progress', 'waiting'], type: 'resolved' },
  dismiss: { from: ['new', 'acknowledged', 'in_progress', 'waiting'], type: 'dismissed' },
};

export function handle(
  living: LivingException,
  action: Action,
  by: string,
  moment: LifeMoment,
): Handled | HandlingRefusal {
  const refusal = refusalOf(living, action, moment.asOf);
  if (refusal) return refusal;
  const event: LifeEvent = {
    id: living.id,
    kind: living.kind,
    version: living.version + 1,
    position: moment.position,
    at: moment.at,
    asOf: moment.asOf,
    by,
    ...happeningOf(action),
  };
  return { living: applyEvent(living, event), event };
}

function happeningOf(
  action: Action,
): Pick<LifeEvent, 'type' | 'text' | 'owner' | 'until' | 'mentions'> {
  switch (action.action) {
    case 'snooze':
      return { type: 'snoozed', text: action.reason.trim(), until: action.until };
    case 'assign':
      return { type: 'assigned', text: action.comment?.trim() ?? '', owner: action.owner.trim() };
    case 'comment':
      return { type: 'commented', text: action.text.trim(), mentions: action.mentions };
    case 'reopen':
      return { type: 'taken_up', text: action.comment?.trim() ?? '' };
    case 'resolve':
    case 'dismiss':
      return { type: STEPS[action.action].type, text: action.reason.trim() };
    default:
      return { type: STEPS[action.action].type, text: action.comment?.trim() ?? '' };
  }
}

function refusalOf(living: LivingException, action: Action, asOf: Day): HandlingRefusal | null {
  const what = `${living.kind === 'case' ? 'Case' : 'Exception'} ${living.id}`;
  const invalid = invalidValue(action, asOf);
  if (invalid !== null) return { refused: 'value', message: invalid };
  if (action.action === 'comment') return null;
  if (living.closed !== null) {
    const message = `${what} is closed: its cause is gone. It can still be commented on.`;
    return { refused: 'closed', message };
  }
  if (action.action === 'assign') return null;
  const { aside } = living;
  if (aside?.ofCase !== undefined) {
    const message = `${what} was ${ASIDE_WORDS[aside.as]} with its case ${aside.ofCase}: reopen \
the case, and it comes back with it.`;
    return { refused: 'state', message };
  }
  if (action.action === 'reopen') {
    if (living.aside !== null) return null;
    const message = `${what} is ${stateInWords(living)} already: only what was dismissed, resolved \
or snoozed can be reopened.`;
    return { refused: 'state', message };
  }
  const from: readonly HandlingState[] =
    action.action === 'snooze' ? STEPS.dismiss.from : STEPS[action.action].from;
  if (from.includes(living.state)) return null;
  const remedy = living.aside ? 'Reopen it first.' : 'Read it again: somebody may have it in hand.';
  const message = `${what} is ${stateInWords(living)}; "${action.action}" is for one that is \
${from.map((state) => state.replaceAll('_', ' ')).join(', ')}. ${remedy}`;
  return { refused: 'state', message };
}

const ASIDE_WORDS: Readonly<Record<'dismissed' | 'resolved' | 'snoozed', string>> = {
  dismissed: 'dismissed',
  resolved: 'called resolved',
  snoozed: 'snoozed',
};

function stateInWords({ state }: LivingException): string {
  return state.replaceAll('_', ' ');
}

function invalidValue(action: Action, asOf: Day): string | null {
  switch (action.action) {
    case 'resolve':
    case 'dismiss':
      if (action.reason.trim() === '') {
        return `"reason" is empty: say why, so that the next one who reads it understands.`;
      }
      return tooLong('reason', action.reason, TEXT_MAX);
    case 'snooze': {
      const { until } = action;
      if (until !== null && (until <= asOf || until > asOf + SNOOZE_DAYS_MAX)) {
        const [first, last] = [formatDay(asOf + 1), formatDay(asOf + SNOOZE_DAYS_MAX)];
        return `"until" is ${formatDay(until)}: give a day from ${first} to ${last}, or none.`;
      }
      return tooLong('reason', action.reason, TEXT_MAX);
    }
    case 'assign':
      return (
        tooLong('owner', action.owner, OWNER_MAX) ??
        tooLong('comment', action.comment ?? '', TEXT_MAX)
      );
    case 'comment':
      if (action.text.trim() === '') return '"text" is empty: write the comment.';
      if (action.mentions.length > MENTIONS_MAX) {
        return `"mentions" names ${action.mentions.length} people: at most ${MENTIONS_MAX}.`;
      }
      return (
        tooLong('text', action.text, TEXT_MAX) ??
        tooLong('mentions', longestOf(action.mentions), OWNER_MAX)
      );
    default:
      return tooLong('comment', action.comment ?? '', TEXT_MAX);
  }
}

function longestOf(texts: readonly string[]): string {
  return texts.reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}

function tooLong(field: string, text: string, most: number): string | null {
  if (text.length <= most) return null;
  return `"${field}" has ${text.length} characters: at most ${most}. Shorten it.`;
}
