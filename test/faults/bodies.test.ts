// Bodies that no sender means, and bombs.

import { bodies, sendBodies } from '../../soak/bodies.ts';
import { faultTest } from './fault-test.ts';

faultTest(
  'whatever body comes is answered, every row with a verdict, and bombs are refused',
  bodies,
  import.meta.filename,
  (seed, count) => sendBodies(seed, count, 1_000),
);
