// What a workbook's number means by its format: a date, a percentage, a number padded with zeros,
// or just a number; and its canonical text.

import { FIRST_DAY, formatDay, LAST_DAY } from '../../../units/day.ts';
import { plainDecimal } from '../../../units/decimal.ts';
import {
  attribute,
  createXmlScanner,
  isEndTag,
  pushXml,
  resolveText,
  tagName,
} from './xml-scanner.ts';

export type CellFormat =
  | { kind: 'number' }
  | { kind: 'date' }
  | { kind: 'percent' }
  | { kind: 'padded'; width: number };

const NUMBER: CellFormat = { kind: 'number' };
const DATE: CellFormat = { kind: 'date' };
const PERCENT: CellFormat = { kind: 'percent' };

/** The formats by cell style (`s` of a cell), from xl/styles.xml. */
export function readFormats(stylesXml: string): CellFormat[] {
  const codes = new Map<number, string>();
  const formats: CellFormat[] = [];
  let inCells = false;
  const scanner = createXmlScanner({
    text() {},
    tag(bytes, from, to) {
      const name = tagName(bytes, from, to);
      if (name === 'cellXfs') inCells = !isEndTag(bytes, from);
      else if (name === 'numFmt') {
        const code = resolveText(attribute(bytes, from, to, 'formatCode') ?? '');
        codes.set(Number(attribute(bytes, from, to, 'numFmtId')), code);
      } else if (name === 'xf' && inCells && !isEndTag(bytes, from)) {
        const id = Number(attribute(bytes, from, to, 'numFmtId') ?? 0);
        formats.push(codes.has(id) ? formatOfCode(codes.get(id)!) : builtInFormat(id));
      }
    },
  });
  pushXml(scanner, new TextEncoder().encode(stylesXml));
  return formats;
}

/** Formats that have no code in the file (ECMA-376 part 1, 18.8.30). */
function builtInFormat(id: number): CellFormat {
  if (id === 9 || id === 10) return PERCENT;
  const isDate =
    (id >= 14 && id <= 22) ||
    (id >= 27 && id <= 36) ||
    (id >= 45 && id <= 47) ||
    (id >= 50 && id <= 58);
  return isDate ? DATE : NUMBER;
}

export function formatOfCode(code: string): CellFormat {
  const bare = code
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/[_*]./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .split(';')[0]!;
  if (/^0{2,}$/.test(bare)) return { kind: 'padded', width: bare.length };
  if (/general/i.test(bare)) return NUMBER;
  if (/[ymdhs]/i.test(bare)) return DATE;
  return bare.includes('%') ? PERCENT : NUMBER;
}

/** Days from serial 0 of the workbook's date system to 1970-01-01. */
const EPOCH_1900 = 25569;
const EPOCH_1904 = 24107;

/** The canonical text of a number cell: a plain decimal of the 15 digits that Excel shows, a date,
 * or a date and time. */
export function numberText(raw: string, format: CellFormat, from1904: boolean): string {
  if (format.kind === 'number' && raw.length <= 16 && isPlain(raw)) return raw;
  const value = Number(raw);
  if (raw === '' || !Number.isFinite(value)) return raw;
  if (format.kind === 'date') return dateText(value, from1904) ?? shown(value);
  if (format.kind === 'padded' && Number.isInteger(value) && value >= 0) {
    return shown(value).padStart(format.width, '0');
  }
  return raw.length <= 16 && isPlain(raw) ? raw : shown(value);
}

/** Digits with at most one point: no more than Excel shows, and no exponent. */
function isPlain(raw: string): boolean {
  let points = 0;
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    if (code === 46) points++;
    else if (code < 48 || code > 57) return false;
  }
  return points === 1 || (points === 0 && raw.length <= 15);
}

function shown(value: number): string {
  return plainDecimal(Number(value.toPrecision(15)));
}

function dateText(serial: number, from1904: boolean): string | null {
  const milliseconds = Math.round(serial * 86400000);
  const whole = Math.floor(milliseconds / 86400000);
  const time = milliseconds - whole * 86400000;
  if (whole === 0 && time === 0 && !from1904) return '0000-00-00'; // an emptied date
  if (!from1904 && (whole < 1 || whole === 60)) return null; // a time alone; Excel's 29 Feb 1900
  const day = from1904 ? whole - EPOCH_1904 : whole - EPOCH_1900 + (whole < 60 ? 1 : 0);
  if (day < FIRST_DAY || day > LAST_DAY) return null;
  if (time === 0) return formatDay(day);
  return `${formatDay(day)}T${new Date(time).toISOString().slice(11, 19)}`;
}
