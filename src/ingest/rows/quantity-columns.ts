// Cells of quantities: converted from the row's unit to the item's, then counted in smallest units
// of the item. The conversion is exact; what is finer than the smallest unit is never lost
// silently.

import { MAGNITUDE_MAX } from '../../units/quantity.ts';
import { convertExactly, SAME_UNIT, type UnitFactor } from '../../units/unit-of-measure.ts';
import { decodeText } from '../csv/utf8.ts';
import { decimalsOfItem, factorToItemUnit } from '../item-units.ts';
import { quoted } from '../quarantine.ts';
import { NOT_POOLED } from './byte-interner.ts';
import { isFiner, scaledValue } from './number-cell.ts';
import type { ColumnPlan } from './row-layout.ts';
import { type RowReader, refuse } from './row-state.ts';

/** A quantity of an item: converted from the row's unit, then counted in smallest units. */
export function readQuantity(
  reader: RowReader,
  plan: ColumnPlan,
  value: number,
  from: number,
  to: number,
): boolean {
  const { layout, values, number, units } = reader;
  const itemCode = values[plan.itemIndex]!;
  const uomCode = layout.uomIndex < 0 ? 0 : values[layout.uomIndex]!;
  let factor: UnitFactor | null = SAME_UNIT;
  if (uomCode !== 0) {
    factor = factorToItemUnit(units, itemCode, uomCode, uomText(reader));
    if (factor === null) return refuseUnit(reader, plan, decodeText(reader.bytes, from, to));
  }
  if (itemCode === 0 && uomCode === 0) return readItemless(reader, plan, value, from, to);
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
  if (!(Math.abs(amount) <= MAGNITUDE_MAX))
    return refuseMagnitude(reader, plan, decodeText(reader.bytes, from, to));
  if (finer && plan.fine !== 'keep') {
    if (plan.fine === 'quarantine')
      return refuseFine(reader, plan, decodeText(reader.bytes, from, to), decimals);
    amount = plan.fine === 'up' ? Math.ceil(amount) : Math.floor(amount);
    reader.finer[plan.index] = 1;
    reader.roundedCount++;
  }
  values[plan.index] = amount + 0;
  return true;
}

/** A quantity over all items, as of a supplier's capacity: in base units, as it stands. */
function readItemless(
  reader: RowReader,
  plan: ColumnPlan,
  value: number,
  from: number,
  to: number,
): boolean {
  if (Math.abs(value) > MAGNITUDE_MAX) {
    return refuseMagnitude(reader, plan, decodeText(reader.bytes, from, to));
  }
  reader.values[plan.index] = value + 0;
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
    `${itemText(reader, plan)}, ` +
    `${decimals === 0 ? 'one piece' : (10 ** -decimals).toFixed(decimals)}. ` +
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
    `${plan.column.name} ${value} is in unit ${unit}, but item ${itemText(reader, plan)} counts ` +
    'in ' +
    `${own} and no row of unit_conversions leads from one to the other. Add one.`;
  reader.fault = { column: 'uom', value: unit, rule: 'unknown_unit', message };
  return false;
}
