// Exceptions, their histories, rules and the stream as they are kept: one outcome, one transaction.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Caller, systemCaller } from '../../../app/living/caller.ts';
import { hubPlant, liveCompany } from '../../../app/living/live-fixture.ts';
import type { ExceptionAction, ExceptionQuery } from '../../../app/living/ports.ts';
import type { CaseView, ExceptionView } from '../../../contract/living-exception.ts';
import { DEFAULT_LIFE_THRESHOLDS } from '../../../exceptions/life-cycle/living-exception.ts';
import { openTestDatabase, type TestDatabase } from '../test-database.ts';
import { createChangeDesk } from './change-desk.ts';
import { createExceptionDesk } from './exception-desk.ts';
import { loadStanding, saveOutcome } from './outcome.ts';
import { createRuleDesk } from './rule-desk.ts';

type View = ExceptionView | CaseView;

const { reopenDays } = DEFAULT_LIFE_THRESHOLDS;
const STOCKOUT = 'projected_stockout:HUB/P2';
let db: TestDatabase;
let orgs = 10;

before(async () => {
  db = await openTestDatabase();
});
after(() => db.close());

/** An organisation of its own, with its desks and a planner of its own. */
function organisation() {
  const orgId = ++orgs;
  const lea: Caller = { ...systemCaller(orgId, 'lea'), personId: 'lea', roles: ['planner'] };
  const now = () => 1_800_000_000_000;
  const { database } = db;
  const changed: number[] = [];
  return {
    orgId,
    lea,
    company: liveCompany(),
    changed,
    exceptions: createExceptionDesk({ database, now, handled: () => {} }),
    changes: createChangeDesk(database, orgId),
    rules: createRuleDesk({
      database,
      now,
      preview: () => Promise.reject(new Error('Not asked for here.')),
      changed: ({ version }) => changed.push(version),
    }),
    save: (change: Parameters<typeof saveOutcome>[2]) => saveOutcome(database, orgId, change),
    load: () => loadStanding(database, orgId, reopenDays),
  };
}

const query = (given: Partial<ExceptionQuery> = {}): ExceptionQuery => ({
  kind: 'exception',
  state: 'open',
  severity: null,
  code: null,
  owner: null,
  itemId: null,
  locationId: null,
  minimumValue: null,
  after: null,
  limit: 100,
  ...given,
});

test('an outcome is stored whole and gives the planner back what stood', async () => {
  const { company, save, load, changes } = organisation();
  const change = company.plan(hubPlant());
  const saved = await save(change);
  assert.ok(saved.saved);
  assert.deepEqual(
    saved.changes.map(({ id }) => id),
    saved.changes.map((_, i) => i + 1),
  );
  assert.equal(saved.changes.at(-1)!.kind, 'plan.updated');
  const { living, planned } = await load();
  assert.equal(planned!.position, 1);
  assert.equal(planned!.summary.lateLines, 1);
  const stored = new Map(living.map((each) => [each.id, each]));
  for (const write of change.writes) assert.deepEqual(stored.get(write.living.id), write.living);
  assert.deepEqual(liveCompany(living).plan(hubPlant()).events, []);
  assert.equal(await changes.lastId(), saved.changes.length);
});

test('an action shows in the list and the history, and stays through the next replan', async () => {
  const { company, save, exceptions, lea } = organisation();
  await save(company.plan(hubPlant()));
  const acted = (await exceptions.act(lea, 'exception', STOCKOUT, 1, {
    action: 'dismiss',
    reason: 'Nordwagen agreed',
  })) as View;
  assert.equal(acted.state, 'dismissed');
  const moved = company.plan(hubPlant(110));
  const refused = await save(moved);
  assert.ok(!refused.saved && refused.because === 'stale');
  assert.deepEqual(
    refused.stale.map(({ id }) => id),
    [STOCKOUT],
  );
  assert.ok((await save(company.planner.redo(refused.stale))).saved);
  const read = (await exceptions.read(lea, 'exception', STOCKOUT)) as View;
  assert.equal(read.state, 'dismissed');
  assert.deepEqual(
    read.history!.map(({ type, by, version }) => `${version} ${type} ${by}`),
    ['1 raised null', '2 dismissed lea', '3 updated null'],
  );
  const open = await exceptions.list(lea, query());
  assert.ok(!open.rows.some((row) => (row as View).id === STOCKOUT));
});

test('who acts on an older version, or on nothing, is told so', async () => {
  const { company, save, exceptions, lea } = organisation();
  await save(company.plan(hubPlant()));
  await exceptions.act(lea, 'exception', STOCKOUT, 1, { action: 'acknowledge' });
  const conflict = { status: 409, code: 'version_conflict' };
  const act = (id: string, version: number, action: ExceptionAction) =>
    exceptions.act(lea, 'exception', id, version, action);
  await assert.rejects(act(STOCKOUT, 1, { action: 'start' }), conflict);
  const missing = act('projected_stockout:X/Y', 1, { action: 'start' });
  await assert.rejects(missing, { status: 404 });
  const until = act(STOCKOUT, 2, { action: 'snooze', until: 'soon', reason: '' });
  await assert.rejects(until, /"until" is "soon": give a day as YYYY-MM-DD/);
});

test('pages follow one another by value, then id, and filters hold', async () => {
  const { company, save, exceptions, lea } = organisation();
  await save(company.plan(hubPlant()));
  const all = (await exceptions.list(lea, query())).rows as View[];
  assert.ok(all.length > 3);
  const paged: View[] = [];
  for (let after: string | null = null; ; ) {
    const page = await exceptions.list(lea, query({ limit: 2, after }));
    paged.push(...(page.rows as View[]));
    after = page.next;
    if (after === null) break;
  }
  assert.deepEqual(paged, all);
  const values = all.map(({ value_at_risk }) => value_at_risk ?? 0);
  assert.deepEqual(
    values,
    [...values].sort((a, b) => b - a),
  );
  const stockouts = await exceptions.list(lea, query({ code: 'projected_stockout', owner: 'ana' }));
  assert.deepEqual(
    stockouts.rows.map((row) => (row as View).id),
    [STOCKOUT],
  );
  assert.equal((await exceptions.list(lea, query({ minimumValue: 1e9 }))).rows.length, 0);
  await assert.rejects(exceptions.list(lea, query({ after: 'x' })), { code: 'bad_cursor' });
});

test('an older plan never overwrites a newer one', async () => {
  const { company, save } = organisation();
  const older = company.plan(hubPlant());
  const newer = company.plan(hubPlant(130));
  const other = liveCompany();
  other.plan(hubPlant());
  assert.ok((await save(other.plan(hubPlant(130)))).saved);
  assert.deepEqual(await save(older), { saved: false, because: 'newer', position: 2 });
  assert.equal(newer.position, 2);
});

test('the stream goes on after any id, and says when older changes are gone', async () => {
  const { company, save, changes } = organisation();
  await save(company.plan(hubPlant()));
  const all = (await changes.since(0, 1000)).changes;
  const rest = await changes.since(3, 1000);
  assert.deepEqual(rest, { changes: all.slice(3), complete: true });
  const last = await changes.lastId();
  assert.deepEqual(await changes.since(last, 10), { changes: [], complete: true });
  assert.ok((await changes.drop(1_900_000_000_000, 2)) > 0);
  assert.equal((await changes.since(0, 1000)).complete, false);
  assert.equal((await changes.since(last - 2, 1000)).complete, true);
});

test('rules are versions; who saw an older one is refused', async () => {
  const { rules, load, lea, changed } = organisation();
  const lead: Caller = { ...lea, roles: ['lead'] };
  const candidate = { rules: [{ code: 'excess_stock', minimum_value: 500 }], comment: 'Too many' };
  const first = (await rules.write(lead, candidate, 0)) as { version: number; comment: string };
  assert.deepEqual([first.version, first.comment], [1, 'Too many']);
  await assert.rejects(rules.write(lead, candidate, 0), { status: 409 });
  await assert.rejects(rules.write(lea, candidate, 1), { status: 403 });
  await assert.rejects(rules.write(lead, { rules: [{ code: 'x' }] }, 1), { status: 422 });
  assert.equal((await load()).rules.rules[0]!.minimum_value, 500);
  assert.deepEqual(changed, [1]);
  assert.equal((await rules.versions(lea)).length, 2);
});

test('a supplier and another organisation see none of it', async () => {
  const { company, save, orgId, lea } = organisation();
  await save(company.plan(hubPlant()));
  const count = (scope: Parameters<TestDatabase['database']['read']>[0]) =>
    db.database.read(scope, async (session) => {
      const [row] = await session.query<{ n: number }>(
        `select (select count(*) from drumbeat.exception)
           + (select count(*) from drumbeat.exception_event)
           + (select count(*) from drumbeat.change)
           + (select count(*) from drumbeat.planned_position) as n`,
      );
      return row!.n;
    });
  assert.ok((await count({ orgId, role: 'member', partyId: '' })) > 0);
  await assert.rejects(count({ orgId, role: 'supplier', partyId: 'KES' }), { code: '42501' });
  assert.equal(await count({ orgId: orgId + 1000, role: 'member', partyId: '' }), 0);
  assert.equal(lea.orgId, orgId);
});
