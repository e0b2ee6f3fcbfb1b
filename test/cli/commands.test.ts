// `check`, `buildable` and `compare` as a user and as a program see them.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { BuildableRow } from '../../src/contract/buildable-document.ts';
import type { FeedCountRow, QuarantineRow } from '../../src/contract/check-document.ts';
import type { ComparedRow } from '../../src/contract/compare-document.ts';
import type { PlannedOrderRow } from '../../src/contract/plan-document.ts';
import { dataFolder, emptyFolder, run, runJson } from './run-cli.ts';
import { smallCompany } from './small-company.ts';

interface Check {
  feeds: FeedCountRow[];
  quarantine: QuarantineRow[];
  health: number;
}

const dirty = {
  ...smallCompany,
  inventory: `
    item_id,location_id,quantity
    P,W,30
    H,W,60
    X,W,5
    S,W,many
  `,
};

test('check counts what was taken and lists what was not, with line, column and rule', async () => {
  const { feeds, quarantine, health } = await runJson<Check>(['check', dataFolder(dirty)], 1);
  assert.deepEqual(
    feeds.find(({ feed }) => feed === 'inventory'),
    { feed: 'inventory', rows: 4, accepted: 2, quarantined: 2, unchanged: 0 },
  );
  assert.deepEqual(
    quarantine.map(({ feed, line, column, value, rule }) => [feed, line, column, value, rule]),
    [
      ['inventory', 4, 'item_id', 'X', 'unknown_reference'],
      ['inventory', 5, 'quantity', 'many', 'type'],
    ],
  );
  const rows = feeds.reduce((sum, feed) => sum + feed.rows, 0);
  assert.equal(health, (rows - 2) / rows);
});

test('check of a sound folder ends with 0 and full health', async () => {
  const { quarantine, health } = await runJson<Check>(['check', dataFolder(smallCompany)]);
  assert.deepEqual(quarantine, []);
  assert.equal(health, 1);
});

test('check names a refused file among what was not taken', async () => {
  const folder = dataFolder(smallCompany);
  writeFileSync(join(folder, 'bom.csv'), Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]));
  const { quarantine } = await runJson<Check>(['check', folder], 1);
  assert.equal(quarantine.length, 1);
  assert.equal(quarantine[0].feed, 'bom');
  assert.equal(quarantine[0].value, 'bom.csv');
});

test('check on a terminal shows each rule with its first rows', async () => {
  const { code, out } = await run(['check', dataFolder(dirty)]);
  assert.equal(code, 1);
  assert.match(out, /^2 of \d+ rows quarantined: health \d+\.\d %\.$/m);
  assert.match(out, /^inventory +4 +2 +2 +·$/m);
  assert.match(out, /^unknown_reference {2}1 row$/m);
});

const running = {
  ...smallCompany,
  inventory: 'item_id,location_id,quantity\nH,W,30\nS,W,100',
  production_orders: `
    order_id,stage,item_id,location_id,quantity,completed_quantity,start_date,due_date
    PR1,started,P,W,100,40,2027-02-24,2027-03-10
  `,
  order_components: `
    order_id,line,component_item_id,required_quantity,issued_quantity,date
    PR1,1,H,200,150,2027-02-24
  `,
  item_locations: 'item_id,location_id,planning_method\nH,W,none',
  purchase_orders: 'order_id,item_id,location_id,quantity,requested_date',
};

test('order 100, 40 done, 200 housings required, 150 issued, 30 in stock: 20 missing', async () => {
  const { orders } = await runJson<{ orders: BuildableRow[] }>(['buildable', dataFolder(running)]);
  assert.deepEqual(orders, [
    {
      order_id: 'PR1',
      item_id: 'P',
      location_id: 'W',
      start_date: '2027-02-24',
      open_quantity: 60,
      buildable_quantity: 50,
      clear: false,
      missing: [
        {
          component_item_id: 'H',
          location_id: 'W',
          quantity: 20,
          available_date: null,
          supply: null,
        },
      ],
    },
  ]);
});

test('buildable on a terminal says how many are clear and what the others lack', async () => {
  const { out, code } = await run(['buildable', dataFolder(running)]);
  assert.equal(code, 0);
  assert.match(out, /^0 of 1 production order/m);
  assert.match(out, /PR1 +P +W +60 +50 +20 of H \(no supply\)$/m);
});

test('compare names the safety stock that the ERP does not keep', async () => {
  const theirs = { ...smallCompany, item_locations: 'item_id,location_id\nP,W\nH,W\nS,W' };
  const demand = `
    order_id,item_id,location_id,quantity,requested_date
    SO1,P,W,150,2027-03-25
  `;
  const { planned_orders } = await runJson<{ planned_orders: PlannedOrderRow[] }>([
    'plan',
    dataFolder({ ...theirs, sales_orders: demand }),
  ]);
  const list = join(emptyFolder(), 'erp.csv');
  const rows = planned_orders.map(
    (row) => `${row.item_id};${row.location_id};${row.receipt_date};${row.quantity}`,
  );
  writeFileSync(list, `item_id;location_id;date;quantity\n${rows.join('\n')}\n`);
  const folder = dataFolder({
    ...smallCompany,
    sales_orders: demand,
    item_locations: 'item_id,location_id,safety_stock\nP,W,10\nH,W,\nS,W,',
  });
  const { items } = await runJson<{ items: ComparedRow[] }>(['compare', folder, list]);
  assert.deepEqual(
    items.map(({ item_id, equal, reason }) => [item_id, equal, reason]),
    [
      ['H', true, null],
      ['P', false, 'safety_stock'],
      ['S', false, 'demand'],
    ],
  );
  const { out } = await run(['compare', folder, list]);
  assert.match(out, /^1 of 3 item-locations is planned as the ERP plans it\.$/m);
});
