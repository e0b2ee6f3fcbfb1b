// Where each item comes from: vendor terms as buy sources in their order of preference, make
// sources for what is made, and the dated bills of material.

import { compareText } from '../../../src/base/compare-text.ts';
import { decimal, type FeedRow } from './feed-file.ts';
import { PLANT } from './plant.ts';
import type { Product, ProductVendor, RawTables, Vendor } from './raw-tables.ts';
import type { Units } from './units.ts';

export const SOURCING_COLUMNS = [
  'source_id',
  'item_id',
  'location_id',
  'kind',
  'supplier_id',
  'lead_time_days',
  'lead_time_basis',
  'min_lot',
  'lot_multiple',
  'max_lot',
  'unit_cost',
  'priority',
  'release_status',
  'aw_min_order_qty',
  'aw_max_order_qty',
  'aw_standard_price',
  'aw_unit_measure_code',
];

export function buySourceId(product: Product, vendor: Vendor): string {
  return `BUY-${product.number}-${vendor.account}`;
}

/** The terms of each product, first choice first: active vendors, then preferred ones, then the
 * lower price, then the shorter lead time. */
export function rankedTerms(raw: RawTables): Map<string, ProductVendor[]> {
  const vendorOf = new Map(raw.vendors.map((vendor) => [vendor.id, vendor]));
  const ranked = new Map<string, ProductVendor[]>();
  for (const term of raw.productVendors) {
    const terms = ranked.get(term.productId);
    if (terms) terms.push(term);
    else ranked.set(term.productId, [term]);
  }
  for (const terms of ranked.values()) {
    terms.sort((a, b) => {
      const first = vendorOf.get(a.vendorId)!;
      const second = vendorOf.get(b.vendorId)!;
      return (
        Number(second.active) - Number(first.active) ||
        Number(second.preferred) - Number(first.preferred) ||
        a.standardPrice - b.standardPrice ||
        Number(a.averageLeadTime) - Number(b.averageLeadTime) ||
        compareText(first.account, second.account)
      );
    });
  }
  return ranked;
}

/** Buy sources carry the average lead time in calendar days and the order limits in base units;
 * a vendor that is no longer active stays listed but blocked. */
export function sourcingRows(
  raw: RawTables,
  units: Units,
  ranked: Map<string, ProductVendor[]>,
): FeedRow[] {
  const vendorOf = new Map(raw.vendors.map((vendor) => [vendor.id, vendor]));
  const assemblies = new Set(raw.bills.map((line) => line.assemblyId));
  const rows: FeedRow[] = [];
  for (const product of raw.products) {
    if (product.made && assemblies.has(product.id)) rows.push(makeSource(product));
    (ranked.get(product.id) ?? []).forEach((term, index) => {
      const vendor = vendorOf.get(term.vendorId)!;
      rows.push(buySource(product, vendor, term, index + 1, units));
    });
  }
  return rows;
}

function makeSource(product: Product): FeedRow {
  return {
    source_id: `MAKE-${product.number}`,
    item_id: product.number,
    location_id: PLANT,
    kind: 'make',
    lead_time_days: product.daysToManufacture,
    lead_time_basis: 'working',
    priority: '1',
    release_status: 'released',
  };
}

function buySource(
  product: Product,
  vendor: Vendor,
  term: ProductVendor,
  priority: number,
  units: Units,
): FeedRow {
  const factor = units.baseInOrderUnit(product.id);
  return {
    source_id: buySourceId(product, vendor),
    item_id: product.number,
    location_id: PLANT,
    kind: 'buy',
    supplier_id: vendor.account,
    lead_time_days: term.averageLeadTime,
    lead_time_basis: 'calendar',
    min_lot: decimal(term.minOrder * factor, 0),
    lot_multiple: decimal(factor, 0),
    max_lot: decimal(term.maxOrder * factor, 0),
    unit_cost: decimal(term.standardPrice / factor, 6),
    priority: String(priority),
    release_status: vendor.active ? 'released' : 'blocked',
    aw_min_order_qty: String(term.minOrder),
    aw_max_order_qty: String(term.maxOrder),
    aw_standard_price: decimal(term.standardPrice, 4),
    aw_unit_measure_code: term.unit,
  };
}

export const BOM_COLUMNS = [
  'item_id',
  'location_id',
  'component_item_id',
  'line',
  'quantity_per',
  'valid_from',
  'valid_to',
  'aw_per_assembly_qty',
  'aw_unit_measure_code',
];

/** One row a dated line, its line number the source's own; rows without an assembly only say that
 * a product stands on top of a structure and are left out. */
export function bomRows(raw: RawTables, units: Units): FeedRow[] {
  const number = new Map(raw.products.map((product) => [product.id, product.number]));
  return raw.bills
    .filter((line) => line.assemblyId !== '')
    .map((line) => ({
      item_id: number.get(line.assemblyId)!,
      location_id: PLANT,
      component_item_id: number.get(line.componentId)!,
      line: line.id,
      quantity_per: decimal(Number(line.quantity) * units.baseInBillUnit(line.unit), 8),
      valid_from: line.start,
      valid_to: line.end,
      aw_per_assembly_qty: decimal(Number(line.quantity), 2),
      aw_unit_measure_code: line.unit,
    }));
}
