// The plan as the API asks for it: questions to the planner's process.

import type { Caller } from '../app/living/caller.ts';
import { type PlanDesk, type PlanState, type Position, RefusedError } from '../app/living/ports.ts';
import { need } from '../storage/postgres/scopes.ts';
import type { ListQuestion } from './planner-answers.ts';
import type { PlannerLink } from './planner-link.ts';

const BACK_WITHIN_MS = 3_000;

/** `head`: where the log stands now. */
export function createPlanDesk(planner: PlannerLink, head: () => Position): PlanDesk {
  const stateNow = (): PlanState => ({
    ...planner.state(),
    head: Math.max(planner.state().head, head()),
  });
  return {
    async state(caller) {
      need(caller, 'plan.read');
      return stateNow();
    },
    async waitFor(caller, position, timeoutMs) {
      need(caller, 'plan.read');
      await reached(planner, position, timeoutMs);
      return stateNow();
    },
    async *document(caller, extras) {
      need(caller, 'plan.read');
      await isBack(planner);
      yield* planner.pieces('document', extras);
    },
    list(caller, list, where, after, limit) {
      const question: ListQuestion = { list, where, after, limit };
      return asked(caller, planner, 'list', question);
    },
    itemLocation: (caller, itemId, locationId) =>
      asked(caller, planner, 'itemLocation', { itemId, locationId }),
    pegging: (caller, kind, id, depth) => asked(caller, planner, 'pegging', { kind, id, depth }),
  };
}

async function asked<T>(
  caller: Caller,
  planner: PlannerLink,
  question: string,
  given: unknown,
): Promise<T> {
  need(caller, 'plan.read');
  await isBack(planner);
  return planner.ask(question, given);
}

/** A process that ended is back in a moment: who asks meanwhile waits for it, a little. */
function isBack(planner: PlannerLink): Promise<void> {
  const isThere = () => planner.isAlive() && planner.state().state !== 'starting';
  if (isThere()) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      forget();
      resolve();
    };
    const forget = planner.onState(() => {
      if (isThere()) end();
    });
    const timer = setTimeout(end, BACK_WITHIN_MS);
  });
}

function reached(planner: PlannerLink, position: Position, timeoutMs: number): Promise<void> {
  if (planner.state().position >= position) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => {
      clearTimeout(timer);
      forget();
      finish();
    };
    const forget = planner.onState((state) => {
      if (state.position >= position) end(resolve);
    });
    const timer = setTimeout(() => {
      const stands = planner.state();
      const why = stands.message === '' ? '' : ` ${stands.message}`;
      const message = `The plan stands at ${stands.position}, not yet at ${position}.${why}`;
      end(() => reject(new RefusedError(503, 'plan_behind', message, 1)));
    }, timeoutMs);
  });
}
