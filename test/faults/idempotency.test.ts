// A request with an Idempotency-Key takes effect once.

import { idempotency, sendAgain } from '../../soak/idempotency.ts';
import { faultTest } from './fault-test.ts';

faultTest(
  'one key has one effect: sent again, at once, with another body, after a crash',
  idempotency,
  import.meta.filename,
  (seed, count) => sendAgain(seed, count, 2_000, 1),
);
