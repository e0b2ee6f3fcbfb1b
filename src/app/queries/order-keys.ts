// The names of orders, demand and stock on the wire: key parts of the feed's row joined by '/', and
// kind:item:location:n of planned orders.

import { textColumn } from '../../model/fact-table.ts';
import { type Facts, keyOfRow } from '../../model/facts.ts';
import {
  DEMAND_CALL_OFF,
  DEMAND_FORECAST,
  DEMAND_PRODUCTION_ORDER,
  DEMAND_SALES_ORDER,
  DEMAND_TRANSFER_ORDER,
  type Network,
  SOURCE_BUY,
  SOURCE_MAKE,
  SOURCE_TRANSFER,
  SUPPLY_PRODUCTION_ORDER,
  SUPPLY_PURCHASE_ORDER,
  SUPPLY_TRANSFER_ORDER,
} from '../../model/network.ts';
import { formatDay } from '../../units/day.ts';
import { itemId, locationId } from './wire-values.ts';

export const SUPPLY_KINDS: Readonly<Record<number, string>> = {
  [SUPPLY_PURCHASE_ORDER]: 'purchase_order',
  [SUPPLY_PRODUCTION_ORDER]: 'production_order',
  [SUPPLY_TRANSFER_ORDER]: 'transfer_order',
};

export const DEMAND_KINDS: Readonly<Record<number, string>> = {
  [DEMAND_SALES_ORDER]: 'sales_order',
  [DEMAND_CALL_OFF]: 'call_off',
  [DEMAND_PRODUCTION_ORDER]: 'production_order',
  [DEMAND_TRANSFER_ORDER]: 'transfer_order',
  [DEMAND_FORECAST]: 'forecast',
};

export const SOURCE_KINDS: Readonly<Record<number, 'buy' | 'make' | 'transfer'>> = {
  [SOURCE_BUY]: 'buy',
  [SOURCE_MAKE]: 'make',
  [SOURCE_TRANSFER]: 'transfer',
};

/** The feed from which orders of a kind come: purchase_order -> purchase_orders. */
export function feedOfKind(kind: string): string {
  return `${kind}s`;
}

/** An order line as the feeds name it; parts that its feed does not have are null. */
export interface OrderKey {
  order_id: string;
  line: string | null;
  schedule_line: string | null;
}

export function orderKey(facts: Facts, feed: string, row: number): OrderKey {
  const table = facts.tables[feed];
  const part = (name: string): string | null => {
    if (!table.feed.columns.some((column) => column.key && column.name === name)) return null;
    return facts.pool.texts[textColumn(table, name)[row]];
  };
  return {
    order_id: part('order_id') ?? '',
    line: part('line'),
    schedule_line: part('schedule_line'),
  };
}

export function supplyId(facts: Facts, network: Network, supply: number): string {
  const feed = feedOfKind(SUPPLY_KINDS[network.supply.kind[supply]]);
  return keyOfRow(facts, feed, network.supply.factRow[supply]);
}

/** Of a demand line at the node. A day's forecast is named by its own day, not by its bucket's. */
export function demandId(facts: Facts, network: Network, node: number, line: number): string {
  const { demand, customers } = network;
  const kind = demand.kind[line];
  const row = demand.factRow[line];
  if (kind !== DEMAND_FORECAST) return keyOfRow(facts, feedOfKind(DEMAND_KINDS[kind]), row);
  const version =
    row < 0 ? '' : facts.pool.texts[textColumn(facts.tables.forecasts, 'version')[row]];
  const customer = demand.customer[line];
  return [
    version,
    itemId(network, node),
    locationId(network, node),
    formatDay(demand.dueDate[line]),
    customer < 0 ? '' : customers.id[customer],
  ].join('/');
}
