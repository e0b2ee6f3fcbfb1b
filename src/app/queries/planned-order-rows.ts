// The planned orders of a plan by release date, then id: what to buy, make or move, and when.

import type { PlannedOrderRow } from '../../contract/plan-document.ts';
import type { Plan } from '../../planning/plan.ts';
import { PLANNED_PASS_THROUGH, PLANNED_PAST_DUE } from '../../planning/plan.ts';
import { formatDay } from '../../units/day.ts';
import { type PlannedOrderNames, plannedOrderId, plannedOrderKind } from './planned-order-names.ts';
import { rowsInOrder } from './rows-in-order.ts';
import { itemId, locationId, wireNodeQuantity } from './wire-values.ts';

export function plannedOrderRows(plan: Plan, names: PlannedOrderNames): Iterable<PlannedOrderRow> {
  const { planned } = plan;
  return rowsInOrder({
    count: planned.count,
    dayOf: (order) => planned.releaseDay[order],
    keep: (order) => (planned.flags[order] & PLANNED_PASS_THROUGH) === 0,
    keyOf: (order) => plannedOrderId(plan, names, order),
    rowOf: (order, id) => plannedOrderRow(plan, names, order, id),
  });
}

export function plannedOrderRow(
  plan: Plan,
  names: PlannedOrderNames,
  order: number,
  id: string,
): PlannedOrderRow {
  const { network, planned } = plan;
  const { sources, suppliers } = network;
  const node = names.node[order];
  const source = planned.source[order];
  const supplier = source < 0 ? -1 : sources.supplier[source];
  const fromNode = source < 0 ? -1 : sources.fromNode[source];
  const dateOf = (day: number): string => formatDay(network.asOf + day);
  return {
    id,
    kind: plannedOrderKind(plan, order),
    source_id: source < 0 ? null : sources.id[source],
    item_id: itemId(network, node),
    location_id: locationId(network, node),
    quantity: wireNodeQuantity(network, node, planned.quantity[order]),
    needed_date: dateOf(planned.neededDay[order]),
    release_date: dateOf(planned.releaseDay[order]),
    receipt_date: dateOf(planned.receiptDay[order]),
    supplier_id: supplier < 0 ? null : suppliers.id[supplier],
    from_location_id: fromNode < 0 ? null : locationId(network, fromNode),
    past_due_release: (planned.flags[order] & PLANNED_PAST_DUE) !== 0,
  };
}
