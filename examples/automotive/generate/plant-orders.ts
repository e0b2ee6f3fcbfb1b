// Production orders with their components, and transfer orders between plants and warehouses: the
// orders that the ERP has already released for the next days.

import { formatDay } from '../../../src/units/day.ts';
import { AS_OF, streamOf } from './company.ts';
import { componentNeeds, type NodePlan, type SupplyOrder } from './requirements.ts';
import { sourceIdOf } from './sourcing.ts';

export interface PlantOrders {
  productionRows: (string | number)[][];
  componentRows: (string | number)[][];
  transferRows: (string | number)[][];
}

const FIRST_PRODUCTION_ORDER = 8000601;
/** Firm planned orders on winding line 2 in week 12, known by their numbers. */
const NUMBERS_TOLD: Record<string, string> = {
  'ST-118@P2 2027-03-24': '8001236',
  'ST-118@P2 2027-03-25': '8001241',
};
const RELEASED_UNTIL = AS_OF + 14;

function dayText(index: number): string {
  return formatDay(AS_OF + index);
}

/** Some running orders are part done; what is done is in stock already. */
function completedPart(order: SupplyOrder, plan: NodePlan, draw: number): number {
  if (order.start >= 0 || plan.node.lotMultiple === 1 || draw > 0.15) return 0;
  return Math.ceil((order.quantity * 0.4) / plan.node.lotMultiple) * plan.node.lotMultiple;
}

interface OpenOrder {
  plan: NodePlan;
  order: SupplyOrder;
}

function openOrders(plans: Map<string, NodePlan>, supply: 'make' | 'transfer'): OpenOrder[] {
  const list: OpenOrder[] = [];
  for (const plan of plans.values()) {
    if (plan.node.supply !== supply) continue;
    for (const order of plan.orders) if (order.isOpen) list.push({ plan, order });
  }
  return list.sort(
    (a, b) =>
      a.order.start - b.order.start ||
      a.order.receipt - b.order.receipt ||
      (a.plan.node.key < b.plan.node.key ? -1 : 1),
  );
}

export function plantOrders(seed: number, plans: Map<string, NodePlan>): PlantOrders {
  const random = streamOf(seed, 'production orders');
  const result: PlantOrders = { productionRows: [], componentRows: [], transferRows: [] };
  const told = new Set(Object.values(NUMBERS_TOLD));
  let number = FIRST_PRODUCTION_ORDER;
  for (const { plan, order } of openOrders(plans, 'make')) {
    const { node } = plan;
    while (told.has(String(number))) number += 1;
    const orderId = NUMBERS_TOLD[`${node.key} ${dayText(order.start)}`] ?? String(number++);
    const completed = completedPart(order, plan, random.next());
    const quantity = order.quantity + completed;
    const started = order.start < 0;
    const planned = AS_OF + order.start > RELEASED_UNTIL;
    result.productionRows.push([
      orderId,
      started ? 'started' : planned ? 'planned' : 'released',
      sourceIdOf(node, ''),
      node.itemId,
      node.locationId,
      quantity,
      completed,
      dayText(order.start),
      dayText(order.receipt),
      planned ? 'true' : '',
      'open',
    ]);
    const needs = componentNeeds(plans, node.bill, order.start, quantity);
    needs.forEach((need, index) => {
      result.componentRows.push([
        orderId,
        10 * (index + 1),
        need.itemId,
        node.locationId,
        need.quantity,
        started ? need.quantity : 0,
        dayText(order.start),
      ]);
    });
  }
  let transferNumber = 7200101;
  for (const { plan, order } of openOrders(plans, 'transfer')) {
    const { node } = plan;
    const onTheWay = order.start < 0;
    result.transferRows.push([
      String(transferNumber++),
      10,
      node.itemId,
      node.fromLocationId!,
      node.locationId,
      order.quantity,
      onTheWay ? order.quantity : 0,
      0,
      dayText(order.start),
      dayText(order.receipt),
      'open',
    ]);
  }
  return result;
}
