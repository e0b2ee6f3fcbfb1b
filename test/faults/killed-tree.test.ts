// kill -9 of everything: while it runs, starts, is made, copies rows in, and is backed up.

import { kills, strikeInTurn } from '../../soak/kills.ts';
import { faultTest } from './fault-test.ts';

const PLANNED = ['tree', 'tree', 'start', 'copy', 'backup'];
const FIVE = [...PLANNED, 'migration', 'halted server'];

faultTest(
  'after kill -9 of the whole tree every acknowledged fact is there once, and the plan is theirs',
  kills,
  import.meta.filename,
  (seed, count) => strikeInTurn(seed, count, FIVE, PLANNED),
);
