// The plan that the running server gives, against the plan of the same facts made from scratch: the
// facts go out as a folder, and the command line's way plans that folder. Every list must be the
// same byte for byte; only the position, and the lines that exported rows stand in, may differ.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { planFolder } from '../../src/app/commands/plan-folder.ts';
import { jsonPieces } from '../../src/app/queries/json-pieces.ts';
import { planDocument } from '../../src/app/queries/plan-document.ts';
import { openDataFolder } from '../../src/connectors/files/data-folder.ts';
import { exportFolder } from '../../src/connectors/files/write-data-folder.ts';
import { EXTRA_LISTS } from '../../src/contract/plan-document.ts';
import { createStandingFacts } from '../../src/ingest/standing/standing-facts.ts';
import type { Database } from '../../src/storage/postgres/database.ts';
import { createFactStore } from '../../src/storage/postgres/fact-log/fact-store.ts';
import type { Place } from './check-facts.ts';
import { readLog } from './check-facts.ts';
import { call } from './http-call.ts';

const PATIENCE_MS = 60_000;

/** The server must be quiet: nobody sends facts meanwhile. */
export async function faultsInPlan(
  place: Place,
  database: Database,
  scratch: string,
): Promise<string[]> {
  const head = (await readLog(place)).at(-1)?.position ?? 0;
  const live = await livePlan(place, head);
  const fresh = await planFromScratch(database, join(scratch, `export-${head}`));
  return differences(live, fresh);
}

export async function livePlan(place: Place, position: number): Promise<string> {
  const path = `/api/v1/plan/document?with=${EXTRA_LISTS.join(',')}&not_before=${position}`;
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const headers = { prefer: 'wait=20' };
    const answer = await call(place.url, { path, key: place.key, headers });
    if (answer.status === 200) return answer.text;
    if (answer.status !== 503 || Date.now() > until) {
      throw new Error(`no plan at ${position}: ${answer.status} ${answer.text.slice(0, 300)}`);
    }
  }
}

/** As `drumbeat export`, then `drumbeat plan` on what came out. */
export async function planFromScratch(database: Database, folder: string): Promise<string> {
  const standing = createStandingFacts();
  const { settings } = await createFactStore(database, 1).hydrate(standing, null);
  await exportFolder(standing, settings, folder, () => {});
  try {
    const source = openDataFolder(folder, () => new Date());
    const planned = await planFolder(source, {}, () => {});
    return [...jsonPieces(planDocument(planned, new Set(EXTRA_LISTS)))].join('');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function differences(live: string, fresh: string): string[] {
  const [a, b] = [listsOf(live), listsOf(fresh)];
  const faults: string[] = [];
  for (const name of new Set([...a.keys(), ...b.keys()])) {
    const [left = '', right = ''] = [a.get(name), b.get(name)];
    if (left === right) continue;
    let at = 0;
    while (at < left.length && left[at] === right[at]) at++;
    const shown = (text: string) => text.slice(Math.max(0, at - 80), at + 160);
    faults.push(`${name} differ: live ...${shown(left)}... from scratch ...${shown(right)}...`);
  }
  return faults;
}

/** Where a row is: live by its key, in a file by its line. */
const PLACE = /\b(?:line \d+|row [^"]+?)(?=\)| of | is )/g;

/** As text, without the places of rows that its sentences name. */
export function placeless(value: unknown): string {
  return JSON.stringify(value)
    .replace(/ \(line \d+\)(?= and counts)/g, '')
    .replace(PLACE, 'place');
}

/** Said of a file as it is read; live it was in the answer to the batch. */
const OF_FILES = new Set(['history_summed']);

/** Diagnostics come in the order of the rows and name their places: an export has both other. */
function listsOf(document: string): Map<string, string> {
  const lists = JSON.parse(document) as Record<string, unknown>;
  delete lists.position;
  const all = lists.diagnostics as { rule: string }[];
  const diagnostics = all
    .filter(({ rule }) => !OF_FILES.has(rule))
    .map(placeless)
    .sort();
  return new Map(
    Object.entries({ ...lists, diagnostics }).map(([name, value]) => [name, placeless(value)]),
  );
}
