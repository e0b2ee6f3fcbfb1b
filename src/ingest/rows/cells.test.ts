import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDay, NO_DAY, parseDay } from '../../units/day.ts';
import { type DateOrder, readDay, readMonth, ZERO_DAY } from './day-cell.ts';
import { readInstant, readPlainInstant } from './instant-cell.ts';
import {
  createNumberCell,
  type NumberStyle,
  numberValue,
  readNumber,
  scaledValue,
} from './number-cell.ts';

const POINT: NumberStyle = { decimal: 46, group: 0 };
const GERMAN: NumberStyle = { decimal: 44, group: 46 };

function number(text: string, style = POINT): number {
  const bytes = new TextEncoder().encode(text);
  const cell = createNumberCell();
  return readNumber(bytes, 0, bytes.length, style, cell) ? numberValue(cell) : Number.NaN;
}

function day(text: string, order: DateOrder = ''): string {
  const bytes = new TextEncoder().encode(text);
  const read = readDay(bytes, 0, bytes.length, order);
  return read === NO_DAY ? 'no date' : read === ZERO_DAY ? 'none' : formatDay(read);
}

test('a plain decimal is the number that the language itself reads', () => {
  const decimal = fc.tuple(
    fc.boolean(),
    fc.integer({ min: 0, max: 1e9 }),
    fc.stringMatching(/^\d{0,5}$/),
  );
  fc.assert(
    fc.property(decimal, ([isNegative, whole, fraction]) => {
      const text = `${isNegative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
      assert.equal(number(text) + 0, Number(text) + 0);
    }),
    { numRuns: 2000 },
  );
});

test('a German number is the plain one with its marks exchanged', () => {
  const value = fc.integer({ min: -1e9, max: 1e9 });
  fc.assert(
    fc.property(value, (hundredths) => {
      const text = (hundredths / 100).toLocaleString('de-DE', { minimumFractionDigits: 2 });
      assert.equal(number(text, GERMAN), hundredths / 100);
    }),
  );
});

test('smallest units are exact: 1.005 of three decimals is 1005, at any size', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e12 }),
      fc.integer({ min: 0, max: 6 }),
      (units, decimals) => {
        const digits = String(units).padStart(decimals + 1, '0');
        const cut = digits.length - decimals;
        const text = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
        const bytes = new TextEncoder().encode(text);
        const cell = createNumberCell();
        assert.ok(readNumber(bytes, 0, bytes.length, POINT, cell));
        assert.equal(scaledValue(cell, decimals), units);
      },
    ),
    { numRuns: 2000 },
  );
});

test('what is no number in a style is none', () => {
  for (const text of [
    '',
    '-',
    '.',
    '1.2.3',
    '1,5',
    '1e3',
    '1 2',
    '0x1',
    '+-1',
    '1-2',
    'NaN',
    '½',
  ]) {
    assert.ok(Number.isNaN(number(text)), text);
  }
  for (const text of [
    '1.23',
    '1.2345',
    '12345.678,9',
    '.123',
    '1.234.56',
    '1..234',
    ',',
    '1,2,3',
  ]) {
    assert.ok(Number.isNaN(number(text, GERMAN)), text);
  }
  assert.equal(number('12,5-', GERMAN), -12.5);
  assert.equal(number('1'.repeat(400)), Number.POSITIVE_INFINITY);
});

test('every date of the calendar is read in every order it is written in', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: parseDay('1000-01-01'), max: parseDay('9999-12-31') }),
      (date) => {
        const iso = formatDay(date);
        const [year, month, dayOfMonth] = iso.split('-');
        assert.equal(day(iso), iso);
        assert.equal(day(`${year}${month}${dayOfMonth}`), iso);
        assert.equal(day(`${dayOfMonth}.${month}.${year}`), iso);
        assert.equal(day(`${Number(dayOfMonth)}/${Number(month)}/${year}`, 'day_first'), iso);
        assert.equal(day(`${month}-${dayOfMonth}-${year}`, 'month_first'), iso);
        const eitherWay = day(`${dayOfMonth}/${month}/${year}`);
        const isPlain = Number(dayOfMonth) > 12 || dayOfMonth === month;
        assert.equal(eitherWay, isPlain ? iso : 'no date');
      },
    ),
    { numRuns: 500 },
  );
});

test('dates of zeros are none, and impossible ones are no dates', () => {
  for (const text of ['00.00.0000', '0000-00-00', '00000000', '0/0/0000'])
    assert.equal(day(text), 'none');
  for (const text of [
    '2027-02-29',
    '2027-13-01',
    '31.02.2027',
    '20270230',
    '2027-3-1',
    '27-03-01',
  ]) {
    assert.equal(day(text), 'no date', text);
  }
  const bytes = new TextEncoder().encode('2027-03');
  assert.equal(formatDay(readMonth(bytes, 0, 7, '')), '2027-03-01');
});

test('a plain instant is read as any other, and nothing else is taken for one', () => {
  const plain = (text: string) => readPlainInstant(new TextEncoder().encode(text), 0, text.length);
  for (const text of ['2027-03-01T06:07:08Z', '1969-12-31T23:59:59Z', '2028-02-29T00:00:00Z']) {
    assert.equal(plain(text), readInstant(text, null), text);
  }
  for (const text of [
    '2027-02-29T06:00:00Z',
    '0000-00-00T00:00:00Z',
    '2027-03-01T24:00:00Z',
    '2027-03-01T06:60:00Z',
    '2027-03-01T06:00:60Z',
    '2027-03-01 06:00:00Z',
    '2027/03/01T06:00:00Z',
    '2027-03-01T06-00-00Z',
    '2027-03-01T06:00:0xZ',
    '2027-03-01T06:00:00z',
    '2027-03-01T06:00:000',
  ]) {
    assert.ok(Number.isNaN(plain(text)), text);
  }
});

test("instants need their offset; a workbook's are read in the time zone of the plan", () => {
  assert.equal(readInstant('2027-03-01T06:00:00+01:00', null), Date.UTC(2027, 2, 1, 5));
  assert.equal(readInstant('2027-03-01t06:00:00.250z', null), Date.UTC(2027, 2, 1, 6, 0, 0, 250));
  assert.equal(readInstant('2027-03-01 06:00-0330', null), Date.UTC(2027, 2, 1, 9, 30));
  for (const text of [
    '2027-03-01T06:00:00',
    '2027-03-01',
    '2027-02-30T06:00:00Z',
    '2027-03-01T24:00:00Z',
  ]) {
    assert.ok(Number.isNaN(readInstant(text, null)), text);
  }
  assert.equal(readInstant('2027-07-01T06:00:00', 'Europe/Berlin'), Date.UTC(2027, 6, 1, 4));
  assert.equal(readInstant('2027-01-01', 'America/New_York'), Date.UTC(2027, 0, 1, 5));
});
