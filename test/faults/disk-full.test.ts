// The disk fills up at six points.

import { diskFull } from '../../soak/disk-full.ts';
import { faultTest } from './fault-test.ts';

faultTest(
  'a full disk is said in clear words, what is there is read, and it heals with space',
  diskFull,
  import.meta.filename,
);
