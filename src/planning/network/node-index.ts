// Nodes by item and location. Items and locations are indexed by id, so nodes that are sorted by
// the two indices are sorted by item id, then location id.

import type { PairSet } from './pair-set.ts';

export interface NodeIndex {
  count: number;
  item: Int32Array; // by node
  location: Int32Array; // by node, ascending within an item
  itemStart: Int32Array; // by item, and one more: its first node
}

export function indexNodes(pairs: PairSet, itemCount: number): NodeIndex {
  const keys = pairs.keys.slice(0, pairs.count).sort();
  const item = new Int32Array(pairs.count);
  const location = new Int32Array(pairs.count);
  const itemStart = new Int32Array(itemCount + 1);
  for (let node = 0; node < keys.length; node++) {
    item[node] = Math.floor(keys[node]! / pairs.rightCount);
    location[node] = keys[node]! - item[node]! * pairs.rightCount;
    itemStart[item[node]! + 1]!++;
  }
  for (let i = 0; i < itemCount; i++) itemStart[i + 1]! += itemStart[i]!;
  return { count: pairs.count, item, location, itemStart };
}

/** The node of an item at a location, -1 when there is none (or one of the two is -1). */
export function nodeOf(index: NodeIndex, item: number, location: number): number {
  if (item < 0 || location < 0) return -1;
  let low = index.itemStart[item]!;
  let high = index.itemStart[item + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = index.location[middle]!;
    if (found === location) return middle;
    if (found < location) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
