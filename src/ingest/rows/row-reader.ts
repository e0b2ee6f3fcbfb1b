// One record of a file becomes one row of values: each cell is trimmed, read by its column's kind,
// checked against range, values and references. The first fault puts the row aside.

import { NO_DAY } from '../../units/day.ts';
import { decodeText, trimEnd, trimStart } from '../csv/utf8.ts';
import { CELL_TEXT, type RecordBatch } from '../record-batch.ts';
import { internBytes, NOT_POOLED } from './byte-interner.ts';
import type { ColumnPlan } from './row-layout.ts';
import { type RowReader, refuse, refuseRequired } from './row-state.ts';
import { readText } from './text-columns.ts';
import { readValue } from './value-columns.ts';

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
      if (plan.column.filled) return refuseRequired(reader, plan);
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
  for (const plans of layout.oneOf) {
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
