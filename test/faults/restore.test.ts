// A back-up that was made under load is restored elsewhere.

import { restore } from '../../soak/restore.ts';
import { faultTest } from './fault-test.ts';

faultTest(
  'a back-up made under load gives the same log, rows and plan elsewhere',
  restore,
  import.meta.filename,
);
