// What goes where: results on standard output alone, no colour in a pipe, and a reader that leaves
// early ends the program quietly.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataFolder, run, start } from './run-cli.ts';
import { smallCompany } from './small-company.ts';

const ESCAPE = '\u001b';
const good = dataFolder(smallCompany);

/** As many sales orders as make a document of some megabytes. */
function longFolder(): string {
  const orders = Array.from(
    { length: 20_000 },
    (_, n) => `SO-${n},P,W,1,2027-03-${String(10 + (n % 15))}`,
  );
  return dataFolder({
    ...smallCompany,
    sales_orders: `order_id,item_id,location_id,quantity,requested_date\n${orders.join('\n')}`,
  });
}

test('in a pipe there is no colour and no progress, with NO_COLOR none at all', async () => {
  for (const command of ['check', 'plan', 'buildable']) {
    const piped = await run([command, good]);
    assert.ok(!piped.out.includes(ESCAPE));
    assert.equal(piped.err, '');
    const forced = await run([command, good], { NO_COLOR: '1' });
    assert.ok(!forced.out.includes(ESCAPE));
  }
});

test('colour that is asked for comes, and takes nothing from the text', async () => {
  const plain = await run(['plan', good]);
  const coloured = await run(['plan', good], { FORCE_COLOR: '1' });
  assert.ok(coloured.out.includes(ESCAPE));
  const stripped = coloured.out.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, 'g'), '');
  assert.equal(stripped.replaceAll(/ +$/gm, ''), plain.out.replaceAll(/ +$/gm, ''));
});

test('a reader that has seen enough ends the program quietly', async () => {
  const child = start(['plan', longFolder(), '--json', '--with', 'pegging']);
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(err, '');
  assert.equal(code, 0);
});

test('a slow reader gets the whole document', async () => {
  const child = start(['plan', longFolder(), '--json']);
  child.stdout.pause();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  child.stdout.resume();
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(code, 0);
  assert.equal((JSON.parse(out) as { demand: unknown[] }).demand.length, 20_000);
});

test('Ctrl-C stops at once and leaves nothing on standard output', async () => {
  const child = start(['plan', longFolder(), '--json']);
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  await new Promise((resolve) => setTimeout(resolve, 60));
  child.kill('SIGINT');
  const signal = await new Promise((resolve) => child.on('close', (_, by) => resolve(by)));
  assert.equal(signal, 'SIGINT');
  assert.equal(out, '');
});

test('ids that carry terminal commands or Chinese text leave the table aligned', async () => {
  const evil = `"X${ESCAPE}[31mY"`;
  const folder = dataFolder({
    items: `
      item_id,unit_cost
      磁环,1
      ${evil},1
    `,
    locations: 'location_id\nW',
    sourcing: `
      source_id,item_id,location_id,kind,lead_time_days
      S1,磁环,W,buy,0
      S2,${evil},W,buy,0
    `,
    sales_orders: `
      order_id,item_id,location_id,quantity,requested_date
      A,磁环,W,5,2027-03-01
      B,${evil},W,5,2027-03-01
    `,
  });
  const { out } = await run(['plan', folder]);
  assert.ok(!out.includes(ESCAPE));
  assert.match(out, /^buy {2}磁环 {5}W/m);
  assert.match(out, /^buy {2}X\uFFFD\[31mY {2}W/m);
});
