// The live plan is the plan.

import { changeAndCompare, livePlan } from '../../soak/live-plan.ts';
import { faultTest } from './fault-test.ts';

faultTest(
  'after 2,000 random changes the live plan is that of the same facts from scratch, each time',
  livePlan,
  import.meta.filename,
  (seed, count) => changeAndCompare(seed, count, 20, 100),
);
