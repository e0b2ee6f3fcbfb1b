// The plan as the API asks for it: questions to the planner's process.

import type { Caller } from '../app/living/caller.ts';
import { type PlanDesk, type PlanState, type Position, RefusedError } from '../app/living/ports.ts';
import { need } from '../storage/postgres/scopes.ts';
import type { ListQuestion } from './planner-answers.ts';
import type { PlannerLink } from './planner-link.ts';

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
    document(caller, extras) {
      need(caller, 'plan.read');
      return planner.pieces('document', extras);
    },
    list(caller, list, where, after, limit) {
      need(caller, 'plan.read');
      const question: ListQuestion = { list, where, after, limit };
      return planner.ask('list', question);
    },
    itemLocation: (caller, itemId, locationId) =>
      asked(caller, planner, 'itemLocation', { itemId, locationId }),
    pegging: (caller, kind, id, depth) => asked(caller, planner, 'pegging', { kind, id, depth }),
  };
}

async function asked(
  caller: Caller,
  planner: PlannerLink,
  question: string,
  given: unknown,
): Promise<unknown> {
  need(caller, 'plan.read');
  return planner.ask(question, given);
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
