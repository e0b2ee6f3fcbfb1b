// What the whole conversion shares: the one plant, the day that counts as today, and which
// products are still in use on it.

import type { BillLine, Product, RawTables } from './raw-tables.ts';

/** Location rows of the source are rooms and work areas of one factory, not sites: bills of
 * material, orders and vendor terms name none of them. So there is one location, and the rooms
 * are its sublocations. */
export const PLANT = 'AW-PLANT';

/** The latest day on which a stock row of the source was changed. */
export const AS_OF = '2025-08-11';
export const HORIZON_DAYS = 120;

export function isOnSale(product: Product): boolean {
  const ended = [product.sellEnd, product.discontinued].some((end) => end !== '' && end < AS_OF);
  return product.finishedGood && product.sellStart <= AS_OF && !ended;
}

export function isValidToday(line: BillLine): boolean {
  return line.start <= AS_OF && (line.end === '' || line.end >= AS_OF);
}

/** Products on sale, and every component that today's bills of material lead to from them. */
export function productsInUse(raw: RawTables): Set<string> {
  const componentsOf = new Map<string, string[]>();
  for (const line of raw.bills) {
    if (line.assemblyId === '' || !isValidToday(line)) continue;
    const components = componentsOf.get(line.assemblyId);
    if (components) components.push(line.componentId);
    else componentsOf.set(line.assemblyId, [line.componentId]);
  }
  const inUse = new Set<string>();
  const waiting = raw.products.filter(isOnSale).map((product) => product.id);
  while (waiting.length > 0) {
    const id = waiting.pop()!;
    if (inUse.has(id)) continue;
    inUse.add(id);
    waiting.push(...(componentsOf.get(id) ?? []));
  }
  return inUse;
}
