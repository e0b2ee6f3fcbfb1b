// A small living system in memory, for tests of the API alone: it keeps facts, gives positions,
// plans nothing, and tells its changes. It honestly does what the ports
// promise, as far as the API can see it.

import {
  type ChangeStream,
  type ExceptionDesk,
  type IntakeRequest,
  type LivingSystem,
  type PlanDesk,
  type PlanState,
  RefusedError,
  type StreamedChange,
} from '../app/living/ports.ts';
import type { CaseView } from '../contract/living-exception.ts';
import { instantOf, newTestFacts } from './test-facts-fixture.ts';

/** A case, and an exception where the kind says so. */
export function testCase(id: string, more: Partial<CaseView> = {}): CaseView {
  return {
    kind: 'case',
    id,
    code: 'supply',
    state: 'new',
    is_open: true,
    is_put_aside: false,
    version: 1,
    severity: 'high',
    owner: null,
    assigned_to: null,
    value_at_risk: 79_534,
    first_date: '2027-03-23',
    item_id: 'MG-2207',
    location_id: 'P2',
    supplier_id: null,
    cause: { feed: 'call_offs', key: 'N/1', text: 'call-offs rose by 38 %' },
    message: 'MG-2207 runs short at P2.',
    aside: null,
    woken_because: null,
    raised_at: '2027-03-02T08:00:00.000Z',
    raised_position: 1,
    changed_at: '2027-03-02T08:00:00.000Z',
    changed_position: 1,
    closed_at: null,
    closed_position: null,
    decide_by: '2027-03-02',
    certainty: 0.9,
    exception_count: 2,
    ...more,
  };
}

export interface TestSystem extends LivingSystem {
  /** Tells a change, as the planner would. */
  tell(kind: string, body: unknown): StreamedChange;
  /** Forgets changes up to that id. */
  forget(id: number): void;
  /** Positions that are accepted from now on stay unplanned. */
  holdPlan(held: boolean): void;
  /** Called before a body is taken, for tests of what happens meanwhile. */
  onAccept: (request: IntakeRequest) => Promise<void>;
  down: boolean; // the database is away
  pieces: AsyncIterable<string> | null; // instead of the plan document
  cases: CaseView[];
}

export function newTestSystem(): TestSystem {
  const stream = newStream();
  const facts = newTestFacts(
    async (request) => {
      await system.onAccept(request);
      if (system.down) throw new RefusedError(503, 'unavailable', 'The database is away.', 2);
    },
    ({ quarantine: _, diagnostics: __, ...counts }) => {
      system.tell('facts.accepted', counts);
      plan.follow();
    },
  );
  const plan = newPlan(facts.head, (position) => system.tell('plan.updated', { position }));
  const system: TestSystem = {
    version: '0.0.0',
    facts: facts.desk,
    stream,
    down: false,
    pieces: null,
    cases: [],
    tell: stream.tell,
    forget: stream.forget,
    onAccept: async () => undefined,
    holdPlan: plan.hold,
    plan: {
      ...plan.desk,
      document: (caller, extras) => system.pieces ?? plan.desk.document(caller, extras),
    },
    exceptions: newExceptions(() => system.cases, plan.position),
    ...newDesks(plan.position),
    health: async () => {
      const position = facts.head();
      return { database: true, planner: true, position, planned_position: plan.position() };
    },
  };
  return system;
}

/** Plans nothing, and is done at once, unless it is held. */
function newPlan(head: () => number, tell: (position: number) => void) {
  let planned = 0;
  let isHeld = false;
  const waiters = new Set<() => void>();
  const state = (): PlanState => ({
    position: planned,
    head: head(),
    planned_at: planned === 0 ? null : instantOf(planned),
    planned_in_ms: 12,
    as_of: '2027-03-02',
    state: planned === head() ? 'current' : 'planning',
    message: '',
  });
  const follow = (): void => {
    if (isHeld || planned === head()) return;
    planned = head();
    tell(planned);
    for (const wake of waiters) wake();
  };
  const change = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        waiters.delete(wake);
        resolve();
      };
      waiters.add(wake);
      setTimeout(wake, ms);
    });
  const desk: PlanDesk = {
    state: async () => state(),
    async waitFor(_caller, position, timeoutMs) {
      const until = Date.now() + timeoutMs;
      while (planned < position && Date.now() < until) {
        await change(Math.max(1, until - Date.now()));
      }
      if (planned >= position) return state();
      throw new RefusedError(504, 'plan_behind', `The plan rests on ${planned}.`, 1);
    },
    async *document(_caller, extras) {
      yield `{"as_of":"2027-03-02","horizon_days":120,"mode":"unconstrained",`;
      yield `"position":${planned},"with":${JSON.stringify(extras)},"demand":[]}`;
    },
    list: async (_caller, list, where, after, limit) => ({
      rows: [{ list, where, after, limit }],
      next: null,
      position: planned,
    }),
    itemLocation: async (_caller, item, location) =>
      known(item) ? { item_id: item, location_id: location, position: planned } : null,
    pegging: async (_caller, kind, id, depth) =>
      known(id) ? { kind, id, depth, position: planned } : null,
  };
  const hold = (held: boolean): void => {
    isHeld = held;
    follow();
  };
  return { desk, hold, follow, position: () => planned };
}

/** Ids that begin with "none" are not there, those with "foreign" are somebody else's. */
const known = (id: string): boolean => !/^(none|foreign)/.test(id);

interface ToldStream extends ChangeStream {
  tell(kind: string, body: unknown): StreamedChange;
  forget(id: number): void;
}

function newStream(): ToldStream {
  let changes: StreamedChange[] = [];
  let lastId = 0;
  let forgotten = 0;
  const hearers = new Set<(change: StreamedChange) => void>();
  return {
    lastId: () => lastId,
    subscribe(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    async since(_caller, id, limit) {
      await new Promise((resolve) => setImmediate(resolve));
      const found = changes.filter((change) => change.id > id).slice(0, limit);
      return { changes: found, complete: id >= forgotten };
    },
    tell(kind, body) {
      lastId++;
      const change = { id: lastId, kind, position: 0, at: '2027-03-02T08:00:00Z', body };
      changes.push(change);
      for (const hear of hearers) hear(change);
      return change;
    },
    forget(id) {
      forgotten = id;
      changes = changes.filter((change) => change.id > id);
    },
  };
}

function newExceptions(cases: () => CaseView[], position: () => number): ExceptionDesk {
  const list = (id: string) => cases().find((each) => each.id === id) ?? null;
  return {
    list: async (_caller, query) => ({
      rows: cases().filter((each) => query.owner === null || each.owner === query.owner),
      next: null,
      position: position(),
    }),
    read: async (_caller, kind, id) => (kind === 'case' ? list(id) : null),
    async act(_caller, kind, id, version, action) {
      const found = kind === 'case' ? list(id) : null;
      if (found === null) throw new RefusedError(404, 'not_found', 'There is no such thing.');
      if (found.version !== version) {
        throw new RefusedError(409, 'version_conflict', `It is at version ${found.version} now.`);
      }
      found.version = version + 1;
      if (action.action === 'start') found.state = 'in_progress';
      return found;
    },
  };
}

const ruleSet = (version: number) => ({ version, rules: [], at: null, actor: null, comment: null });

function newDesks(position: () => number): Pick<LivingSystem, 'settings' | 'rules' | 'demo'> {
  const settings = {
    position: 0,
    as_of: '2027-03-02',
    timezone: 'Europe/Berlin',
    horizon_days: 120,
    currency: 'EUR',
    parameters: {},
  };
  const pace = { days_per_minute: 6, last_days_per_minute: 6 };
  const player = { running: true, ...pace, seed: 1, steps: 0, as_of: '', last: '' };
  let version = 1;
  return {
    settings: {
      read: async () => settings,
      write: async (_caller, change) =>
        Object.assign(settings, change, { position: position() + 1 }),
    },
    rules: {
      read: async (_caller, asked) =>
        asked === null || asked <= version ? ruleSet(asked ?? version) : null,
      versions: async () => [{ version }],
      preview: async () => ({ position: position(), message: 'Would raise 14 now, 9 new.' }),
      async write(_caller, _candidate, base) {
        if (base !== version)
          throw new RefusedError(409, 'version_conflict', `It is ${version} now.`);
        version++;
        return ruleSet(version);
      },
    },
    demo: {
      read: async () => player,
      write: async (_caller, change) => Object.assign(player, change),
      step: async (_caller, count) => Object.assign(player, { steps: player.steps + count }),
    },
  };
}
