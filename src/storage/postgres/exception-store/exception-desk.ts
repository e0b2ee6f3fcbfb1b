// Exceptions and cases as the API asks for them: listed, read with their history, and handled by
// people. Whoever acts names the version that he saw: nobody writes over what another one did.

import type { Caller } from '../../../app/living/caller.ts';
import { historyEvent, livingView } from '../../../app/living/exception-views.ts';
import { auditEntry } from '../../../app/living/people/audit-entry.ts';
import {
  type ExceptionAction,
  type ExceptionDesk,
  RefusedError,
} from '../../../app/living/ports.ts';
import { draftOfEvent } from '../../../app/living/stream-drafts.ts';
import { goAlong } from '../../../exceptions/life-cycle/along-with-case.ts';
import { type Action, handle } from '../../../exceptions/life-cycle/handle.ts';
import type { LivingException } from '../../../exceptions/life-cycle/living-exception.ts';
import { NO_DAY, parseDay } from '../../../units/day.ts';
import { record } from '../audit.ts';
import type { Database } from '../database.ts';
import { PageQueryError } from '../fact-log/fact-pages.ts';
import { need, scopeOf } from '../scopes.ts';
import { addChanges, lockHead } from './change-log.ts';
import { livingPage } from './exception-pages.ts';
import { addEvents, historyOf, livingByIds, openOfCase, writeLiving } from './living-rows.ts';
import { ownerNamed, peopleNamed } from './named-people.ts';
import { plannedNow } from './outcome.ts';

export interface ExceptionDeskParts {
  database: Database;
  now: () => number;
  /** Told once an action is durable: the live planner adopts it. */
  handled: (living: readonly LivingException[]) => void;
}

const HISTORY_SHOWN = 1_000;

export function createExceptionDesk(parts: ExceptionDeskParts): ExceptionDesk {
  const { database, handled } = parts;
  return {
    async list(caller, query) {
      need(caller, 'exceptions.read');
      return database.read(scopeOf(caller), async (session) => {
        const planned = await plannedNow(session, caller.orgId);
        const page = await livingPage(session, caller.orgId, query).catch((error) => {
          if (!(error instanceof PageQueryError)) throw error;
          throw new RefusedError(400, 'bad_cursor', error.message);
        });
        const rows = page.rows.map(livingView);
        return { rows, next: page.next, position: planned?.position ?? 0 };
      });
    },
    async read(caller, kind, id) {
      need(caller, 'exceptions.read');
      return database.read(scopeOf(caller), async (session) => {
        const [living] = await livingByIds(session, caller.orgId, [id]);
        if (living?.kind !== kind) return null;
        const history = await historyOf(session, caller.orgId, id, HISTORY_SHOWN);
        return { ...livingView(living), history };
      });
    },
    async act(caller, kind, id, version, action) {
      need(caller, 'exceptions.handle');
      const named = await withNames(database, caller.orgId, actionOf(action));
      const done = await act(parts, caller, { kind, id, version }, named);
      handled([done.living, ...done.along.map(({ living }) => living)]);
      return { ...livingView(done.living), history: [historyEvent(done.event)] };
    },
  };
}

function act(
  { database, now: clock }: ExceptionDeskParts,
  caller: Caller,
  { kind, id, version }: { kind: LivingException['kind']; id: string; version: number },
  action: Action,
) {
  const { orgId } = caller;
  const now = clock();
  return database.transaction(scopeOf(caller), async (session) => {
    const head = await lockHead(session, orgId);
    const [living] = await livingByIds(session, orgId, [id]);
    if (living?.kind !== kind) {
      const message = `There is no ${kind} ${id}. Ask for the list: it names all.`;
      throw new RefusedError(404, 'not_found', message);
    }
    if (living.version !== version) {
      const message =
        `${id} is of version ${living.version} now, and you saw version ${version}: ` +
        'somebody or a replan changed it. Read it again and decide anew.';
      throw new RefusedError(409, 'version_conflict', message);
    }
    const planned = await plannedNow(session, orgId);
    const { position, asOf } = planned ?? living.changed;
    const done = handle(living, action, caller.name, { position, at: now, asOf });
    if ('refused' in done) {
      throw new RefusedError(done.refused === 'value' ? 422 : 409, done.refused, done.message);
    }
    const belonging = kind === 'case' ? await openOfCase(session, orgId, id) : [];
    const along = goAlong(living, done, belonging);
    const all = [done, ...along];
    await writeLiving(
      session,
      orgId,
      all.map((each) => each.living),
    );
    await addEvents(
      session,
      orgId,
      head,
      all.map(({ event }) => event),
    );
    const drafts = all.map((each) => draftOfEvent(each.living, each.event));
    await addChanges(session, orgId, head, drafts);
    const change = { before: { state: living.state }, after: { ...action } };
    await record(session, auditEntry(caller, `${living.kind}.${action.action}`, id, change));
    return { ...done, along };
  });
}

/** People are there, and by their full names. */
async function withNames(database: Database, orgId: number, action: Action): Promise<Action> {
  if (action.action === 'assign' && action.owner.trim() !== '') {
    return { ...action, owner: await ownerNamed(database, orgId, action.owner) };
  }
  if (action.action !== 'comment') return action;
  return { ...action, mentions: await peopleNamed(database, orgId, action.mentions) };
}

/** The API's words to the domain's: a day as text to a day. */
function actionOf(action: ExceptionAction): Action {
  if (action.action === 'assign') return { ...action, owner: action.owner ?? '' };
  if (action.action !== 'snooze') return action;
  const { until, reason } = action;
  if (until === null) return { action: 'snooze', until, reason };
  const day = parseDay(until);
  if (day !== NO_DAY) return { action: 'snooze', until: day, reason };
  const message = `"until" is "${until.slice(0, 80)}": give a day as YYYY-MM-DD, or none.`;
  throw new RefusedError(422, 'value', message);
}
