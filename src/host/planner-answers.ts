// The questions that the planner's process answers, each by name.

import type { LivePlanner } from '../app/living/live-planner.ts';
import type { PlanSnapshot } from '../app/living/plan-snapshot.ts';
import { type PlanList, RefusedError } from '../app/living/ports.ts';
import {
  itemLocationOf,
  peggingOf,
  planDocumentOf,
  rulesPreviewView,
} from '../app/living/snapshot-queries.ts';
import { jsonPieces } from '../app/queries/json-pieces.ts';
import { listPage } from '../app/queries/list-page.ts';
import type { ExtraList } from '../contract/plan-document.ts';
import type { LivingException } from '../exceptions/life-cycle/living-exception.ts';
import type { RuleSet } from '../exceptions/rules/rule-set.ts';
import { adviceOf } from '../simulation/player/plan-advice.ts';
import { createPlayer, type PlayerClock } from '../simulation/player/player.ts';
import type { Rounds } from './planner-session.ts';

export interface ListQuestion {
  list: PlanList;
  where: Record<string, string>;
  after: string | null;
  limit: number;
}

export interface PlayQuestion {
  seed: number;
  clock: PlayerClock | null;
}

type Answer = (given: never, planner: LivePlanner, rounds: Rounds) => unknown;

const ANSWERS: Readonly<Record<string, Answer>> = {
  document: (extras: readonly ExtraList[], planner) => documentPieces(planner, extras),
  list(question: ListQuestion, planner) {
    const snapshot = planned(planner);
    const { list, where, after, limit } = question;
    const page = listPage(planDocumentOf(snapshot, NO_EXTRAS)[list], where, after, limit);
    if (page) return { ...page, position: snapshot.position };
    throw new RefusedError(400, 'bad_cursor', 'The cursor is none of ours. Begin without one.');
  },
  itemLocation({ itemId, locationId }: { itemId: string; locationId: string }, planner) {
    return itemLocationOf(planned(planner), itemId, locationId);
  },
  pegging({ kind, id, depth }: { kind: string; id: string; depth: number }, planner) {
    return peggingOf(planned(planner), kind, id, depth);
  },
  previewRules(candidate: RuleSet, planner, rounds) {
    const preview = planner.previewRules(candidate, rounds.now());
    if (!preview) throw notPlanned();
    return rulesPreviewView(preview, planned(planner).position);
  },
  /** People have handled these: they are kept so through the next replan. */
  adopt(living: readonly LivingException[], planner, rounds) {
    return rounds.alone(async () => planner.adopt(living));
  },
  changeRules(rules: RuleSet, planner, rounds) {
    return rounds.alone(async () => {
      const change = planner.changeRules(rules, rounds.now());
      if (change) await rounds.store(change);
    });
  },
  /** The demo's next hour, from the facts and the plan as they stand. */
  play({ seed, clock }: PlayQuestion, planner) {
    const { plan, intake } = planned(planner);
    const player = createPlayer(seed, clock);
    return player.step(intake.facts, intake.settings, () => adviceOf(plan, intake.facts));
  },
};

const NO_EXTRAS: ReadonlySet<ExtraList> = new Set();

export async function askPlanner(
  planner: LivePlanner,
  rounds: Rounds,
  question: string,
  given: unknown,
): Promise<unknown> {
  const answer = ANSWERS[question];
  if (!answer) throw new Error(`The planner knows no question ${question}.`);
  return answer(given as never, planner, rounds);
}

function planned(planner: LivePlanner): PlanSnapshot {
  const { snapshot } = planner;
  if (snapshot) return snapshot;
  throw notPlanned();
}

function notPlanned(): RefusedError {
  const message = 'There is no plan yet: the facts are being read. Try again in a moment.';
  return new RefusedError(503, 'not_planned', message, 2);
}

/** The plan is held until its last piece is taken, or nobody wants more. */
function* documentPieces(planner: LivePlanner, extras: readonly ExtraList[]): Generator<string> {
  const held = planner.hold();
  if (!held) throw notPlanned();
  try {
    yield* jsonPieces(planDocumentOf(held.snapshot, new Set(extras)));
  } finally {
    held.release();
  }
}
