import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayColumn, flagColumn, numberColumn, textColumn } from '../model/fact-table.ts';
import { keyOfRow } from '../model/facts.ts';
import { NO_DAY, parseDay } from '../units/day.ts';
import type { Intake } from './intake.ts';
import { BASE_FILES, intakeOf } from './intake-fixture.ts';

/** Quarantined rows as `line column rule value`. */
function aside(intake: Intake): string[] {
  return intake.quarantine.map(
    ({ line, column, rule, value }) => `${line} ${column || '-'} ${rule} ${value}`,
  );
}

/** The one feed beside items and locations. */
async function read(file: string, content: string, more: Record<string, string> = {}) {
  const intake = await intakeOf({ ...BASE_FILES, [file]: content, ...more });
  const feed = file.replace('.csv', '');
  const count = intake.feeds.find((found) => found.feed === feed);
  if (count) assert.equal(count.rows, count.accepted + count.quarantined);
  const table = intake.facts.tables[feed]!;
  return { intake, count, table, aside: aside(intake) };
}

test('a row is kept column by column, with its line, quantities in smallest units', async () => {
  const { table, intake } = await read(
    'sales_orders.csv',
    'order_id,item_id,location_id,quantity,requested_date,promised_quantity,' +
      'ship_complete,colour\n' +
      '"4711",K,P,12.5,2027-03-31,,true,red\n',
  );
  const { pool } = intake.facts;
  assert.equal(table.rowCount, 1);
  assert.equal(table.lines[0], 2);
  assert.equal(keyOfRow(intake.facts, 'sales_orders', 0), '4711/1/1');
  assert.equal(numberColumn(table, 'quantity')[0], 12500);
  assert.ok(Number.isNaN(numberColumn(table, 'promised_quantity')[0]));
  assert.equal(dayColumn(table, 'requested_date')[0], parseDay('2027-03-31'));
  assert.equal(dayColumn(table, 'promised_date')[0], NO_DAY);
  assert.equal(flagColumn(table, 'ship_complete')[0], 1);
  assert.equal(flagColumn(table, 'consumes_forecast')[0], -1);
  assert.equal(pool.texts[textColumn(table, 'colour')[0]!], 'red');
  assert.equal(pool.texts[textColumn(table, 'status')[0]!], '');
});

test('blank key cells are filled with what the contract says: own available stock', async () => {
  const { intake } = await read('inventory.csv', 'item_id,location_id,quantity\nA,P,5\n');
  assert.equal(keyOfRow(intake.facts, 'inventory', 0), 'A/P//available/own//');
});

test('each rule puts the row aside with its line, column and value', async () => {
  const header =
    'order_id,line,item_id,location_id,quantity,requested_date,status,max_lateness_days\n';
  const { aside, count } = await read(
    'sales_orders.csv',
    `${header}${[
      'S1,1,A,P,5,2027-03-31,,',
      ',1,A,P,5,2027-03-31,,',
      'S2,1,A,P,five,2027-03-31,,',
      'S3,1,A,P,-5,2027-03-31,,',
      'S4,1,A,P,5.5,2027-03-31,,',
      `S5,1,A,P,5,2027-03-31,,\n${'x'.repeat(256)},1,A,P,5,2027-03-31,,`,
      'S6,1,A,P,5,2027-03-31,done,',
      'S7,1,Z,P,5,2027-03-31,,',
      'S1,1,A,P,6,2027-03-31,,',
      'S1,1,A,P,5,2027-03-31,,',
      'S8,1,A,P,5,,,',
      'S9,1,A,P,1e3,2027-03-31,,',
      'S10,1,A,P,5,2027-02-30,,',
      'S11,1,A,P,2000000000000,2027-03-31,,',
      'S12,1,A,P,NaN,2027-03-31,,',
      'S13,1,A,P,5,2027-03-31,,,surplus',
    ].join('\n')}\n`,
  );
  assert.deepEqual(aside, [
    '3 order_id required ',
    '4 quantity type five',
    '5 quantity range -5',
    '6 quantity too_fine 5.5',
    `8 order_id too_long ${'x'.repeat(200)}`,
    '9 status unknown_value done',
    '10 item_id unknown_reference Z',
    '11 - duplicate_key S1/1/1',
    '13 requested_date required ',
    '14 quantity type 1e3',
    '15 requested_date type 2027-02-30',
    '16 quantity range 2000000000000',
    '17 quantity type NaN',
    '18 - type surplus',
  ]);
  assert.deepEqual(count, {
    feed: 'sales_orders',
    rows: 17,
    accepted: 3,
    quarantined: 14,
    unchanged: 1,
  });
});

test('a row that points to one put aside is put aside too, and says which', async () => {
  const intake = await intakeOf({
    ...BASE_FILES,
    'sourcing.csv':
      'source_id,item_id,location_id,kind,from_location_id\n' +
      'S1,A,P,steal,\nS2,A,P,transfer,\nS3,B,P,make,\n',
    'routings.csv': 'source_id,resource_id\nS1,R\nS3,R\n',
  });
  assert.deepEqual(aside(intake), [
    '2 kind unknown_value steal',
    '3 from_location_id required ',
    '2 source_id unknown_reference S1',
  ]);
  assert.match(intake.quarantine[2]!.message, /line 2/);
});

test('nothing is checked against a feed that is absent', async () => {
  const { count } = await read('routings.csv', 'source_id,resource_id\nS1,R\n');
  assert.deepEqual([count!.accepted, count!.quarantined], [1, 0]);
});

test("another unit is converted by the item's own factor, then by the general one", async () => {
  const conversions =
    'item_id,from_uom,to_uom,factor\n,BX,PCE,10\nB,BX,PCE,12\n,KGM,GRM,1000\nA,PF,BX,4\n';
  const { table, aside } = await read(
    'inventory.csv',
    'item_id,location_id,batch,quantity,uom\nA,P,1,2,BX\nB,P,1,2,BX\nK,P,1,500,GRM\nA,P,2,7,EA\n' +
      'A,P,3,1,PF\nK,P,2,0.5,GRM\n',
    { 'unit_conversions.csv': conversions },
  );
  assert.deepEqual([...numberColumn(table, 'quantity').subarray(0, 4)], [20, 24, 500, 7]);
  assert.deepEqual(aside, ['6 uom unknown_unit PF', '7 quantity too_fine 0.5']);
});

test('a part that a bill of material gives in grams is kept in kilograms', async () => {
  const { table } = await read(
    'bom.csv',
    'item_id,component_item_id,quantity_per,uom\nA,K,250,GRM\n',
    { 'unit_conversions.csv': 'item_id,from_uom,to_uom,factor\n,GRM,KGM,0.001\n' },
  );
  assert.equal(numberColumn(table, 'quantity_per')[0], 0.25);
});

test('a capacity over all items of a supplier stays in base units', async () => {
  const { table } = await read(
    'supplier_capacity.csv',
    'supplier_id,item_id,date_from,quantity\nS,,2027-03-01,2.5\nS,K,2027-03-01,2.5\n',
  );
  assert.deepEqual([...numberColumn(table, 'quantity').subarray(0, 2)], [2.5, 2500]);
});

test('0.1 + 0.2 kilograms is 300 grams: no binary fraction comes in', async () => {
  const { table } = await read(
    'inventory.csv',
    'item_id,location_id,batch,quantity\nK,P,1,0.1\nK,P,2,0.2\nK,P,3,1.005\nK,P,4,123456789.123\n',
  );
  assert.deepEqual(
    [...numberColumn(table, 'quantity').subarray(0, 4)],
    [100, 200, 1005, 123456789123],
  );
});

test('lot parameters finer than the smallest unit are rounded up, once said', async () => {
  const { table, intake } = await read(
    'item_locations.csv',
    'item_id,location_id,safety_stock\nA,P,2.5\nB,P,0.1\n',
  );
  assert.deepEqual([...numberColumn(table, 'safety_stock').subarray(0, 2)], [3, 1]);
  const rounded = intake.diagnostics.filter((found) => found.rule === 'rounded');
  assert.equal(rounded.length, 1);
  assert.match(rounded[0]!.message, /2 cells .* line 2/);
});

test('day counts may be written 1.0, and a fraction is rounded up', async () => {
  const { table } = await read(
    'sourcing.csv',
    'source_id,item_id,location_id,kind,lead_time_days\nS1,A,P,buy,1.0\nS2,A,P,buy,2.1\n',
  );
  assert.deepEqual([...numberColumn(table, 'lead_time_days').subarray(0, 2)], [1, 3]);
});

test('a header line in the middle is one row put aside', async () => {
  const { aside, count } = await read(
    'customers.csv',
    'customer_id,name\nC1,x\ncustomer_id,name\nC2,y\n',
  );
  assert.deepEqual(aside, ['3 - type customer_id,name']);
  assert.equal(count!.accepted, 2);
});

test('missing cells are empty, and columns may stand in any order', async () => {
  const { table, intake } = await read(
    'customers.csv',
    'name , customer_id\nAcme,C1\n"B, Inc"\n,C2',
  );
  assert.equal(table.rowCount, 2);
  assert.equal(intake.quarantine[0]!.rule, 'required');
  assert.equal(intake.facts.pool.texts[textColumn(table, 'customer_id')[1]!], 'C2');
});

test('a file without a needed column, or with one twice, is refused in one sentence', async () => {
  const cases: [string, string, RegExp][] = [
    ['item_id,location_id,qty\nA,P,1\n', 'missing_column', /lacks the column quantity/],
    ['item_id,location_id,quantty\nA,P,1\n', 'missing_column', /Maybe quantty is quantity/],
    ['item_id,location_id,quantity,quantity\nA,P,1,1\n', 'doubled_column', /quantity twice/],
    ['A,P,1\nB,P,2\n', 'no_header', /names no column/],
    ['', 'no_header', /empty/],
  ];
  for (const [content, rule, message] of cases) {
    const { intake } = await read('inventory.csv', content);
    assert.equal(intake.refused.length, 1, content);
    assert.equal(intake.refused[0]!.rule, rule);
    assert.match(intake.refused[0]!.message, message);
    assert.ok(!intake.facts.givenFeeds.has('inventory'));
  }
});

test('orders need one of their dates as a column too', async () => {
  const { intake } = await read(
    'sales_orders.csv',
    'order_id,item_id,location_id,quantity\nS,A,P,1\n',
  );
  assert.equal(intake.refused[0]?.rule, 'missing_column');
});

test('a folder without items or locations is refused whole and its facts are empty', async () => {
  const intake = await intakeOf({ 'locations.csv': 'location_id\nP\n' });
  assert.deepEqual(
    intake.refused.map(({ file, rule }) => [file, rule]),
    [['items.csv', 'missing_feed']],
  );
  assert.equal(intake.facts.givenFeeds.size, 0);
});

test('items and inventory alone lack a feed; feeds of a header alone are fine', async () => {
  const without = await intakeOf({ 'items.csv': 'item_id\nA\n', 'inventory.csv': 'x\n' });
  assert.deepEqual(
    without.refused.map(({ file }) => file),
    ['locations.csv'],
  );
  const empty = await intakeOf({ 'items.csv': 'item_id\n', 'locations.csv': 'location_id' });
  assert.deepEqual(empty.refused, []);
  assert.deepEqual(
    empty.feeds.map(({ rows }) => rows),
    [0, 0],
  );
});

test('ids with commas, quotes, line ends and emoji are kept as they are', async () => {
  const { intake } = await read(
    'customers.csv',
    'customer_id\n"a,b"\n"say ""x"""\n"two\nlines"\n😀\n',
  );
  const table = intake.facts.tables.customers!;
  const ids = [...textColumn(table, 'customer_id').subarray(0, 4)];
  assert.deepEqual(
    ids.map((code) => intake.facts.pool.texts[code]),
    ['a,b', 'say "x"', 'two\nlines', '😀'],
  );
});
