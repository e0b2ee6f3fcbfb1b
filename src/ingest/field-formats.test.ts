// Files from the field: the style is told by the whole column, or the file is refused with the
// question; a number is never read a thousand times too great or too small.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayColumn, numberColumn, textColumn } from '../model/fact-table.ts';
import { formatDay, NO_DAY } from '../units/day.ts';
import { BASE_FILES, intakeOf } from './intake-fixture.ts';

/** Quantities (kilograms) and expiry dates of stock rows as the file writes them. */
async function stock(cells: string[][], settings = {}, delimiter = ';') {
  const header = ['item_id', 'location_id', 'batch', 'quantity', 'expiry_date'];
  const rows = cells.map(([quantity = '', date = ''], i) => ['K', 'P', String(i), quantity, date]);
  const content = [header, ...rows].map((row) => row.join(delimiter)).join('\r\n');
  const intake = await intakeOf({
    ...BASE_FILES,
    'inventory.csv': content,
    'drumbeat.json': JSON.stringify(settings),
  });
  const table = intake.facts.tables.inventory!;
  return {
    quantities: [...numberColumn(table, 'quantity').subarray(0, table.rowCount)].map(
      (q) => q / 1000,
    ),
    dates: [...dayColumn(table, 'expiry_date').subarray(0, table.rowCount)].map((day) =>
      day === NO_DAY ? '' : formatDay(day),
    ),
    refused: intake.refused.map(({ rule }) => rule),
    message: intake.refused[0]?.message ?? '',
    aside: intake.quarantine.map(({ column, rule, value }) => `${column} ${rule} ${value}`),
  };
}

test('a German column: decimal comma, points for thousands, minus behind', async () => {
  const read = await stock([['1.234,50'], ['12,5-'], ['1.234'], ['7'], ['-0,125'], ['1.234,567']]);
  assert.deepEqual(read.quantities, [1234.5, -12.5, 1234, 7, -0.125, 1234.567]);
});

test('a Swiss, a French and an American column', async () => {
  assert.deepEqual((await stock([["1'234.5"], ['7.25']])).quantities, [1234.5, 7.25]);
  assert.deepEqual(
    (await stock([['1 234,5'], ['1\u00a0234\u00a0567,5']])).quantities,
    [1234.5, 1234567.5],
  );
  assert.deepEqual((await stock([['1,234.5'], ['1,234']])).quantities, [1234.5, 1234]);
});

test('points that group in one cell group in all', async () => {
  assert.deepEqual((await stock([['1.234'], ['2.345.678']])).quantities, [1234, 2345678]);
});

test('decimal points in the column, or in others of the file, settle what 1.234 is', async () => {
  assert.deepEqual((await stock([['1.234'], ['0.5']])).quantities, [1.234, 0.5]);
  const places = 'location_id,latitude,longitude\nP,48.137,11.575\n';
  const intake = await intakeOf({ ...BASE_FILES, 'locations.csv': places });
  assert.deepEqual(
    [intake.refused, numberColumn(intake.facts.tables.locations!, 'latitude')[0]],
    [[], 48.137],
  );
  const prices = 'item_id,unit_cost,unit_price\nA,1.234,5\nB,2.500,6.25\n';
  const items = await intakeOf({ ...BASE_FILES, 'items.csv': prices });
  assert.deepEqual(
    [...numberColumn(items.facts.tables.items!, 'unit_cost').subarray(0, 2)],
    [1.234, 2.5],
  );
});

test('1.234 and nothing else to tell is refused with the question', async () => {
  for (const cells of [[['1.234']], [['1.234'], ['17'], ['2.500']], [['1,234'], ['5']]]) {
    const { refused, message, quantities } = await stock(cells);
    assert.deepEqual(refused, ['ambiguous_numbers']);
    assert.match(message, /is that 1234 or 1\.234\?.*"files": \{"inventory": \{"numbers"/);
    assert.deepEqual(quantities, []);
  }
});

test('decimal commas beside 1.234, or both marks as decimals, are a question', async () => {
  assert.deepEqual((await stock([['1.234'], ['12,5']])).refused, ['ambiguous_numbers']);
  assert.deepEqual((await stock([['1.5'], ['12,5'], ['1.234']])).refused, ['ambiguous_numbers']);
});

test('a stray decimal comma among decimal points puts its row aside', async () => {
  const read = await stock([['1.5'], ['2.25'], ['12,5'], ['3']]);
  assert.deepEqual(read.quantities, [1.5, 2.25, 3]);
  assert.deepEqual(read.aside, ['quantity type 12,5']);
});

test('what drumbeat.json says about a file wins, for one file or for all', async () => {
  const german = { files: { inventory: { numbers: '1.234,5', dates: 'DD.MM.YYYY' } } };
  assert.deepEqual((await stock([['1.234']], german)).quantities, [1234]);
  const plain = { files: { '*': { numbers: '1234.5' } } };
  assert.deepEqual((await stock([['1.234']], plain)).quantities, [1.234]);
  const american = { files: { 'inventory.csv': { dates: 'MM/DD/YYYY' } } };
  assert.deepEqual((await stock([['1', '03/04/2027']], american)).dates, ['2027-03-04']);
});

test('dates of the field: dots, slashes, compact, zeros for none, a time of zeros', async () => {
  const read = await stock([
    ['1', '31.03.2027'],
    ['1', '1.4.2027'],
    ['1', '00.00.0000'],
    ['1', '20270331'],
    ['1', '2027/03/31'],
    ['1', '2027-03-31 00:00:00'],
    ['1', '2027-03-31T00:00:00.000'],
    ['1', '0001-01-01'],
    ['1', '9999-12-31'],
    ['1', '1900-01-01'],
  ]);
  assert.deepEqual(read.aside, []);
  assert.deepEqual(read.dates, [
    ...['2027-03-31', '2027-04-01', '', '2027-03-31', '2027-03-31', '2027-03-31', '2027-03-31'],
    ...['0001-01-01', '9999-12-31', '1900-01-01'],
  ]);
});

test('one day above twelve tells the order of day and month for the whole column', async () => {
  assert.deepEqual(
    (
      await stock([
        ['1', '03/04/2027'],
        ['1', '31/03/2027'],
      ])
    ).dates,
    ['2027-04-03', '2027-03-31'],
  );
  assert.deepEqual(
    (
      await stock([
        ['1', '03/04/2027'],
        ['1', '03/31/2027'],
      ])
    ).dates,
    ['2027-03-04', '2027-03-31'],
  );
  const unclear = await stock([
    ['1', '03/04/2027'],
    ['1', '05/05/2027'],
  ]);
  assert.deepEqual(unclear.refused, ['ambiguous_dates']);
  assert.match(unclear.message, /does the day come first or the month/);
});

test('leading zeros of ids are kept', async () => {
  const intake = await intakeOf({ ...BASE_FILES, 'customers.csv': 'customer_id\n0004711\n4711\n' });
  const table = intake.facts.tables.customers!;
  const ids = [...textColumn(table, 'customer_id').subarray(0, 2)];
  assert.deepEqual(
    ids.map((code) => intake.facts.pool.texts[code]),
    ['0004711', '4711'],
  );
});

test('what looks like a date or a number and is none puts its row aside', async () => {
  const read = await stock([
    ['1e3'],
    ['0x10'],
    ['1.2.3'],
    ['--5'],
    ['1', '31.04.2027'],
    ['1', '2027-3-1'],
    ['1', '31.03.27'],
    ['1', 'Date Not Captured'],
    ['1', '2027-03-31 14:30:00'],
    ['Infinity'],
    ['5.'],
  ]);
  assert.equal(read.aside.length, 10);
  assert.deepEqual(read.quantities, [5]);
});
