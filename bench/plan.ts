// `npm run bench -- plan --item-locations N --days 120 [--seed S] [--runs R] [--peg]`: plans a
// seeded network (mean 8 BOM lines a made item, 4 levels, shared components, 20 dated demands
// and 3 open supplies an item-location) and prints one JSON line. Times are milliseconds, the
// median of the runs; `goal_ms` = net + explode + messages + detect, `first_run_ms` the same of the
// first run alone, on memory and code that nobody has touched yet.

import { parseArgs } from 'node:util';
import { detectExceptions } from '../src/exceptions/detect-exceptions.ts';
import { createFacts } from '../src/model/facts.ts';
import { writeNodeMessages } from '../src/planning/action-messages.ts';
import { traceLateness } from '../src/planning/lateness.ts';
import { collectRequirements, orderAndProject } from '../src/planning/netting.ts';
import { createPegger, pegInto } from '../src/planning/pegging.ts';
import { finishPlan, type PreparedPlan, preparePlan } from '../src/planning/plan-network.ts';
import { BENCH_SHAPE, seededNetwork } from './seeded-network.ts';

const { values } = parseArgs({
  options: {
    'item-locations': { type: 'string', default: '100000' },
    days: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '5' },
    peg: { type: 'boolean', default: false },
    json: { type: 'boolean', default: true },
  },
});
const nodeCount = Number(values['item-locations']);
const dayCount = Number(values.days);

/** What the goal of the planner's day counts together: a replan and what it means. */
const GOAL_STAGES = ['explode', 'net', 'messages', 'detect'];

const laps: Record<string, number[]> = {};
function timed<T>(name: string, work: () => T): T {
  const start = performance.now();
  const result = work();
  laps[name] = [...(laps[name] ?? []), performance.now() - start];
  return result;
}

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)]);
}

/** Plans all nodes; the clock is read at each node to tell its stages apart. */
function planNodes({ order, netting, messages }: PreparedPlan): void {
  const spent = { explode: 0, net: 0, messages: 0 };
  let last = performance.now();
  for (let position = 0; position < order.nodeOrder.length; position++) {
    const node = order.nodeOrder[position];
    collectRequirements(netting, node);
    const exploded = performance.now();
    orderAndProject(netting, node, order.leftOut[node] === 1);
    const netted = performance.now();
    writeNodeMessages(messages, netting, node);
    const written = performance.now();
    spent.explode += exploded - last;
    spent.net += netted - exploded;
    spent.messages += written - netted;
    last = written;
  }
  for (const [name, time] of Object.entries(spent)) laps[name] = [...(laps[name] ?? []), time];
}

const network = timed('load', () =>
  seededNetwork({ ...BENCH_SHAPE, nodeCount, dayCount, seed: Number(values.seed) }),
);
let prepared: PreparedPlan | undefined;
for (let run = 0; run < Number(values.runs); run++) {
  prepared = timed('compile', () => preparePlan(network, prepared?.netting));
  planNodes(prepared);
}
const plan = finishPlan(prepared!);
const settings = {
  asOf: network.asOf,
  timezone: 'UTC',
  horizonDays: dayCount,
  currency: network.currency,
  parameters: network.parameters,
};
let exceptionCount = 0;
let caseCount = 0;
for (let run = 0; run < Number(values.runs); run++) {
  timed('detect', () => {
    const lateness = traceLateness(plan);
    const input = { facts: createFacts(), settings, network, plan, lateness };
    const { exceptions, cases } = detectExceptions({ ...input, networkDiagnostics: [] });
    exceptionCount = exceptions.length;
    caseCount = cases.length;
  });
}
if (values.peg) {
  timed('full_peg', () => {
    const pegger = createPegger(plan);
    for (let node = 0; node < network.nodes.count; node++) pegInto(pegger, node);
  });
}
const stages = Object.fromEntries(
  Object.entries(laps).map(([name, times]) => [`${name}_ms`, median(times)]),
);
const goal = GOAL_STAGES.reduce((sum, name) => sum + median(laps[name]!), 0);
process.stdout.write(
  `${JSON.stringify({
    bench: 'plan',
    item_locations: nodeCount,
    days: dayCount,
    bom_lines: network.components.count,
    planned_orders: plan.planned.count,
    action_messages: plan.messages.count,
    exceptions: exceptionCount,
    cases: caseCount,
    ...stages,
    first_run_ms: Math.round(GOAL_STAGES.reduce((sum, name) => sum + laps[name]![0], 0)),
    goal_ms: goal,
    peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  })}\n`,
);
