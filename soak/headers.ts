// B39: odd Content-Types without end: parser and check agree on what a body is.

import type { TestContext } from 'node:test';
import { createRandom } from '../src/base/prng.ts';
import { sendOddType } from '../src/http/odd-types-fixture.ts';
import { openApi } from '../src/http/test-server-fixture.ts';
import type { Count, SoakTest } from './kit/soak-test.ts';

const TYPES_A_ROUND = 50_000;

export const headers: SoakTest = {
  name: 'headers',
  rows: 'B39',
  shows: 'odd Content-Types: no body gets past its check or is read as something else',
  round: sendTypes,
};

async function sendTypes(seed: number, count: Count): Promise<string[]> {
  const random = createRandom(seed);
  const ends: (() => unknown)[] = [];
  const context = { after: (end: () => unknown) => void ends.push(end) };
  const limits = { requestsPerMinute: Number.MAX_SAFE_INTEGER };
  const options = { limits, log: { level: 'silent' as const, write: () => {} } };
  const { app, system } = await openApi(context as unknown as TestContext, options);
  try {
    for (let sent = 0; sent < TYPES_A_ROUND; sent++) {
      const { fault, taken } = await sendOddType(app, system, random);
      count('types');
      if (taken) count('taken in');
      if (fault !== null) return [fault];
    }
    return [];
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
