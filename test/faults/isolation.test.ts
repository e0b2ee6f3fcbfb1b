// Two organisations in one database, asked at random.

import { askAtRandom, isolation } from '../../soak/isolation.ts';
import { faultTest } from './fault-test.ts';

faultTest(
  'of two organisations on shared connections none sees a row of the other, whatever is asked',
  isolation,
  import.meta.filename,
  (seed, count) => askAtRandom(seed, count, 3_000),
);
