// Reads a feed's facts by column, and writes a row back as the texts that a JSON POST carries:
// quantities in base units, dates YYYY-MM-DD, instants in UTC; what is not given is left out.

import { compareText } from '../../base/compare-text.ts';
import { dayColumn, type FactTable, numberColumn, textColumn } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import { itemDecimals } from '../../model/item-decimals.ts';
import { formatDay, NO_DAY } from '../../units/day.ts';
import { plainDecimal } from '../../units/decimal.ts';
import { formatQuantity } from '../../units/quantity.ts';

/** A row in the feed's column names. */
export type Row = Record<string, string>;

export interface FeedView {
  count: number;
  text(name: string): (row: number) => string;
  days(name: string): Int32Array; // NO_DAY = not given
  numbers(name: string): Float64Array; // NaN = not given; quantities in smallest units
}

export function viewFeed(facts: Facts, feedName: string): FeedView {
  const table = facts.tables[feedName];
  const { texts } = facts.pool;
  return {
    count: table.rowCount,
    text(name) {
      const codes = textColumn(table, name);
      return (row) => texts[codes[row]];
    },
    days: (name) => dayColumn(table, name),
    numbers: (name) => numberColumn(table, name),
  };
}

/** By item id: how many decimals its smallest unit has. */
export function decimalsOfItems(facts: Facts): Map<string, number> {
  const items = viewFeed(facts, 'items');
  const id = items.text('item_id');
  const uom = items.text('uom');
  const given = items.numbers('decimals');
  const decimals = new Map<string, number>();
  for (let row = 0; row < items.count; row++) {
    decimals.set(id(row), itemDecimals(uom(row), given[row]));
  }
  return decimals;
}

export function instantText(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** The whole row. Its unit is left out where it was converted: quantities are in base units. */
export function wholeRow(
  facts: Facts,
  feedName: string,
  row: number,
  decimals: ReadonlyMap<string, number>,
): Row {
  const { feed, columns } = facts.tables[feedName];
  const itemOf = (column: string) => {
    const index = feed.columns.findIndex(({ name }) => name === column);
    return index < 0 ? '' : facts.pool.texts[columns[index].values[row]];
  };
  const hasUnit = feed.columns.some(({ name }) => name === 'uom');
  const made: Row = {};
  for (const i of columnOrder(facts.tables[feedName])) {
    const { name, kind, values } = columns[i];
    if (name === 'uom' && !hasUnit) continue;
    const value = values[row];
    if (kind === 'text') {
      if (value !== 0) made[name] = facts.pool.texts[value];
    } else if (kind === 'day') {
      if (value !== NO_DAY) made[name] = formatDay(value);
    } else if (kind === 'flag') {
      if (value >= 0) made[name] = value === 1 ? 'true' : 'false';
    } else if (!Number.isNaN(value)) {
      const column = feed.columns[i];
      made[name] =
        column.kind === 'instant'
          ? instantText(value)
          : column.kind === 'quantity'
            ? formatQuantity(value, decimals.get(itemOf(column.itemColumn ?? 'item_id')) ?? 0)
            : plainDecimal(value);
    }
  }
  return made;
}

/** The contract's columns as they stand there, then the company's own by name. */
function columnOrder({ feed, columns }: FactTable): number[] {
  const own = columns.map((_, i) => i).slice(feed.columns.length);
  own.sort((a, b) => compareText(columns[a].name, columns[b].name));
  return [...feed.columns.map((_, i) => i), ...own];
}
