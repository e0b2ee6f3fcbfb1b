// Names the planned orders of a plan: kind:item:location:n, n from 1 in receipt order within one
// item-location and kind. What only passes a need on (phantom, run-out) is no order and has no
// name.

import type { Plan } from '../../planning/plan.ts';
import { PLANNED_PASS_THROUGH } from '../../planning/plan.ts';
import { SOURCE_KINDS } from './order-keys.ts';
import { itemId, locationId } from './wire-values.ts';

export interface PlannedOrderNames {
  node: Int32Array; // by planned order
  number: Int32Array; // by planned order: the n of its name, 0 of a pass-through
}

export function namePlannedOrders(plan: Plan): PlannedOrderNames {
  const { planned } = plan;
  const node = new Int32Array(planned.count);
  const number = new Int32Array(planned.count);
  for (let each = 0; each < plan.network.nodes.count; each++) {
    const first = planned.firstOfNode[each];
    const count = planned.countOfNode[each];
    const orders = Int32Array.from({ length: count }, (_, at) => first + at);
    orders.sort((a, b) => planned.receiptDay[a] - planned.receiptDay[b] || a - b);
    const ofKind: Record<string, number> = {};
    for (const order of orders) {
      node[order] = each;
      if (planned.flags[order] & PLANNED_PASS_THROUGH) continue;
      const kind = plannedOrderKind(plan, order);
      ofKind[kind] = (ofKind[kind] ?? 0) + 1;
      number[order] = ofKind[kind];
    }
  }
  return { node, number };
}

export function plannedOrderKind(plan: Plan, order: number): 'buy' | 'make' | 'transfer' {
  const source = plan.planned.source[order];
  return source < 0 ? 'buy' : SOURCE_KINDS[plan.network.sources.kind[source]];
}

export function plannedOrderId(plan: Plan, names: PlannedOrderNames, order: number): string {
  const { network } = plan;
  const node = names.node[order];
  const kind = plannedOrderKind(plan, order);
  return `${kind}:${itemId(network, node)}:${locationId(network, node)}:${names.number[order]}`;
}
