// Takes an endless body into the folder that it is given, for a test that lets no file grow over
// some size: writing then fails as on a full disk. Prints how it was refused.

import { Readable } from 'node:stream';
import type { RefusedError } from '../../app/living/ports.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { openGate } from './gate.ts';
import { takeBody } from './spool.ts';

function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(64 * 1024, 'x');
}

const incoming = {
  stream: Readable.from(endless()),
  format: 'csv' as const,
  length: null,
  packed: false,
};
try {
  await takeBody(incoming, process.argv[2], DEFAULT_LIMITS, openGate(1, 'bodies'));
} catch (error) {
  const { status, code } = error as RefusedError;
  process.stdout.write(`${status} ${code}\n`);
}
