// One item-location of a plan: its projection by day, what is there, what comes and by which date,
// what is wanted, what the plan says about it, and the parameters that it was planned with.

import type {
  ItemLocationView,
  NeedRow,
  OpenSupplyRow,
  SourceRow,
  StockRow,
} from '../../contract/item-location.ts';
import { createNodeFinder } from '../../exceptions/places.ts';
import { textColumn } from '../../model/fact-table.ts';
import { type Facts, keyOfRow } from '../../model/facts.ts';
import {
  DATE_BELIEVED,
  DATE_CONFIRMED,
  DATE_PROMISED,
  DATE_REQUESTED,
  DATE_SHIPPED,
  LOT_AVAILABLE,
  LOT_IN_TRANSIT,
  LOT_INSPECTION,
  NEVER,
  type Network,
  NO_PRIORITY,
  SUPPLY_CLOSE,
  SUPPLY_DEAD,
  SUPPLY_FIRM,
  SUPPLY_PAST_DUE,
  SUPPLY_UNCONFIRMED,
} from '../../model/network.ts';
import type { Plan } from '../../planning/plan.ts';
import { createPlannedNeeds, gatherPlannedNeeds } from '../../planning/planned-needs.ts';
import { formatDay } from '../../units/day.ts';
import { actionMessageRow } from './action-message-rows.ts';
import { balanceRowsOfNode } from './balance-rows.ts';
import { itemLocationParameters } from './item-location-parameters.ts';
import { DEMAND_KINDS, demandId, SOURCE_KINDS, SUPPLY_KINDS, supplyId } from './order-keys.ts';
import { type PlannedOrderNames, plannedOrderId } from './planned-order-names.ts';
import { plannedOrderRow } from './planned-order-rows.ts';
import {
  itemId,
  locationId,
  wireDate,
  wireMoney,
  wireNodeQuantity,
  wireText,
} from './wire-values.ts';

const STATUS_OF_LOT: Readonly<Record<number, StockRow['status']>> = {
  [LOT_AVAILABLE]: 'available',
  [LOT_INSPECTION]: 'inspection',
  [LOT_IN_TRANSIT]: 'in_transit',
};

const DATE_BASES: Readonly<Record<number, OpenSupplyRow['date_basis']>> = {
  [DATE_BELIEVED]: 'believed',
  [DATE_SHIPPED]: 'shipped',
  [DATE_CONFIRMED]: 'confirmed',
  [DATE_PROMISED]: 'promised',
  [DATE_REQUESTED]: 'requested',
};

export interface ItemLocationQuestion {
  facts: Facts;
  plan: Plan;
  names: PlannedOrderNames;
  position: number;
  itemId: string;
  locationId: string;
}

/** Null: the plan has no such item-location. */
export function itemLocationView(question: ItemLocationQuestion): ItemLocationView | null {
  const { facts, plan, names, position } = question;
  const { network } = plan;
  const { nodes, items, locations } = network;
  const finder = createNodeFinder(facts, network);
  const node = finder.nodeOf(question.itemId, question.locationId);
  if (node < 0) return null;
  const item = nodes.item[node];
  return {
    position,
    as_of: formatDay(network.asOf),
    horizon_days: network.dayCount,
    item_id: question.itemId,
    description: wireText(items.description[item]),
    uom: items.uom[item] === '' ? 'PCE' : items.uom[item],
    location_id: question.locationId,
    location_name: wireText(locations.name[nodes.location[node]]),
    planner: wireText(nodes.planner[node]),
    buyer: wireText(nodes.buyer[node]),
    unit_cost: wireMoney(items.unitCost[item]),
    unit_price: wireMoney(items.unitPrice[item]),
    currency: network.currency,
    days: Array.from(balanceRowsOfNode(plan, node), ({ item_id, location_id, ...day }) => day),
    stock: stockRows(facts, network, node),
    open_supply: openSupplyRows(facts, network, node),
    demand: needRows(facts, plan, names, node),
    planned_orders: plannedOrdersOf(plan, names, node),
    action_messages: messagesOf(facts, plan, names, node),
    parameters: itemLocationParameters(facts, network, node),
    sources: sourceRows(network, node),
  };
}

/** Day indices at or beyond NEVER are no date. */
function dateOfDayIndex({ asOf }: Network, day: number): string | null {
  return day >= NEVER ? null : formatDay(asOf + Math.max(0, day));
}

function stockRows(facts: Facts, network: Network, node: number): StockRow[] {
  const { stock, customers } = network;
  const batches = textColumn(facts.tables.inventory, 'batch');
  const rows: StockRow[] = [];
  for (let lot = stock.nodeStart[node]; lot < stock.nodeStart[node + 1]; lot++) {
    const row = stock.factRow[lot];
    const reservedFor = stock.reservedFor[lot];
    rows.push({
      id: row < 0 ? null : keyOfRow(facts, 'inventory', row),
      quantity: wireNodeQuantity(network, node, stock.quantity[lot]),
      status: STATUS_OF_LOT[stock.status[lot]],
      batch: row < 0 ? null : wireText(facts.pool.texts[batches[row]]),
      usable_date: dateOfDayIndex(network, stock.usableDay[lot]) ?? formatDay(network.asOf),
      expiry_date: dateOfDayIndex(network, stock.expiryDay[lot]),
      reserved_for: reservedFor < 0 ? null : customers.id[reservedFor],
    });
  }
  return rows;
}

function openSupplyRows(facts: Facts, network: Network, node: number): OpenSupplyRow[] {
  const { supply, suppliers } = network;
  const rows: OpenSupplyRow[] = [];
  for (let line = supply.nodeStart[node]; line < supply.nodeStart[node + 1]; line++) {
    const flags = supply.flags[line];
    const supplier = supply.supplier[line];
    rows.push({
      kind: SUPPLY_KINDS[supply.kind[line]],
      id: supplyId(facts, network, line),
      supplier_id: supplier < 0 ? null : suppliers.id[supplier],
      quantity: wireNodeQuantity(network, node, supply.quantity[line]),
      requested_date: wireDate(supply.requestedDate[line]),
      promised_date: wireDate(supply.promisedDate[line]),
      confirmed_date: wireDate(supply.confirmedDate[line]),
      arrival_date: formatDay(supply.arrivalDate[line]),
      date_basis: DATE_BASES[supply.dateBasis[line]],
      usable_date: dateOfDayIndex(network, supply.usableDay[line]),
      is_firm: (flags & SUPPLY_FIRM) !== 0,
      is_unconfirmed: (flags & SUPPLY_UNCONFIRMED) !== 0,
      is_past_due: (flags & SUPPLY_PAST_DUE) !== 0,
      is_supply: (flags & (SUPPLY_DEAD | SUPPLY_CLOSE)) === 0,
    });
  }
  return rows;
}

/** Demand lines, and what planned orders need here; by day, lines first. */
function needRows(facts: Facts, plan: Plan, names: PlannedOrderNames, node: number): NeedRow[] {
  const { network } = plan;
  const { demand, customers } = network;
  const needs: { day: number; row: NeedRow }[] = [];
  const dateOf = (day: number): string => formatDay(network.asOf + Math.max(0, day));
  for (let line = demand.nodeStart[node]; line < demand.nodeStart[node + 1]; line++) {
    const customer = demand.customer[line];
    const day = demand.stockDay[line];
    const row = {
      kind: DEMAND_KINDS[demand.kind[line]],
      id: demandId(facts, network, node, line),
      customer_id: customer < 0 ? null : customers.id[customer],
      quantity: wireNodeQuantity(network, node, demand.quantity[line]),
      stock_date: dateOf(day),
      due_date: wireDate(demand.dueDate[line]),
    };
    needs.push({ day, row });
  }
  const planned = createPlannedNeeds(plan);
  gatherPlannedNeeds(planned, node);
  for (let i = 0; i < planned.count; i++) {
    const order = planned.order[i];
    const passing = names.node[order];
    const row = {
      ...(names.number[order] > 0
        ? { kind: 'planned_order', id: plannedOrderId(plan, names, order) }
        : { kind: 'passed_on', id: `${itemId(network, passing)}/${locationId(network, passing)}` }),
      customer_id: null,
      quantity: wireNodeQuantity(network, node, planned.quantity[i]),
      stock_date: dateOf(planned.day[i]),
      due_date: null,
    };
    needs.push({ day: planned.day[i], row });
  }
  return needs.sort((a, b) => a.day - b.day).map(({ row }) => row);
}

function plannedOrdersOf(
  plan: Plan,
  names: PlannedOrderNames,
  node: number,
): ItemLocationView['planned_orders'] {
  const { firstOfNode, countOfNode, receiptDay } = plan.planned;
  const orders: number[] = [];
  for (let i = 0; i < countOfNode[node]; i++) {
    if (names.number[firstOfNode[node] + i] > 0) orders.push(firstOfNode[node] + i);
  }
  orders.sort((a, b) => receiptDay[a] - receiptDay[b] || a - b);
  return orders.map((order) =>
    plannedOrderRow(plan, names, order, plannedOrderId(plan, names, order)),
  );
}

function messagesOf(
  facts: Facts,
  plan: Plan,
  names: PlannedOrderNames,
  node: number,
): ItemLocationView['action_messages'] {
  const { messages } = plan;
  const rows: ItemLocationView['action_messages'] = [];
  for (let message = 0; message < messages.count; message++) {
    if (messages.node[message] === node) rows.push(actionMessageRow(facts, plan, names, message));
  }
  return rows;
}

function sourceRows(network: Network, node: number): SourceRow[] {
  const { sources, suppliers, nodes, locations } = network;
  const rows: SourceRow[] = [];
  for (let source = sources.nodeStart[node]; source < sources.nodeStart[node + 1]; source++) {
    const supplier = sources.supplier[source];
    const from = sources.fromNode[source];
    const priority = sources.priority[source];
    rows.push({
      source_id: sources.id[source],
      kind: SOURCE_KINDS[sources.kind[source]],
      priority: priority === NO_PRIORITY ? null : priority,
      supplier_id: supplier < 0 ? null : suppliers.id[supplier],
      from_location_id: from < 0 ? null : locations.id[nodes.location[from]],
      lead_time_days: sources.leadTimeDays[source],
      is_released: sources.released[source] === 1,
    });
  }
  return rows;
}
