// kill -9 of everything, twenty times: while it runs, starts, is made, copies rows, is backed up.

import { kills, strikeInTurn } from '../../soak/kills.ts';
import { faultTest } from './fault-test.ts';

const TWENTY = [
  ...['tree', 'start', 'backup', 'migration', 'tree', 'start', 'tree', 'start', 'backup'],
  ...['tree', 'tree', 'start', 'tree', 'copy', 'copy'], // large batches make all after them slow
];

faultTest(
  'after kill -9 of the whole tree every acknowledged fact is there once, and the plan is theirs',
  kills,
  import.meta.filename,
  (seed, count) => strikeInTurn(seed, count, { names: TWENTY, planned: ['start'], haltMs: 0 }),
);
