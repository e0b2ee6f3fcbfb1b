// The two sides of a node's pegs: all supply that comes within the horizon, as it becomes usable,
// and all demand in its order of service. Co-products of other nodes' planned orders are supply.

import { DEMAND_FORECAST } from '../model/network.ts';
import { countedQuantity } from './counted-supply.ts';
import {
  enqueue,
  FOR_FORECAST_LINE,
  FOR_NEGATIVE_STOCK,
  FOR_ORDER_LINE,
  FOR_PLANNED_ORDER,
  FROM_CO_PRODUCT,
  FROM_OPEN_SUPPLY,
  FROM_PLANNED_ORDER,
  FROM_STOCK,
  type PegQueue,
  reserveRows,
  sortQueue,
} from './peg-queue.ts';
import type { Plan } from './plan.ts';
import { gatherPlannedNeeds, type PlannedNeeds } from './planned-needs.ts';

/** Fills both queues with what the node has and needs within the horizon. */
export function queueSides(
  plan: Plan,
  node: number,
  needs: PlannedNeeds,
  supplies: PegQueue,
  demands: PegQueue,
): void {
  supplies.count = 0;
  demands.count = 0;
  queueStock(plan, node, supplies, demands);
  queueOpenSupply(plan, node, supplies);
  queuePlannedOrders(plan, node, supplies);
  queueDemandLines(plan, node, demands);
  gatherPlannedNeeds(needs, node);
  queuePlannedNeeds(needs, supplies, demands);
  sortQueue(supplies);
  sortQueue(demands);
}

/** Lots are supply; a negative record wants to be filled. */
function queueStock(plan: Plan, node: number, supplies: PegQueue, demands: PegQueue): void {
  const { stock, dayCount } = plan.network;
  const first = stock.nodeStart[node];
  const end = stock.nodeStart[node + 1];
  reserveRows(supplies, end - first);
  reserveRows(demands, end - first);
  for (let lot = first; lot < end; lot++) {
    const quantity = stock.quantity[lot];
    const day = Math.max(0, stock.usableDay[lot]);
    if (day >= dayCount) continue;
    if (quantity > 0) {
      if (stock.expiryDay[lot] > day) enqueue(supplies, day, FROM_STOCK, lot, quantity);
    } else if (quantity < 0 && stock.reservedFor[lot] < 0) {
      enqueue(demands, day, FOR_NEGATIVE_STOCK, lot, -quantity);
    }
  }
}

function queueOpenSupply(plan: Plan, node: number, supplies: PegQueue): void {
  const { network } = plan;
  const { nodeStart, usableDay } = network.supply;
  reserveRows(supplies, nodeStart[node + 1] - nodeStart[node]);
  for (let line = nodeStart[node]; line < nodeStart[node + 1]; line++) {
    const quantity = countedQuantity(network, line);
    const day = usableDay[line];
    if (quantity > 0 && day < network.dayCount) {
      enqueue(supplies, day, FROM_OPEN_SUPPLY, line, quantity);
    }
  }
}

function queuePlannedOrders(plan: Plan, node: number, supplies: PegQueue): void {
  const { receiptDay, quantity, firstOfNode, countOfNode } = plan.planned;
  const { dayCount } = plan.network;
  const first = firstOfNode[node];
  const end = first + countOfNode[node];
  reserveRows(supplies, end - first);
  for (let order = first; order < end; order++) {
    const day = receiptDay[order];
    if (day < dayCount) enqueue(supplies, day, FROM_PLANNED_ORDER, order, quantity[order]);
  }
}

function queueDemandLines(plan: Plan, node: number, demands: PegQueue): void {
  const { nodeStart, kind, stockDay, quantity } = plan.network.demand;
  const first = nodeStart[node];
  const end = nodeStart[node + 1];
  reserveRows(demands, end - first);
  for (let line = first; line < end; line++) {
    const service = kind[line] === DEMAND_FORECAST ? FOR_FORECAST_LINE : FOR_ORDER_LINE;
    enqueue(demands, stockDay[line], service, line, quantity[line]);
  }
}

function queuePlannedNeeds(needs: PlannedNeeds, supplies: PegQueue, demands: PegQueue): void {
  const { count, order, day, quantity } = needs;
  reserveRows(demands, count);
  for (let i = 0; i < count; i++) {
    if (quantity[i] > 0) {
      enqueue(demands, day[i], FOR_PLANNED_ORDER, order[i], quantity[i]);
    } else if (quantity[i] < 0) {
      reserveRows(supplies, 1);
      enqueue(supplies, day[i], FROM_CO_PRODUCT, order[i], -quantity[i]);
    }
  }
}
