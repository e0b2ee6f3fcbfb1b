// What a piece costs at standard: material rolled up through the bill plus what the plant adds; and
// the price, which is the cost plus the product's margin.

import { BILL_LINES, MADE_PARTS } from './bills-of-material.ts';
import { RUN_OUT } from './network.ts';
import { PRODUCTS } from './products.ts';
import { PURCHASED_PARTS } from './purchased-parts.ts';

function roundCents(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Standard cost by item, in EUR for one unit. */
export function standardCosts(): Map<string, number> {
  const costs = new Map<string, number>();
  for (const part of PURCHASED_PARTS) costs.set(part.itemId, part.unitCost);
  const makingCosts = new Map<string, number>();
  for (const made of [...MADE_PARTS, ...PRODUCTS]) makingCosts.set(made.itemId, made.makingCost);
  const costOf = (itemId: string): number => {
    const known = costs.get(itemId);
    if (known !== undefined) return known;
    let cost = makingCosts.get(itemId)!;
    for (const line of BILL_LINES) {
      if (line.itemId !== itemId || line.substituteForLine !== '' || line.validTo !== '') continue;
      const { quantityPer, baseQuantity, scrapPercent, componentItemId } = line;
      cost += (quantityPer / baseQuantity) * (1 + scrapPercent / 100) * costOf(componentItemId);
    }
    const rounded = roundCents(cost);
    costs.set(itemId, rounded);
    return rounded;
  };
  for (const itemId of makingCosts.keys()) costOf(itemId);
  return costs;
}

export function salesPrices(costs: Map<string, number>): Map<string, number> {
  return new Map(
    PRODUCTS.map((product) => [
      product.itemId,
      roundCents(costs.get(product.itemId)! + product.margin),
    ]),
  );
}

/** The successor of a part that runs out; blank for all others. */
export function successorOf(itemId: string): string {
  return itemId === RUN_OUT.itemId ? RUN_OUT.successorItemId : '';
}
