// The demo's company: an example folder, loaded once into an empty installation.

import { systemCaller } from '../app/living/caller.ts';
import type { FactWriter } from '../app/living/fact-writer.ts';
import { createAsideTally, importFolder } from '../app/living/import-folder.ts';
import { listDataFolder } from '../connectors/files/data-folder.ts';
import type { KeptState } from '../storage/postgres/kept-state.ts';

interface Parts {
  writer: FactWriter;
  kept: KeptState;
  now: () => number;
  say: (sentence: string) => void;
}

const LOADED = 'demo_company';

/** Goes on where an earlier start was ended in the middle: what is there changes nothing. */
export async function loadExample(
  folder: string,
  { writer, kept, now, say }: Parts,
): Promise<void> {
  if ((await kept.read(LOADED)) !== null) return;
  say('Loading the demo company.');
  const listed = await listDataFolder(folder, now());
  try {
    const parts = { writer, tally: createAsideTally(), caller: systemCaller(1, 'demo') };
    const { refused } = await importFolder(listed, parts, () => {});
    if (refused.length > 0) throw new Error(refused.map(({ message }) => message).join(' '));
  } finally {
    await listed.close();
  }
  await kept.write(LOADED, { folder: 'automotive' });
}
