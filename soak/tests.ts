// All tests of endurance, in the order in which a mixed run takes them.

import { bodies } from './bodies.ts';
import { diskFull } from './disk-full.ts';
import { headers } from './headers.ts';
import { idempotency } from './idempotency.ts';
import { isolation } from './isolation.ts';
import { kills } from './kills.ts';
import type { SoakTest } from './kit/soak-test.ts';
import { livePlan } from './live-plan.ts';
import { outages } from './outages.ts';
import { parsers } from './parsers.ts';
import { restore } from './restore.ts';
import { upload } from './upload.ts';

export const TESTS: readonly SoakTest[] = [
  kills,
  livePlan,
  idempotency,
  restore,
  parsers,
  bodies,
  headers,
  diskFull,
  isolation,
  outages,
  upload,
];
