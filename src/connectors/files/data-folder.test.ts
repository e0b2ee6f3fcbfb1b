import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { SettingsOverride } from '../../app/ports.ts';
import type { Intake } from '../../ingest/intake.ts';
import { formatDay, parseDay } from '../../units/day.ts';
import { openDataFolder } from './data-folder.ts';

const now = () => new Date('2027-03-01T12:00:00Z');
const BASE = { 'items.csv': 'item_id\nA\n', 'locations.csv': 'location_id\nP\n' };

async function inFolder<T>(
  files: Record<string, string | Uint8Array>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'drumbeat-folder-'));
  try {
    for (const [name, content] of Object.entries(files))
      await writeFile(join(folder, name), content);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function read(folder: string, override: SettingsOverride = {}): Promise<Intake> {
  return openDataFolder(folder, now).read(override, () => {});
}

function refused(intake: Intake): string[] {
  return intake.refused.map(({ file, rule }) => `${file} ${rule}`);
}

test('a folder that is not there, is a file or is empty is one clear error', async () => {
  await inFolder({ 'plain.txt': 'x' }, async (folder) => {
    assert.deepEqual(refused(await read(join(folder, 'nowhere'))).slice(0, 1), [
      'nowhere no_folder',
    ]);
    assert.deepEqual(refused(await read(join(folder, 'plain.txt'))).slice(0, 1), [
      'plain.txt no_folder',
    ]);
    assert.deepEqual(refused(await read(folder)), [
      'items.csv missing_feed',
      'locations.csv missing_feed',
    ]);
  });
});

test('other files are passed over; those named almost like a feed are noted', async () => {
  const files = {
    ...BASE,
    'README.md': '#',
    'inventroy.csv': 'x\n',
    'bom.txt': 'x',
    'weather.csv': 'x',
  };
  await inFolder(files, async (folder) => {
    const { diagnostics } = await read(folder);
    const notes = diagnostics.filter(({ rule }) => rule === 'unknown_file');
    assert.deepEqual(
      notes.map(({ key }) => key),
      ['bom.txt', 'inventroy.csv', 'weather.csv'],
    );
    assert.match(notes[1]!.message, /Maybe it should be inventory\.csv/);
    assert.match(notes[0]!.message, /Maybe it should be bom\.csv/);
  });
});

test('the endings .CSV and .csv are one, and a feed given by both is refused', async () => {
  await inFolder(
    { 'Items.CSV': 'item_id\nA\n', 'locations.csv': 'location_id\n' },
    async (folder) => {
      assert.deepEqual(refused(await read(folder)), []);
      await writeFile(join(folder, 'items.csv'), 'item_id\nB\n');
      assert.deepEqual(refused(await read(folder)), ['items.csv feed_twice']);
    },
  );
});

test('the command line wins over drumbeat.json', async () => {
  const files = { ...BASE, 'drumbeat.json': '{"as_of": "2026-01-05", "horizon_days": 30}' };
  await inFolder(files, async (folder) => {
    const plain = await read(folder);
    assert.deepEqual(
      [formatDay(plain.settings.asOf), plain.settings.horizonDays],
      ['2026-01-05', 30],
    );
    const asOf = parseDay('2027-01-01');
    const changed = await read(folder, { asOf, horizonDays: 7 });
    assert.deepEqual([changed.settings.asOf, changed.settings.horizonDays], [asOf, 7]);
  });
});

test('a wrong drumbeat.json is refused, and the feeds are read all the same', async () => {
  await inFolder({ ...BASE, 'drumbeat.json': '{"horizon_days": "long"}' }, async (folder) => {
    const intake = await read(folder);
    assert.deepEqual(refused(intake), ['drumbeat.json settings']);
    assert.equal(intake.feeds.length, 2);
  });
});

test('a folder in place of a file, or a file without access, is refused and says so', async () => {
  await inFolder(BASE, async (folder) => {
    await mkdir(join(folder, 'bom.csv'));
    await writeFile(join(folder, 'customers.csv'), 'customer_id\n');
    await chmod(join(folder, 'customers.csv'), 0);
    const rules = refused(await read(folder));
    assert.ok(rules.includes('bom.csv unreadable'));
    const isRoot = process.getuid?.() === 0; // who may read everything
    assert.equal(rules.includes('customers.csv unreadable'), !isRoot);
  });
});

test('a binary file under the name of a feed is refused, the others are read', async () => {
  const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256);
  await inFolder({ ...BASE, 'bom.csv': noise }, async (folder) => {
    const intake = await read(folder);
    assert.equal(intake.refused.length, 1);
    assert.equal(intake.refused[0]!.feed, 'bom');
    assert.equal(intake.feeds.length, 2);
  });
});

test('progress grows from 0 to 1', async () => {
  await inFolder(BASE, async (folder) => {
    const shares: number[] = [];
    await openDataFolder(folder, now).read({}, (share) => shares.push(share));
    assert.equal(shares.at(-1), 1);
    assert.deepEqual(
      shares,
      [...shares].sort((a, b) => a - b),
    );
  });
});
