// How much one order is for (handbook 3, Lots): a net requirement becomes lots by rule, minimum,
// multiple and maximum. All quantities are whole smallest units.

import { LOT_FIXED, type Network } from '../model/network.ts';

/** The next single lot for what is still needed (> 0): call again with the rest until it is
 * covered. Fixed lots ignore minimum, multiple and maximum. */
export function nextLot(network: Network, node: number, source: number, needed: number): number {
  const { nodes } = network;
  if (nodes.lotSizeRule[node] === LOT_FIXED && nodes.lotSize[node] > 0) {
    return nodes.lotSize[node];
  }
  return cutToMaximum(network, source, roundedLot(network, source, needed));
}

/** Raised to the minimum and rounded up to the multiple. */
export function roundedLot(network: Network, source: number, needed: number): number {
  const { minLot, lotMultiple } = network.sources;
  const multiple = lotMultiple[source];
  const quantity = Math.max(needed, minLot[source]);
  return multiple === 1 ? quantity : Math.ceil(quantity / multiple) * multiple;
}

/** The largest lot that keeps the maximum; a maximum under the minimum is ignored (data error). */
function cutToMaximum(network: Network, source: number, quantity: number): number {
  const { minLot, lotMultiple, maxLot } = network.sources;
  if (quantity <= maxLot[source]) return quantity;
  const multiple = lotMultiple[source];
  const largest = Math.floor(maxLot[source] / multiple) * multiple;
  return largest > 0 && largest >= minLot[source] ? largest : quantity;
}

/** What a reorder point orders at `position`: at least the lot size and one multiple. */
export function reorderQuantity(
  network: Network,
  node: number,
  source: number,
  position: number,
): number {
  const { nodes, sources } = network;
  const reorderPoint = nodes.reorderPoint[node] || 0;
  const lotSize = nodes.lotSize[node] || 0;
  const needed = Math.max(reorderPoint - position, lotSize, sources.lotMultiple[source]);
  if (nodes.lotSizeRule[node] === LOT_FIXED && lotSize > 0) {
    return Math.ceil(needed / lotSize) * lotSize;
  }
  return roundedLot(network, source, needed);
}

/** What min-max orders at `position`: up to the maximum stock, rounded down to the multiple where
 * that leaves anything, else up. */
export function fillUpQuantity(
  network: Network,
  node: number,
  source: number,
  position: number,
): number {
  const { nodes, sources } = network;
  const maxStock = Math.max(nodes.maxStock[node] || 0, nodes.reorderPoint[node] || 0);
  const multiple = sources.lotMultiple[source];
  const gap = Math.max(0, maxStock - position);
  const down = Math.floor(gap / multiple) * multiple;
  return Math.max(down > 0 ? down : multiple, roundedLot(network, source, 0));
}
