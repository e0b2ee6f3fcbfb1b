// What reading a row works with: the file's layout, what was read before, the values of the row at
// hand and, when there is one, its fault.

import { decodeText } from '../csv/utf8.ts';
import type { ItemUnits } from '../item-units.ts';
import type { KnownKeys } from '../known-keys.ts';
import { type QuarantineRule, requiredMessage, typeMessage } from '../quarantine.ts';
import type { ByteInterner } from './byte-interner.ts';
import { createNumberCell, type NumberCell } from './number-cell.ts';
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

export function refuse(
  reader: RowReader,
  plan: ColumnPlan,
  value: string,
  rule: QuarantineRule,
  message: string,
): false {
  reader.fault = { column: plan.column.name, value, rule, message };
  return false;
}

export function refuseRequired(reader: RowReader, plan: ColumnPlan): false {
  return refuse(reader, plan, '', 'required', requiredMessage(plan.column));
}

export function refuseType(
  reader: RowReader,
  plan: ColumnPlan,
  bytes: Uint8Array,
  from: number,
  to: number,
): false {
  const text = decodeText(bytes, from, to);
  return refuse(reader, plan, text, 'type', typeMessage(plan.column, text));
}
