// Distinct pairs of small integers (item and location) in the order in which they first came: an
// open-addressing hash table over one number a pair, for millions of pairs named by tens of
// millions of rows.

export interface PairSet {
  rightCount: number; // pairs are kept as left * rightCount + right
  count: number;
  keys: Float64Array; // in the order of arrival
  slots: Int32Array; // hash table: 1 + place in keys, 0 = free; its length is a power of two
}

export function createPairSet(rightCount: number): PairSet {
  return {
    rightCount: Math.max(1, rightCount),
    count: 0,
    keys: new Float64Array(512),
    slots: new Int32Array(1024),
  };
}

/** Adds the pair; true when it is new. */
export function addPair(set: PairSet, left: number, right: number): boolean {
  const key = left * set.rightCount + right;
  const slot = slotOf(set, key);
  if (set.slots[slot] !== 0) return false;
  if (set.count === set.keys.length) {
    grow(set);
    return addPair(set, left, right);
  }
  set.keys[set.count++] = key;
  set.slots[slot] = set.count;
  return true;
}

export function hasPair(set: PairSet, left: number, right: number): boolean {
  return set.slots[slotOf(set, left * set.rightCount + right)] !== 0;
}

/** The key's slot, or the free slot where it belongs. At most half of the slots are taken. */
function slotOf(set: PairSet, key: number): number {
  const { slots, keys } = set;
  const mask = slots.length - 1;
  let slot = hashOf(key) & mask;
  while (slots[slot] !== 0 && keys[slots[slot]! - 1] !== key) slot = (slot + 1) & mask;
  return slot;
}

function hashOf(key: number): number {
  const high = Math.floor(key / 4294967296);
  const mixed = Math.imul((key | 0) ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

function grow(set: PairSet): void {
  const keys = new Float64Array(set.keys.length * 2);
  keys.set(set.keys);
  set.keys = keys;
  set.slots = new Int32Array(keys.length * 2);
  for (let i = 0; i < set.count; i++) set.slots[slotOf(set, keys[i]!)] = i + 1;
}
