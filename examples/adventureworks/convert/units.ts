// Units of measure. The source counts stock and bills of material in pieces, but buys many parts
// by the case, container or canister and never says how many pieces one holds.

import { decimal, type FeedRow } from './feed-file.ts';
import { isValidToday } from './plant.ts';
import type { RawTables } from './raw-tables.ts';

/** UNECE Rec 20 codes; packages are Rec 21 codes behind an X. */
const CODES: Record<string, string> = {
  EA: 'EA',
  DZ: 'DZN',
  GAL: 'GLL', // US gallon
  OZ: 'OZA', // paint: the US fluid ounce
  IN: 'INH',
  CS: 'XCS', // case
  CTN: 'XCN', // "Container" in the source's own list
  CAN: 'XCI', // "Canister"
  PAK: 'XPK', // pack
};

const OUNCES_A_GALLON = 128;
/** Constructed: one pack of grip tape is the 40 inches that one handlebar takes. */
const INCHES_A_PACK = 40;
/** Constructed: a case, container or canister holds the pieces for this many assemblies. The usual
 * order of three packs then feeds 600, near the 550 of parts that are bought by the piece. */
const ASSEMBLIES_A_PACK = 200;

export interface Units {
  baseUnit(productId: string): string; // in which stock and safety stock are counted
  orderUnit(productId: string): string;
  /** Base units in one order unit. */
  baseInOrderUnit(productId: string): number;
  /** Base units in one unit of a bill of material. */
  baseInBillUnit(billUnit: string): number;
  conversions: FeedRow[]; // rows of feed unit_conversions
}

export function unitsOf(raw: RawTables): Units {
  // Every product has one order unit over all its vendors.
  const orderUnit = new Map(raw.productVendors.map((term) => [term.productId, term.unit]));
  const quantityPer = new Map<string, number>();
  for (const line of raw.bills) {
    if (line.assemblyId === '' || !isValidToday(line)) continue;
    const known = quantityPer.get(line.componentId) ?? Number.POSITIVE_INFINITY;
    quantityPer.set(line.componentId, Math.min(known, Number(line.quantity)));
  }
  const rawUnit = (productId: string): string => orderUnit.get(productId) ?? 'EA';
  const baseInOrderUnit = (productId: string): number => {
    switch (rawUnit(productId)) {
      case 'DZ':
        return 12;
      case 'CS':
      case 'CTN':
      case 'CAN':
        return ASSEMBLIES_A_PACK * (quantityPer.get(productId) ?? 1);
      default:
        return 1;
    }
  };
  return {
    baseUnit: (id) => (['GAL', 'PAK'].includes(rawUnit(id)) ? CODES[rawUnit(id)]! : 'EA'),
    orderUnit: (id) => CODES[rawUnit(id)]!,
    baseInOrderUnit,
    baseInBillUnit: (unit) =>
      unit === 'OZ' ? 1 / OUNCES_A_GALLON : unit === 'IN' ? 1 / INCHES_A_PACK : 1,
    conversions: [
      { from_uom: 'DZN', to_uom: 'EA', factor: '12', aw_basis: 'by definition' },
      { from_uom: 'GLL', to_uom: 'OZA', factor: '128', aw_basis: 'by definition' },
      ...raw.products
        .filter((product) => ['CS', 'CTN', 'CAN', 'PAK'].includes(rawUnit(product.id)))
        .map((product) => ({
          item_id: product.number,
          from_uom: CODES[rawUnit(product.id)]!,
          to_uom: rawUnit(product.id) === 'PAK' ? 'INH' : 'EA',
          factor: decimal(
            rawUnit(product.id) === 'PAK' ? INCHES_A_PACK : baseInOrderUnit(product.id),
            0,
          ),
          aw_basis: 'constructed',
        })),
    ],
  };
}
