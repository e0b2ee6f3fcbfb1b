// Files made to hurt who reads them: each is refused by name, before it costs time or memory.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { Intake } from '../../ingest/intake.ts';
import { FILE_BOMBS, type FileBomb } from './bomb-fixture.ts';
import { openDataFolder } from './data-folder.ts';
import { textRow, writeWorkbook } from './workbook/workbook-fixture.ts';

const COUNT = 60;
/** Of processors, beyond what a sound file of its kind takes. They are refused within 100 ms where
 * nothing else runs; a bomb that goes off takes longer than this on any machine. */
const TIME_MAX_MS = 1_000;
const MEMORY_MAX_MEGABYTES = 64;
const TIMES = 3; // others use the machine as well

interface Reading {
  intake: Intake;
  took: number; // milliseconds of processors
  grown: number; // megabytes, at the highest
}

async function readOnce(name: string, bytes: Uint8Array): Promise<Reading> {
  const folder = await mkdtemp(join(tmpdir(), 'drumbeat-bombs-'));
  try {
    await writeFile(join(folder, 'items.csv'), 'item_id\nA\n');
    await writeFile(join(folder, 'locations.csv'), 'location_id\nP\n');
    await writeFile(join(folder, name), bytes);
    forgetHighest();
    const memory = megabytes('VmRSS');
    const begun = process.cpuUsage();
    const now = () => new Date('2027-03-01T12:00:00Z');
    const intake = await openDataFolder(folder, now).read({}, () => {});
    const { user, system } = process.cpuUsage(begun);
    return { intake, took: (user + system) / 1000, grown: megabytes('VmHWM') - memory };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As Linux keeps it: the highest memory from here on. */
const forgetHighest = (): void => writeFileSync('/proc/self/clear_refs', '5');
const megabytes = (line: 'VmRSS' | 'VmHWM'): number => {
  const status = readFileSync('/proc/self/status', 'utf8');
  return Number(new RegExp(`^${line}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
};

let baseline = Number.POSITIVE_INFINITY; // of a sound workbook of one row
before(async () => {
  const rows = textRow(1, ['customer_id']) + textRow(2, ['C1']);
  const sound = writeWorkbook({ sheets: { customers: rows } });
  for (let time = 0; time <= TIMES; time++) {
    const { took, intake } = await readOnce('sound.xlsx', sound);
    assert.deepEqual(intake.refused, []);
    baseline = Math.min(baseline, took);
  }
});

test('there are sixty bombs, each another one', () => {
  assert.ok(FILE_BOMBS.length >= COUNT, `${FILE_BOMBS.length} bombs`);
  assert.equal(new Set(FILE_BOMBS.map(({ words }) => words)).size, FILE_BOMBS.length);
});

const namedBy = ({ refused, quarantine }: Intake) =>
  [...refused, ...quarantine].map(({ rule, message }) => ({ rule, message }));

async function explode({ file, rules, bytes }: FileBomb): Promise<string[]> {
  const body = bytes();
  const budget = TIME_MAX_MS + (file.endsWith('.xlsx') ? baseline : 0);
  let faults: string[] = [];
  for (let time = 0; time < TIMES; time++) {
    const { intake, took, grown } = await readOnce(file, body);
    const told = namedBy(intake);
    assert.ok(
      told.some(({ rule }) => rules.includes(rule)),
      `refused by ${JSON.stringify(told).slice(0, 500)}`,
    );
    for (const { message } of told) assert.ok(message.length < 400, message.slice(0, 500));
    faults = [];
    if (took > budget) faults.push(`took ${Math.round(took)} ms of ${Math.round(budget)}`);
    if (grown > MEMORY_MAX_MEGABYTES) faults.push(`needed ${Math.round(grown)} MB`);
    if (faults.length === 0) break;
  }
  return faults;
}

for (const bomb of FILE_BOMBS) {
  test(`a bomb in ${bomb.file} is refused by name, soon and small: ${bomb.words}`, async () => {
    assert.deepEqual(await explode(bomb), []);
  });
}
