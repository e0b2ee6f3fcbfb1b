// Each process alone is killed five times, or halted for a while, under load.

import { kills, strikeInTurn } from '../../soak/kills.ts';
import { faultTest } from './fault-test.ts';

const ONCE = ['planner', 'postmaster', 'backend'];
const FIVE_TIMES = [...ONCE, ...ONCE, ...ONCE, ...ONCE, 'halted planner', ...ONCE];

faultTest(
  'the planner, the database or one backend is killed: nothing is lost, the rest goes on',
  kills,
  import.meta.filename,
  (seed, count) => strikeInTurn(seed, count, FIVE_TIMES, []),
);
