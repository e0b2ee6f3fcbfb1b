// Lists as CSV files in a folder. All are written aside first and put in place when the last one is
// whole: a run that is stopped or fails leaves what was there before.

import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CsvList } from './csv-lists.ts';
import { csvLine } from './csv-text.ts';

const CHUNK_SIZE = 65_536;
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Writes `name.csv` for each list; answers with the file names. */
export async function writeCsvFolder(folder: string, lists: Iterable<CsvList>): Promise<string[]> {
  const written: { draft: string; file: string }[] = [];
  const discard = async (): Promise<void> => {
    for (const { draft } of written) await rm(draft, { force: true });
  };
  const interruption = watchForStop();
  try {
    for (const list of lists) {
      const file = `${list.name}.csv`;
      const draft = join(folder, `.${file}.${process.pid}`);
      written.push({ draft, file });
      await writeList(draft, list, interruption);
    }
    for (const { draft, file } of written) await rename(draft, join(folder, file));
  } catch (error) {
    await discard();
    if (interruption.signal === null) throw error;
  }
  interruption.unwatch();
  if (interruption.signal !== null) process.kill(process.pid, interruption.signal);
  return written.map(({ file }) => file);
}

/** A signal to stop, taken note of so that drafts can be cleared away before it does its work. */
interface Interruption {
  signal: NodeJS.Signals | null;
  unwatch: () => void;
}

function watchForStop(): Interruption {
  const note = (signal: NodeJS.Signals): void => {
    interruption.signal = signal;
  };
  const interruption: Interruption = {
    signal: null,
    unwatch: () => {
      for (const signal of STOP_SIGNALS) process.off(signal, note);
    },
  };
  for (const signal of STOP_SIGNALS) process.on(signal, note);
  return interruption;
}

async function writeList(
  path: string,
  { columns, rows }: CsvList,
  interruption: Interruption,
): Promise<void> {
  const file = await open(path, 'w');
  try {
    let text = csvLine(columns);
    for (const row of rows) {
      text += csvLine(row);
      if (text.length < CHUNK_SIZE) continue;
      await file.writeFile(text);
      text = '';
      if (interruption.signal !== null) throw new Error(`stopped by ${interruption.signal}`);
    }
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
