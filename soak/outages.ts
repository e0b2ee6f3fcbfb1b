// What happens around a server: the database away, the clock put forward and back, a port that is
// taken, a second server on the same database, a log that nobody reads, a stream's slow reader.
// Each ends in a clear message or by going on, and nothing is lost.

import { createRandom } from '../src/base/prng.ts';
import { openInstallation } from './kit/installation.ts';
import type { Count, SoakTest } from './kit/soak-test.ts';
import { clockJumps, databaseHalts, logUnread, portTaken, slowReader } from './outage-kinds.ts';
import { databaseStops, twoOwners } from './owners.ts';

export const outages: SoakTest = {
  name: 'outages',
  rows: 'B2, and the outages of the faults list',
  shows: 'database away, clock jump, port taken, two servers, slow reader, unread log',
  round: (seed, count) => sufferOutages(seed, count, 5_000),
};

/** `awayMs`: how long the database is away. */
export async function sufferOutages(seed: number, count: Count, awayMs: number): Promise<string[]> {
  const random = createRandom(seed);
  const faults: string[] = [];
  const it = await openInstallation(seed, clockJumps.options());
  try {
    for (const outage of [databaseHalts, clockJumps, portTaken, slowReader, logUnread]) {
      it.load.run(20);
      await outage.suffer(it, random, faults, awayMs);
      await it.load.stop(20_000);
      await it.load.settle();
      faults.push(...(await it.faults()).map((fault) => `after ${outage.name}: ${fault}`));
      count(outage.name);
      if (faults.length > 0) return faults;
    }
  } finally {
    count('acknowledged rows', it.load.acknowledgedRows());
    await it.close();
  }
  await databaseStops(seed, faults, awayMs);
  count('database stopped');
  await twoOwners(seed, faults);
  count('second server');
  return faults;
}
