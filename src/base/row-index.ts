// Finds a row by its key among rows kept as numeric columns: open addressing over row numbers, keys
// compared column by column as numbers, no joined texts.

export type KeyColumn = Int32Array | Float64Array | Int8Array;

export interface RowIndex {
  slots: Int32Array; // row + 1, 0 = free; at most half full
  count: number;
}

export function createRowIndex(rowsExpected: number): RowIndex {
  let size = 16;
  while (size < rowsExpected * 2) size *= 2;
  return { slots: new Int32Array(size), count: 0 };
}

const NUMBER = new Float64Array(1);
const WORDS = new Int32Array(NUMBER.buffer);

function hashRow(columns: readonly KeyColumn[], row: number): number {
  let hash = 0x9e3779b9;
  for (let c = 0; c < columns.length; c++) {
    const column = columns[c]!;
    let word = column[row]!;
    if (column instanceof Float64Array) {
      NUMBER[0] = word + 0; // -0 and 0 are one key
      word = WORDS[0]! ^ Math.imul(WORDS[1]!, 0x85ebca6b);
    }
    hash = Math.imul(hash ^ word, 0x735a2d97);
    hash ^= hash >>> 15;
  }
  return Math.imul(hash, 0x2c1b3c6d) >>> 7;
}

/** Whether the rows hold the same values (NaN equals NaN). */
export function sameValues(columns: readonly KeyColumn[], a: number, b: number): boolean {
  for (let c = 0; c < columns.length; c++) {
    const left = columns[c]![a]!;
    const right = columns[c]![b]!;
    if (left !== right && !(Number.isNaN(left) && Number.isNaN(right))) return false;
  }
  return true;
}

/** The earlier row with the key of `row`, or -1, and then `row` is in the index. */
export function findOrAddRow(index: RowIndex, columns: readonly KeyColumn[], row: number): number {
  if ((index.count + 1) * 2 > index.slots.length) grow(index, columns);
  const mask = index.slots.length - 1;
  let slot = hashRow(columns, row) & mask;
  for (;;) {
    const earlier = index.slots[slot]! - 1;
    if (earlier < 0) break;
    if (sameValues(columns, earlier, row)) return earlier;
    slot = (slot + 1) & mask;
  }
  index.slots[slot] = row + 1;
  index.count++;
  return -1;
}

function grow(index: RowIndex, columns: readonly KeyColumn[]): void {
  const old = index.slots;
  const slots = new Int32Array(old.length * 2);
  const mask = slots.length - 1;
  for (let i = 0; i < old.length; i++) {
    if (old[i] === 0) continue;
    let slot = hashRow(columns, old[i]! - 1) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = old[i]!;
  }
  index.slots = slots;
}

/** The slot in which the row stands. */
function slotOfRow(index: RowIndex, columns: readonly KeyColumn[], row: number): number {
  const mask = index.slots.length - 1;
  let slot = hashRow(columns, row) & mask;
  while (index.slots[slot] !== row + 1) {
    if (index.slots[slot] === 0) throw new Error(`Row ${row} is not in the index.`);
    slot = (slot + 1) & mask;
  }
  return slot;
}

/** Takes the row out; its key must still stand in the columns. Those behind it that would no longer
 * be found move up (deletion without tombstones: Knuth, TAOCP 3, algorithm 6.4 R). */
export function removeRow(index: RowIndex, columns: readonly KeyColumn[], row: number): void {
  const { slots } = index;
  const mask = slots.length - 1;
  let hole = slotOfRow(index, columns, row);
  let slot = hole;
  for (;;) {
    slot = (slot + 1) & mask;
    if (slots[slot] === 0) break;
    const home = hashRow(columns, slots[slot]! - 1) & mask;
    // It may move to the hole unless its home lies cyclically between the hole and itself.
    if (((slot - home) & mask) < ((slot - hole) & mask)) continue;
    slots[hole] = slots[slot]!;
    hole = slot;
  }
  slots[hole] = 0;
  index.count--;
}

/** The row goes by another number from now on; its key must still stand at the old one. */
export function renumberRow(
  index: RowIndex,
  columns: readonly KeyColumn[],
  from: number,
  to: number,
): void {
  index.slots[slotOfRow(index, columns, from)] = to + 1;
}
