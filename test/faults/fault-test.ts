// One round of a test of endurance as a test of the suite: its counts and its seed are printed, and
// a failure says how to have the same round again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Count,
  countsText,
  newOutcome,
  runRound,
  type SoakTest,
} from '../../soak/kit/soak-test.ts';

const SEED = Number(process.env.DRUMBEAT_SEED ?? 1);
const FAULT_LENGTH_MAX = 2_000;

/** `round`: smaller than the test's own, for every run of the suite. */
export function faultTest(
  sentence: string,
  test_: SoakTest,
  file: string,
  round: (seed: number, count: Count) => Promise<string[]> = test_.round,
): void {
  test(sentence, async () => {
    const lack = test_.lacks?.() ?? '';
    if (lack !== '') {
      process.stdout.write(`not run: ${test_.name}; needs ${lack}\n`);
      return;
    }
    const outcome = newOutcome(test_.name);
    await runRound({ ...test_, round }, SEED, outcome);
    process.stdout.write(`${test_.name}, seed ${SEED}: ${countsText(outcome.counts)}\n`);
    const path = file.slice(file.indexOf('test/faults/'));
    const again = `DRUMBEAT_SEED=${SEED} npm run check:tests -- ${path}`;
    const faults = outcome.failures.map(({ fault }) => fault.slice(0, FAULT_LENGTH_MAX));
    assert.deepEqual(faults, [], `seed ${SEED}; again: ${again}`);
  });
}
