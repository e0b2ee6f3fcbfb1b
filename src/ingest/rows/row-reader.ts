// One record of a file becomes one row of values: each cell is trimmed, read by its column's kind,
// checked against range, values and references. The first fault puts the row aside.

import type { FeedColumn } from '../../model/feeds/feed.ts';
import { NO_DAY } from '../../units/day.ts';
import { MAGNITUDE_MAX } from '../../units/quantity.ts';
import { SAME_UNIT, type UnitFactor, convertExactly } from '../../units/unit-of-measure.ts';
import { decodeText, trimEnd, trimStart } from '../csv/utf8.ts';
import { factorToItemUnit, decimalsOfItem, type ItemUnits } from '../item-units.ts';
import { type QuarantineRule, quoted, requiredMessage, typeMessage } from '../quarantine.ts';
import { CELL_PERCENTAGE, CELL_TEXT, type RecordBatch } from '../record-batch.ts';
import type { KnownKeys } from '../known-keys.ts';
import {
  type ByteInterner,
  findBytes,
  internBytes,
  internText,
  NOT_POOLED,
} from './byte-interner.ts';
import { readDay, readMonth, ZERO_DAY } from './day-cell.ts';
import { readInstant } from './instant-cell.ts';
import {
  CONTRACT_NUMBERS,
  createNumberCell,
  isFiner,
  type NumberCell,
  type NumberStyle,
  numberValue,
  readNumber,
  scaledValue,
  timesHundred,
} from './number-cell.ts';
import type { ColumnPlan, RowLayout } from './row-layout.ts';

export interface RowFault {
  column: string; // '' = the whole row
  value: string;
  rule: QuarantineRule;
  message: string;
}

export interface RowReader {
  layout: RowLayout;
  interner: ByteInterner;
  known: KnownKeys;
  units: ItemUnits;
  timezone: string;
  bytes: Uint8Array; // of the batch at hand
  values: Float64Array; // by table column: the row as it is stored
  from: Int32Array; // by table column: where a new text stands
  to: Int32Array;
  number: NumberCell;
  fault: RowFault;
  finer: Uint8Array; // by table column: 1 = the quantity was rounded to the smallest unit
  roundedCount: number; // columns of the row with `finer`
}

export function createRowReader(
  layout: RowLayout,
  interner: ByteInterner,
  known: KnownKeys,
  units: ItemUnits,
  timezone: string,
): RowReader {
  return {
    layout,
    interner,
    known,
    units,
    timezone,
    bytes: new Uint8Array(0),
    values: new Float64Array(layout.columnCount),
    from: new Int32Array(layout.columnCount),
    to: new Int32Array(layout.columnCount),
    number: createNumberCell(),
    fault: { column: '', value: '', rule: 'type', message: '' },
    finer: new Uint8Array(layout.columnCount),
    roundedCount: 0,
  };
}

/** Reads the record into `values`; false when it has a fault. New texts are not pooled yet
 * (NOT_POOLED), so that rows put aside leave nothing behind. */
export function readRow(reader: RowReader, batch: RecordBatch, record: number): boolean {
  const { layout, values } = reader;
  reader.bytes = batch.bytes;
  const first = batch.firstCell[record]!;
  const cellCount = batch.firstCell[record + 1]! - first;
  if (reader.roundedCount > 0) {
    reader.roundedCount = 0;
    reader.finer.fill(0);
  }
  if (batch.malformed[record] === 1) return refuseMalformed(reader, batch, first, cellCount);
  if (cellCount > layout.cellCount && surplusCell(reader, batch, first, cellCount)) return false;
  for (const plan of layout.columns) {
    const { bytes } = batch;
    let from = 0;
    let to = 0;
    const cell = first + plan.cell;
    if (plan.cell >= 0 && plan.cell < cellCount) {
      from = trimStart(bytes, batch.cellFrom[cell]!, batch.cellTo[cell]!);
      to = trimEnd(bytes, from, batch.cellTo[cell]!);
    }
    if (from >= to) {
      values[plan.index] = plan.blankValue;
      if (plan.column.filled) return refuse(reader, plan, '', 'required', required(plan));
      continue;
    }
    const typed = batch.typed === null ? CELL_TEXT : batch.typed[cell]!;
    const fine = plan.isText
      ? readText(reader, plan, bytes, from, to, typed)
      : readValue(reader, plan, bytes, from, to, typed);
    if (!fine) return false;
  }
  return checkFilled(reader);
}

function required(plan: ColumnPlan): string {
  return requiredMessage(plan.column);
}

function refuse(
  reader: RowReader,
  plan: ColumnPlan,
  value: string,
  rule: QuarantineRule,
  message: string,
): false {
  reader.fault = { column: plan.column.name, value, rule, message };
  return false;
}

function refuseMalformed(
  reader: RowReader,
  batch: RecordBatch,
  first: number,
  cellCount: number,
): false {
  const value = decodeText(
    batch.bytes,
    batch.cellFrom[first]!,
    batch.cellTo[first + cellCount - 1]!,
  );
  const message =
    'Text stands behind a closing quote, so that the cells cannot be told apart. ' +
    'Double the quotes that belong to the text.';
  reader.fault = { column: '', value, rule: 'type', message };
  return false;
}

/** Whether a cell beyond the header's columns is filled; trailing empty ones are passed over. */
function surplusCell(
  reader: RowReader,
  batch: RecordBatch,
  first: number,
  cellCount: number,
): boolean {
  const { cellFrom, cellTo, bytes } = batch;
  for (let cell = first + reader.layout.cellCount; cell < first + cellCount; cell++) {
    const from = trimStart(bytes, cellFrom[cell]!, cellTo[cell]!);
    const to = trimEnd(bytes, from, cellTo[cell]!);
    if (from >= to) continue;
    const message =
      `The row has ${cellCount} cells, but the header names ${reader.layout.cellCount} columns. ` +
      'Put text that holds the separator in quotes.';
    reader.fault = { column: '', value: decodeText(bytes, from, to), rule: 'type', message };
    return true;
  }
  return false;
}

const ID_LENGTH_MAX = 255; // characters

function readText(
  reader: RowReader,
  plan: ColumnPlan,
  bytes: Uint8Array,
  from: number,
  to: number,
  typed: number,
): boolean {
  const { column, index } = plan;
  if (plan.limited && to - from > ID_LENGTH_MAX) {
    const text = decodeText(bytes, from, to);
    const length = [...text].length;
    if (length > ID_LENGTH_MAX) {
      const message = `${column.name} has ${length} characters; ${ID_LENGTH_MAX} are allowed. Shorten it.`;
      return refuse(reader, plan, text, 'too_long', message);
    }
  }
  if (!plan.kept) {
    reader.values[index] = 1;
    return true;
  }
  const code = findBytes(reader.interner, bytes, from, to);
  reader.values[index] = code;
  reader.from[index] = from;
  reader.to[index] = to;
  if (plan.choices) {
    if (code !== NOT_POOLED && plan.choices.includes(code)) return true;
    const text = decodeText(bytes, from, to);
    return refuse(reader, plan, text, 'unknown_value', valueMessage(column, text));
  }
  if (column.kind === 'currency' && !isCurrency(bytes, from, to)) {
    return refuseType(reader, plan, bytes, from, to);
  }
  if (column.kind === 'weekdays') return readWeekdays(reader, plan, bytes, from, to, typed);
  const { reference } = column;
  if (reference?.unknown === 'quarantine' && reader.known.isUnknown(reference.to, code)) {
    const text = decodeText(bytes, from, to);
    const message = reader.known.unknownMessage(column.name, reference.to, text);
    return refuse(reader, plan, text, 'unknown_reference', message);
  }
  return true;
}

function valueMessage(column: FeedColumn, text: string): string {
  const values = column.values ?? [];
  const meant = values.find((value) => value === text.toLowerCase());
  const maybe = meant === undefined ? '' : ` Maybe ${meant} is meant.`;
  return `${column.name} is ${quoted(text)}, but must be one of ${values.join(', ')}.${maybe}`;
}

function refuseType(
  reader: RowReader,
  plan: ColumnPlan,
  bytes: Uint8Array,
  from: number,
  to: number,
): false {
  const text = decodeText(bytes, from, to);
  return refuse(reader, plan, text, 'type', typeMessage(plan.column, text));
}

function isCurrency(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 3) return false;
  for (let at = from; at < to; at++) if (bytes[at]! < 65 || bytes[at]! > 90) return false;
  return true;
}

/** Seven of 0/1; a workbook's number has lost its leading zeros, they are put back. */
function readWeekdays(
  reader: RowReader,
  plan: ColumnPlan,
  bytes: Uint8Array,
  from: number,
  to: number,
  typed: number,
): boolean {
  let fits = to - from === 7 || (typed !== CELL_TEXT && to - from < 7);
  for (let at = from; at < to; at++) if (bytes[at] !== 48 && bytes[at] !== 49) fits = false;
  if (!fits) return refuseType(reader, plan, bytes, from, to);
  if (to - from < 7) {
    const padded = decodeText(bytes, from, to).padStart(7, '0');
    reader.values[plan.index] = internText(reader.interner, padded);
  }
  return true;
}

function readValue(
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
    const end = typed !== CELL_TEXT ? Math.min(to, from + 10) : to; // a workbook's date may have a time
    value = kind === 'day' ? readDay(bytes, from, end, order) : readMonth(bytes, from, end, order);
    if (value === ZERO_DAY) return setBlank(reader, plan);
    if (value === NO_DAY) value = Number.NaN;
  } else if (kind === 'instant') {
    value = readInstant(decodeText(bytes, from, to), typed !== CELL_TEXT ? reader.timezone : null);
  } else return readNumeric(reader, plan, bytes, from, to, typed);
  if (Number.isNaN(value)) return refuseType(reader, plan, bytes, from, to);
  reader.values[plan.index] = value;
  return true;
}

function setBlank(reader: RowReader, plan: ColumnPlan): boolean {
  reader.values[plan.index] = plan.blankValue;
  return plan.column.filled ? refuse(reader, plan, '', 'required', required(plan)) : true;
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
  if (plan.itemIndex >= 0) return readQuantity(reader, plan, value, decodeLazily(bytes, from, to));
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

type LazyText = () => string;

function decodeLazily(bytes: Uint8Array, from: number, to: number): LazyText {
  return () => decodeText(bytes, from, to);
}

function refuseRange(reader: RowReader, plan: ColumnPlan, text: string): false {
  const { least, most, column } = plan;
  const limits: string[] = [];
  if (column.above !== undefined) limits.push(`above ${column.above}`);
  else if (least > -DAYS_LIMIT) limits.push(`at least ${least}`);
  if (most < Number.POSITIVE_INFINITY) limits.push(`at most ${most}`);
  const within = limits.length > 0 ? limits.join(' and ') : 'of a magnitude up to 1e12';
  const message = `${column.name} is ${quoted(text)}, but must be ${within}. Correct it.`;
  return refuse(reader, plan, text, 'range', message);
}

const DAYS_LIMIT = 1_000_000;

/** A quantity of an item: converted from the row's unit, then counted in smallest units. */
function readQuantity(reader: RowReader, plan: ColumnPlan, value: number, text: LazyText): boolean {
  const { layout, values, number, units } = reader;
  const itemCode = values[plan.itemIndex]!;
  const uomCode = layout.uomIndex < 0 ? 0 : values[layout.uomIndex]!;
  let factor: UnitFactor | null = SAME_UNIT;
  if (uomCode !== 0) {
    factor = factorToItemUnit(units, itemCode, uomCode, uomText(reader));
    if (factor === null) return refuseUnit(reader, plan, text());
  }
  const decimals = decimalsOfItem(units, itemCode);
  let amount = value;
  let finer = false;
  if (plan.scaled) {
    finer = isFiner(number, decimals);
    amount = scaledValue(number, decimals);
  }
  if (factor !== SAME_UNIT && !number.huge) {
    const decimal = { coefficient: BigInt(number.coefficient), scale: number.scale };
    amount = convertExactly(decimal, factor, plan.scaled ? decimals : 0);
    finer = plan.scaled && !Number.isInteger(amount);
  }
  if (!(Math.abs(amount) <= MAGNITUDE_MAX)) return refuseMagnitude(reader, plan, text());
  if (finer && plan.fine !== 'keep') {
    if (plan.fine === 'quarantine') return refuseFine(reader, plan, text(), decimals);
    amount = plan.fine === 'up' ? Math.ceil(amount) : Math.floor(amount);
    reader.finer[plan.index] = 1;
    reader.roundedCount++;
  }
  values[plan.index] = amount + 0;
  return true;
}

function itemText(reader: RowReader, plan: ColumnPlan): string {
  return reader.interner.pool.texts[reader.values[plan.itemIndex]!] ?? '';
}

function refuseMagnitude(reader: RowReader, plan: ColumnPlan, text: string): false {
  const message =
    `${plan.column.name} is ${quoted(text)}: more than 1e12 of the item's smallest unit. ` +
    'Correct it, or give the item fewer decimals.';
  return refuse(reader, plan, text, 'range', message);
}

function refuseFine(reader: RowReader, plan: ColumnPlan, text: string, decimals: number): false {
  const message =
    `${plan.column.name} is ${quoted(text)}, finer than the smallest unit of item ` +
    `${itemText(reader, plan)}, ${decimals === 0 ? 'one piece' : (10 ** -decimals).toFixed(decimals)}. ` +
    'Correct it, or give the item more decimals.';
  return refuse(reader, plan, text, 'too_fine', message);
}

/** The unit of the row, which may be one that was never met before. */
function uomText({ layout, values, from, to, bytes, interner }: RowReader): string {
  const index = layout.uomIndex;
  const code = values[index]!;
  return code === NOT_POOLED
    ? decodeText(bytes, from[index]!, to[index]!)
    : interner.pool.texts[code]!;
}

function refuseUnit(reader: RowReader, plan: ColumnPlan, value: string): false {
  const { values, units, interner } = reader;
  const unit = uomText(reader);
  const own = interner.pool.texts[units.uom[values[plan.itemIndex]!] ?? 0] || 'pieces';
  const message =
    `${plan.column.name} ${value} is in unit ${unit}, but item ${itemText(reader, plan)} counts in ` +
    `${own} and no row of unit_conversions leads from one to the other. Add one.`;
  reader.fault = { column: 'uom', value: unit, rule: 'unknown_unit', message };
  return false;
}

function isBlank(plan: ColumnPlan | undefined, value: number): boolean {
  if (!plan || plan.isText) return value === 0;
  return value === NO_DAY || Number.isNaN(value) || value === -1;
}

function checkFilled(reader: RowReader): boolean {
  const { layout, values } = reader;
  for (const { index, when, is } of layout.filledIf) {
    if (values[when] !== is || values[index] !== 0) continue;
    const plan = layout.columns.find((column) => column.index === index)!;
    const other = layout.columns.find((column) => column.index === when)!;
    const message =
      `${plan.column.name} is empty; a row whose ${other.column.name} is ` +
      `${reader.interner.pool.texts[is]} needs it. Fill it in.`;
    return refuse(reader, plan, '', 'required', message);
  }
  for (const group of layout.oneOf) {
    const plans = group.map((index) => layout.columns.find((column) => column.index === index)!);
    if (plans.some((plan) => !isBlank(plan, values[plan.index]!))) continue;
    const names = plans.map((plan) => plan.column.name);
    const message = `${names.join(', ')} are all empty; a row needs one of them. Fill one in.`;
    return refuse(reader, plans[0]!, '', 'required', message);
  }
  return true;
}

/** Gives the row's new texts their codes: the row is taken. */
export function poolTexts(reader: RowReader, batch: RecordBatch): void {
  for (const plan of reader.layout.columns) {
    if (!plan.isText) break;
    if (reader.values[plan.index] !== NOT_POOLED) continue;
    const { from, to } = reader;
    reader.values[plan.index] = internBytes(
      reader.interner,
      batch.bytes,
      from[plan.index]!,
      to[plan.index]!,
    );
  }
}
