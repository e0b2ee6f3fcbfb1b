// Items, the plant, suppliers and the planning parameters of each item.

import { decimal, type FeedRow } from './feed-file.ts';
import { isOnSale, PLANT } from './plant.ts';
import type { Product, ProductVendor, RawTables } from './raw-tables.ts';
import type { Units } from './units.ts';

export const ITEM_COLUMNS = [
  'item_id',
  'description',
  'category',
  'uom',
  'decimals',
  'unit_cost',
  'unit_price',
  'currency',
  'aw_product_id',
  'aw_cost_basis',
  'aw_sell_end_date',
];

/** Cost = standard cost; bought parts that the source left uncosted take their first vendor's
 * price, made parts without a standard cost stay without. */
export function itemRows(
  raw: RawTables,
  units: Units,
  firstTerm: Map<string, ProductVendor>,
): FeedRow[] {
  return raw.products.map((product) => {
    const term = firstTerm.get(product.id);
    const costed = product.standardCost > 0;
    const uom = units.baseUnit(product.id);
    return {
      item_id: product.number,
      description: product.name,
      category: categoryOf(product, raw),
      uom,
      decimals: uom === 'GLL' ? '4' : uom === 'XPK' ? '3' : '0',
      unit_cost: costed
        ? decimal(product.standardCost, 4)
        : term
          ? decimal(term.standardPrice / units.baseInOrderUnit(product.id), 6)
          : '',
      unit_price: product.listPrice > 0 ? decimal(product.listPrice, 4) : '',
      currency: 'USD',
      aw_product_id: product.id,
      aw_cost_basis: costed ? 'standard cost' : term ? 'vendor price' : '',
      aw_sell_end_date: product.sellEnd,
    };
  });
}

function categoryOf(product: Product, raw: RawTables): string {
  const category = raw.categoryName.get(product.subcategoryId);
  return category ?? (product.made ? 'Parts / Made' : 'Parts / Bought');
}

export const LOCATION_COLUMNS = ['location_id', 'name', 'kind', 'timezone'];

export const LOCATION_ROWS: FeedRow[] = [
  {
    location_id: PLANT,
    name: 'Adventure Works Cycles plant',
    kind: 'plant',
    timezone: 'America/Los_Angeles',
  },
];

export const SUPPLIER_COLUMNS = [
  'supplier_id',
  'name',
  'currency',
  'aw_business_entity_id',
  'aw_credit_rating',
  'aw_preferred',
  'aw_active',
];

export function supplierRows(raw: RawTables): FeedRow[] {
  return raw.vendors.map((vendor) => ({
    supplier_id: vendor.account,
    name: vendor.name,
    currency: 'USD',
    aw_business_entity_id: vendor.id,
    aw_credit_rating: vendor.creditRating,
    aw_preferred: String(vendor.preferred),
    aw_active: String(vendor.active),
  }));
}

export const ITEM_LOCATION_COLUMNS = [
  'item_id',
  'location_id',
  'planning_method',
  'safety_stock',
  'lot_size_rule',
  'period_days',
  'aw_safety_stock_level',
  'aw_reorder_point',
  'aw_on_sale',
];

/**
 * Requirements planning with the source's safety stock; its reorder points are kept as attributes
 * only: each is three quarters of the safety stock, so as a trigger it would come after the safety
 * stock is already broken. Products out of use are not planned, and products that the source keeps
 * in no room (the painted frames) are made to order, so they have no safety stock.
 */
export function itemLocationRows(raw: RawTables, inUse: Set<string>): FeedRow[] {
  const stocked = new Set(raw.stock.map((row) => row.productId));
  return raw.products.map((product) => {
    const planned = inUse.has(product.id);
    return {
      item_id: product.number,
      location_id: PLANT,
      planning_method: planned ? 'mrp' : 'none',
      safety_stock: planned && stocked.has(product.id) ? product.safetyStockLevel : '',
      lot_size_rule: planned ? 'period' : '',
      period_days: planned ? '7' : '',
      aw_safety_stock_level: product.safetyStockLevel,
      aw_reorder_point: product.reorderPoint,
      aw_on_sale: String(isOnSale(product)),
    };
  });
}
