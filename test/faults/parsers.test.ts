// A million inputs that no sender means.

import { parsers, readMutated } from '../../soak/parsers.ts';
import { faultTest } from './fault-test.ts';

faultTest(
  'a million spoilt cells, bodies and workbooks are read or refused, no row without a verdict',
  parsers,
  import.meta.filename,
  (seed, count) => readMutated(seed, count, 893_000),
);
