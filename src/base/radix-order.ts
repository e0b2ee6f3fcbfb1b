// The order of records by two whole-number keys, stable, by counting sort on 11-bit digits from the
// least to the most significant. Scratch memory is the caller's and is used again.

const DIGIT_BITS = 11;
const DIGIT_COUNT = 1 << DIGIT_BITS;
const COUNTS = new Int32Array(DIGIT_COUNT + 1);

/** Sorts the records 0 .. count - 1 by (major, minor), both >= 0. The order is in the array that is
 * returned: one of the two scratch arrays. */
export function radixOrder(
  major: Int32Array,
  minor: Int32Array,
  count: number,
  scratchA: Int32Array,
  scratchB: Int32Array,
): Int32Array {
  let order = scratchA;
  let other = scratchB;
  for (let i = 0; i < count; i++) order[i] = i;
  if (isSorted(major, minor, count)) return order;
  for (const key of [minor, major]) {
    let most = 0;
    for (let i = 0; i < count; i++) if (key[i]! > most) most = key[i]!;
    for (let shift = 0; shift < 31 && most >>> shift > 0; shift += DIGIT_BITS) {
      sortByDigit(key, shift, count, order, other);
      const swapped = order;
      order = other;
      other = swapped;
    }
  }
  return order;
}

function isSorted(major: Int32Array, minor: Int32Array, count: number): boolean {
  for (let i = 1; i < count; i++) {
    if (major[i]! < major[i - 1]!) return false;
    if (major[i] === major[i - 1] && minor[i]! < minor[i - 1]!) return false;
  }
  return true;
}

function sortByDigit(
  key: Int32Array,
  shift: number,
  count: number,
  from: Int32Array,
  into: Int32Array,
): void {
  COUNTS.fill(0);
  const mask = DIGIT_COUNT - 1;
  for (let i = 0; i < count; i++) COUNTS[((key[i]! >>> shift) & mask) + 1]!++;
  for (let digit = 0; digit < DIGIT_COUNT; digit++) COUNTS[digit + 1]! += COUNTS[digit]!;
  for (let i = 0; i < count; i++) {
    const record = from[i]!;
    into[COUNTS[(key[record]! >>> shift) & mask]!++] = record;
  }
}
