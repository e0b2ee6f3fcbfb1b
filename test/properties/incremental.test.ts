// A plan that follows change after change is the plan of the same facts from scratch, to the last
// number and sentence: network, plan, exceptions and cases, and what stands of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { planText } from '../../src/app/living/live-fixture.ts';
import { LivePlanner } from '../../src/app/living/live-planner.ts';
import type { PlanChange } from '../../src/app/living/plan-change.ts';
import type { PlanSnapshot } from '../../src/app/living/plan-snapshot.ts';
import { auditFacts, createAudit } from '../../src/data-quality/audit-facts.ts';
import { DEFAULT_RULES } from '../../src/exceptions/rules/rule-set.ts';
import { jsonSource } from '../../src/ingest/json/json-records.ts';
import { isRefusal } from '../../src/ingest/record-batch.ts';
import { defaultSettings } from '../../src/ingest/settings.ts';
import { readBatch } from '../../src/ingest/standing/read-batch.ts';
import {
  closeRows,
  createStandingFacts,
  type StandingFacts,
  snapshotOf,
  takeRows,
} from '../../src/ingest/standing/standing-facts.ts';
import type { FixtureRow, FixtureRows } from '../../src/model/fact-fixture.ts';
import { settings } from '../../src/model/fact-fixture.ts';
import { type Facts, NO_DEMAND_HISTORY } from '../../src/model/facts.ts';
import { feedNamed } from '../../src/model/feeds/feeds.ts';
import type { PlanningSettings } from '../../src/model/parameters.ts';
import type { Plan } from '../../src/planning/plan.ts';
import { AS_OF, arbitraryCompany, arbitraryRows, HORIZON } from './arbitrary-company.ts';
import { arbitraryTables, type Table } from './arbitrary-tables.ts';

// A fixed seed: the same cases on every run; RUNS and SEED look further.
const RUNS = { numRuns: Number(process.env.RUNS ?? 40), seed: Number(process.env.SEED ?? 1) };
const CHANGES_MAX = 50; // of a company

/** The columns that number a feed's rows; the others are keyed by what they say. */
const NUMBER_OF: Readonly<Record<string, string>> = {
  sourcing: 'source_id',
  bom: 'line',
  inventory: 'sublocation',
  sales_orders: 'order_id',
  purchase_orders: 'order_id',
  production_orders: 'order_id',
  transfer_orders: 'order_id',
};

interface Change {
  feed: string;
  what: 'new' | 'changed' | 'closed' | 'turn';
  pick: number; // which of the rows there are
  row: FixtureRow;
}

/** Mostly in the feeds whose changes are followed row by row. */
const FOLLOWED = ['sales_orders', 'purchase_orders', 'inventory'];

function changesOf(
  feeds: readonly string[],
  rowOf: (feed: string) => fc.Arbitrary<FixtureRow>,
): fc.Arbitrary<Change[]> {
  const followed = FOLLOWED.filter((feed) => feeds.includes(feed));
  const usual = Array.from({ length: 2 + feeds.length / 6 }, () => followed).flat();
  const change = fc.constantFrom(...usual, ...feeds).chain((feed) =>
    fc.record({
      feed: fc.constant(feed),
      what: fc.constantFrom('new', 'new', 'changed', 'changed', 'changed', 'closed', 'turn'),
      pick: fc.nat({ max: 1000 }),
      row: rowOf(feed),
    }),
  ) as fc.Arbitrary<Change>;
  return fc.array(change, { minLength: 1, maxLength: CHANGES_MAX, size: 'max' });
}

interface CompanyAndChanges {
  rows: FixtureRows;
  changes: Change[];
}

/** Companies as planning meets them most: shared components, several sources, dated lines. */
const usualCompany: fc.Arbitrary<CompanyAndChanges> = fc.record({
  rows: arbitraryCompany,
  changes: changesOf(Object.keys(arbitraryRows), (feed) => arbitraryRows[feed]),
});

/** Companies with rows in every feed; a row changes into what stood in another company. */
const wholeCompany: fc.Arbitrary<CompanyAndChanges> = fc
  .tuple(arbitraryTables(false), arbitraryTables(false), fc.boolean())
  .chain(([tables, others, hasQuotas]) => {
    const rows = rowsOf(tables, hasQuotas);
    const donors = rowsOf(others, hasQuotas);
    const feeds = Object.keys(donors).filter((feed) => donors[feed].length > 0);
    const changes = changesOf(feeds, (feed) => fc.constantFrom(...donors[feed]));
    return fc.record({ rows: fc.constant(rows), changes });
  });

function rowsOf(tables: readonly Table[], hasQuotas: boolean): FixtureRows {
  return Object.fromEntries(
    tables
      .filter(({ feed }) => feed.name !== 'demand_history')
      .map(({ feed, header, rows }) => [
        feed.name,
        rows.map((row) =>
          Object.fromEntries(
            header.map((name, c) => {
              const isLeftOut = row[c] === '' || (name === 'quota_percent' && !hasQuotas);
              return [name, isLeftOut ? undefined : row[c]];
            }),
          ),
        ),
      ]),
  );
}

/** Facts that stand, and the rows as they were sent. */
interface Company {
  standing: StandingFacts;
  sent: Map<string, FixtureRow[]>; // by feed
  day: number; // turns of the day so far
  numbered: number;
}

async function send(
  company: Company,
  feedName: string,
  rows: readonly FixtureRow[],
  closes = false,
) {
  const feed = feedNamed(feedName)!;
  const whole = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell ?? null])),
  );
  const source = jsonSource(feedName, feedName, whole);
  assert.ok(!isRefusal(source));
  const batch = await readBatch(company.standing, defaultSettings(0), feed, source, () => {});
  assert.ok(!isRefusal(batch));
  if (closes) closeRows(company.standing, batch.table);
  else takeRows(company.standing, batch.table);
}

async function companyOf(rows: FixtureRows): Promise<Company> {
  const standing = createStandingFacts();
  const company: Company = { standing, sent: new Map(), day: 0, numbered: 0 };
  for (const [feed, list] of Object.entries(rows)) {
    standing.facts.givenFeeds.add(feed);
    if (list.length > 0) await send(company, feed, list);
    company.sent.set(feed, [...list]);
  }
  return company;
}

async function apply(company: Company, { feed, what, pick, row }: Change): Promise<void> {
  if (what === 'turn') {
    company.day++;
    return;
  }
  const rows = company.sent.get(feed) ?? [];
  const at = pick % Math.max(1, rows.length);
  if (what === 'new' || rows.length === 0) {
    const number = NUMBER_OF[feed];
    const made = number ? { ...row, [number]: `N${company.numbered++}` } : row;
    company.sent.set(feed, [...rows, made]);
    await send(company, feed, [made]);
  } else if (what === 'closed') {
    company.sent.set(feed, rows.toSpliced(at, 1));
    await send(company, feed, [rows[at]], true);
  } else {
    const keys = feedNamed(feed)!.columns.filter(({ key }) => key);
    const key = Object.fromEntries(keys.map(({ name }) => [name, rows[at][name]]));
    const made = { ...row, ...key };
    company.sent.set(feed, rows.with(at, made));
    await send(company, feed, [made]);
  }
}

interface Outcome {
  plan: Plan;
  change: Omit<PlanChange, 'events'> & { events: object[] };
  text: string;
}

function replan(
  planner: LivePlanner,
  facts: Facts,
  planned: PlanningSettings,
  audit: typeof auditFacts,
  position: number,
): Outcome {
  const diagnostics = audit(facts, planned);
  const made = planner.plan({ position, now: position, facts, settings: planned, diagnostics });
  const { plan } = planner.snapshot!;
  // Which fact closed something is told where the facts before are known.
  const events = made.events.map(({ facts: _, text, ...event }) => {
    return event.type === 'closed' ? event : { ...event, text };
  });
  return { plan, change: { ...made, events }, text: planText(planner.snapshot!) };
}

/** The columns without what lies behind their end, whatever their width. */
function listed(record: object, count: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name,
      ArrayBuffer.isView(value) ? [...(value as Float64Array).slice(0, count)] : value,
    ]),
  );
}

function columnsOf({ network, planned, claims, messages, contractExcesses, ...plan }: Plan) {
  const { nodes, demand, supply, stock, sources, components, ...rest } = network;
  return {
    rest,
    lines: [nodes, demand, supply, stock, sources, components].map((of) => listed(of, 1e6)),
    planned: listed(planned, planned.count),
    nodes: [planned.firstOfNode, planned.countOfNode, plan.firstShortDay, plan.nodeOrder],
    claims: listed({ ...claims, claimedOfSupply: 0 }, claims.count),
    claimed: claims.claimedOfSupply,
    messages: listed(messages, messages.count),
    excesses: contractExcesses,
    balance: [...plan.balance],
    diagnostics: plan.diagnostics,
  };
}

const planner = () =>
  new LivePlanner({ rules: DEFAULT_RULES, living: [], asOf: null, measure: () => 0 });

/** A plan that somebody reads on, and what it says. */
interface Reading {
  text: string;
  plan: PlanSnapshot;
  release: () => void;
}

/** What they read is as it was. */
function endReading(readings: readonly Reading[]): void {
  for (const { text, plan, release } of readings) {
    assert.equal(planText(plan), text);
    release();
  }
}

/** Follows a company's changes; answers how many of them left the network's nodes as they were. */
async function follow({ rows, changes }: CompanyAndChanges): Promise<number> {
  const company = await companyOf(rows);
  const [following, anew] = [planner(), planner()];
  const audit = createAudit();
  const readings: Reading[] = [];
  let followed = 0;
  for (let position = 0; position <= changes.length; position++) {
    if (position > 0) await apply(company, changes[position - 1]);
    const usual = settings({ asOf: AS_OF, horizonDays: HORIZON });
    const planned = { ...usual, asOf: usual.asOf + company.day };
    const facts = snapshotOf(company.standing, NO_DEMAND_HISTORY);
    // Over a pool of its own nothing of the facts is known from before.
    const strange = { ...facts, pool: { ...facts.pool } };
    const nodes = following.snapshot?.network.nodes;
    const is = replan(following, facts, planned, audit, position);
    const should = replan(anew, strange, planned, auditFacts, position);
    if (is.plan.network.nodes === nodes) followed++;
    assert.equal(is.text, should.text);
    assert.deepEqual(columnsOf(is.plan), columnsOf(should.plan));
    assert.deepEqual(is.change, should.change);
    if (position % 4 === 0) endReading(readings.splice(0));
    if (position % 3 === 0) {
      readings.push({
        text: is.text,
        plan: following.snapshot!,
        release: following.hold()!.release,
      });
    }
  }
  endReading(readings);
  return followed;
}

const COMPANIES = { usual: usualCompany, 'with rows in every feed': wholeCompany };
for (const [kind, companies] of Object.entries(COMPANIES)) {
  test(`following each change gives what planning from scratch gives (${kind})`, async () => {
    let followed = 0;
    let all = 0;
    await fc.assert(
      fc.asyncProperty(companies, async (company) => {
        followed += await follow(company);
        all += company.changes.length;
      }),
      RUNS,
    );
    assert.ok(followed > all / 8, `${followed} of ${all} changes were followed row by row`);
  });
}
