// B33: whatever text, row, body or workbook comes, the parsers come to an end soon, do not break,
// and give every row a verdict; where two of them read the same thing they read the same.

import { createRandom, type Random } from '../src/base/prng.ts';
import { type Case, cellCases } from './kit/cell-cases.ts';
import { rowCases } from './kit/row-cases.ts';
import type { Count, SoakTest } from './kit/soak-test.ts';
import { workbookCases } from './kit/workbook-cases.ts';

const CELLS_A_ROUND = 1_000_000;
/** So many inputs of a kind for a thousand cells. */
const ROWS_PER_THOUSAND = 120;
const WORKBOOKS_PER_THOUSAND = 0.5;
const SLOW_MS = 100; // and as many for each KB
const SHOWN_MAX = 300;

export const parsers: SoakTest = {
  name: 'parsers',
  rows: 'B33',
  shows: 'dates, numbers, units, CSV, JSON and workbooks, mutated: no crash, no hang, no lost row',
  round: (seed, count) => readMutated(seed, count, CELLS_A_ROUND),
};

export async function readMutated(seed: number, count: Count, cells: number): Promise<string[]> {
  const random = createRandom(seed);
  const begun = performance.now();
  const kinds: [readonly Case[], number][] = [
    [cellCases(), cells],
    [await rowCases(), Math.round((cells * ROWS_PER_THOUSAND) / 1000)],
    [workbookCases(), Math.round((cells * WORKBOOKS_PER_THOUSAND) / 1000)],
  ];
  for (const [cases, total] of kinds) {
    for (const [i, each] of cases.entries()) {
      const times = Math.floor((total + i) / cases.length);
      const fault = await tryMany(each, times, random);
      if (fault !== null) return [`${each.name}: ${fault}`];
      count(each.name, times);
    }
  }
  count('s on inputs', Math.round((performance.now() - begun) / 1000));
  return [];
}

async function tryMany({ make, read }: Case, times: number, random: Random) {
  for (let time = 0; time < times; time++) {
    const input = make(random);
    const shown = () => JSON.stringify(Buffer.from(input).toString('latin1')).slice(0, SHOWN_MAX);
    const once = async (): Promise<number> => {
      const begun = performance.now();
      const fault = read(input);
      const told = fault instanceof Promise ? await fault : fault;
      if (told !== null) throw new Error(told);
      return performance.now() - begun;
    };
    try {
      const limit = SLOW_MS * (1 + input.length / 1024);
      // Once more: it may have been the machine that took its time.
      if ((await once()) > limit && (await once()) > limit && (await once()) > limit) {
        return `slower than ${Math.round(limit)} ms: ${shown()}`;
      }
    } catch (error) {
      return `${error instanceof Error ? error.stack : error}\n  of ${shown()}`;
    }
  }
  return null;
}
