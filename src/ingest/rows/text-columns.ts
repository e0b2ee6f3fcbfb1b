// Cells of texts: ids, choices, codes, weekdays. A text gets the code that it has in the pool; a
// new one gets its code only when the row is taken.

import type { FeedColumn } from '../../model/feeds/feed.ts';
import { decodeText } from '../csv/utf8.ts';
import { quoted } from '../quarantine.ts';
import { CELL_TEXT } from '../record-batch.ts';
import { findBytes, internText, NOT_POOLED } from './byte-interner.ts';
import type { ColumnPlan } from './row-layout.ts';
import { type RowReader, refuse, refuseType } from './row-state.ts';

const ID_LENGTH_MAX = 255; // characters

export function readText(
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
      const message = `${column.name} has ${length} characters; ${ID_LENGTH_MAX} are the most.`;
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
