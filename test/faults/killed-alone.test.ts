// Each process alone is killed five times, and the planner and the server are halted, under load.

import { kills, strikeInTurn } from '../../soak/kills.ts';
import { faultTest } from './fault-test.ts';

const ONCE = ['planner', 'postmaster', 'backend', 'host'];
const HALTED = ['halted planner', 'halted server'];

faultTest(
  'the server, its planner, the database or one backend is killed: nothing is lost, all goes on',
  kills,
  import.meta.filename,
  (seed, count) =>
    strikeInTurn(seed, count, {
      names: [...ONCE, ...ONCE, ...HALTED, ...ONCE, ...ONCE, ...ONCE],
      planned: HALTED,
      haltMs: 6_000,
    }),
);
