// `import`, `export`, `backup` and `restore` as a user runs them, on the embedded database.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startEmbedded } from '../../src/storage/postgres/embedded/embedded-server.ts';
import { testFolder } from '../../src/storage/postgres/test-database.ts';
import { run, runJson } from './run-cli.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/automotive', import.meta.url));
const scratch = testFolder();
after(() => rmSync(scratch, { recursive: true, force: true }));
const at = (name: string): string => join(scratch, name);

interface Told {
  position: number;
  feeds: { feed: string; rows: number; new: number; changed: number; quarantined: number }[];
  positions: { org_id: number; position: number }[];
  rows: number;
}

const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

/** A row stands in another line of an exported file. */
async function planOf(folder: string): Promise<unknown> {
  const { diagnostics, ...plan } = await runJson<Record<string, unknown>>(['plan', folder]);
  return JSON.parse(JSON.stringify(plan).replace(/\bline \d+/g, 'line N'));
}

test('a company goes in and out, is backed up and restored: its plan stays the same', async () => {
  const [data, out, file] = [at('data'), at('out'), at('company.backup')];
  // The example has bad rows, so that one sees what becomes of them.
  const imported = await runJson<Told>(['import', EXAMPLE, '--data', data], 1);
  const wrong = imported.feeds.filter((feed) => feed.rows !== feed.new + feed.quarantined);
  assert.deepEqual(wrong, []);
  const exported = await runJson<Told>(['export', out, '--data', data]);
  assert.deepEqual(await planOf(out), await planOf(EXAMPLE));
  const back = await runJson<Told>(['import', out, '--data', data]);
  assert.equal(back.position, exported.position, 'what was exported changes nothing');

  const written = await run(['backup', file, '--data', data]);
  assert.equal(written.code, 0, written.err);
  assert.match(written.out, /^Backed up [\d,]+ rows at position \d+ \([\d.]+ [kM]B\) to /);
  const twice = await run(['backup', file, '--data', data]);
  assert.equal(twice.code, 1);
  assert.match(twice.err, /^drumbeat: There is a file .* already\.\nMaybe .* --force\.\n$/s);
  const sound = await run(['restore', file, '--check']);
  assert.match(sound.out, /^The back-up of .*, is sound\.\n$/s);

  const restored = await runJson<Told>(['restore', file, '--data', at('restored')]);
  assert.deepEqual(restored.positions, [{ org_id: 1, position: exported.position }]);
  const outAgain = at('out-again');
  await runJson<Told>(['export', outAgain, '--data', at('restored')]);
  assert.deepEqual(filesOf(outAgain), filesOf(out));
  const full = await run(['restore', file, '--data', at('restored')]);
  assert.match(full.err, /holds data already; nothing was changed\.\nMaybe .* --force\.\n$/);
});

test('a Drumbeat that runs is backed up and exported, not imported or restored into', async () => {
  const data = at('running');
  const company = at('company');
  mkdirSync(company);
  writeFileSync(join(company, 'items.csv'), 'item_id\nA\n');
  writeFileSync(join(company, 'locations.csv'), 'location_id\nP\n');
  assert.equal((await run(['import', company, '--data', data])).code, 0);
  const server = await startEmbedded({ dataFolder: data, log: () => {}, durable: false });
  try {
    const file = at('running.backup');
    assert.equal((await runJson<Told>(['backup', file, '--data', data])).positions[0].position, 2);
    assert.equal((await runJson<Told>(['export', at('live'), '--data', data])).position, 2);
    const importing = await run(['import', company, '--data', data]);
    assert.equal(importing.code, 1);
    assert.match(importing.err, /A Drumbeat runs on .*\.\nMaybe stop it first, or send the files/);
    const restoring = await run(['restore', file, '--data', data, '--force']);
    assert.equal(restoring.code, 1);
    assert.match(restoring.err, /A Drumbeat runs on .*\.\nMaybe stop it first\.\n$/);
  } finally {
    await server.stop();
  }
});

test('what cannot be done is said with a remedy, and nothing is made of it', async () => {
  const file = at('none.backup');
  const none = await run(['backup', file, '--data', at('nowhere')]);
  assert.equal(none.code, 1);
  assert.match(none.err, /There is no installation in .*\nMaybe name its data folder with --data/);
  assert.equal(existsSync(file) || existsSync(at('nowhere')), false);
  mkdirSync(at('taken'));
  writeFileSync(join(at('taken'), 'mine.txt'), 'mine');
  const away = await run(['backup', file, '--database', 'postgres://x:secret@127.0.0.1:1/y']);
  assert.match(away.err, /cannot be reached/);
  assert.doesNotMatch(away.err, /secret/);
  const both = await run(['backup', file, '--data', 'x', '--database', 'postgres://x/y']);
  assert.equal(both.code, 2);
  const wrong = await run(['export', at('x'), '--database', 'secret']);
  assert.equal(wrong.code, 2);
  assert.doesNotMatch(wrong.err, /secret/);
});

test('an import with rows put aside ends with 1 and says which rules they broke', async () => {
  const company = at('dirty');
  mkdirSync(company);
  writeFileSync(join(company, 'items.csv'), 'item_id\nA\n');
  writeFileSync(join(company, 'locations.csv'), 'location_id\nP\n');
  writeFileSync(join(company, 'inventory.csv'), 'item_id,location_id,quantity\nA,P,x\nB,P,1\n');
  const { code, out } = await run(['import', company, '--data', at('dirty-data')]);
  assert.equal(code, 1);
  assert.match(out, /inventory .*1 type, 1 unknown_reference/);
});
