// B20: a back-up made under load, restored elsewhere: the log up to the back-up's position, the
// rows of each entry, what stands and the plan are those of the original.

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../src/base/prng.ts';
import { faultsInTables, type Place, readLog } from './kit/check-facts.ts';
import { differences, livePlan, planFromScratch } from './kit/check-plan.ts';
import { drumbeat } from './kit/command.ts';
import { databaseOf, openInstallation } from './kit/installation.ts';
import { startServerProcess } from './kit/server-process.ts';
import type { Count, SoakTest } from './kit/soak-test.ts';

export const restore: SoakTest = {
  name: 'restore',
  rows: 'B20',
  shows: 'a back-up under load, restored elsewhere: log, rows and plan are the same',
  round: backUpAndRestore,
};

const EVERY_MS = 15;

async function backUpAndRestore(seed: number, count: Count): Promise<string[]> {
  const random = createRandom(seed);
  const it = await openInstallation(seed);
  const elsewhere = join(it.folder, 'elsewhere');
  const file = join(it.folder, 'company.backup');
  mkdirSync(elsewhere);
  try {
    it.load.run(EVERY_MS);
    await sleep(random.integer(500, 1_500));
    const written = await drumbeat(['backup', file, '--data', it.dataFolder, '--json']).ended;
    await it.load.stop(20_000);
    if (written.code !== 0) return [`no back-up: ${written.told}`];
    const begun = performance.now();
    const data = join(elsewhere, 'data');
    const restored = await drumbeat(['restore', file, '--data', data]).ended;
    if (restored.code !== 0) return [`no restore: ${restored.told}`];
    const server = await startServerProcess({ dataFolder: data });
    count('ms from the file to a server that runs', Math.round(performance.now() - begun));
    const there: Place = { url: server.url, key: it.key };
    try {
      const faults = await sameLog(it.place(), there, written.told, count);
      const database = databaseOf({ dataFolder: data });
      try {
        faults.push(...(await faultsInTables(database, 1)));
        const head = (await readLog(there)).at(-1)!.position;
        const fresh = await planFromScratch(database, join(elsewhere, 'export'));
        faults.push(...differences(await livePlan(there, head), fresh));
      } finally {
        await database.close();
      }
      count('restores');
      return faults;
    } finally {
      await server.stop();
    }
  } finally {
    await it.close();
    rmSync(elsewhere, { recursive: true, force: true });
  }
}

/** What was restored is the beginning of what the original has by now. */
async function sameLog(from: Place, to: Place, told: string, count: Count): Promise<string[]> {
  const positions = /"position":\s*(\d+)/.exec(told);
  const [original, copy] = [await readLog(from), await readLog(to)];
  count('log entries restored', copy.length);
  count('log entries that came after the back-up', original.length - copy.length);
  const faults: string[] = [];
  if (Number(positions?.[1]) !== copy.length) {
    faults.push(`the back-up says ${told.slice(0, 300)}, the restored log has ${copy.length}`);
  }
  for (const [i, entry] of copy.entries()) {
    if (JSON.stringify(entry) === JSON.stringify(original[i])) continue;
    faults.push(`entry ${i + 1} is ${JSON.stringify(entry)}, was ${JSON.stringify(original[i])}`);
    break;
  }
  return faults;
}
