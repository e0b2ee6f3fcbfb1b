// The demand of a plan by due date, kind and id: each open line with its deliveries, its lateness
// and what binds it.

import type { ConstraintRow, DemandRow } from '../../contract/plan-document.ts';
import type { Facts } from '../../model/facts.ts';
import {
  DEMAND_CALL_OFF,
  DEMAND_FORECAST,
  DEMAND_SALES_ORDER,
  NO_PRIORITY,
} from '../../model/network.ts';
import type { Lateness } from '../../planning/lateness-types.ts';
import type { Plan } from '../../planning/plan.ts';
import { type Day, formatDay } from '../../units/day.ts';
import { constraintsOfLine } from './constraint-rows.ts';
import {
  completeDeliveryDates,
  type Deliveries,
  deliveriesOfLine,
  latePartsOfLine,
} from './delivery-dates.ts';
import { DEMAND_KINDS, demandId, orderKey } from './order-keys.ts';
import { rowsInOrder } from './rows-in-order.ts';
import { itemId, locationId, wireDate, wireNodeQuantity } from './wire-values.ts';

export interface DemandQuestion {
  facts: Facts;
  plan: Plan;
  lateness: Lateness;
  withForecast: boolean;
}

/** Between the kind and the id in a sort key: below every character that an id may begin with. */
const KEY_SEPARATOR = '\u0000';

export function demandRows({
  facts,
  plan,
  lateness,
  withForecast,
}: DemandQuestion): Iterable<DemandRow> {
  const { network } = plan;
  const { demand } = network;
  const lineCount = demand.nodeStart[network.nodes.count];
  const nodeOf = new Int32Array(lineCount);
  for (let node = 0; node < network.nodes.count; node++) {
    nodeOf.fill(node, demand.nodeStart[node], demand.nodeStart[node + 1]);
  }
  const parts = latePartsOfLine(network, lateness);
  const completeOn = completeDeliveryDates(network, lateness, parts);
  return rowsInOrder({
    count: lineCount,
    dayOf: (line) => demand.dueDate[line],
    keep: (line) => isListed(demand.kind[line], withForecast),
    keyOf: (line) =>
      DEMAND_KINDS[demand.kind[line]] +
      KEY_SEPARATOR +
      demandId(facts, network, nodeOf[line], line),
    rowOf: (line, key) => {
      const deliveries = deliveriesOfLine(network, lateness, parts, line);
      const complete = completeOn.get(demand.order[line]);
      if (complete !== undefined) deliverTogether(deliveries, complete);
      const first = parts.first[line];
      const constraints = constraintsOfLine(facts, plan, lateness, first, parts.first[line + 1]);
      const id = key.slice(key.indexOf(KEY_SEPARATOR) + 1);
      return demandRow(facts, plan, nodeOf[line], line, id, deliveries, constraints);
    },
  });
}

function isListed(kind: number, withForecast: boolean): boolean {
  if (kind === DEMAND_FORECAST) return withForecast;
  return kind === DEMAND_SALES_ORDER || kind === DEMAND_CALL_OFF;
}

function deliverTogether(deliveries: Deliveries, date: Day): void {
  let quantity = 0;
  for (const part of deliveries.quantityOn.values()) quantity += part;
  deliveries.quantityOn.clear();
  if (quantity > 0) deliveries.quantityOn.set(date, quantity);
}

function demandRow(
  facts: Facts,
  plan: Plan,
  node: number,
  line: number,
  id: string,
  deliveries: Deliveries,
  constraints: ConstraintRow[],
): DemandRow {
  const { network } = plan;
  const { demand, customers } = network;
  const kind = demand.kind[line];
  const key =
    kind === DEMAND_SALES_ORDER ? orderKey(facts, 'sales_orders', demand.factRow[line]) : null;
  const customer = demand.customer[line];
  const priority = demand.priority[line];
  const due = demand.dueDate[line];
  const dates = [...deliveries.quantityOn.keys()].sort((a, b) => a - b);
  return {
    kind: DEMAND_KINDS[kind] as DemandRow['kind'],
    id,
    customer_id: customer < 0 ? null : customers.id[customer],
    order_id: key?.order_id ?? null,
    line: key?.line ?? null,
    schedule_line: key?.schedule_line ?? null,
    item_id: itemId(network, node),
    location_id: locationId(network, node),
    quantity: wireNodeQuantity(network, node, demand.quantity[line]),
    requested_date: wireDate(demand.requestedDate[line]),
    promised_date: wireDate(demand.promisedDate[line]),
    due_date: formatDay(due),
    priority: priority === NO_PRIORITY ? null : priority,
    deliveries: dates.map((date) => ({
      date: formatDay(date),
      quantity: wireNodeQuantity(network, node, deliveries.quantityOn.get(date) ?? 0),
    })),
    lateness_days: dates.length === 0 ? null : Math.max(0, dates[dates.length - 1] - due),
    short_quantity: wireNodeQuantity(network, node, deliveries.shortQuantity),
    constraints,
  };
}
