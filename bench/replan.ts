// `npm run bench -- replan --item-locations N [--changes K] [--seed S]`: a seeded company as facts
// that stand, planned from scratch and then after each of K changes of one fact: a purchase
// order's confirmed date, a new sales line, a counted stock row, in turn. Prints one JSON line:
// milliseconds by phase, and in all p50 and p99; `cpu` = of the planner's thread alone, whoever
// else is busy.

import { parseArgs } from 'node:util';
import { LivePlanner } from '../src/app/living/live-planner.ts';
import { createRandom } from '../src/base/prng.ts';
import { createAudit } from '../src/data-quality/audit-facts.ts';
import { DEFAULT_RULES } from '../src/exceptions/rules/rule-set.ts';
import { openCsv } from '../src/ingest/csv/reader.ts';
import { bytesSource } from '../src/ingest/intake-fixture.ts';
import { isRefusal } from '../src/ingest/record-batch.ts';
import { defaultSettings } from '../src/ingest/settings.ts';
import { readBatch } from '../src/ingest/standing/read-batch.ts';
import {
  createStandingFacts,
  snapshotOf,
  takeRows,
} from '../src/ingest/standing/standing-facts.ts';
import { NO_DEMAND_HISTORY } from '../src/model/facts.ts';
import { feedNamed } from '../src/model/feeds/feeds.ts';
import { formatDay, parseDay } from '../src/units/day.ts';
import { AS_OF, companyFeeds, isBoughtItem, place } from './live/company.ts';

const { values } = parseArgs({
  options: {
    'item-locations': { type: 'string', default: '100000' },
    changes: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: true },
  },
});
const itemLocations = Number(values['item-locations']);
const shape = { itemLocations, seed: Number(values.seed), demands: 5, supplies: 3 };
const settings = defaultSettings(Date.parse(AS_OF));
const standing = createStandingFacts();

async function take(feedName: string, csv: string): Promise<void> {
  const feed = feedNamed(feedName)!;
  const bytes = new TextEncoder().encode(csv);
  const open = () => openCsv(bytesSource(bytes), feed);
  const source = { file: feedName, feedName, size: bytes.length, open };
  const batch = await readBatch(standing, settings, feed, source, () => {});
  if (isRefusal(batch)) throw new Error(batch.message);
  if (batch.quarantine.count > 0) throw new Error(`${feedName} is not sound.`);
  timed('take', () => takeRows(standing, batch.table));
}

let laps: Record<string, number> = {};
function timed<T>(name: string, work: () => T): T {
  const start = performance.now();
  const result = work();
  laps[name] = (laps[name] ?? 0) + performance.now() - start;
  return result;
}

const audit = createAudit();
const planner = new LivePlanner({
  rules: DEFAULT_RULES,
  living: [],
  asOf: null,
  measure: () => performance.now(),
});
let position = 0;

/** Plans what stands now; answers the milliseconds by phase. */
function replan(): Record<string, number> {
  const facts = timed('snapshot', () => snapshotOf(standing, NO_DEMAND_HISTORY));
  const diagnostics = timed('audit', () => audit(facts, settings.planning));
  const now = Date.parse(AS_OF) + ++position * 60_000;
  const request = { position, now, facts, settings: settings.planning, diagnostics };
  return { ...laps, ...planner.plan(request).plannedInMs };
}

const random = createRandom(shape.seed);
const changes: Record<string, (change: number) => Promise<void>> = {
  async purchase_date() {
    let node = random.integer(0, itemLocations - 1);
    while (!isBoughtItem(shape, node)) node = random.integer(0, itemLocations - 1);
    const date = formatDay(parseDay(AS_OF) + random.integer(0, 90));
    const header = 'order_id,line,item_id,location_id,quantity,requested_date,confirmed_date';
    await take('purchase_orders', `${header}\n45${node},1,${place(node)},50,${AS_OF},${date}\n`);
  },
  async sales_line(change) {
    const node = random.integer(0, itemLocations - 1);
    const date = formatDay(parseDay(AS_OF) + random.integer(10, 90));
    const header = 'order_id,line,customer_id,item_id,location_id,quantity,requested_date';
    await take('sales_orders', `${header}\nNEW${change},1,C1,${place(node)},25,${date}\n`);
  },
  async stock_row() {
    const node = random.integer(0, itemLocations - 1);
    const header = 'item_id,location_id,quantity';
    await take('inventory', `${header}\n${place(node)},${random.integer(0, 900)}\n`);
  },
};

for (const { feed, header, rows } of companyFeeds(shape)) {
  await take(feed, `${header}\n${[...rows()].join('')}`);
}
laps = {};
const first = replan();
const kinds = Object.keys(changes);
const measured: { kind: string; total: number; cpu: number; phases: Record<string, number> }[] = [];
for (let change = 0; change < Number(values.changes); change++) {
  const kind = kinds[change % kinds.length]!;
  laps = {};
  const before = process.threadCpuUsage();
  await changes[kind]!(change);
  const phases = replan();
  const { user, system } = process.threadCpuUsage(before);
  const total = Object.values(phases).reduce((sum, ms) => sum + ms, 0);
  measured.push({ kind, total, cpu: (user + system) / 1000, phases });
}

function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!);
}

function rounded(phases: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(phases).map(([name, ms]) => [name, Math.round(ms)]));
}

function medians(of: typeof measured): Record<string, number> {
  const phases = Object.keys(of[0]?.phases ?? {}).map((name) => [
    name,
    quantile(
      of.map((each) => each.phases[name]!),
      0.5,
    ),
  ]);
  return {
    ...Object.fromEntries(phases),
    p50: quantile(
      of.map(({ total }) => total),
      0.5,
    ),
    cpu_p50: quantile(
      of.map(({ cpu }) => cpu),
      0.5,
    ),
  };
}

const result = {
  bench: 'replan',
  item_locations: itemLocations,
  exceptions: planner.snapshot!.found.exceptions.length,
  first_plan_ms: rounded(first),
  ...Object.fromEntries(
    kinds.map((kind) => [kind, medians(measured.filter((m) => m.kind === kind))]),
  ),
  changes: measured.length,
  p50_ms: quantile(
    measured.map(({ total }) => total),
    0.5,
  ),
  p99_ms: quantile(
    measured.map(({ total }) => total),
    0.99,
  ),
  cpu_p50_ms: quantile(
    measured.map(({ cpu }) => cpu),
    0.5,
  ),
  cpu_p99_ms: quantile(
    measured.map(({ cpu }) => cpu),
    0.99,
  ),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
