// Exit codes: 0 done, 1 the data is bad, 2 wrong usage, named on standard error with its remedy.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dataFolder, emptyFolder, run } from './run-cli.ts';
import { smallCompany } from './small-company.ts';

const good = dataFolder(smallCompany);

/** Wrong usage: exit code 2, nothing on standard output, a sentence and a remedy. */
async function refused(args: string[], sentence: RegExp, remedy: RegExp): Promise<void> {
  const { code, out, err } = await run(args);
  assert.equal(code, 2, err);
  assert.equal(out, '');
  const [first, second, ...rest] = err.split('\n');
  assert.match(first, sentence);
  assert.match(second, remedy);
  assert.deepEqual(rest, ['']);
}

test('a plan that was made ends with 0, bad rows and all', async () => {
  assert.equal((await run(['plan', good])).code, 0);
  const rows = { ...smallCompany };
  rows.inventory += '\nX,W,5';
  const { code, out } = await run(['plan', dataFolder(rows), '--json']);
  assert.equal(code, 0);
  const { diagnostics } = JSON.parse(out) as { diagnostics: { rule: string; feed: string }[] };
  assert.ok(
    diagnostics.some(({ rule, feed }) => rule === 'quarantined_rows' && feed === 'inventory'),
  );
});

test('a file that is refused ends with 1, is named, and the rest is planned', async () => {
  const folder = dataFolder(smallCompany);
  writeFileSync(join(folder, 'purchase_orders.csv'), 'a,b\n1,2\n');
  const { code, out, err } = await run(['plan', folder, '--json']);
  assert.equal(code, 1);
  assert.match(err, /purchase_orders\.csv/);
  const document = JSON.parse(out) as {
    demand: unknown[];
    diagnostics: { severity: string; feed: string }[];
  };
  assert.equal(document.demand.length, 3);
  assert.ok(
    document.diagnostics.some(
      ({ severity, feed }) => severity === 'error' && feed === 'purchase_orders',
    ),
  );
});

test('a plan on a terminal says first what it goes without', async () => {
  const folder = dataFolder(smallCompany);
  writeFileSync(join(folder, 'purchase_orders.csv'), 'a,b\n1,2\n');
  const { out } = await run(['plan', folder]);
  assert.match(out, /^This plan goes without purchase_orders\.csv\.$/m);
  const { out: nothing } = await run(['plan', emptyFolder()]);
  assert.match(nothing, /^Nothing is planned, for want of items\.csv, locations\.csv\.\n$/);
});

test('an empty folder ends with 1 and says which files are missing', async () => {
  for (const command of ['plan', 'check', 'buildable']) {
    const { code, out, err } = await run([command, emptyFolder(), '--json']);
    assert.equal(code, 1);
    assert.match(err, /items\.csv/);
    assert.equal(typeof JSON.parse(out), 'object');
  }
});

test('wrong values are named with the remedy', async () => {
  await refused(['plan', good, '--as-of', '2027-02-30'], /--as-of 2027-02-30/, /YYYY-MM-DD/);
  await refused(['plan', good, '--as-of', '1.3.2027'], /--as-of 1\.3\.2027/, /YYYY-MM-DD/);
  await refused(['plan', good, '--horizon', '0'], /--horizon 0/, /--horizon 120/);
  await refused(['plan', good, '--horizon', '-5'], /--horizon/, /Maybe/);
  await refused(['plan', good, '--horizon', '1e3'], /--horizon 1e3/, /--horizon 120/);
  await refused(['plan', good, '--horizon', '99999999'], /--horizon 99999999/, /--horizon 120/);
  await refused(['plan', good, '--with', 'balance'], /"balance"/, /balances, pegging/);
});

test('wrong commands, options and paths are named with the remedy', async () => {
  await refused(['paln', good], /unknown command 'paln'.*plan/, /--help/);
  await refused(['plan'], /FOLDER/, /--help/);
  await refused(['plan', good, good], /too many arguments/, /--help/);
  await refused(['plan', good, '--jsn'], /--jsn.*--json/, /--help/);
  await refused(['plan', join(good, 'nowhere')], /no folder/, /items\.csv/);
  await refused(['check', join(good, 'items.csv')], /is no folder/, /items\.csv/);
  await refused(['compare', good, join(good, 'nowhere.csv')], /no file/, /item_id/);
  await refused(['plan', good, '--out', join(good, 'items.csv')], /--out/, /folder/);
  await refused(['plan', good, '--out', '/dev/null/plan'], /--out/, /folder/);
  await refused(['plan', good, '--out', good], /--out.*data folder/, /another/);
});

test('a list that is no list of planned orders ends with 1', async () => {
  const list = join(emptyFolder(), 'list.csv');
  writeFileSync(list, 'part,when\nA,2027-03-01\n');
  const { code, err } = await run(['compare', good, list]);
  assert.equal(code, 1);
  assert.match(err, /item_id/);
});

test('without a command the help is shown, and that is wrong usage', async () => {
  const { code, out, err } = await run([]);
  assert.equal(code, 2);
  assert.equal(out, '');
  assert.match(err, /Usage: drumbeat/);
});

test('help of every command has an example and the exit codes, and ends with 0', async () => {
  for (const command of [[], ['check'], ['plan'], ['buildable'], ['compare']]) {
    const { code, out, err } = await run([...command, '--help']);
    assert.equal(code, 0);
    assert.equal(err, '');
    assert.match(out, /Example/);
    assert.match(out, /Exit code: 0 .* 1 .* 2 /);
  }
});
