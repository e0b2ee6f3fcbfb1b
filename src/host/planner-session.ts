// What the planner's process does between start and stop: one round after another of reading the
// log's new entries, planning, and storing the outcome.

import { LivePlanner } from '../app/living/live-planner.ts';
import type { PlanChange } from '../app/living/plan-change.ts';
import type { PlanState } from '../app/living/ports.ts';
import { dayMessage, settingsOf } from '../app/living/standing-settings.ts';
import { createAudit } from '../data-quality/audit-facts.ts';
import { DEFAULT_LIFE_THRESHOLDS } from '../exceptions/life-cycle/living-exception.ts';
import { sumHistory } from '../ingest/standing/history-sums.ts';
import {
  createStandingFacts,
  type StandingFacts,
  snapshotOf,
} from '../ingest/standing/standing-facts.ts';
import { type DemandHistory, NO_DEMAND_HISTORY } from '../model/facts.ts';
import { feedNamed } from '../model/feeds/feeds.ts';
import { type Database, openDatabase } from '../storage/postgres/database.ts';
import { loadStanding, saveOutcome } from '../storage/postgres/exception-store/outcome.ts';
import { hydrateFacts, readVersions } from '../storage/postgres/fact-log/hydrate.ts';
import {
  type EntryRow,
  readEntries,
  readHead,
  readNews,
  readSettingsAt,
} from '../storage/postgres/fact-log/log-reading.ts';
import { systemScope } from '../storage/postgres/scopes.ts';
import { formatDay } from '../units/day.ts';
import { type FollowedClock, followClock } from './followed-clock.ts';
import { askPlanner } from './planner-answers.ts';
import type { FromPlanner, PlannerStart } from './planner-protocol.ts';

export interface PlannerSession {
  /** The log has moved on, or may have. `now`: the host's clock. */
  follow(now: number): void;
  ask(question: string, given: unknown): Promise<unknown>;
  close(): Promise<void>;
}

type Say = (message: FromPlanner) => void;

/** Even if nobody says that the log has moved on. */
const LOOK_EVERY_MS = 2_000;
const RETRY_MS = 1_000;
/** Rows in one round from which on facts are said to pour in. */
const FLOOD_ROWS = 1_000;

export async function openPlannerSession(start: PlannerStart, say: Say): Promise<PlannerSession> {
  const { connection, orgId } = start;
  const database = openDatabase({ connection, maxConnections: 2, onLost: () => {} });
  const stored = await loadStanding(database, orgId, DEFAULT_LIFE_THRESHOLDS.reopenDays);
  const planner = new LivePlanner({
    rules: stored.rules,
    living: stored.living,
    asOf: stored.planned?.asOf ?? null,
    measure: () => performance.now(),
  });
  const clock = followClock(start.now);
  const plannedUpTo = stored.planned?.position ?? 0;
  const rounds = new Rounds({ database, orgId, planner, say, clock, plannedUpTo });
  rounds.begin();
  return {
    follow(now) {
      clock.set(now);
      rounds.look();
    },
    ask: (question, given) => askPlanner(planner, rounds, question, given),
    async close() {
      await rounds.end();
      await database.close();
    },
  };
}

/** Between two plans others get their turn, the longer the more there is to take in. */
function restAfter(roundMs: number, rows: number): number {
  return rows > FLOOD_ROWS ? Math.min(1_000, roundMs * 2) : Math.min(200, roundMs / 2);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

interface RoundsParts {
  database: Database;
  orgId: number;
  planner: LivePlanner;
  say: Say;
  clock: FollowedClock;
  plannedUpTo: number; // what was planned before this process began
}

/** Entries of the log that a plan is told of. */
const ENTRIES_TOLD = 50;

/** Reading, planning, storing, one after the other, never two at once. */
export class Rounds {
  readonly #database: Database;
  readonly #orgId: number;
  readonly #planner: LivePlanner;
  readonly #say: Say;
  readonly #clock: FollowedClock;
  readonly #audit = createAudit();
  #standing: StandingFacts = createStandingFacts();
  #history: DemandHistory = NO_DEMAND_HISTORY;
  #settings: Record<string, unknown> = {};
  #position = -1; // that the facts stand at; -1 = to be read from the beginning
  #planned = -1; // that was planned last
  #entries: EntryRow[] = []; // of the log, since the last plan: the last ones
  #plannedUpTo: number; // the last plan, be it of an earlier process
  #news = 0; // rows that the last round took in
  #state: PlanState;
  #busy: Promise<void> | null = null;
  #isWanted = false;
  #timer: NodeJS.Timeout | null = null;
  #isOver = false;

  constructor({ database, orgId, planner, say, clock, plannedUpTo }: RoundsParts) {
    this.#database = database;
    this.#orgId = orgId;
    this.#planner = planner;
    this.#say = say;
    this.#clock = clock;
    this.#plannedUpTo = plannedUpTo;
    this.#state = {
      position: 0,
      head: 0,
      planned_at: null,
      planned_in_ms: 0,
      as_of: '',
      state: 'starting',
      message: 'The facts are being read.',
    };
  }

  get standing(): StandingFacts {
    return this.#standing;
  }

  now(): number {
    return this.#clock.now();
  }

  begin(): void {
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.look();
  }

  async end(): Promise<void> {
    this.#isOver = true;
    if (this.#timer) clearInterval(this.#timer);
    await this.#busy;
  }

  look(): void {
    this.#isWanted = true;
    this.#busy ??= this.#run().finally(() => {
      this.#busy = null;
    });
  }

  /** Runs `work` between two rounds. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    while (this.#busy) await this.#busy;
    let answer: T;
    const doing = (async () => {
      answer = await work();
    })();
    this.#busy = doing.then(
      () => {},
      () => {},
    );
    try {
      await doing;
      return answer!;
    } finally {
      this.#busy = null;
      if (this.#isWanted) this.look();
    }
  }

  async #run(): Promise<void> {
    while (this.#isWanted && !this.#isOver) {
      this.#isWanted = false;
      const begun = performance.now();
      try {
        await this.#round();
        if (this.#isWanted) await pause(restAfter(performance.now() - begun, this.#news));
      } catch (error) {
        this.#failing(error);
        await pause(RETRY_MS);
        this.#isWanted = !this.#isOver;
      }
    }
  }

  async #round(): Promise<void> {
    const moved = await this.#read();
    if (!moved && this.#planned >= 0) return;
    this.#tell({ state: 'planning', head: this.#position });
    const now = this.now();
    const settings = settingsOf(this.#settings, now).planning;
    const facts = snapshotOf(this.#standing, this.#history);
    const diagnostics = this.#audit(facts, settings);
    const change = this.#planner.plan({
      position: this.#position,
      now,
      facts,
      settings,
      diagnostics,
      entries: this.#entries,
      entryCount: this.#position - this.#plannedUpTo,
    });
    await this.store(change);
    this.#planned = this.#position;
    this.#plannedUpTo = this.#position;
  }

  /** Writes what a replan changed and says so. */
  async store(change: PlanChange): Promise<void> {
    let current = change;
    for (;;) {
      const saved = await saveOutcome(this.#database, this.#orgId, current);
      if (saved.saved) {
        const took = Object.values(current.plannedInMs).reduce((sum, ms) => sum + ms, 0);
        this.#state = {
          position: current.position,
          head: Math.max(this.#position, current.position),
          planned_at: new Date(current.at).toISOString(),
          planned_in_ms: Math.round(took),
          as_of: formatDay(current.asOf),
          state: 'current',
          message: dayMessage(this.#settings, current.asOf),
        };
        const told = { position: current.position, changes: saved.changes };
        this.#say({ say: 'planned', state: this.#state, ...told, phases: current.plannedInMs });
        return;
      }
      if (saved.because === 'newer') throw new Error('Another planner has stored a later plan.');
      current = this.#planner.redo(saved.stale);
    }
  }

  /** Takes the log's new entries in; false = there were none. */
  async #read(): Promise<boolean> {
    return this.#database.read(systemScope(this.#orgId), async (session) => {
      const head = await readHead(session, this.#orgId);
      if (head === this.#position) return false;
      if (this.#position < 0 || this.#standing.isRescaled) {
        this.#standing = createStandingFacts();
        await hydrateFacts(session, this.#orgId, this.#standing, head);
        this.#history = sumHistory(this.#standing.facts);
      } else {
        const news = await readNews(session, this.#orgId, this.#position, head);
        const { feeds } = news;
        this.#news = news.rows;
        const changed = feeds.map(feedNamed).filter((feed) => feed !== undefined);
        await readVersions(session, this.#orgId, this.#standing, this.#position, head, changed);
        for (const { name } of changed) this.#standing.facts.givenFeeds.add(name);
        if (feeds.includes('demand_history')) this.#history = sumHistory(this.#standing.facts);
      }
      const since = Math.max(this.#plannedUpTo, head - ENTRIES_TOLD);
      this.#entries = await readEntries(session, this.#orgId, since, ENTRIES_TOLD);
      this.#settings = (await readSettingsAt(session, this.#orgId, head)).settings;
      this.#position = head;
      // Quantities in other units than before: all is read anew.
      if (this.#standing.isRescaled) {
        this.#position = -1;
        this.#isWanted = true;
        return false;
      }
      return true;
    });
  }

  #tell(change: Partial<PlanState>): void {
    this.#state = { ...this.#state, ...change };
    this.#say({ say: 'state', state: this.#state });
  }

  #failing(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    // What is in memory may be half of something: it is read from the store again.
    this.#position = -1;
    this.#tell({ state: 'failing', message: `The plan is not renewed: ${message}` });
    this.#say({
      say: 'failed',
      message: error instanceof Error ? (error.stack ?? message) : message,
    });
  }
}
