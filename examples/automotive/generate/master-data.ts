// Items and item-locations: descriptions, costs, prices, planning rules, classes and who looks
// after them.

import { formatDay } from '../../../src/units/day.ts';
import { MADE_PARTS } from './bills-of-material.ts';
import { LOCATIONS } from './company.ts';
import { LAUNCHES } from './history.ts';
import { isPhantom, RUN_OUT, type SupplyNode } from './network.ts';
import { PRODUCTS } from './products.ts';
import { goodsReceiptDaysOf } from './purchase-cover.ts';
import { PURCHASED_PARTS, SHELF_LIFE_DAYS } from './purchased-parts.ts';
import { reorderRuleOf } from './reorder-points.ts';
import type { NodePlan } from './requirements.ts';
import { successorOf } from './standard-cost.ts';
import { INSPECTION_DAYS } from './stock.ts';
import { supplierNamed } from './suppliers.ts';

type Row = (string | number)[];

export function locationRows(): Row[] {
  return LOCATIONS.map((location) => [
    location.locationId,
    location.name,
    location.kind,
    location.calendarId,
    location.timezone,
    location.latitude,
    location.longitude,
  ]);
}

export function itemRows(costs: Map<string, number>, prices: Map<string, number>): Row[] {
  const rows: Row[] = [];
  for (const part of [...PRODUCTS, ...MADE_PARTS, ...PURCHASED_PARTS]) {
    const { itemId } = part;
    const launch = LAUNCHES[itemId];
    const isWeighed = 'uom' in part && part.uom === 'KGM';
    rows.push([
      itemId,
      part.description,
      part.category,
      isWeighed ? 'KGM' : 'PCE',
      isWeighed ? 3 : 0,
      costs.get(itemId)!,
      prices.get(itemId) ?? '',
      'EUR',
      SHELF_LIFE_DAYS[itemId] ?? '',
      launch === undefined ? '' : formatDay(launch.decidedOn),
      launch === undefined ? '' : formatDay(launch.launchedOn),
      successorOf(itemId),
      itemId === RUN_OUT.itemId ? 'true' : '',
    ]);
  }
  return rows;
}

const BUYERS: Record<string, string> = {
  magnets: 'Tomás Ribeiro',
  castings: 'Tomás Ribeiro',
  cables: 'Tomás Ribeiro',
  bearings: 'Tomás Ribeiro',
  sensors: 'Tomás Ribeiro',
  shafts: 'Tomás Ribeiro',
};

function plannerOf(node: SupplyNode): string {
  if (node.locationId === 'P2') return 'Jana Vogt';
  return node.locationId === 'P1' ? 'Ines Marten' : 'Olaf Brandt';
}

/** A: the items of the first 80 % of a year's value, B: of the next 15 %, C: the rest. */
function classesByValue(
  plans: readonly NodePlan[],
  costs: Map<string, number>,
): Map<string, string> {
  const valueOfYear = (plan: NodePlan): number => {
    const used = plan.grossRequirements.reduce((sum, quantity) => sum + quantity, 0);
    return used * costs.get(plan.node.itemId)!;
  };
  const ranked = plans
    .map((plan) => ({ key: plan.node.key, value: valueOfYear(plan) }))
    .sort((a, b) => b.value - a.value || (a.key < b.key ? -1 : 1));
  const total = ranked.reduce((sum, { value }) => sum + value, 0);
  const classes = new Map<string, string>();
  let cumulated = 0;
  for (const { key, value } of ranked) {
    classes.set(key, cumulated < 0.8 * total ? 'A' : cumulated < 0.95 * total ? 'B' : 'C');
    cumulated += value;
  }
  return classes;
}

interface LotRule {
  rule: string;
  periodDays: number | '';
}

/** Bought parts are ordered for the supplier's rhythm; the rest, and the magnet ring, as needed. */
export function lotRuleOf(node: SupplyNode): LotRule {
  if (node.supply !== 'buy' || node.itemId === 'MG-2207') {
    return { rule: 'lot_for_lot', periodDays: '' };
  }
  const { cycleDays } = supplierNamed(node.purchasedPart!.supplierIds[0]!);
  return { rule: 'period', periodDays: cycleDays === 5 ? 7 : 14 };
}

function fenceOf(node: SupplyNode): number | '' {
  if (node.key === 'MG-2207@P2') return 10;
  return node.product !== null && node.supply === 'make' ? 5 : '';
}

export function itemLocationRows(plans: Map<string, NodePlan>, costs: Map<string, number>): Row[] {
  const all = [...plans.values()];
  const classes = classesByValue(all, costs);
  const inspected = new Set(['EC-7010@P1', 'HB-0310@P2', 'SE-3306@P2']);
  return all.map((plan) => {
    const { node } = plan;
    const reorder = reorderRuleOf(node.key);
    const { rule, periodDays } = lotRuleOf(node);
    const receiptDays =
      node.purchasedPart === null ? 0 : goodsReceiptDaysOf(node.purchasedPart.category);
    const isWarehouse = node.supply === 'transfer' && node.product !== null;
    return [
      node.itemId,
      node.locationId,
      reorder?.method ?? 'mrp',
      reorder !== undefined || plan.safetyStock === 0 ? '' : plan.safetyStock,
      reorder?.reorderPoint ?? '',
      reorder === undefined || reorder.maxStock === 0 ? '' : reorder.maxStock,
      rule,
      reorder === undefined || reorder.lotSize === 0 ? '' : reorder.lotSize,
      periodDays,
      fenceOf(node),
      receiptDays === 0 ? '' : receiptDays,
      inspected.has(node.key) ? INSPECTION_DAYS : '',
      isPhantom(node.itemId) ? '' : isWarehouse ? 95 : 98,
      classes.get(node.key)!,
      isWarehouse ? 'Z' : node.supply === 'buy' ? 'Y' : 'X',
      plannerOf(node),
      node.supply === 'buy' ? (BUYERS[node.purchasedPart!.category] ?? 'Hanna Lück') : '',
    ];
  });
}
