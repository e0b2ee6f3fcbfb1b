// The action messages of a plan by the date that the order has now, then feed and key.

import { compareText } from '../../base/compare-text.ts';
import type { ActionMessageRow } from '../../contract/plan-document.ts';
import type { Facts } from '../../model/facts.ts';
import { MESSAGE_NAMES, type Plan } from '../../planning/plan.ts';
import { formatDay } from '../../units/day.ts';
import { feedOfKind, type OrderKey, orderKey, SUPPLY_KINDS } from './order-keys.ts';
import { type PlannedOrderNames, plannedOrderId } from './planned-order-names.ts';
import { itemId, locationId, wireDate, wireMoney, wireNodeQuantity } from './wire-values.ts';

export function actionMessageRows(
  facts: Facts,
  plan: Plan,
  names: PlannedOrderNames,
): ActionMessageRow[] {
  const rows: ActionMessageRow[] = [];
  for (let message = 0; message < plan.messages.count; message++) {
    rows.push(actionMessageRow(facts, plan, names, message));
  }
  return rows.sort(
    (a, b) =>
      compareText(a.from_date, b.from_date) ||
      compareText(a.feed, b.feed) ||
      compareText(keyOf(a), keyOf(b)) ||
      compareText(a.kind, b.kind) ||
      compareText(a.to_date ?? '', b.to_date ?? ''),
  );
}

function keyOf(row: ActionMessageRow): string {
  return [row.order_id, row.line, row.schedule_line].filter((part) => part !== null).join('/');
}

export function actionMessageRow(
  facts: Facts,
  plan: Plan,
  names: PlannedOrderNames,
  message: number,
): ActionMessageRow {
  const { network, messages } = plan;
  const node = messages.node[message];
  const item = network.nodes.item[node];
  const quantity = wireNodeQuantity(network, node, messages.quantity[message]);
  const toQuantity = messages.toQuantity[message];
  const { feed, key } = orderOf(facts, plan, names, message);
  return {
    kind: MESSAGE_NAMES[messages.kind[message]],
    feed,
    ...key,
    item_id: itemId(network, node),
    location_id: locationId(network, node),
    quantity,
    from_date: formatDay(messages.fromDate[message]),
    to_date: wireDate(messages.toDate[message]),
    to_quantity: Number.isNaN(toQuantity) ? null : wireNodeQuantity(network, node, toQuantity),
    value: wireMoney(quantity * network.items.unitCost[item]),
  };
}

function orderOf(
  facts: Facts,
  plan: Plan,
  names: PlannedOrderNames,
  message: number,
): { feed: string; key: OrderKey } {
  const { network, messages } = plan;
  const supply = messages.supply[message];
  if (supply < 0) {
    const order_id = plannedOrderId(plan, names, messages.planned[message]);
    return { feed: 'planned_orders', key: { order_id, line: null, schedule_line: null } };
  }
  const feed = feedOfKind(SUPPLY_KINDS[network.supply.kind[supply]]);
  return { feed, key: orderKey(facts, feed, network.supply.factRow[supply]) };
}
