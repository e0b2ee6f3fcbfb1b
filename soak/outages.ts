// What happens around a server: the database away, the clock put forward and back, a port that is
// taken, a second server on the same database, a log that nobody reads, a stream's slow reader.
// Each ends in a clear message or by going on, and nothing is lost.

import { createRandom } from '../src/base/prng.ts';
import { withInstallation } from './kit/installation.ts';
import type { Count, SoakTest } from './kit/soak-test.ts';
import { clockJumps, databaseHalts, logUnread, portTaken, slowReader } from './outage-kinds.ts';
import { databaseStops, stopsBesideHungDatabase, twoOwners } from './owners.ts';

export const outages: SoakTest = {
  name: 'outages',
  rows: 'B2, and the outages of the faults list',
  shows: 'database away, clock jump, port taken, two servers, slow reader, unread log',
  round: async (seed, count) => [
    ...(await sufferOutages(seed, count, { awayMs: 60_000, haltMs: 30_000 })),
    ...(await stopsBesideHungDatabase(seed, count)),
  ],
};

export interface OutageTimes {
  awayMs: number; // how long the database is away
  haltMs: number; // how long the owner of a database is halted that another one takes over
}

export async function sufferOutages(
  seed: number,
  count: Count,
  { awayMs, haltMs }: OutageTimes,
): Promise<string[]> {
  const random = createRandom(seed);
  const around = await withInstallation(
    { seed, count, ...clockJumps.options() },
    async (it, faults) => {
      for (const outage of [databaseHalts, clockJumps, portTaken, slowReader, logUnread]) {
        it.load.run(20);
        await outage.suffer(it, random, faults, awayMs);
        await it.load.stop(20_000);
        await it.load.settle();
        faults.push(...(await it.faults()).map((fault) => `after ${outage.name}: ${fault}`));
        count(outage.name);
        if (faults.length > 0) return;
      }
    },
  );
  if (around.length > 0) return around;
  return [...(await databaseStops(seed, count, awayMs)), ...(await twoOwners(seed, count, haltMs))];
}
