// B1, B2: no acknowledged fact is lost and none is half there, whichever process is killed or
// halted at whatever moment, and the plan after it is that of the same facts from scratch.

import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../src/base/prng.ts';
import { withInstallation } from './kit/installation.ts';
import type { Count, SoakTest } from './kit/soak-test.ts';
import { STRIKES } from './strikes.ts';

const STRIKES_A_ROUND = 6;
const EVERY_MS = 20;
const SETTLE_MS = 20_000;
const HALT_MS = 30_000;

export const kills: SoakTest = {
  name: 'kills',
  rows: 'B1, B2',
  shows: 'kill -9 and SIGSTOP of the tree, the planner, the database, one backend, under load',
  round(seed, count) {
    const random = createRandom(seed);
    const names = Object.keys(STRIKES);
    const dealt = Array.from({ length: STRIKES_A_ROUND }, () => random.pick(names));
    return strikeInTurn(seed, count, { names: dealt, planned: names, haltMs: HALT_MS });
  },
};

export interface Strikes {
  names: readonly string[]; // in their order
  planned: readonly string[]; // after these the plan is looked at, as after the last one
  haltMs: number;
}

/** Deals the strikes to one installation and looks at all that must hold after each. */
export function strikeInTurn(
  seed: number,
  count: Count,
  { names, planned, haltMs }: Strikes,
): Promise<string[]> {
  const random = createRandom(seed);
  return withInstallation({ seed, count }, async (it, faults) => {
    for (const [i, name] of names.entries()) {
      it.load.run(EVERY_MS);
      await sleep(random.integer(50, 400));
      await STRIKES[name]!({ it, random, count, faults, haltMs });
      count(name);
      await it.load.stop(SETTLE_MS);
      await it.load.settle();
      const withPlan = planned.includes(name) || i === names.length - 1;
      const found = await it.faults({ withPlan });
      faults.push(...found.map((fault) => `after ${name}, strike ${i + 1}: ${fault}`));
      if (faults.length > 0) return;
    }
  });
}
