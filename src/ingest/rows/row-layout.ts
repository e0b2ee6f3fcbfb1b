// How the columns of one file map to those of its fact table, and what each needs to be read:
// worked out once a file, so that reading a row is a loop over numbers.

import { storageOf } from '../../model/fact-table.ts';
import type { Feed, FeedColumn } from '../../model/feeds/feed.ts';
import { NO_DAY } from '../../units/day.ts';
import { type ByteInterner, internText } from './byte-interner.ts';
import type { ColumnStyle } from './style-decision.ts';

/** What becomes of a quantity finer than the item's smallest unit. */
export type FineRule = 'quarantine' | 'keep' | 'up' | 'down';

export interface ColumnPlan {
  column: FeedColumn;
  index: number; // in the table
  cell: number; // place in a record, -1 = the file lacks the column
  style: ColumnStyle;
  isText: boolean;
  isAttribute: boolean;
  kept: boolean; // texts: false = only whether the cell is filled is of interest
  blankValue: number; // what a blank cell is stored as
  choices: Int32Array | null; // pool codes of the allowed values
  limited: boolean; // texts: at most 255 characters
  least: number; // numbers, in base units
  most: number;
  itemIndex: number; // quantities: table column of the item whose unit counts, -1 = none
  scaled: boolean; // quantities are kept in smallest units; other numbers as they are
  fine: FineRule;
}

export interface RowLayout {
  feed: Feed;
  columns: ColumnPlan[]; // texts first, because quantities need their item
  columnCount: number; // of the table
  cellCount: number; // of the header
  uomIndex: number; // table column of the row's unit, -1 = the file has none
  oneOf: ColumnPlan[][]; // columns of which one must be filled
  filledIf: { index: number; when: number; is: number }[]; // table columns, pool code
}

const ROUNDED_DOWN = new Set(['supplier_capacity', 'allocations']);
const FRACTIONS_KEPT = new Set(['demand_history', 'forecasts']);

export function fineRule(feed: Feed, column: FeedColumn): FineRule {
  if (column.exact) return 'quarantine';
  if (FRACTIONS_KEPT.has(feed.name)) return 'keep';
  return ROUNDED_DOWN.has(feed.name) ? 'down' : 'up';
}

/** Columns that the file has and the feed has not. */
export function attributeColumn(name: string): FeedColumn {
  return { name, kind: 'text', key: false, filled: false };
}

/** `places`: what stands at each place of the header. `isKept`: texts that are not
 * are read for their check only. */
export function planRows(
  feed: Feed,
  places: readonly FeedColumn[],
  styles: readonly ColumnStyle[],
  interner: ByteInterner,
  isKept: (plan: ColumnPlan) => boolean,
): RowLayout {
  const plans: ColumnPlan[] = [];
  const indexOf = new Map(feed.columns.map((column, index) => [column.name, index]));
  for (const [index, column] of feed.columns.entries()) {
    plans.push(planColumn(feed, column, index, places.indexOf(column), styles, interner, indexOf));
  }
  for (const [cell, column] of places.entries()) {
    if (indexOf.get(column.name) !== undefined) continue;
    const index = plans.length;
    const plan = planColumn(feed, column, index, cell, styles, interner, indexOf);
    plans.push({ ...plan, isAttribute: true, limited: false });
  }
  for (const plan of plans) plan.kept = isKept(plan);
  const columns = [...plans].sort(
    (a, b) => Number(b.isText) - Number(a.isText) || a.index - b.index,
  );
  return {
    feed,
    columns,
    columnCount: plans.length,
    cellCount: places.length,
    uomIndex: plans.findIndex((plan) => plan.isAttribute && plan.column.name === 'uom'),
    oneOf: (feed.oneOf ?? []).map((names) => names.map((name) => plans[indexOf.get(name)!]!)),
    filledIf: (feed.filledIf ?? []).map(({ column, when, is }) => ({
      index: indexOf.get(column)!,
      when: indexOf.get(when)!,
      is: internText(interner, is),
    })),
  };
}

function planColumn(
  feed: Feed,
  column: FeedColumn,
  index: number,
  cell: number,
  styles: readonly ColumnStyle[],
  interner: ByteInterner,
  indexOf: ReadonlyMap<string, number>,
): ColumnPlan {
  const storage = storageOf(column);
  const isText = storage === 'text';
  const most = column.kind === 'days' ? DAYS_MAX : Number.POSITIVE_INFINITY;
  return {
    column,
    index,
    cell,
    style: styles[cell] ?? CONTRACT_STYLE,
    isText,
    isAttribute: false,
    kept: true,
    blankValue: blankValue(column, storage, interner),
    choices: column.values
      ? Int32Array.from(column.values, (value) => internText(interner, value))
      : null,
    limited: column.kind !== 'text' || column.key,
    least: column.minimum ?? (column.kind === 'days' ? -DAYS_MAX : Number.NEGATIVE_INFINITY),
    most: column.maximum ?? most,
    itemIndex:
      indexOf.get(column.itemColumn ?? (column.kind === 'quantity' ? 'item_id' : '')) ?? -1,
    scaled: column.kind === 'quantity',
    fine: fineRule(feed, column),
  };
}

const CONTRACT_STYLE: ColumnStyle = { numbers: { decimal: 46, group: 0 }, dates: '' };

/** Greatest count of days: some 2,700 years, so that day arithmetic stays within its integers. */
export const DAYS_MAX = 1_000_000;

/** A blank key cell that the contract gives a value (line 1, status available) is stored as it. */
function blankValue(column: FeedColumn, storage: string, interner: ByteInterner): number {
  const fill = column.key ? literalBlank(column) : '';
  if (storage === 'text') return internText(interner, fill);
  if (storage === 'day') return NO_DAY;
  if (storage === 'flag') return -1;
  return fill === '' ? Number.NaN : Number(fill);
}

export function literalBlank(column: FeedColumn): string {
  const { blank } = column;
  if (blank === undefined) return '';
  return column.values?.includes(blank) || /^\d+$/.test(blank) ? blank : '';
}
