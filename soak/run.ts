// Runs the tests of endurance, round after round on seeds that follow one another, until the time
// is up: each in turn, or one alone. A table ends it; the first failure of each is told with the
// line that makes its round again.

import { parseArgs } from 'node:util';
import {
  countsText,
  newOutcome,
  type Outcome,
  replayLine,
  runRound,
  type SoakTest,
} from './kit/soak-test.ts';
import { TESTS } from './tests.ts';

const USAGE = `usage: npm run soak -- [--minutes N] [--seed S] [--only NAME] [--rounds N]
--minutes  how long it takes at least; a round that has begun is ended (10); under 30 without the
           tests that take minutes a round, when all run
--seed     of the first round; the next has the next one (1)
--only     one test alone: ${TESTS.map(({ name }) => name).join(', ')}
--rounds   so many rounds of each, however long they take
`;
const MINUTE_MS = 60_000;
const LONG_FROM_MINUTES = 30;
const FAULT_LENGTH_MAX = 2_000;
const out = (text: string): boolean => process.stdout.write(`${text}\n`);

interface Plan {
  tests: readonly SoakTest[];
  seed: number;
  until: number; // by performance.now
  rounds: number;
}

function planOf(args: readonly string[]): Plan | null {
  const text = { type: 'string' } as const;
  const options = { minutes: text, seed: text, only: text, rounds: text };
  try {
    const { values } = parseArgs({ args: [...args], options });
    const { minutes = '10', seed = '1', only, rounds } = values;
    const isShort = rounds === undefined && Number(minutes) < LONG_FROM_MINUTES;
    const tests = TESTS.filter(({ name, isLong }) =>
      only === undefined ? !(isLong && isShort) : name === only,
    );
    const numbers = [Number(minutes), Number(seed), Number(rounds ?? 1)];
    const isSound = numbers.every((number) => number >= 0 && Number.isFinite(number));
    if (tests.length === 0 || !isSound || !Number.isInteger(Number(seed))) return null;
    const until = rounds === undefined ? performance.now() + Number(minutes) * MINUTE_MS : 0;
    return { tests, seed: Number(seed), until, rounds: Number(rounds ?? 1) };
  } catch {
    return null;
  }
}

async function run({ tests, seed, until, rounds }: Plan): Promise<Outcome[]> {
  const outcomes = tests.map((test) => ({ ...newOutcome(test.name), notRun: lackOf(test) }));
  for (let round = 0; round < rounds || performance.now() < until; round++) {
    for (const [i, test] of tests.entries()) {
      const outcome = outcomes[i]!;
      const isLate = until > 0 && round > 0 && performance.now() >= until;
      if (outcome.notRun !== '' || outcome.failures.length > 0 || isLate) continue;
      out(`${test.name}, seed ${seed + round}: ${test.shows}`);
      const begun = performance.now();
      await runRound(test, seed + round, outcome);
      tellRound(outcome, performance.now() - begun);
    }
    if (outcomes.every(({ notRun, failures }) => notRun !== '' || failures.length > 0)) break;
  }
  return outcomes;
}

function lackOf({ name, lacks }: SoakTest): string {
  const lack = lacks?.() ?? '';
  if (lack !== '') out(`not run: ${name}; needs ${lack}`);
  return lack;
}

function tellRound({ name, counts, failures }: Outcome, tookMs: number): void {
  out(`  ${(tookMs / 1000).toFixed(1)} s; so far ${countsText(counts)}`);
  const [first] = failures;
  if (!first) return;
  out(`  FAILED: ${first.fault.slice(0, FAULT_LENGTH_MAX)}`);
  out(`  again: ${replayLine(name, first.seed)}`);
}

function tellAll(outcomes: readonly Outcome[]): void {
  const rows = outcomes.map(({ name, rounds, counts, failures, notRun }) => [
    name,
    `${rounds}`,
    notRun === '' ? `${failures.length}` : 'not run',
    notRun === '' ? countsText(counts) : `needs ${notRun}`,
  ]);
  const head = ['test', 'rounds', 'failures', 'counts'];
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, at) => (at < 3 ? cell.padEnd(widths[at]!) : cell)).join('  ');
  out('');
  for (const row of [head, ...rows]) out(line(row));
}

const plan = planOf(process.argv.slice(2));
if (plan === null) {
  process.stderr.write(USAGE);
  process.exit(2);
}
const outcomes = await run(plan);
tellAll(outcomes);
process.exit(outcomes.some(({ failures }) => failures.length > 0) ? 1 : 0);
