// From the engine's columns to the wire: dates as text, quantities in the item's base unit, money
// in hundredths, and null for what is not there.

import type { Network } from '../../model/network.ts';
import { type Day, formatDay, NO_DAY } from '../../units/day.ts';

export function wireDate(day: Day): string | null {
  return day === NO_DAY ? null : formatDay(day);
}

/** Smallest units to base units. Up to 15 digits the nearest double prints as the exact decimal. */
export function wireQuantity(network: Network, item: number, units: number): number {
  return units / 10 ** network.items.decimals[item];
}

/** The same of a node's item. */
export function wireNodeQuantity(network: Network, node: number, units: number): number {
  return wireQuantity(network, network.nodes.item[node], units);
}

export function wireMoney(amount: number): number | null {
  return Number.isFinite(amount) ? Math.round(amount * 100) / 100 : null;
}

export function wireText(text: string): string | null {
  return text === '' ? null : text;
}

export function itemId(network: Network, node: number): string {
  return network.items.id[network.nodes.item[node]];
}

export function locationId(network: Network, node: number): string {
  return network.locations.id[network.nodes.location[node]];
}
