// Falk's item-locations and how each is supplied: made, bought or moved; with low-level codes, so
// that a node comes after everything that consumes it.

import {
  BILL_LINES,
  type BillLine,
  MADE_PARTS,
  type MadePart,
  PHANTOMS,
} from './bills-of-material.ts';
import type { LocationId } from './company.ts';
import { PRODUCTS, type Product, warehousesOf } from './products.ts';
import { PURCHASED_PARTS, type PurchasedPart } from './purchased-parts.ts';

export interface SupplyNode {
  key: string; // item@location
  itemId: string;
  locationId: LocationId;
  supply: 'make' | 'buy' | 'transfer' | 'none';
  fromLocationId: LocationId | null;
  leadTimeDays: number; // working days of make and transfer; of the first supplier when bought
  lotMultiple: number;
  minLot: number;
  product: Product | null;
  madePart: MadePart | null;
  purchasedPart: PurchasedPart | null;
  bill: readonly BillLine[];
  level: number;
}

/** Run out: the old part is used to zero, then the successor takes over. */
export const RUN_OUT = { itemId: 'SP-0712', successorItemId: 'SP-0713', locationId: 'P1' as const };

/** Motors that plant 2 makes for plant 1. */
const MOVED_BETWEEN_PLANTS = ['MO-135', 'MO-140'];

export function keyOf(itemId: string, locationId: string): string {
  return `${itemId}@${locationId}`;
}

const PRODUCT_OF = new Map(PRODUCTS.map((product) => [product.itemId, product]));
const MADE_OF = new Map(MADE_PARTS.map((part) => [part.itemId, part]));
const PURCHASED_OF = new Map(PURCHASED_PARTS.map((part) => [part.itemId, part]));

function nodeOf(itemId: string, locationId: LocationId): SupplyNode {
  const product = PRODUCT_OF.get(itemId) ?? null;
  const madePart = MADE_OF.get(itemId) ?? null;
  const purchasedPart = PURCHASED_OF.get(itemId) ?? null;
  const bill = BILL_LINES.filter((b) => b.itemId === itemId && b.locationId === locationId);
  const node: SupplyNode = {
    key: keyOf(itemId, locationId),
    itemId,
    locationId,
    supply: 'make',
    fromLocationId: null,
    leadTimeDays: product?.leadTimeDays ?? madePart?.leadTimeDays ?? 0,
    lotMultiple: madePart?.lotMultiple ?? (product === null ? 1 : lotOfProduct(product)),
    minLot: 0,
    product,
    madePart,
    purchasedPart,
    bill,
    level: 0,
  };
  if (purchasedPart !== null) {
    node.supply = itemId === RUN_OUT.itemId ? 'none' : 'buy';
    node.lotMultiple = purchasedPart.packSize;
    node.minLot = minimumLotOf(purchasedPart);
  } else if (product !== null && locationId !== product.plant) {
    node.supply = 'transfer';
    node.fromLocationId = product.plant;
    node.leadTimeDays = locationId === 'GYO' ? 3 : 2;
    node.lotMultiple = 5;
  } else if (MOVED_BETWEEN_PLANTS.includes(itemId) && locationId === 'P1') {
    node.supply = 'transfer';
    node.fromLocationId = 'P2';
    node.leadTimeDays = 2;
    node.lotMultiple = 20;
  }
  return node;
}

function lotOfProduct(product: Product): number {
  const perDay = product.customers.reduce((sum, demand) => sum + demand.perDay, 0);
  return product.leadTimeDays === 0 ? 1 : perDay >= 100 ? 10 : 5;
}

function minimumLotOf(part: PurchasedPart): number {
  return part.itemId === 'MG-2207' ? 500 : part.packSize * 2;
}

/** What this node asks of others: components, the sending location, the successor. */
function suppliersOf(node: SupplyNode): string[] {
  if (node.supply === 'transfer') return [keyOf(node.itemId, node.fromLocationId!)];
  if (node.supply === 'none') return [keyOf(RUN_OUT.successorItemId, node.locationId)];
  return node.bill.map((line) => keyOf(line.componentItemId, node.locationId));
}

/** Every item-location that is needed to serve the customers, in order of low-level code. */
export function supplyNetwork(): SupplyNode[] {
  const nodes = new Map<string, SupplyNode>();
  const add = (itemId: string, locationId: LocationId, level: number): void => {
    const key = keyOf(itemId, locationId);
    const node = nodes.get(key) ?? nodeOf(itemId, locationId);
    nodes.set(key, node);
    node.level = Math.max(node.level, level);
    for (const supplier of suppliersOf(node)) {
      const [supplierItem, supplierLocation] = supplier.split('@');
      add(supplierItem!, supplierLocation as LocationId, level + 1);
    }
  };
  for (const product of PRODUCTS) {
    for (const warehouse of warehousesOf(product)) add(product.itemId, warehouse, 0);
    add(product.itemId, product.plant, 0);
  }
  return [...nodes.values()].sort((a, b) => a.level - b.level || (a.key < b.key ? -1 : 1));
}

export function isPhantom(itemId: string): boolean {
  return PHANTOMS.has(itemId);
}

export function uomOf(itemId: string): 'PCE' | 'KGM' {
  return PURCHASED_OF.get(itemId)?.uom ?? 'PCE';
}

/** The item's smallest unit: whole pieces, or grams of a kilogram. */
export function smallestUnitOf(itemId: string): number {
  return uomOf(itemId) === 'KGM' ? 0.001 : 1;
}
