// The live planner: holds the last planned state and what stands, plans facts as they come, and
// says what each replan changed. It keeps no clock and stores nothing: its host does both.

import { detectExceptions } from '../../exceptions/detect-exceptions.ts';
import { alignWithCases } from '../../exceptions/life-cycle/along-with-case.ts';
import { createBaseNames } from '../../exceptions/life-cycle/base-names.ts';
import { type DetectedNames, detectedItems } from '../../exceptions/life-cycle/detected-items.ts';
import {
  DEFAULT_LIFE_THRESHOLDS,
  type LifeMoment,
  type LifeThresholds,
  type LivingException,
} from '../../exceptions/life-cycle/living-exception.ts';
import { reconcile } from '../../exceptions/life-cycle/reconcile.ts';
import {
  livingAt,
  type Standing,
  standingOf,
  withChanges,
  withoutIdleBases,
} from '../../exceptions/life-cycle/standing.ts';
import { previewRules, type RulesPreview } from '../../exceptions/rules/preview-rules.ts';
import type { RuleSet } from '../../exceptions/rules/rule-set.ts';
import type { Intake } from '../../ingest/intake.ts';
import type { Facts } from '../../model/facts.ts';
import type { PlanningSettings } from '../../model/parameters.ts';
import { rebuildNetwork } from '../../planning/incremental/rebuild-network.ts';
import { replanNetwork } from '../../planning/incremental/replan-network.ts';
import {
  addSpare,
  type SpareMemory,
  takeNetting,
} from '../../planning/incremental/spare-memory.ts';
import { traceLateness } from '../../planning/lateness.ts';
import type { Day } from '../../units/day.ts';
import type { PlannedFolder } from '../commands/plan-folder.ts';
import {
  type ClosedBecause,
  closedByFacts,
  closedByRules,
  type LogNews,
} from './closed-because.ts';
import { detectionInput } from './detection-of-plan.ts';
import { type PhaseTimes, type PlanChange, summaryOf, writesOf } from './plan-change.ts';
import type { HeldPlan, PlanSnapshot } from './plan-snapshot.ts';

export interface LivePlannerStart {
  rules: RuleSet;
  living: Iterable<LivingException>; // exceptions and cases as they were stored
  asOf: Day | null; // that they were last planned for; null = never
  measure: () => number; // milliseconds that only ever go up
  thresholds?: LifeThresholds;
}

/** What a replan rests on. Of an intake only what planning needs has to be there. */
export interface PlanRequest extends Partial<Intake>, Partial<LogNews> {
  facts: Facts;
  settings: PlanningSettings;
  position: number; // of the log, that the facts stand at
  now: number; // milliseconds since 1970
}

const NO_TIMES: PhaseTimes = { network: 0, plan: 0, lateness: 0, detect: 0, reconcile: 0 };
const PREVIEW_SHOWN = 5;

interface Pending {
  exceptions: Standing; // before the last replan
  cases: Standing;
  asOfBefore: Day | null;
  closedBecause: ClosedBecause;
  times: PhaseTimes;
}

export class LivePlanner {
  #rules: RuleSet;
  #exceptions: Standing;
  #cases: Standing;
  #asOf: Day | null;
  #current: HeldPlan | null = null;
  readonly #spare: SpareMemory = { netting: undefined, columns: [] };
  readonly #held = new Set<HeldPlan>(); // earlier ones that are still read
  #last: Pending | null = null;
  #names: DetectedNames;
  readonly #measure: () => number;
  readonly #thresholds: LifeThresholds;

  constructor({ rules, living, asOf, measure, thresholds }: LivePlannerStart) {
    const all = [...living];
    this.#rules = rules;
    this.#exceptions = standingOf(all.filter(({ kind }) => kind === 'exception'));
    this.#cases = standingOf(all.filter(({ kind }) => kind === 'case'));
    this.#asOf = asOf;
    this.#measure = measure;
    this.#thresholds = thresholds ?? DEFAULT_LIFE_THRESHOLDS;
    this.#names = namesOf(this.#exceptions, this.#cases);
  }

  /** Whoever reads it beyond the next replan holds it (`hold`). Null before the first plan. */
  get snapshot(): PlanSnapshot | null {
    return this.#current?.snapshot ?? null;
  }

  get rules(): RuleSet {
    return this.#rules;
  }

  /** Plans the facts as they stand at a position. When it throws, the last plan stays. */
  plan(request: PlanRequest): PlanChange {
    const times = { ...NO_TIMES };
    const lap = this.#laps(times);
    const { position, now, facts, settings } = request;
    const intake: Intake = {
      facts,
      settings,
      feeds: request.feeds ?? [],
      quarantine: request.quarantine ?? [],
      diagnostics: request.diagnostics ?? [],
      refused: request.refused ?? [],
    };
    const before = this.#current;
    const built = rebuildNetwork(before?.built ?? null, facts, settings, this.#spare.columns);
    const { network, diagnostics } = built;
    lap('network');
    const made = replanNetwork(built, before?.made ?? null, takeNetting(this.#spare));
    const { plan } = made;
    lap('plan');
    const lateness = traceLateness(plan);
    lap('lateness');
    const planned = { intake, network, networkDiagnostics: diagnostics, plan, lateness };
    const found = detectExceptions(detectionInput(planned, this.#rules));
    lap('detect');
    const earlier = before?.snapshot.intake.facts;
    const closedBecause = closedByFacts(earlier, facts, request, this.#asOf, network.asOf);
    this.#publish({ ...planned, found }, position, now, { built, made });
    return this.#reconcile(closedBecause, times);
  }

  /** Detects anew under other rules, on the plan that stands. Null before the first plan. */
  changeRules(rules: RuleSet, now: number): PlanChange | null {
    this.#rules = rules;
    if (!this.#current) return null;
    const times = { ...NO_TIMES };
    const lap = this.#laps(times);
    const { snapshot } = this.#current;
    const found = detectExceptions(detectionInput(snapshot, rules));
    lap('detect');
    this.#current.snapshot = { ...snapshot, found, plannedAt: now };
    return this.#reconcile(closedByRules(rules), times);
  }

  previewRules(candidate: RuleSet, now: number): RulesPreview | null {
    if (!this.#current) return null;
    const { snapshot } = this.#current;
    return previewRules({
      input: detectionInput(snapshot, candidate),
      candidate,
      exceptions: this.#exceptions,
      cases: this.#cases,
      moment: { position: snapshot.position, at: now, asOf: snapshot.network.asOf },
      currency: snapshot.network.currency,
      thresholds: this.#thresholds,
      shown: PREVIEW_SHOWN,
    });
  }

  living(id: string): LivingException | null {
    return livingAt(this.#exceptions, id) ?? livingAt(this.#cases, id);
  }

  /** Takes over what people changed meanwhile, as it was stored. */
  adopt(living: readonly LivingException[]): void {
    const of = (kind: LivingException['kind']) => living.filter((each) => each.kind === kind);
    this.#exceptions = withChanges(this.#exceptions, of('exception'));
    this.#cases = withChanges(this.#cases, of('case'));
    this.#refresh();
  }

  /** The last replan once more, because people changed some of what it rests on before it could be
   * stored: the same plan, reconciled with what stands now. */
  redo(living: readonly LivingException[]): PlanChange {
    if (!this.#last) throw new Error('There was no replan yet that could be done again.');
    const { exceptions, cases, asOfBefore, closedBecause, times } = this.#last;
    this.#exceptions = exceptions;
    this.#cases = cases;
    this.#asOf = asOfBefore;
    this.adopt(living);
    return this.#reconcile(closedBecause, times);
  }

  /** Keeps the snapshot that is current now whole until the answer is called. */
  hold(): { snapshot: PlanSnapshot; release: () => void } | null {
    const held = this.#current;
    if (!held) return null;
    held.holders++;
    let isHeld = true;
    const release = (): void => {
      if (!isHeld) return;
      isHeld = false;
      held.holders--;
      if (held.holders === 0 && this.#held.delete(held)) this.#letGo(held);
    };
    return { snapshot: held.snapshot, release };
  }

  #letGo({ made }: HeldPlan): void {
    const read = [this.#current!, ...this.#held].map(({ built }) => built.network);
    addSpare(this.#spare, made, read);
  }

  #laps(times: PhaseTimes): (phase: keyof PhaseTimes) => void {
    let last = this.#measure();
    return (phase) => {
      const now = this.#measure();
      times[phase] += now - last;
      last = now;
    };
  }

  #publish(
    folder: PlannedFolder,
    position: number,
    now: number,
    basis: Pick<HeldPlan, 'built' | 'made'>,
  ): void {
    const before = this.#current;
    const standing = { exceptions: this.#exceptions, cases: this.#cases };
    const snapshot = { ...folder, position, plannedAt: now, rules: this.#rules, ...standing };
    this.#current = { snapshot, ...basis, holders: 0 };
    if (before && before.holders === 0) this.#letGo(before);
    else if (before) this.#held.add(before);
  }

  #reconcile(closedBecause: ClosedBecause, times: PhaseTimes): PlanChange {
    const { position, plannedAt: at, network, found } = this.#current!.snapshot;
    const plannedInMs = { ...times, reconcile: 0 };
    const lap = this.#laps(plannedInMs);
    const { asOf, currency } = network;
    const moment: LifeMoment = { position, at, asOf };
    const asOfBefore = this.#asOf;
    const dayTurned = asOfBefore !== null && asOfBefore !== asOf;
    const common = { moment, dayTurned, currency, thresholds: this.#thresholds, closedBecause };
    const before = this.#withoutIdleBases();
    const items = detectedItems(found, this.#names);
    const ofCases = reconcile({ ...common, standing: before.cases, found: items.cases });
    const own = reconcile({ ...common, standing: before.exceptions, found: items.exceptions });
    const ofExceptions = alignWithCases(own, ofCases, moment);
    this.#exceptions = ofExceptions.standing;
    this.#cases = ofCases.standing;
    this.#asOf = asOf;
    this.#last = { ...before, asOfBefore, closedBecause, times };
    this.#refresh();
    lap('reconcile');
    return {
      position,
      asOf,
      asOfBefore,
      at,
      plannedInMs,
      rulesVersion: this.#rules.version,
      currency,
      events: [...ofExceptions.events, ...ofCases.events],
      writes: [
        ...writesOf({ before: before.exceptions, reconciled: ofExceptions }),
        ...writesOf({ before: before.cases, reconciled: ofCases }),
      ],
      summary: summaryOf(found, this.#exceptions, this.#cases),
    };
  }

  /** What stands; names that nobody has any more are let go from time to time. */
  #withoutIdleBases(): { exceptions: Standing; cases: Standing } {
    const exceptions = withoutIdleBases(this.#exceptions);
    const cases = withoutIdleBases(this.#cases);
    if (exceptions !== this.#exceptions || cases !== this.#cases) {
      this.#names = namesOf(exceptions, cases);
    }
    return { exceptions, cases };
  }

  /** The current snapshot with what stands now. */
  #refresh(): void {
    if (!this.#current) return;
    const standing = { exceptions: this.#exceptions, cases: this.#cases, rules: this.#rules };
    this.#current.snapshot = { ...this.#current.snapshot, ...standing };
  }
}

function namesOf(exceptions: Standing, cases: Standing): DetectedNames {
  return { exceptions: createBaseNames(exceptions.bases), cases: createBaseNames(cases.bases) };
}
