// What is exported imports unchanged: whatever the facts, and whatever stands in their cells.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { listDataFolder } from '../../src/connectors/files/data-folder.ts';
import { readFeeds } from '../../src/ingest/read-feeds.ts';
import { feedNamed } from '../../src/model/feeds/feeds.ts';
import { arbitraryCompanyFiles } from './arbitrary-files.ts';
import { csvText } from './arbitrary-tables.ts';
import { createKeptFacts, filesOf, folderOf, rowsOf, writtenOut } from './kept-facts.ts';
import type { Files } from './planned-files.ts';

/** Through a company's facts twice: what is written the second time is what was the first time. */
async function goRound(files: Files): Promise<Record<string, string>> {
  const first = await createKeptFacts();
  const taken = await first.take(folderOf('given', files));
  assert.deepEqual(taken.refused, []);
  const out = await writtenOut('first', first);

  // A second import into the same facts changes none of them: units of rows are told anew at most.
  const second = await createKeptFacts();
  const again = await second.take(out);
  assert.deepEqual(again.refused, []);
  assert.deepEqual(
    again.feeds.filter(({ quarantined }) => quarantined > 0),
    [],
  );
  assert.deepEqual(rowsOf(second.standing(), false), rowsOf(first.standing(), false));
  const outAgain = await writtenOut('second', second);
  assert.deepEqual(filesOf(outAgain), filesOf(out));

  const commits = second.commits();
  const rerun = await second.take(outAgain);
  assert.equal(second.commits(), commits, 'a rerun changes nothing');
  for (const { feed, rows, unchanged } of rerun.feeds) assert.equal(unchanged, rows, feed);
  return filesOf(out);
}

test('exported facts are imported as they were, and exported again byte by byte', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryCompanyFiles, async ({ files }) => {
      await goRound(files());
    }),
    { numRuns: 30 },
  );
});

const HOSTILE = [
  ...['"', '""', 'a "b" c', 'a,b;c\td', 'two\nlines', 'two\r\nlines', '\rx', "'", "'=1"],
  ...['=1+1', '+49 30', '-5', '@SUM(A1)', '=cmd|x', '＝1', '007', '0.10', '1e5', '1E+3', 'true'],
  ...['2027-03-01', '01/02/2027', '1.234', '1,234', 'sep=;', 'NULL', '#N/A', 'item_id', '\u00e9'],
  ...['e\u0301', '\u202eabc', 'a\u00a0b', '\ufeffx', '🚲', 'Ω', 'İ', 'x'.repeat(255)],
  ...['ü'.repeat(255), '\\', '\\N', '%s', '$x', '<b>', '\u0001', '\u007f', '\u2028'],
];
const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom('"', ',', ';', '\n', '\r', '=', 'a', ' ', '\t'),
    maxLength: 8,
  }),
);
const cell = hostile.filter((text) => !text.includes('\0'));

test('ids, texts, and columns of one’s own may hold anything', async () => {
  const columns = fc.uniqueArray(cell, { maxLength: 4, selector: (name) => name.trim() });
  const row = fc.tuple(cell, cell, fc.array(cell, { minLength: 4, maxLength: 4 }));
  const rows = fc.uniqueArray(row, { maxLength: 12, selector: ([id]) => id.trim() });
  const feed = feedNamed('items')!;
  const known = new Set(['', ...feed.columns.map(({ name }) => name)]);
  await fc.assert(
    fc.asyncProperty(columns, rows, async (given, made) => {
      const names = given.map((name) => name.trim()).filter((name) => !known.has(name));
      const header = ['item_id', 'description', 'uom', ...names];
      const items = made
        .filter(([id]) => id.trim() !== '')
        .map(([id, text, own]) => [id, text, 'PCE', ...own.slice(0, names.length)]);
      const first = {
        feed,
        header,
        rows: [['PLAIN', '', 'PCE', ...names.map(() => '')], ...items],
      };
      const locations = { feed, header: ['location_id'], rows: [['P1']] };
      const out = await goRound({
        'items.csv': csvText(first),
        'locations.csv': csvText(locations),
      });
      assert.deepEqual(Object.keys(out), ['drumbeat.json', 'items.csv', 'locations.csv']);
    }),
    { numRuns: 100 },
  );
});

test('a feed that is sent without rows is a file with its header alone', async () => {
  const out = await goRound({
    'items.csv': 'item_id\nA\n',
    'locations.csv': 'location_id\nP\n',
    'customers.csv': 'customer_id,name\n',
  });
  assert.equal(
    out['customers.csv'],
    `${feedNamed('customers')!
      .columns.map(({ name }) => name)
      .join()}\r\n`,
  );
});

test('quantities, days, instants and units come out as the contract writes them', async () => {
  const out = await goRound({
    'drumbeat.json': JSON.stringify({
      timezone: 'Europe/Berlin',
      parameters: { excess_days_of_supply: 45 },
      files: { purchase_orders: { numbers: '1.234,5', dates: 'DD.MM.YYYY' } },
    }),
    'items.csv': 'item_id,uom,decimals\nA,KGM,3\nB,PCE,\n',
    'locations.csv': 'location_id\nP\n',
    'unit_conversions.csv': 'item_id,from_uom,to_uom,factor\n,TNE,KGM,1000\nB,XBX,PCE,12\n',
    'suppliers.csv': 'supplier_id\nV\n',
    'purchase_orders.csv':
      'order_id;line;supplier_id;item_id;location_id;quantity;uom;requested_date;buyer\n' +
      '2;1;V;A;P;1.234,5;KGM;31.03.2027;"Ann, Bo"\n1;1;V;A;P;0,25;TNE;01.04.2027;\n' +
      '3;1;V;B;P;7;XBX;01.04.2027;\n',
    // 1.2 pieces are rounded up to 2, which no whole part of a box says again.
    'item_locations.csv': 'item_id,location_id,safety_stock,uom\nB,P,0.1,XBX\n',
  });
  const [header, ...rows] = out['purchase_orders.csv']!.split('\r\n');
  const place = (name: string) => header!.split(',').indexOf(name);
  assert.equal(place('uom') > place('buyer'), true, 'attributes come last, by name');
  assert.match(rows[2]!, /^3,1,1,,V,B,P,,7,.*,XBX$/);
  assert.doesNotMatch(out['item_locations.csv']!, /uom|XBX/);
  assert.match(out['item_locations.csv']!, /\r\nB,P,[^\r]*,2,/);
  assert.match(rows[0]!, /^1,1,1,,V,A,P,,0\.25,.*2027-04-01.*,TNE$/);
  assert.match(rows[1]!, /^2,1,1,,V,A,P,,1234\.5,.*2027-03-31.*,"Ann, Bo",KGM$/);
  assert.deepEqual(JSON.parse(out['drumbeat.json']!), {
    files: { '*': { dates: 'YYYY-MM-DD', numbers: '1234.5' } },
    parameters: { excess_days_of_supply: 45 },
    timezone: 'Europe/Berlin',
  });
});

test('a folder with a fault in its list of files is not taken at all', async () => {
  const kept = await createKeptFacts();
  const files = { 'items.csv': 'item_id\nA\n', 'drumbeat.json': '{"as_of": "someday"}' };
  const { refused, feeds } = await kept.take(folderOf('given', files));
  assert.deepEqual([refused.map(({ rule }) => rule), feeds.length], [['settings'], 0]);
  assert.equal(kept.commits(), 0);
});

test('what is put aside is counted by rule, however many there are', async () => {
  const kept = await createKeptFacts();
  const rows = Array.from({ length: 300 }, (_, n) => `A,P,${n % 3 === 0 ? 'x' : n}`);
  const { feeds } = await kept.take(
    folderOf('given', {
      'items.csv': 'item_id\nA\n',
      'locations.csv': 'location_id\nP\n',
      'inventory.csv': `item_id,location_id,quantity\n${rows.join('\n')}\nB,P,1\n`,
    }),
  );
  const { rules, quarantined } = feeds.find(({ feed }) => feed === 'inventory')!;
  assert.deepEqual(rules, { duplicate_key: 199, type: 100, unknown_reference: 1 });
  assert.equal(quarantined, 300);
});

test('a folder that is planned from is read from its export as it was', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryCompanyFiles, async ({ files }) => {
      const kept = await createKeptFacts();
      await kept.take(folderOf('given', files()));
      const folder = await writtenOut('first', kept);
      const read = async (path: string) => {
        const listed = await listDataFolder(path, Date.UTC(2027, 2, 1));
        return readFeeds(listed, () => {}).finally(() => listed.close());
      };
      const [expected, found] = [await read(folderOf('given', files())), await read(folder)];
      assert.deepEqual(found.refused, []);
      assert.deepEqual(found.quarantine, []);
      const counts = ({ feeds }: typeof found) =>
        feeds.map(({ feed, accepted, unchanged }) => [feed, accepted - unchanged]);
      assert.deepEqual(counts(found), counts(expected));
      assert.equal(found.facts.demandHistory.seriesCount, expected.facts.demandHistory.seriesCount);
    }),
    { numRuns: 10 },
  );
});
