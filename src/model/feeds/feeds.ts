// All feeds of the data contract, in the order in which they are read: what is pointed to first.

import { DEMAND_AND_TERMS_FEEDS } from './demand-and-terms.ts';
import type { Feed } from './feed.ts';
import { MASTER_DATA_FEEDS } from './master-data.ts';
import { STOCK_AND_SUPPLY_FEEDS } from './stock-and-supply.ts';
import { SUPPLY_NETWORK_FEEDS } from './supply-network.ts';

export const FEEDS: readonly Feed[] = [
  ...MASTER_DATA_FEEDS,
  ...SUPPLY_NETWORK_FEEDS,
  ...STOCK_AND_SUPPLY_FEEDS,
  ...DEMAND_AND_TERMS_FEEDS,
];

const FEED_OF_NAME = new Map(FEEDS.map((feed) => [feed.name, feed]));

export function feedNamed(name: string): Feed | undefined {
  return FEED_OF_NAME.get(name);
}
