// B1, B2: no acknowledged fact is lost and none is half there, whichever process is killed or
// halted at whatever moment, and the plan after it is that of the same facts from scratch.

import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../src/base/prng.ts';
import { openInstallation } from './kit/installation.ts';
import type { Count, SoakTest } from './kit/soak-test.ts';
import { STRIKES } from './strikes.ts';

const STRIKES_A_ROUND = 6;
const EVERY_MS = 20;
const SETTLE_MS = 20_000;

export const kills: SoakTest = {
  name: 'kills',
  rows: 'B1, B2',
  shows: 'kill -9 and SIGSTOP of the tree, the planner, the database, one backend, under load',
  round(seed, count) {
    const random = createRandom(seed);
    const names = Object.keys(STRIKES);
    const dealt = Array.from({ length: STRIKES_A_ROUND }, () => random.pick(names));
    return strikeInTurn(seed, count, dealt, names);
  },
};

/** Deals the strikes by name to one installation, and looks at the facts after each; at the plan as
 * well after those of `planned`, and after the last. */
export async function strikeInTurn(
  seed: number,
  count: Count,
  names: readonly string[],
  planned: readonly string[],
): Promise<string[]> {
  const random = createRandom(seed);
  const it = await openInstallation(seed);
  const faults: string[] = [];
  try {
    for (const [i, name] of names.entries()) {
      it.load.run(EVERY_MS);
      await sleep(random.integer(50, 400));
      await STRIKES[name]!(it, random, faults);
      count(name);
      await it.load.stop(SETTLE_MS);
      await it.load.settle();
      const withPlan = planned.includes(name) || i === names.length - 1;
      const found = await it.faults({ withPlan });
      faults.push(...found.map((fault) => `after ${name}, strike ${i + 1}: ${fault}`));
      if (faults.length > 0) break;
    }
  } finally {
    const { ledger } = it.load;
    count('acknowledged batches', ledger.filter((line) => line.acknowledged !== null).length);
    count('acknowledged rows', it.load.acknowledgedRows());
    const retried = ledger.filter((line) => line.acknowledged !== null && line.lost > 0);
    count('answered only when sent again', retried.length);
    await it.close();
  }
  return faults;
}
