// Cells that are no texts: truth values, dates, instants and all kinds of numbers.

import { NO_DAY } from '../../units/day.ts';
import { MAGNITUDE_MAX } from '../../units/quantity.ts';
import { decodeText } from '../csv/utf8.ts';
import { quoted } from '../quarantine.ts';
import { CELL_PERCENTAGE, CELL_TEXT } from '../record-batch.ts';
import { readDay, readMonth, ZERO_DAY } from './day-cell.ts';
import { readInstant, readPlainInstant } from './instant-cell.ts';
import {
  CONTRACT_NUMBERS,
  type NumberStyle,
  numberValue,
  readNumber,
  timesHundred,
} from './number-cell.ts';
import { readQuantity } from './quantity-columns.ts';
import { type ColumnPlan, DAYS_MAX } from './row-layout.ts';
import { type RowReader, refuse, refuseRequired, refuseType } from './row-state.ts';

export function readValue(
  reader: RowReader,
  plan: ColumnPlan,
  bytes: Uint8Array,
  from: number,
  to: number,
  typed: number,
): boolean {
  const { kind } = plan.column;
  let value: number;
  if (kind === 'flag') value = readFlag(bytes, from, to);
  else if (kind === 'day' || kind === 'month') {
    const order = typed !== CELL_TEXT ? '' : plan.style.dates;
    // A workbook's date may have a time behind it.
    const end = typed !== CELL_TEXT ? Math.min(to, from + 10) : to;
    value = kind === 'day' ? readDay(bytes, from, end, order) : readMonth(bytes, from, end, order);
    if (value === ZERO_DAY) return setBlank(reader, plan);
    if (value === NO_DAY) value = Number.NaN;
  } else if (kind === 'instant') {
    value = readPlainInstant(bytes, from, to);
    if (Number.isNaN(value)) {
      const zone = typed !== CELL_TEXT ? reader.timezone : null;
      value = readInstant(decodeText(bytes, from, to), zone);
    }
  } else return readNumeric(reader, plan, bytes, from, to, typed);
  if (Number.isNaN(value)) return refuseType(reader, plan, bytes, from, to);
  reader.values[plan.index] = value;
  return true;
}

function setBlank(reader: RowReader, plan: ColumnPlan): boolean {
  reader.values[plan.index] = plan.blankValue;
  return plan.column.filled ? refuseRequired(reader, plan) : true;
}

/** 1 true, 0 false, NaN neither (capitals do not matter). */
function readFlag(bytes: Uint8Array, from: number, to: number): number {
  const text = to - from > 5 ? '' : decodeText(bytes, from, to).toLowerCase();
  return text === 'true' ? 1 : text === 'false' ? 0 : Number.NaN;
}

function readNumeric(
  reader: RowReader,
  plan: ColumnPlan,
  bytes: Uint8Array,
  from: number,
  to: number,
  typed: number,
): boolean {
  const { column } = plan;
  const cell = reader.number;
  const style = typed !== CELL_TEXT ? CONTRACT_NUMBERS : plan.style.numbers;
  if (!readNumber(bytes, from, to, style, cell)) return refuseType(reader, plan, bytes, from, to);
  if (typed === CELL_PERCENTAGE && column.name.endsWith('_percent')) timesHundred(cell);
  let value = cell.truncated ? longNumber(bytes, from, to, style) : numberValue(cell);
  if (
    value < plan.least ||
    value > plan.most ||
    (column.above !== undefined && value <= column.above)
  ) {
    return refuseRange(reader, plan, decodeText(bytes, from, to));
  }
  if (column.kind === 'days') value = cell.truncated ? Math.floor(value) + 1 : Math.ceil(value);
  else if (column.kind === 'count' && (cell.scale > 0 || cell.truncated)) {
    return refuseType(reader, plan, bytes, from, to);
  }
  if (plan.itemIndex >= 0) return readQuantity(reader, plan, value, from, to);
  if (Math.abs(value) > MAGNITUDE_MAX) {
    return refuseRange(reader, plan, decodeText(bytes, from, to));
  }
  reader.values[plan.index] = value + 0; // never -0
  return true;
}

/** A number of more digits than a coefficient holds: the nearest one to its text. */
function longNumber(bytes: Uint8Array, from: number, to: number, style: NumberStyle): number {
  const text = decodeText(bytes, from, to);
  const mark = String.fromCharCode(style.decimal);
  const digits = text.replace(/[^0-9.,]/g, '').split(mark);
  const plain = `${digits[0]!.replace(/[.,]/g, '')}.${digits[1] ?? '0'}`;
  return text.includes('-') ? -Number(plain) : Number(plain);
}

function refuseRange(reader: RowReader, plan: ColumnPlan, text: string): false {
  const { least, most, column } = plan;
  const limits: string[] = [];
  if (column.above !== undefined) limits.push(`above ${column.above}`);
  else if (least > -DAYS_MAX) limits.push(`at least ${least}`);
  if (most < Number.POSITIVE_INFINITY) limits.push(`at most ${most}`);
  const within = limits.length > 0 ? limits.join(' and ') : 'of a magnitude up to 1e12';
  const message = `${column.name} is ${quoted(text)}, but must be ${within}. Correct it.`;
  return refuse(reader, plan, text, 'range', message);
}
