// Plans made from rows, for tests: planned({ items: [...], sales_orders: [...] }), and what they
// say in words: orders, messages and balances by item with day numbers.

import { type FixtureRows, type FixtureSettings, facts, settings } from '../model/fact-fixture.ts';
import type { Network } from '../model/network.ts';
import { NO_DAY } from '../units/day.ts';
import { buildNetwork } from './network/build-network.ts';
import { MESSAGE_NAMES, MESSAGE_RELEASE, PLANNED_PASS_THROUGH, type Plan } from './plan.ts';
import { planNetwork } from './plan-network.ts';

/** Plans the rows; locations default to one plant P. */
export function planned(rows: FixtureRows, given: FixtureSettings = {}): Plan {
  const all = { locations: [{ location_id: 'P' }], ...rows };
  return planNetwork(buildNetwork(facts(all), settings(given)).network);
}

/** The node of an item at a location, by their ids. */
export function nodeOf(network: Network, item: string, location = 'P'): number {
  for (let node = 0; node < network.nodes.count; node++) {
    const isItem = network.items.id[network.nodes.item[node]] === item;
    if (isItem && network.locations.id[network.nodes.location[node]] === location) return node;
  }
  throw new Error(`No node ${item} at ${location}.`);
}

/** 'quantity: release -> receipt' of each planned order, in day numbers. */
export function ordersOf(plan: Plan, item: string, location = 'P'): string[] {
  const node = nodeOf(plan.network, item, location);
  const first = plan.planned.firstOfNode[node];
  const words: string[] = [];
  for (let order = first; order < first + plan.planned.countOfNode[node]; order++) {
    if (plan.planned.flags[order] & PLANNED_PASS_THROUGH) continue;
    const { quantity, releaseDay, receiptDay } = plan.planned;
    words.push(`${quantity[order]}: ${releaseDay[order]} -> ${receiptDay[order]}`);
  }
  return words;
}

/** 'kind quantity: from -> to' of each message but releases, in day numbers. */
export function messagesOf(plan: Plan, item: string, location = 'P'): string[] {
  const node = nodeOf(plan.network, item, location);
  const { messages, network } = plan;
  const words: string[] = [];
  for (let i = 0; i < messages.count; i++) {
    if (messages.node[i] !== node || messages.kind[i] === MESSAGE_RELEASE) continue;
    const to = messages.toDate[i] === NO_DAY ? '' : ` -> ${messages.toDate[i] - network.asOf}`;
    const after = Number.isNaN(messages.toQuantity[i]) ? '' : ` to ${messages.toQuantity[i]}`;
    const from = messages.fromDate[i] - network.asOf;
    words.push(`${MESSAGE_NAMES[messages.kind[i]]} ${messages.quantity[i]}${after}: ${from}${to}`);
  }
  return words;
}

/** Projected available balance on the given days, in smallest units. */
export function balancesOf(plan: Plan, item: string, days: number[], location = 'P'): number[] {
  const node = nodeOf(plan.network, item, location);
  return days.map((day) => plan.balance[node * plan.network.dayCount + day]);
}
