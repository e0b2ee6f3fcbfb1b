// The demo's player: asks the planner's process for the company's next hour and writes what it
// brings, through the same intake as everybody's facts, at the pace that the API sets.

import { type Caller, systemCaller } from '../app/living/caller.ts';
import type { Batch } from '../app/living/fact-jobs.ts';
import type { FactWriter } from '../app/living/fact-writer.ts';
import {
  type DemoDesk,
  type PlanState,
  type PlayerState,
  RefusedError,
} from '../app/living/ports.ts';
import { jsonSource } from '../ingest/json/json-records.ts';
import { isRefusal } from '../ingest/record-batch.ts';
import { nextStepDue, SPEED_MAX } from '../simulation/player/pace.ts';
import type { PlayedBatch, PlayedStep, PlayerClock } from '../simulation/player/player.ts';
import type { KeptState } from '../storage/postgres/kept-state.ts';
import { need } from '../storage/postgres/scopes.ts';
import { formatDay } from '../units/day.ts';
import type { PlannerLink } from './planner-link.ts';

export interface DemoParts {
  orgId: number;
  seed: number;
  writer: FactWriter;
  planner: PlannerLink;
  kept: KeptState;
  log: (level: 'info' | 'warn' | 'error', message: string) => void;
}

export interface RunningDemo extends DemoDesk {
  stop(): Promise<void>;
}

/** What is kept of the play from one start to the next. */
interface KeptPlay {
  clock: PlayerClock | null;
  daysPerMinute: number;
  pace: number; // that it goes on with after a pause
  last: string;
}

const KEPT = 'demo_player';
const STEPS_MAX = 1_000;
const FIRST_PACE = 1; // company days in a real minute
const PLANNED_WITHIN_MS = 60_000;
const RETRY_MS = 2_000;

export async function startDemo(parts: DemoParts): Promise<RunningDemo> {
  const first: KeptPlay = { clock: null, daysPerMinute: FIRST_PACE, pace: FIRST_PACE, last: '' };
  const play = { ...first, ...(await parts.kept.read<KeptPlay>(KEPT)) };
  if (play.daysPerMinute > 0) play.pace = play.daysPerMinute;
  return new Demo(parts, play);
}

class Demo implements RunningDemo {
  readonly #parts: DemoParts;
  readonly #caller: Caller;
  #play: KeptPlay;
  #lastStep: number | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stepping: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(parts: DemoParts, play: KeptPlay) {
    this.#parts = parts;
    this.#play = play;
    this.#caller = systemCaller(parts.orgId, 'demo');
    this.#schedule();
  }

  async read(caller: Caller): Promise<PlayerState> {
    need(caller, 'plan.read');
    return this.#state();
  }

  async write(caller: Caller, change: { days_per_minute: number }): Promise<PlayerState> {
    need(caller, 'demo.control');
    const pace = change.days_per_minute;
    if (!(pace >= 0 && pace <= SPEED_MAX)) {
      const message = `days_per_minute is ${pace}; it goes from 0 (paused) to ${SPEED_MAX}.`;
      throw new RefusedError(422, 'range', message);
    }
    this.#play = { ...this.#play, daysPerMinute: pace, ...(pace > 0 && { pace }) };
    if (pace === 0) {
      this.#schedule(); // no more of them
      this.#lastStep = null;
      await this.#stepping.catch(() => {}); // when it is answered, it stands
    }
    await this.#parts.kept.write(KEPT, this.#play);
    this.#schedule();
    return this.#state();
  }

  async step(caller: Caller, count: number): Promise<PlayerState> {
    need(caller, 'demo.control');
    if (!(Number.isInteger(count) && count >= 1 && count <= STEPS_MAX)) {
      throw new RefusedError(422, 'range', `count is ${count}; it goes from 1 to ${STEPS_MAX}.`);
    }
    for (let done = 0; done < count; done++) await this.#oneStep();
    return this.#state();
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#stepping.catch(() => {});
  }

  #state(): PlayerState {
    const { clock, daysPerMinute, pace, last } = this.#play;
    return {
      running: daysPerMinute > 0,
      days_per_minute: daysPerMinute,
      last_days_per_minute: pace,
      seed: this.#parts.seed,
      steps: clock?.steps ?? 0,
      as_of: formatDay(this.#parts.writer.settings.planning.asOf),
      last,
    };
  }

  #schedule(retryMs = 0): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const now = Date.now();
    const due = nextStepDue(this.#play.daysPerMinute, now, this.#lastStep);
    if (due === null || this.#isOver) return;
    const tick = () => {
      this.#oneStep().then(
        () => this.#schedule(),
        (error) => {
          this.#parts.log(
            'warn',
            `The demo waits: ${error instanceof Error ? error.message : error}`,
          );
          this.#schedule(RETRY_MS);
        },
      );
    };
    this.#timer = setTimeout(tick, Math.max(due - now, retryMs));
  }

  /** One after the other, whoever asks for it. */
  #oneStep(): Promise<void> {
    const step = this.#stepping.catch(() => {}).then(() => this.#doStep());
    this.#stepping = step;
    return step;
  }

  async #doStep(): Promise<void> {
    if (this.#isOver) return;
    const { planner, writer, seed } = this.#parts;
    await plannedUpTo(planner, writer.head);
    const { clock } = this.#play;
    const played = await planner.ask<PlayedStep>('play', { seed, clock });
    this.#lastStep = Date.now();
    const last = played.label === '' ? this.#play.last : played.label;
    const play = { ...this.#play, clock: played.clock, last };
    // The hour and what it brought are kept together: a step is played once, whatever happens.
    await writer.acceptTogether(this.#caller, {
      batches: played.batches.map(batchOf),
      settings: played.asOf === undefined ? null : { as_of: played.asOf },
      kept: { name: KEPT, value: play },
    });
    // Meanwhile somebody may have set another pace.
    const { daysPerMinute, pace } = this.#play;
    this.#play = { ...play, daysPerMinute, pace };
    planner.follow();
  }
}

function batchOf({ feed, rows }: PlayedBatch): Batch {
  const records = jsonSource(feed, 'demo', rows);
  if (isRefusal(records)) throw new Error(records.message);
  return {
    feed,
    records,
    declared: {},
    isTyped: true,
    replace: false,
    source: 'demo',
    idempotencyKey: '',
    fingerprint: '',
    replayOf: null,
  };
}

async function plannedUpTo(planner: PlannerLink, position: number): Promise<void> {
  // One that starts again still shows where it stood, and can answer nothing yet.
  const isThere = (state: PlanState): boolean =>
    state.position >= position && state.state !== 'starting';
  if (isThere(planner.state())) return;
  await new Promise<void>((resolve, reject) => {
    const forget = planner.onState((state) => {
      if (!isThere(state)) return;
      clearTimeout(timer);
      forget();
      resolve();
    });
    const timer = setTimeout(() => {
      forget();
      reject(new Error(planner.state().message || 'the plan is behind'));
    }, PLANNED_WITHIN_MS);
  });
}
