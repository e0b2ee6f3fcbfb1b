import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Intake } from '../../../ingest/intake.ts';
import { dayColumn, flagColumn, numberColumn, textColumn } from '../../../model/fact-table.ts';
import { formatDay } from '../../../units/day.ts';
import { openDataFolder } from '../data-folder.ts';
import {
  packed,
  relationsXml,
  textRow,
  workbookXml,
  writeWorkbook,
  writeZip,
} from './workbook-fixture.ts';

async function readFolder(files: Record<string, string | Uint8Array>): Promise<Intake> {
  const folder = await mkdtemp(join(tmpdir(), 'drumbeat-workbook-'));
  try {
    for (const [name, content] of Object.entries(files))
      await writeFile(join(folder, name), content);
    const now = () => new Date('2027-03-01T12:00:00Z');
    return await openDataFolder(folder, now).read({}, () => {});
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const ITEMS = textRow(1, ['item_id', 'uom']) + textRow(2, ['A', 'PCE']) + textRow(3, ['K', 'KGM']);
const LOCATIONS = textRow(1, ['location_id']) + textRow(2, ['P']);

const STYLES =
  '<styleSheet><numFmts count="3"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/>' +
  '<numFmt numFmtId="165" formatCode="000000"/><numFmt numFmtId="166" ' +
  'formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf ' +
  'numFmtId="9"/><xf numFmtId="166"/></cellXfs></styleSheet>';

test('a workbook with a sheet a feed is read like CSV files', async () => {
  const orders =
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" ' +
    't="s"><v>2</v></c>' +
    '<c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c><c r="F1" t="s"><v>5</v></c></row>' +
    '<row r="3"><c r="A3" s="3"><v>4711</v></c><c r="B3" t="s"><v>6</v></c><c r="C3" ' +
    't="s"><v>7</v></c>' +
    '<c r="D3"><v>1.234</v></c><c r="E3" s="1"><v>46477</v></c><c r="F3" t="b"><v>1</v></c></row>' +
    '<row r="4"><c r="A4"><v>4712</v></c><c r="B4" t="s"><v>6</v></c><c r="C4" t="s"><v>7</v></c>' +
    '<c r="D4"><v>0.30000000000000004</v></c><c r="E4" s="2"><v>46478</v></c></row>' +
    '<row r="5"><c r="A5"><v>4713</v></c><c r="B5" t="s"><v>6</v></c><c r="C5" t="s"><v>7</v></c>' +
    '<c r="D5"><v>1E-3</v></c><c r="E5" t="inlineStr"><is><t>31.03.2027</t></is></c></row>' +
    '<row r="6"><c r="A6"><v>4714</v></c><c r="B6" t="e"><v>#N/A</v></c><c r="C6" ' +
    't="s"><v>7</v></c>' +
    '<c r="D6"><v>1</v></c><c r="E6" s="1"><v>46477</v></c></row>';
  const workbook = writeWorkbook({
    sheets: { items: ITEMS, locations: LOCATIONS, sales_orders: orders, Notes2: textRow(1, ['x']) },
    strings: [
      'order_id',
      'item_id',
      'location_id',
      'quantity',
      'requested_date',
      'ship_complete',
      'K',
      'P',
    ],
    styles: STYLES,
  });
  const intake = await readFolder({ 'plan.xlsx': workbook });
  assert.deepEqual(intake.refused, []);
  const table = intake.facts.tables.sales_orders!;
  const ids = [...textColumn(table, 'order_id').subarray(0, 3)];
  assert.deepEqual(
    ids.map((code) => intake.facts.pool.texts[code]),
    ['004711', '4712', '4713'],
  );
  assert.deepEqual([...table.lines.subarray(0, 3)], [3, 4, 5]);
  assert.deepEqual([...numberColumn(table, 'quantity').subarray(0, 3)], [1234, 300, 1]);
  const days = [...dayColumn(table, 'requested_date').subarray(0, 3)].map(formatDay);
  assert.deepEqual(days, ['2027-03-31', '2027-04-01', '2027-03-31']);
  assert.equal(flagColumn(table, 'ship_complete')[0], 1);
  assert.deepEqual(
    intake.quarantine.map(({ line, column, rule, value }) => [line, column, rule, value]),
    [[6, 'item_id', 'unknown_reference', '#N/A']],
  );
  assert.deepEqual(
    intake.diagnostics.filter(({ rule }) => rule === 'unknown_sheet').map(({ key }) => key),
    ['plan.xlsx, sheet Notes2'],
  );
});

test('the 1904 date system, percentages and local instants are understood', async () => {
  const lots =
    textRow(1, ['item_id', 'location_id', 'assembly_scrap_percent', 'holding_cost_rate']) +
    '<row r="2"><c t="inlineStr"><is><t>A</t></is></c><c t="inlineStr"><is><t>P</t></is></c>' +
    '<c s="4"><v>0.025</v></c><c s="4"><v>0.2</v></c></row>';
  const stock =
    textRow(1, ['item_id', 'location_id', 'quantity', 'expiry_date', 'as_of']) +
    '<row r="2"><c t="inlineStr"><is><t>A</t></is></c><c t="inlineStr"><is><t>P</t></is></c>' +
    '<c><v>5</v></c><c s="1"><v>45015</v></c><c s="5"><v>45015.25</v></c></row>';
  const workbook = writeWorkbook({
    sheets: { items: ITEMS, locations: LOCATIONS, item_locations: lots, inventory: stock },
    styles: STYLES,
    from1904: true,
  });
  const intake = await readFolder({
    'plan.xlsx': workbook,
    'drumbeat.json': '{"timezone": "Europe/Berlin", "as_of": "2027-03-01"}',
  });
  assert.deepEqual([intake.refused, intake.quarantine], [[], []]);
  const { item_locations, inventory } = intake.facts.tables;
  assert.equal(numberColumn(item_locations!, 'assembly_scrap_percent')[0], 2.5);
  assert.equal(numberColumn(item_locations!, 'holding_cost_rate')[0], 0.2);
  assert.equal(formatDay(dayColumn(inventory!, 'expiry_date')[0]!), '2027-03-31');
  assert.equal(numberColumn(inventory!, 'as_of')[0], Date.parse('2027-03-31T06:00:00+02:00'));
});

test('a feed given by file and by sheet is refused, and so are other workbooks', async () => {
  const workbook = writeWorkbook({ sheets: { items: ITEMS, locations: LOCATIONS } });
  const twice = await readFolder({ 'plan.xlsx': workbook, 'items.csv': 'item_id\nA\n' });
  assert.deepEqual(
    twice.refused.map(({ rule, feed }) => [rule, feed]),
    [['feed_twice', 'items']],
  );
  const ole = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
  const base = { 'items.csv': 'item_id\nA\n', 'locations.csv': 'location_id\nP\n' };
  const cases: [string, Uint8Array, string][] = [
    ['secret.xlsx', ole, 'encrypted_workbook'],
    ['old.xls', ole, 'old_workbook'],
    ['text.xlsx', Buffer.from('item_id\nA\n'), 'not_a_workbook'],
    ['cut.xlsx', workbook.subarray(0, 200), 'not_a_workbook'],
    ['other.xlsx', writeZip([packed('a.xml', '<a/>')]), 'not_a_workbook'],
  ];
  for (const [name, bytes, rule] of cases) {
    const { refused } = await readFolder({ ...base, [name]: bytes });
    assert.deepEqual(
      refused.map((file) => [file.file, file.rule]),
      [[name, rule]],
    );
  }
});

/** Reads a folder with one workbook; how it was refused, and in how many milliseconds. */
async function refusedWith(workbook: Uint8Array): Promise<{ message: string; rule: string }> {
  const intake = await readFolder({
    'bomb.xlsx': workbook,
    'items.csv': 'item_id\nA\n',
    'locations.csv': 'location_id\nP\n',
  });
  assert.equal(intake.refused.length, 1);
  return intake.refused[0]!;
}

function bomb(part: { bytes: Uint8Array; size: number; crc: number }): Buffer {
  return writeZip([
    packed('xl/workbook.xml', workbookXml(['customers'])),
    packed('xl/_rels/workbook.xml.rels', relationsXml(1)),
    { ...part, name: 'xl/worksheets/sheet1.xml' },
  ]);
}

test('a workbook of 1.46 MB that unpacks to 1.5 GB is refused at once', async () => {
  const row = textRow(2, ['C1']);
  const block = Buffer.from(row.repeat(Math.ceil((64 << 20) / row.length)));
  const part = packed('x', block);
  const { rule, message } = await refusedWith(bomb({ ...part, size: 1_500_000_000 }));
  assert.equal(rule, 'workbook_limit');
  assert.match(message, /unpacks to 1431 MB; 200 MB are allowed/);
  // The same with a directory that hides it: what unpacks beyond its word is refused, too.
  const hidden = await refusedWith(bomb({ ...part, size: 1_000_000 }));
  assert.equal(hidden.rule, 'not_a_workbook');
  const dense = await refusedWith(bomb(part));
  assert.match(dense.message, /times its size; 200 times are allowed/);
});

test('20,000 rows with a cell in column XFD are refused with the limit of columns', async () => {
  let rows = textRow(1, ['customer_id']);
  for (let row = 2; row <= 20_001; row++) {
    rows += `<row r="${row}"><c r="XFD${row}"><v>${row * 7919}</v></c></row>`;
  }
  const started = performance.now();
  const { rule, message } = await refusedWith(writeWorkbook({ sheets: { customers: rows } }));
  assert.equal(rule, 'workbook_limit');
  assert.match(message, /column XFD2; 256 columns/);
  assert.ok(performance.now() - started < 5000);
});

test('a long text shared by many cells, and too many parts, are refused by limit', async () => {
  let rows = textRow(1, ['customer_id']);
  for (let row = 2; row <= 8000; row++) rows += `<row r="${row}"><c t="s"><v>0</v></c></row>`;
  const long = Array.from({ length: 100_000 }, (_, i) => (i * 2654435761) >>> 0).join('');
  const repeated = writeWorkbook({
    sheets: { customers: rows },
    strings: [long.slice(0, 32_767)],
  });
  assert.match((await refusedWith(repeated)).message, /texts are 200 times longer than its file/);
  const many = Array.from({ length: 2100 }, (_, i) => packed(`xl/media/${i}.xml`, '<a/>'));
  const crowded = writeWorkbook({ sheets: { customers: rows }, more: many });
  assert.match((await refusedWith(crowded)).message, /parts; 2000 are allowed/);
});

test('a document type in the XML is refused', async () => {
  const sheet = '<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData/></worksheet>';
  const { rule } = await refusedWith(bomb(packed('x', sheet)));
  assert.equal(rule, 'not_a_workbook');
});

test('a sheet that stops in its middle is refused, not read as far as it goes', async () => {
  const rows = textRow(1, ['customer_id']) + textRow(2, ['C1']);
  const { rule, message } = await refusedWith(bomb(packed('x', `<worksheet><sheetData>${rows}`)));
  assert.equal(rule, 'not_a_workbook');
  assert.match(message, /stops in its middle/);
});

test('a cell put together of many long pieces is refused by its limit', async () => {
  const piece = `<r><t>${'wxyz'.repeat(50_000)}</t></r>`;
  const cell = `<c t="inlineStr"><is>${piece.repeat(7)}</is></c>`;
  const rows = `${textRow(1, ['customer_id'])}<row r="2">${cell}</row>`;
  const sheet = packed('x', `<worksheet><sheetData>${rows}</sheetData></worksheet>`);
  const { rule, message } = await refusedWith(bomb({ ...sheet, size: sheet.size }));
  assert.ok(['cell_too_long', 'workbook_limit'].includes(rule), message);
});
