// B20: a back-up made under load, restored elsewhere: the log up to the back-up's position, the
// rows of each entry, what stands and the plan are those of the original.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../src/base/prng.ts';
import { faultsInTables, type Place, readLog } from './kit/check-facts.ts';
import { differences, livePlan, planFromScratch } from './kit/check-plan.ts';
import { drumbeat, type Ended } from './kit/command.ts';
import { databaseOf, type Installation, withInstallation } from './kit/installation.ts';
import { startServerProcess } from './kit/server-process.ts';
import type { Count, SoakTest } from './kit/soak-test.ts';

export const restore: SoakTest = {
  name: 'restore',
  rows: 'B20',
  shows: 'a back-up under load, restored elsewhere: log, rows and plan are the same',
  round: backUpAndRestore,
};

const EVERY_MS = 15;
const DEMO = join(import.meta.dirname, '..', 'examples', 'automotive');

function backUpAndRestore(seed: number, count: Count): Promise<string[]> {
  const random = createRandom(seed);
  return withInstallation({ seed, count }, async (it, faults) => {
    await addDemo(it);
    const elsewhere = join(it.folder, 'elsewhere');
    const file = join(it.folder, 'company.backup');
    mkdirSync(elsewhere);
    it.load.run(EVERY_MS);
    await sleep(random.integer(500, 1_500));
    const written = await drumbeat(['backup', file, '--data', it.dataFolder, '--json']).ended;
    await it.load.stop(20_000);
    must(written, 'back-up');
    const begun = performance.now();
    const data = join(elsewhere, 'data');
    must(await drumbeat(['restore', file, '--data', data]).ended, 'restore');
    const server = await startServerProcess({ dataFolder: data });
    count('ms from the file to a server that runs', Math.round(performance.now() - begun));
    const there: Place = { url: server.url, key: it.key };
    const database = databaseOf({ dataFolder: data });
    try {
      faults.push(...(await sameLog(it.place(), there, written.told, count)));
      faults.push(...(await faultsInTables(database, 1)));
      const head = (await readLog(there)).at(-1)!.position;
      const fresh = await planFromScratch(database, join(elsewhere, 'export'));
      faults.push(...differences(await livePlan(there, head), fresh));
      count('restores');
    } finally {
      await database.close();
      await server.stop();
    }
  });
}

/** The company of the examples comes to the one that sends: a back-up of some size. */
async function addDemo(it: Installation): Promise<void> {
  await it.server.stop();
  const { told } = await drumbeat(['import', DEMO, '--data', it.dataFolder]).ended;
  if (!/^Imported /m.test(told)) throw new Error(`no import: ${told}`); // some rows are put aside
  await it.restart();
}

function must({ code, told }: Ended, what: string): void {
  if (code !== 0) throw new Error(`no ${what}: ${told}`);
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
