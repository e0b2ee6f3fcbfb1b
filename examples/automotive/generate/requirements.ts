// The generator's own netting: what each item-location needs by day, and with which stock and
// orders a well-run company would meet it. Opening stock and open orders are chosen so that the
// balance stays above safety stock; only the story (story.ts) breaks that.

import type { Random } from '../../../src/base/prng.ts';
import { formatDay } from '../../../src/units/day.ts';
import {
  isWorkingDay,
  type WorkingCalendar,
  workingDaysAfter,
  workingDaysBefore,
} from '../../../src/units/working-calendar.ts';
import type { BillLine } from './bills-of-material.ts';
import { calendarNamed } from './calendars.ts';
import { AS_OF, cleanNumber, locationNamed, MODEL_DAYS, roundUpTo, streamOf } from './company.ts';
import { isPhantom, keyOf, RUN_OUT, type SupplyNode, smallestUnitOf } from './network.ts';
import { coverPurchases, type PurchaseReceipt } from './purchase-cover.ts';
import { planByReorderPoint, reorderRuleOf } from './reorder-points.ts';
import type { DatedNeed } from './series-demand.ts';
import { storyOf } from './story.ts';

/** A make or transfer order: begins on `start`, there on `receipt` (days from as_of). */
export interface SupplyOrder {
  start: number;
  receipt: number;
  quantity: number;
  isOpen: boolean; // already an order of the ERP; else the plan proposes it later
}

export interface NodePlan {
  node: SupplyNode;
  grossRequirements: Float64Array; // by day from as_of
  safetyStock: number;
  stock: number;
  orders: SupplyOrder[];
  purchases: PurchaseReceipt[];
}

/** Working days ahead for which orders are already released. */
const RELEASED_DAYS = 9;

function calendarOf(node: SupplyNode): WorkingCalendar {
  return calendarNamed(locationNamed(node.locationId).calendarId);
}

/** Requirement of a mean working day over the next 60. */
export function meanWorkingDay(gross: Float64Array, calendar: WorkingCalendar): number {
  let sum = 0;
  let count = 0;
  for (let day = 0; count < 60; day++) {
    if (isWorkingDay(calendar, AS_OF + day)) count += 1;
    sum += gross[day]!;
  }
  return sum / count;
}

function safetyStockOf(node: SupplyNode, perDay: number): number {
  const told = storyOf(node.key)?.safetyStock;
  if (told !== undefined) return told;
  if (node.supply === 'none' || isPhantom(node.itemId)) return 0;
  if (reorderRuleOf(node.key) !== undefined) return 0;
  const days = node.supply === 'transfer' ? 3 : node.product !== null ? 1 : 0.5;
  return roundUpTo(days * perDay, node.lotMultiple);
}

/** Lot-for-lot netting from a stock; orders received within the released days are open already. */
function netByDay(
  gross: Float64Array,
  safetyStock: number,
  stock: number,
  node: SupplyNode,
  releasedDays: number,
): SupplyOrder[] {
  const calendar = calendarOf(node);
  const lastReleased = workingDaysAfter(calendar, AS_OF, releasedDays + node.leadTimeDays) - AS_OF;
  const sender = node.fromLocationId === null ? calendar : calendarNamed('DE');
  const orders: SupplyOrder[] = [];
  let balance = stock;
  for (let day = 0; day < MODEL_DAYS; day++) {
    const short = safetyStock + gross[day]! - balance;
    if (short > 1e-9) {
      const quantity = roundUpTo(Math.max(short, node.minLot), node.lotMultiple);
      const receipt = workingDaysBefore(calendar, AS_OF + day, 0) - AS_OF;
      const start = workingDaysBefore(sender, AS_OF + receipt, node.leadTimeDays) - AS_OF;
      orders.push({ start, receipt, quantity, isOpen: receipt <= lastReleased });
      balance += quantity;
    }
    balance = cleanNumber(balance - gross[day]!);
  }
  return orders;
}

function isValidOn(line: BillLine, day: number): boolean {
  const date = formatDay(AS_OF + day);
  return (
    (line.validFrom === '' || line.validFrom <= date) &&
    (line.validTo === '' || date <= line.validTo)
  );
}

/** What an order takes of each component; a kit passes its need on to its parts. */
export function componentNeeds(
  plans: Map<string, NodePlan>,
  bill: readonly BillLine[],
  start: number,
  quantity: number,
): { itemId: string; quantity: number }[] {
  const needs: { itemId: string; quantity: number }[] = [];
  for (const line of bill) {
    if (line.substituteForLine !== '' || !isValidOn(line, start)) continue;
    const each = (line.quantityPer / line.baseQuantity) * (1 + line.scrapPercent / 100);
    const need = roundUpTo(cleanNumber(quantity * each), smallestUnitOf(line.componentItemId));
    if (line.phantom) {
      const kit = plans.get(keyOf(line.componentItemId, line.locationId))!;
      needs.push(...componentNeeds(plans, kit.node.bill, start, need));
    } else {
      needs.push({ itemId: line.componentItemId, quantity: need });
    }
  }
  return needs;
}

function planMade(plan: NodePlan): void {
  const { node } = plan;
  plan.stock = storyOf(node.key)?.stock ?? plan.safetyStock;
  plan.orders = netByDay(
    plan.grossRequirements,
    plan.safetyStock,
    plan.stock,
    node,
    storyOf(node.key)?.releasedDays ?? RELEASED_DAYS,
  );
}

/** Moved every day as it is made, with its orders released like the plant's own. */
function isMotorBetweenPlants(node: SupplyNode): boolean {
  return node.supply === 'transfer' && node.product === null;
}

/** A warehouse has some days in stock; then transfers arrive. */
function planMoved(plan: NodePlan, random: Random): void {
  const { node } = plan;
  const calendar = calendarOf(node);
  const coveredDays = node.leadTimeDays + random.integer(2, 5);
  const last = workingDaysAfter(calendar, AS_OF, coveredDays) - AS_OF;
  let stock = plan.safetyStock;
  for (let day = 0; day <= last; day++) stock += plan.grossRequirements[day]!;
  plan.stock = storyOf(node.key)?.stock ?? stock;
  const releasedDays = random.integer(3, 7);
  const { grossRequirements, safetyStock } = plan;
  if (reorderRuleOf(node.key) !== undefined) {
    planByReorderPoint(plan, calendar);
    return;
  }
  plan.orders = netByDay(grossRequirements, safetyStock, plan.stock, node, releasedDays);
}

/** The old part goes to zero; what it cannot serve is a need of the successor. */
function planRunOut(plan: NodePlan, successor: NodePlan): void {
  const gross = plan.grossRequirements;
  const perDay = meanWorkingDay(gross, calendarOf(plan.node));
  plan.stock = Math.round(perDay * 13);
  let left = plan.stock;
  for (let day = 0; day < MODEL_DAYS; day++) {
    const served = Math.min(left, gross[day]!);
    left -= served;
    successor.grossRequirements[day]! += gross[day]! - served;
  }
}

function passOn(plans: Map<string, NodePlan>, plan: NodePlan): void {
  const { node } = plan;
  for (const order of plan.orders) {
    if (order.start < 0) continue; // started: its components are out of stock already
    if (node.supply === 'transfer') {
      const sender = plans.get(keyOf(node.itemId, node.fromLocationId!))!;
      sender.grossRequirements[order.start]! += order.quantity;
    } else {
      for (const need of componentNeeds(plans, node.bill, order.start, order.quantity)) {
        const component = plans.get(keyOf(need.itemId, node.locationId))!;
        component.grossRequirements[order.start]! += need.quantity;
      }
    }
  }
}

/** Plans the whole network once, in order of low-level code. */
export function planNetwork(
  seed: number,
  network: readonly SupplyNode[],
  needs: readonly DatedNeed[],
): Map<string, NodePlan> {
  const plans = new Map<string, NodePlan>();
  for (const node of network) {
    plans.set(node.key, {
      node,
      grossRequirements: new Float64Array(MODEL_DAYS),
      safetyStock: 0,
      stock: 0,
      orders: [],
      purchases: [],
    });
  }
  for (const { itemId, locationId, day, quantity } of needs) {
    const index = day - AS_OF;
    if (index < MODEL_DAYS)
      plans.get(keyOf(itemId, locationId))!.grossRequirements[index]! += quantity;
  }
  for (const plan of plans.values()) {
    const { node } = plan;
    if (isPhantom(node.itemId)) continue;
    const random = streamOf(seed, `plan ${node.key}`);
    const gross = plan.grossRequirements;
    for (let day = 0; day < MODEL_DAYS; day++) gross[day] = cleanNumber(gross[day]!);
    const perDay = meanWorkingDay(gross, calendarOf(node));
    plan.safetyStock = safetyStockOf(node, perDay);
    if (node.supply === 'buy') coverPurchases(plan, perDay, random);
    else if (node.supply === 'make' || isMotorBetweenPlants(node)) planMade(plan);
    else if (node.supply === 'transfer') planMoved(plan, random);
    else planRunOut(plan, plans.get(keyOf(RUN_OUT.successorItemId, node.locationId))!);
    passOn(plans, plan);
  }
  return plans;
}
