// Arbitrary valid cells of a feed's column, by its kind, limits and name; `wild` adds the ends of
// what the contract allows.

import fc from 'fast-check';
import type { Feed, FeedColumn } from '../../src/model/feeds/feed.ts';
import { formatDay, parseDay } from '../../src/units/day.ts';

export const AS_OF = '2027-03-01'; // a Monday

/** Ids and texts that one feed uses to find another's rows, by column. */
const TEXTS: Record<string, readonly string[]> = {
  calendar_id: ['K0', 'K1'],
  order_id: ['O0', 'O1', 'O2', 'O3'],
  line: ['1', '2', '3'],
  schedule_line: ['1', '2'],
  substitute_for_line: ['1', '2'],
  party_id: ['V0', 'V1', 'C0'],
  owner_id: ['V0', 'C0'],
  reserved_for: ['C0', 'C1'],
  ship_to: ['D1', 'D2'],
  sublocation: ['bin'],
  batch: ['B1', 'B2'],
  segment: ['retail', 'trade'],
  allowed_customers: ['C0', 'C0 C1', 'C1;C2'],
  level_id: ['I0', 'P0', 'alpha'],
  shipment_id: ['H0', 'H1'],
  version: ['F1', 'F2'],
  reference: ['O0', 'O1'],
  timezone: ['Europe/Berlin', 'nowhere'],
  object: [
    ...['sales_orders', 'purchase_orders', 'production_orders', 'transfer_orders'],
    ...['item_locations', 'items', 'suppliers', 'customers', 'cases', 'moon'],
  ],
  object_id: ['O0/1/1', 'O1/1/1', 'O0/1', 'O0', 'O1', 'I0/P0', 'I0', 'V0', 'C0'],
};
const WORDS = ['alpha', 'Größe Ω', 'bike 🚲', 'a, "b"', '=cmd()', 'two\nlines', '__proto__', '7'];
const UNITS = ['PCE', 'KGM', 'C62', 'MTR', 'XBX'];
const WEEKDAYS = ['1111100', '0000011', '0000011', '1111111', '0000000', '0100000'];

const NUMBERS: Record<string, { usual: string[]; wild: string[] }> = {
  days: { usual: ['0', '1', '2', '5', '14', '2.5'], wild: ['400', '10000', '1000000', '-1000000'] },
  count: { usual: ['0', '1', '2', '3', '4'], wild: ['1000000000000', '-3', '99999'] },
  number: {
    usual: ['0', '0.5', '1', '2', '3', '12.5', '100', '-0.5', '-1'],
    wild: ['1000000000000', '0.000001', '999999999999.99', '33.333333333', '-1000000000000'],
  },
  quantity: {
    usual: ['0', '1', '5', '7', '25', '60', '120', '0.5', '2.345', '-4', '-20'],
    wild: ['1000000', '1000000000', '1000000000000', '999999.999999', '-1000000000000', '0.000001'],
  },
  money: {
    usual: ['0', '0.05', '1', '9.99', '250'],
    wild: ['1000000000000', '0.0000000001', '-5'],
  },
};

const firstDay = parseDay(AS_OF);
const usualDay = fc.integer({ min: -40, max: 60 }).map((n) => formatDay(firstDay + n));
const wildDay = fc.constantFrom('0001-01-01', '1900-01-01', '2047-03-02', '9999-12-31');

/** A filled cell of a column that points to no feed. */
export function literalCell(feed: Feed, column: FeedColumn, wild: boolean): fc.Arbitrary<string> {
  switch (column.kind) {
    case 'choice':
      return fc.constantFrom(...column.values!);
    case 'flag':
      return fc.constantFrom('true', 'false');
    case 'day':
      return wild ? fc.oneof({ weight: 6, arbitrary: usualDay }, wildDay) : usualDay;
    case 'instant':
      return usualDay.map((day) => `${day}T09:30:00+02:00`);
    case 'month':
      return fc.constantFrom('2027-02', '2027-03', '2027-04-15', '9999-12');
    case 'currency':
      return fc.constantFrom('EUR', 'USD', 'JPY');
    case 'uom':
      return fc.constantFrom(...UNITS);
    case 'weekdays':
      return fc.constantFrom(...WEEKDAYS);
    case 'id':
    case 'text':
      return fc.constantFrom(...textsOf(feed, column));
    default:
      return numberCell(column, wild);
  }
}

function textsOf(feed: Feed, column: FeedColumn): readonly string[] {
  if (feed.name === 'items' && column.name === 'category') return ['alpha', 'beta'];
  return TEXTS[column.name] ?? (column.kind === 'id' ? ['X1', 'X2'] : WORDS);
}

function numberCell(column: FeedColumn, wild: boolean): fc.Arbitrary<string> {
  const { minimum, maximum, above } = column;
  const fits = (text: string) =>
    !(Number(text) < (minimum ?? -Infinity)) &&
    !(Number(text) > (maximum ?? Infinity)) &&
    !(Number(text) <= (above ?? -Infinity));
  const { usual, wild: ends } = NUMBERS[column.kind]!;
  const weighted = fc.constantFrom(...usual.filter(fits));
  if (!wild) return weighted;
  return fc.oneof({ weight: 6, arbitrary: weighted }, fc.constantFrom(...ends.filter(fits), '1'));
}
