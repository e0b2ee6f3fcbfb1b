// Values given on the command line: each is checked where it comes in, and a bad one is named with
// the remedy.

import { mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { EXTRA_LISTS, type ExtraList } from '../contract/plan-document.ts';
import { HORIZON_DAYS_MAX } from '../ingest/settings.ts';
import { type Day, NO_DAY, parseDay } from '../units/day.ts';
import { usageError } from './usage-error.ts';

export function parseAsOf(text: string): Day {
  const day = parseDay(text);
  if (day !== NO_DAY) return day;
  throw usageError(`--as-of ${text} is no date.`, 'write it as YYYY-MM-DD: --as-of 2027-03-01');
}

export function parseHorizon(text: string): number {
  const days = Number(text);
  if (/^\d+$/.test(text) && days >= 1 && days <= HORIZON_DAYS_MAX) return days;
  throw usageError(
    `--horizon ${text} is no number of days from 1 to ${HORIZON_DAYS_MAX}.`,
    'give whole days: --horizon 120',
  );
}

export function parseExtraLists(text: string, before?: Set<ExtraList>): Set<ExtraList> {
  const lists = new Set(before);
  for (const name of text.split(',')) {
    const known = EXTRA_LISTS.find((list) => list === name.trim());
    if (known === undefined) {
      throw usageError(
        `--with ${text}: there is no list "${name.trim()}".`,
        `name some of ${EXTRA_LISTS.join(', ')}, with commas between`,
      );
    }
    lists.add(known);
  }
  return lists;
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw usageError(`--port ${text} is no port from 1 to 65535.`, 'give a free one: --port 7071');
}

const LOG_LEVELS = ['info', 'warn', 'error', 'silent'] as const;

export function parseLogLevel(text: string): (typeof LOG_LEVELS)[number] {
  const level = LOG_LEVELS.find((known) => known === text);
  if (level) return level;
  throw usageError(`--log ${text} is no level.`, `give one of ${LOG_LEVELS.join(', ')}`);
}

export async function requireDataFolder(path: string): Promise<void> {
  const found = await statOf(path);
  if (found?.isDirectory()) return;
  throw usageError(
    found ? `${path} is no folder.` : `There is no folder ${path}.`,
    'name the folder that holds items.csv and the other feeds',
  );
}

export async function requireFile(path: string): Promise<void> {
  const found = await statOf(path);
  if (found?.isFile()) return;
  throw usageError(
    found ? `${path} is no file.` : `There is no file ${path}.`,
    'name a CSV file with item_id, location_id, date, quantity',
  );
}

/** Makes the folder that lists are written to; never the data folder itself. */
export async function makeOutFolder(folder: string, dataFolder: string): Promise<void> {
  try {
    await makeFolder(resolve(folder));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw usageError(
      `--out ${folder} is no folder and cannot be made one (${code}).`,
      'name a folder that you may write to',
    );
  }
  if ((await realpath(folder)) !== (await realpath(dataFolder))) return;
  throw usageError(`--out ${folder} is the data folder itself.`, 'name another folder');
}

/** With its parents. Step by step, because the runtime's own way never ends where a file system
 * answers "no such file" for a new folder. */
async function makeFolder(folder: string): Promise<void> {
  if ((await statOf(folder))?.isDirectory()) return;
  const parent = dirname(folder);
  if (parent !== folder && (await statOf(parent)) === null) await makeFolder(parent);
  await mkdir(folder);
}

async function statOf(path: string): Promise<Awaited<ReturnType<typeof stat>> | null> {
  try {
    return await stat(path);
  } catch {
    return null;
  }
}
