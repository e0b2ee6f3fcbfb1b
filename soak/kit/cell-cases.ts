// Cells as parsers meet them: dates, instants, numbers, decimals and units, spoilt here and there,
// with what must be true of whatever is read from them.

import type { Random } from '../../src/base/prng.ts';
import { type DateOrder, readDay, readMonth, ZERO_DAY } from '../../src/ingest/rows/day-cell.ts';
import { readInstant, readPlainInstant } from '../../src/ingest/rows/instant-cell.ts';
import {
  createNumberCell,
  type NumberStyle,
  numberValue,
  readNumber,
  scaledValue,
} from '../../src/ingest/rows/number-cell.ts';
import { formatDay, NO_DAY, parseDay } from '../../src/units/day.ts';
import { formatDecimal, parseDecimal } from '../../src/units/decimal.ts';
import { convertExactly, isSameUnit, unitFactor } from '../../src/units/unit-of-measure.ts';
import { mutated } from './mutations.ts';

/** An input and what reads it; null = as it must be. */
export interface Case {
  name: string;
  make(random: Random): Uint8Array;
  read(input: Uint8Array): string | null | Promise<string | null>;
}

const ORDERS: readonly DateOrder[] = ['', 'day_first', 'month_first'];
const POINT: NumberStyle = { decimal: 46, group: 0 };
const STYLES: readonly NumberStyle[] = [
  POINT,
  { decimal: 44, group: 46 },
  { decimal: 46, group: 39 },
  { decimal: 44, group: 32 },
];
const FAR = 1e300;
const DECIMALS = 3;
const TEXT = new TextDecoder('utf-8', { ignoreBOM: true });

export function cellCases(): Case[] {
  return [
    { name: 'dates', make: spoilt(DATES), read: readAsDate },
    { name: 'instants', make: spoilt(INSTANTS), read: readAsInstant },
    { name: 'numbers', make: spoilt(NUMBERS), read: readAsNumber },
    { name: 'decimals', make: spoilt(NUMBERS), read: readAsDecimal },
    { name: 'units', make: spoilt(UNITS), read: readAsUnit },
  ];
}

const digits = (random: Random, count: number): string =>
  `${random.integer(0, 10 ** count - 1)}`.padStart(count, '0');

const DATES: readonly ((random: Random) => string)[] = [
  (random) => `${digits(random, 4)}-${digits(random, 2)}-${digits(random, 2)}`,
  (random) => `20${digits(random, 2)}-0${random.integer(1, 9)}-${digits(random, 2)}`,
  (random) => `${random.integer(0, 32)}.${random.integer(0, 13)}.${digits(random, 4)}`,
  (random) => `${digits(random, 2)}/${digits(random, 2)}/${digits(random, 4)}`,
  (random) => digits(random, 8),
  (random) => `${digits(random, 4)}-${digits(random, 2)}`,
  (random) => `2027-03-${digits(random, 2)} 00:00:00.0${digits(random, 1)}`,
];

const INSTANTS: readonly ((random: Random) => string)[] = [
  (random) => `2027-0${random.integer(1, 9)}-1${random.integer(0, 9)}T${digits(random, 2)}:00:00Z`,
  (random) => `${digits(random, 4)}-12-31T23:59:${digits(random, 2)}.${digits(random, 3)}+02:00`,
  (random) => `2027-02-28 ${digits(random, 2)}:${digits(random, 2)}-0500`,
];

const NUMBERS: readonly ((random: Random) => string)[] = [
  (random) => `${random.integer(0, 1e9)}.${digits(random, random.integer(1, 9))}`,
  (random) => `-${random.integer(0, 1e6)}`,
  (random) => `${random.integer(1, 999)}.${digits(random, 3)},${digits(random, 2)}`,
  (random) => `${random.integer(1, 999)}'${digits(random, 3)}.5`,
  (random) => `${random.integer(1, 999)}\u00a0${digits(random, 3)},5-`,
  (random) => digits(random, random.integer(1, 15)).repeat(random.integer(1, 30)),
];

const UNITS: readonly ((random: Random) => string)[] = [
  (random) => random.pick(['PCE', 'pce', 'KGM', 'St\u00fcck', 'XBX', '%', 'EUR']),
  (random) => `${random.integer(1, 1e6)}.${digits(random, 6)}`,
  (random) => `0.${'0'.repeat(random.integer(0, 40))}${random.integer(1, 9)}`,
];

function spoilt(forms: readonly ((random: Random) => string)[]) {
  return (random: Random): Uint8Array => {
    const bytes = Buffer.from(random.pick(forms)(random));
    return random.next() < 0.5 ? bytes : mutated(bytes, random);
  };
}

function readAsDate(bytes: Uint8Array): string | null {
  const text = TEXT.decode(bytes);
  const plain = parseDay(text);
  for (const order of ORDERS) {
    const day = readDay(bytes, 0, bytes.length, order);
    readMonth(bytes, 0, bytes.length, order);
    if (plain !== NO_DAY && day !== plain) return `${order}: ${day}, elsewhere ${plain}`;
    if (day === NO_DAY || day === ZERO_DAY) continue;
    if (parseDay(formatDay(day)) !== day) return `${order}: ${day} is ${formatDay(day)}`;
  }
  return null;
}

function readAsInstant(bytes: Uint8Array): string | null {
  const text = TEXT.decode(bytes);
  const instant = readInstant(text, null);
  const plain = readPlainInstant(bytes, 0, bytes.length);
  if (!Number.isNaN(plain) && plain !== instant) return `${plain}, elsewhere ${instant}`;
  if (Number.isNaN(instant)) return null;
  return Number.isInteger(instant) ? null : `is ${instant}`;
}

const PLAIN = /^-?\d{1,9}(\.\d{1,5})?$/;

function readAsNumber(bytes: Uint8Array): string | null {
  const cell = createNumberCell();
  const text = TEXT.decode(bytes);
  for (const style of STYLES) {
    const isNumber = readNumber(bytes, 0, bytes.length, style, cell);
    if (style === POINT && PLAIN.test(text)) {
      const value = isNumber ? numberValue(cell) : Number.NaN;
      if (value !== Number(text) + 0 && value !== Number(text)) return `is ${value}`;
    }
    if (!isNumber || cell.huge) continue;
    const [value, scaled] = [numberValue(cell), scaledValue(cell, DECIMALS)];
    if (!(Math.abs(value) < FAR && Math.abs(scaled) < FAR)) return `is ${value}, ${scaled}`;
  }
  return null;
}

function readAsDecimal(bytes: Uint8Array): string | null {
  const decimal = parseDecimal(TEXT.decode(bytes));
  if (decimal === null) return null;
  const again = parseDecimal(formatDecimal(decimal));
  const isSame = again?.coefficient === decimal.coefficient && again.scale === decimal.scale;
  return isSame ? null : `is ${formatDecimal(decimal)}`;
}

function readAsUnit(bytes: Uint8Array): string | null {
  const text = TEXT.decode(bytes);
  if (!isSameUnit(text, text)) return 'is not the same unit as itself';
  const decimal = parseDecimal(text);
  const factor = decimal && unitFactor(decimal);
  if (!factor) return null;
  const converted = convertExactly({ coefficient: 1n, scale: 0 }, factor, DECIMALS);
  return Number.isNaN(converted) ? 'converts to no number' : null;
}
