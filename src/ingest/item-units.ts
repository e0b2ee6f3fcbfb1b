// Each item's unit and smallest unit, and how a quantity in another unit becomes one in the item's:
// by the item's own conversion first, then by one for all items; each also the other way round.

import type { TextPool } from '../base/text-pool.ts';
import { numberColumn, textColumn } from '../model/fact-table.ts';
import type { Facts } from '../model/facts.ts';
import { itemDecimals } from '../model/item-decimals.ts';
import { decimalOf } from '../units/decimal.ts';
import {
  inverseFactor,
  isSameUnit,
  SAME_UNIT,
  type UnitFactor,
  unitFactor,
} from '../units/unit-of-measure.ts';

export interface ItemUnits {
  pool: TextPool;
  decimals: Uint8Array; // by pool code of the item
  uom: Int32Array; // by pool code of the item: pool code of its unit
  conversions: Map<string, UnitFactor>; // by item/from/to, pool codes; item 0 = all items
}

/** Of the items read so far; conversions are read with `readConversions`. */
export function itemUnits(facts: Facts): ItemUnits {
  const { pool } = facts;
  const items = facts.tables.items!;
  const id = textColumn(items, 'item_id');
  const uom = textColumn(items, 'uom');
  const given = numberColumn(items, 'decimals');
  const units: ItemUnits = {
    pool,
    decimals: new Uint8Array(pool.texts.length),
    uom: new Int32Array(pool.texts.length),
    conversions: new Map(),
  };
  for (let row = 0; row < items.rowCount; row++) {
    units.decimals[id[row]!] = itemDecimals(pool.texts[uom[row]!]!, given[row]!);
    units.uom[id[row]!] = uom[row]!;
  }
  return units;
}

export function readConversions(units: ItemUnits, facts: Facts): void {
  const table = facts.tables.unit_conversions!;
  const item = textColumn(table, 'item_id');
  const from = textColumn(table, 'from_uom');
  const to = textColumn(table, 'to_uom');
  const factor = numberColumn(table, 'factor');
  for (let row = 0; row < table.rowCount; row++) {
    const read = unitFactor(decimalOf(factor[row]!));
    if (read) units.conversions.set(`${item[row]}/${from[row]}/${to[row]}`, read);
  }
}

/** Decimals of the item with this pool code; 0 for what is no item. */
export function decimalsOfItem(units: ItemUnits, itemCode: number): number {
  return itemCode < units.decimals.length ? units.decimals[itemCode]! : 0;
}

/** What makes a quantity in a unit (its pool code, below 0 = none, and its text) one in the item's
 * unit; null = no conversion says. */
export function factorToItemUnit(
  units: ItemUnits,
  itemCode: number,
  uomCode: number,
  uom: string,
): UnitFactor | null {
  const own = itemCode < units.uom.length ? units.uom[itemCode]! : 0;
  if (uomCode === own) return SAME_UNIT;
  const { texts, codeOf } = units.pool;
  if (isSameUnit(uom, texts[own]!)) return SAME_UNIT;
  // An item without a unit counts pieces, by whichever code the conversion names them.
  const ownCodes = texts[own] === '' ? ['PCE', 'C62', 'H87', 'EA'] : [texts[own]!];
  for (const item of itemCode === 0 ? [0] : [itemCode, 0]) {
    for (const name of ownCodes) {
      const code = codeOf.get(name);
      if (code === undefined) continue;
      const direct = units.conversions.get(`${item}/${uomCode}/${code}`);
      if (direct) return direct;
      const reverse = units.conversions.get(`${item}/${code}/${uomCode}`);
      if (reverse) return inverseFactor(reverse);
    }
  }
  return null;
}
