// How sentences name things: items, places, parties, orders, quantities, dates and money.

import { dayColumn, textColumn } from '../model/fact-table.ts';
import type { Facts } from '../model/facts.ts';
import {
  DEMAND_CALL_OFF,
  DEMAND_FORECAST,
  DEMAND_SALES_ORDER,
  type Network,
  type Parties,
  SUPPLY_PRODUCTION_ORDER,
  SUPPLY_PURCHASE_ORDER,
  SUPPLY_REQUISITION,
} from '../model/network.ts';
import { type Day, dateOfDay } from '../units/day.ts';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** "Hub 4711": description and id. */
export function itemName(network: Network, node: number): string {
  const item = network.nodes.item[node];
  const { id, description } = network.items;
  return description[item] === '' || description[item] === id[item]
    ? id[item]
    : `${description[item]} ${id[item]}`;
}

export function placeName(network: Network, node: number): string {
  return locationName(network, network.nodes.location[node]);
}

/** "Hub 4711 at Plant 2". */
export function whatText(network: Network, node: number): string {
  return `${itemName(network, node)} at ${placeName(network, node)}`;
}

/** Key of the item-location in the feeds. */
export function nodeKey({ nodes, items, locations }: Network, node: number): string {
  return `${items.id[nodes.item[node]]}/${locations.id[nodes.location[node]]}`;
}

export function locationName({ locations }: Network, location: number): string {
  return locations.name[location] === '' ? locations.id[location] : locations.name[location];
}

export function partyName(parties: Parties, party: number): string {
  return parties.name[party] === '' ? parties.id[party] : parties.name[party];
}

/** "2,255 PCE": thousands apart, the item's own decimals, its unit. */
export function quantityText(network: Network, node: number, smallestUnits: number): string {
  const uom = network.items.uom[network.nodes.item[node]];
  return `${amountText(network, node, smallestUnits)} ${uom === '' ? 'PCE' : uom}`;
}

/** "2,255": the same without its unit. */
export function amountText(network: Network, node: number, smallestUnits: number): string {
  const decimals = network.items.decimals[network.nodes.item[node]];
  return decimalText(smallestUnits / 10 ** decimals, decimals);
}

/** "18,400 EUR", whole. */
export function moneyText(network: Network, amount: number): string {
  return `${decimalText(Math.round(amount), 0)} ${network.currency}`;
}

function decimalText(value: number, decimals: number): string {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = value < 0 ? '-' : '';
  return fraction === undefined ? sign + grouped : `${sign}${grouped}.${fraction}`;
}

/** "14 Mar", with the year when it is not that of as_of. */
export function dateText({ asOf }: Pick<Network, 'asOf'>, day: Day): string {
  const { year, month, dayOfMonth } = dateOfDay(day);
  const date = `${dayOfMonth} ${MONTHS[month - 1]}`;
  return year === dateOfDay(asOf).year ? date : `${date} ${year}`;
}

/** "1,200". */
export function countText(count: number): string {
  return decimalText(count, 0);
}

/** "1 order", "6 orders". */
export function countedText(count: number, one: string, many: string): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

export function daysText(days: number): string {
  return countedText(days, 'day', 'days');
}

/** "PO 4500123/10": the order line, and the schedule line unless it is the first. */
export function purchaseOrderName(facts: Facts, row: number): string {
  return `PO ${orderLineId(facts, 'purchase_orders', row)}`;
}

/** "PO 4500123/10", "production order 77", "transfer order 12/1". */
export function supplyName(facts: Facts, network: Network, supply: number): string {
  const { kind, flags, factRow } = network.supply;
  const row = factRow[supply];
  if (kind[supply] === SUPPLY_PURCHASE_ORDER) {
    return flags[supply] & SUPPLY_REQUISITION
      ? `requisition ${orderLineId(facts, 'purchase_orders', row)}`
      : purchaseOrderName(facts, row);
  }
  return kind[supply] === SUPPLY_PRODUCTION_ORDER
    ? `production order ${orderLineId(facts, 'production_orders', row)}`
    : `transfer order ${orderLineId(facts, 'transfer_orders', row)}`;
}

/** "order 55/10", "the call-off of 25 Mar", "the forecast of 25 Mar". */
export function demandName(facts: Facts, network: Network, line: number): string {
  const { kind, factRow, dueDate } = network.demand;
  if (kind[line] === DEMAND_SALES_ORDER) {
    return `order ${orderLineId(facts, 'sales_orders', factRow[line])}`;
  }
  if (kind[line] === DEMAND_FORECAST) {
    return `the forecast of ${dateText(network, dueDate[line])}`;
  }
  if (kind[line] === DEMAND_CALL_OFF) {
    const table = facts.tables.call_offs;
    const release = facts.pool.texts[textColumn(table, 'release_id')[factRow[line]]];
    const date = dateText(network, dayColumn(table, 'date')[factRow[line]]);
    return release === '' ? `the call-off of ${date}` : `call-off ${release} of ${date}`;
  }
  return 'an open order';
}

function orderLineId(facts: Facts, feed: string, row: number): string {
  const table = facts.tables[feed];
  const names = new Set(table.feed.columns.map(({ name }) => name));
  const part = (name: string): string =>
    names.has(name) ? facts.pool.texts[textColumn(table, name)[row]] : '';
  const scheduleLine = part('schedule_line');
  return [part('order_id'), part('line'), scheduleLine === '1' ? '' : scheduleLine]
    .filter((text) => text !== '')
    .join('/');
}
