// Rows that came in a unit of their own (the attribute `uom`): their quantities are written in it
// again where that is exact, and in the items' units, without a unit, where it is not.

import { decimalsOfItem, factorToItemUnit, type ItemUnits } from '../../ingest/item-units.ts';
import type { FactTable } from '../../model/fact-table.ts';
import type { FeedColumn } from '../../model/feeds/feed.ts';
import { type Decimal, decimalOf } from '../../units/decimal.ts';
import { convertExactly, SAME_UNIT, type UnitFactor } from '../../units/unit-of-measure.ts';

export interface RowUnits {
  /** What the row says of its unit. */
  unit(row: number): string;
  /** The column's quantity in the row's unit; null = it is told in the item's. */
  quantity(row: number, columnIndex: number): Decimal | null;
}

/** By row: the item whose unit a quantity is in; null = none says. */
export function itemsOf(table: FactTable, column: FeedColumn): Int32Array | null {
  const name = column.itemColumn ?? (column.kind === 'quantity' ? 'item_id' : '');
  const at = table.feed.columns.findIndex((each) => each.name === name);
  return at < 0 ? null : (table.columns[at]!.values as Int32Array);
}

/** Null: no row of the table has a unit of its own. */
export function rowUnits(
  table: FactTable,
  texts: readonly string[],
  units: ItemUnits,
): RowUnits | null {
  const { feed, columns } = table;
  const at = columns.findIndex(({ name }, c) => c >= feed.columns.length && name === 'uom');
  if (at < 0) return null;
  const codes = columns[at]!.values;
  const measured = feed.columns.flatMap((column, index) => {
    const items = itemsOf(table, column);
    const isScaled = column.kind === 'quantity'; // kept in smallest units
    return items === null ? [] : [{ index, items, isScaled, values: columns[index]!.values }];
  });
  const told: (Decimal | null)[] = columns.map(() => null);
  let toldRow = -1;
  let unit = '';

  const look = (row: number): void => {
    toldRow = row;
    told.fill(null);
    unit = texts[codes[row]!]!;
    for (const { index, items, isScaled, values } of measured) {
      if (unit === '' || Number.isNaN(values[row]!)) continue;
      const factor = factorToItemUnit(units, items[row]!, codes[row]!, unit);
      if (factor === SAME_UNIT) continue;
      const decimals = isScaled ? decimalsOfItem(units, items[row]!) : 0;
      const amount = factor === null ? null : amountIn(factor, values[row]!, decimals);
      if (amount === null) {
        unit = '';
        told.fill(null);
      } else told[index] = amount;
    }
  };
  return {
    unit(row) {
      if (row !== toldRow) look(row);
      return unit;
    },
    quantity(row, columnIndex) {
      if (row !== toldRow) look(row);
      return told[columnIndex]!;
    },
  };
}

/** The decimal of fifteen digits that the factor turns into exactly this quantity; null = none. */
function amountIn(factor: UnitFactor, quantity: number, decimals: number): Decimal | null {
  const { numerator, denominator } = factor;
  const near = ((quantity / 10 ** decimals) * Number(denominator)) / Number(numerator);
  if (!Number.isFinite(near)) return null;
  const amount = decimalOf(Number(near.toPrecision(15)));
  return convertExactly(amount, factor, decimals) === quantity ? amount : null;
}
