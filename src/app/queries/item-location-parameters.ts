// The planning parameters of an item-location, each with the row, setting or default that gave it.

import type { ParameterRow } from '../../contract/item-location.ts';
import type { Facts } from '../../model/facts.ts';
import type { FeedColumn } from '../../model/feeds/feed.ts';
import type { Network } from '../../model/network.ts';
import { formatDay, NO_DAY } from '../../units/day.ts';
import { itemId, locationId, wireNodeQuantity } from './wire-values.ts';

/** Columns that a planning parameter of the same name stands in for where they are blank. */
const OF_SETTINGS = ['reschedule_horizon_days', 'holding_cost_rate'] as const;

export function itemLocationParameters(
  facts: Facts,
  network: Network,
  node: number,
): ParameterRow[] {
  const table = facts.tables.item_locations;
  const row = network.nodes.factRow[node];
  const key = `${itemId(network, node)}/${locationId(network, node)}`;
  return table.feed.columns.flatMap((column, i): ParameterRow[] => {
    if (column.key) return [];
    const { name } = column;
    const value = row < 0 ? null : cellOf(facts, network, node, column, i, row);
    if (value !== null) return [{ name, value, from: 'item_locations', key }];
    const setting = OF_SETTINGS.find((known) => known === name);
    if (setting) {
      return [{ name, value: network.parameters[setting], from: 'settings', key: null }];
    }
    return [{ name, value: column.blank ?? null, from: 'default', key: null }];
  });
}

/** As the row gives it, null = it does not. */
function cellOf(
  facts: Facts,
  network: Network,
  node: number,
  column: FeedColumn,
  place: number,
  row: number,
): string | number | null {
  const { kind, values } = facts.tables.item_locations.columns[place];
  const value = values[row];
  switch (kind) {
    case 'text':
      return value === 0 ? null : facts.pool.texts[value];
    case 'day':
      return value === NO_DAY ? null : formatDay(value);
    case 'flag':
      return value < 0 ? null : value;
    default:
      if (Number.isNaN(value)) return null;
      return column.kind === 'quantity' ? wireNodeQuantity(network, node, value) : value;
  }
}
