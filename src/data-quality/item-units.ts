// Quantities of a feed's rows as text in their item's base unit, for the findings' sentences.

import { type FactTable, numberColumn, textColumn } from '../model/fact-table.ts';
import type { Facts } from '../model/facts.ts';
import { itemDecimals } from '../model/item-decimals.ts';
import { formatQuantity } from '../units/quantity.ts';

export interface ItemUnits {
  itemOf: Int32Array; // by row: pool code of the item
  /** Smallest units of the row's item as text. */
  format(row: number, units: number): string;
}

export function createItemUnits(facts: Facts, table: FactTable, itemColumn = 'item_id'): ItemUnits {
  const itemOf = textColumn(table, itemColumn);
  const decimals = decimalsByItem(facts);
  return {
    itemOf,
    format: (row, units) => formatQuantity(units, decimals[itemOf[row]!] ?? 0),
  };
}

/** By pool code of the item. */
export function decimalsByItem(facts: Facts): Uint8Array {
  const items = facts.tables.items!;
  const id = textColumn(items, 'item_id');
  const uom = textColumn(items, 'uom');
  const given = numberColumn(items, 'decimals');
  const decimals = new Uint8Array(facts.pool.texts.length);
  for (let row = 0; row < items.rowCount; row++) {
    decimals[id[row]!] = itemDecimals(facts.pool.texts[uom[row]!]!, given[row]!);
  }
  return decimals;
}
