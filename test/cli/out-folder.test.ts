// `plan --out FOLDER`: the lists as CSV files, put in place when all are whole.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dataFolder, emptyFolder, run } from './run-cli.ts';
import { smallCompany } from './small-company.ts';

const good = dataFolder(smallCompany);

test('each list is a file with the document’s columns; standard output stays empty', async () => {
  const out = join(emptyFolder(), 'new', 'plan');
  const result = await run(['plan', good, '--out', out, '--with', 'balances,pegging']);
  assert.equal(result.code, 0, result.err);
  assert.equal(result.out, '');
  assert.deepEqual(readdirSync(out).sort(), [
    'action_messages.csv',
    'balances.csv',
    'cases.csv',
    'demand.csv',
    'demand_constraints.csv',
    'demand_deliveries.csv',
    'diagnostics.csv',
    'exceptions.csv',
    'pegging.csv',
    'planned_orders.csv',
  ]);
  const orders = readFileSync(join(out, 'planned_orders.csv'), 'utf8').split('\r\n');
  assert.equal(
    orders[0],
    'id,kind,source_id,item_id,location_id,quantity,needed_date,release_date,receipt_date,' +
      'supplier_id,from_location_id,past_due_release',
  );
  assert.equal(orders[2], 'make:P:W:1,make,MAKE-P,P,W,40,2027-03-08,2027-03-06,2027-03-08,,,false');
  const deliveries = readFileSync(join(out, 'demand_deliveries.csv'), 'utf8');
  assert.match(deliveries, /sales_order,SO2\/10\/1,2027-03-14,40\r\n/);
});

test('with --json as well, standard output is the document', async () => {
  const out = emptyFolder();
  const result = await run(['plan', good, '--out', out, '--json']);
  assert.equal(JSON.parse(result.out).as_of, '2027-03-01');
  assert.ok(existsSync(join(out, 'demand.csv')));
});

test('what was there before is replaced whole, other files stay, no draft is left', async () => {
  const out = emptyFolder();
  writeFileSync(join(out, 'demand.csv'), 'old');
  writeFileSync(join(out, 'mine.txt'), 'mine');
  assert.equal((await run(['plan', good, '--out', out])).code, 0);
  assert.match(readFileSync(join(out, 'demand.csv'), 'utf8'), /^kind,id,/);
  assert.equal(readFileSync(join(out, 'mine.txt'), 'utf8'), 'mine');
  assert.deepEqual(
    readdirSync(out).filter((name) => name.startsWith('.')),
    [],
  );
});
