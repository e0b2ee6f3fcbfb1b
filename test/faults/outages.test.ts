// The database away, the clock jumping, two servers, readers that do not read.

import { outages, sufferOutages } from '../../soak/outages.ts';
import { faultTest } from './fault-test.ts';

faultTest(
  'each outage around a server ends in a clear message or by going on; nothing is lost',
  outages,
  import.meta.filename,
  (seed, count) => sufferOutages(seed, count, { awayMs: 1_500, haltMs: 8_000 }),
);
