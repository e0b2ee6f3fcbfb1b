// A network built from rows, and read back in the words of the trade, for tests: today is Monday,
// 1 March 2027, day 0 of thirty.

import type { Diagnostic } from '../../model/diagnostic.ts';
import {
  type FixtureRow,
  type FixtureRows,
  type FixtureSettings,
  facts,
  settings,
} from '../../model/fact-fixture.ts';
import type { Network } from '../../model/network.ts';
import { formatDay } from '../../units/day.ts';
import { buildNetwork } from './build-network.ts';

export interface NetworkFixture {
  network: Network;
  diagnostics: Diagnostic[];
  node(item: string, location?: string): number;
  demand(item: string, location?: string): [day: number, quantity: number][];
  supply(item: string, location?: string): [day: number, quantity: number][];
  stock(item: string, location?: string): [usableDay: number, quantity: number][];
  components(source: string): [item: string, numerator: number, denominator: number][];
  rules(): string[];
}

/** Rows of these feeds at plant P1 unless they say otherwise. */
const AT_PLANT = ['sales_orders', 'purchase_orders', 'production_orders', 'inventory', 'sourcing'];
const ALSO_AT_PLANT = ['item_locations', 'call_offs', 'forecasts', 'transfer_orders', 'movements'];

export function network(rows: FixtureRows, given: FixtureSettings = {}): NetworkFixture {
  const placed = Object.entries(rows).map(([feed, list]) => {
    const isPlaced = AT_PLANT.includes(feed) || ALSO_AT_PLANT.includes(feed);
    const placeRow = (row: FixtureRow) => (isPlaced ? { location_id: 'P1', ...row } : row);
    return [feed, list.map(placeRow)] as const;
  });
  const built = buildNetwork(facts(Object.fromEntries(placed)), settings(given));
  return { ...built, ...reader(built.network), rules: () => ruleNames(built.diagnostics) };
}

function ruleNames(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ rule }) => rule).filter((rule) => rule !== 'no_calendars');
}

function reader({ items, locations, nodes, demand, supply, stock, sources, components }: Network) {
  const node = (item: string, location = 'P1') => {
    const itemIndex = items.id.indexOf(item);
    const locationIndex = locations.id.indexOf(location);
    for (let n = 0; n < nodes.count; n++) {
      if (nodes.item[n] === itemIndex && nodes.location[n] === locationIndex) return n;
    }
    throw new Error(`There is no node of ${item} at ${location}.`);
  };
  const pairs =
    (lines: { nodeStart: Int32Array; quantity: Float64Array }, days: Int32Array) =>
    (item: string, location?: string) => {
      const n = node(item, location);
      const list: [number, number][] = [];
      for (let i = lines.nodeStart[n]!; i < lines.nodeStart[n + 1]!; i++) {
        list.push([days[i]!, lines.quantity[i]!]);
      }
      return list;
    };
  return {
    node,
    demand: pairs(demand, demand.stockDay),
    supply: pairs(supply, supply.usableDay),
    stock: pairs(stock, stock.usableDay),
    components: (source: string) => {
      const index = sources.id.indexOf(source);
      const list: [string, number, number][] = [];
      for (let i = components.sourceStart[index]!; i < components.sourceStart[index + 1]!; i++) {
        const item = items.id[nodes.item[components.node[i]!]!]!;
        list.push([item, components.numerator[i]!, components.denominator[i]!]);
      }
      return list;
    },
  };
}

/** The date `days` after 1 March 2027. */
export function day(days: number): string {
  return formatDay(20_878 + days);
}
