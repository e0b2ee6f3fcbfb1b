import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDay, parseDay } from '../../units/day.ts';
import { compileCalendar, EVERY_DAY } from '../../units/working-calendar.ts';
import {
  BUCKET_DAY,
  BUCKET_MONTH,
  BUCKET_WEEK,
  bucketSpan,
  spreadForecast,
} from './forecast-spread.ts';

const open = { validFrom: Number.NEGATIVE_INFINITY, validTo: Number.POSITIVE_INFINITY };
const low = parseDay('2027-01-01');
const mondayToFriday = compileCalendar(
  'MF',
  [{ line: 1, ...open, weekdays: '0000011', working: false }],
  low - 400,
  low + 800,
);

test('a week is Monday to Sunday around its date, a month the calendar month', () => {
  const span = (bucket: number, date: string) => {
    const { first, last } = bucketSpan(bucket, parseDay(date));
    return `${formatDay(first)} ${formatDay(last)}`;
  };
  assert.equal(span(BUCKET_WEEK, '2027-03-03'), '2027-03-01 2027-03-07');
  assert.equal(span(BUCKET_WEEK, '2027-03-07'), '2027-03-01 2027-03-07');
  assert.equal(span(BUCKET_MONTH, '2028-02-10'), '2028-02-01 2028-02-29');
  assert.equal(span(BUCKET_DAY, '2028-02-10'), '2028-02-10 2028-02-10');
});

test('7 units over the five working days of a week are 1, 1, 2, 1, 2', () => {
  const daily = new Float64Array(7);
  const monday = parseDay('2027-03-01');
  spreadForecast(mondayToFriday, bucketSpan(BUCKET_WEEK, monday), 7, monday, daily);
  assert.deepEqual([...daily], [1, 1, 2, 1, 2, 0, 0]);
});

test('a bucket without a working day is spread over all of its days', () => {
  const closed = compileCalendar(
    'X',
    [{ line: 1, ...open, weekdays: '', working: false }],
    low,
    low + 400,
  );
  const daily = new Float64Array(7);
  const monday = parseDay('2027-03-01');
  spreadForecast(closed, bucketSpan(BUCKET_WEEK, monday), 14, monday, daily);
  assert.deepEqual([...daily], [2, 2, 2, 2, 2, 2, 2]);
});

test('the days of a bucket are whole and sum to its whole units', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 300 }),
      fc.constantFrom(BUCKET_DAY, BUCKET_WEEK, BUCKET_MONTH),
      fc.double({ min: 0, max: 1e9, noNaN: true }),
      fc.boolean(),
      (offset, bucket, quantity, everyDay) => {
        const daily = new Float64Array(400);
        const calendar = everyDay ? EVERY_DAY : mondayToFriday;
        spreadForecast(calendar, bucketSpan(bucket, low + offset), quantity, low - 40, daily);
        assert.ok(daily.every((units) => Number.isInteger(units) && units >= 0));
        const total = daily.reduce((sum, units) => sum + units, 0);
        assert.ok(Math.abs(total - Math.floor(quantity)) <= 0, `${total} of ${quantity}`);
      },
    ),
  );
});
