// One side of a node's pegs: its supplies, or its demands, waiting in line. A row stands in the
// slot of its day and of its class within that day; within a slot first come is first served.

/** Classes of supply within a day, first used first. */
export const FROM_STOCK = 0;
export const FROM_OPEN_SUPPLY = 1;
export const FROM_PLANNED_ORDER = 2;
export const FROM_CO_PRODUCT = 3;

/** Classes of demand within a day, in their order of service. Demand lines stand by service within
 * their node, so that the lines of a class are in order of their priority already. */
export const FOR_NEGATIVE_STOCK = 0;
export const FOR_ORDER_LINE = 1; // end demand on order, and needs of open orders
export const FOR_PLANNED_ORDER = 2;
export const FOR_FORECAST_LINE = 3;

const CLASS_COUNT = 4;
/** Shorter queues are sorted by insertion: the slots of the horizon are not worth a count. */
const INSERTION_MAX = 24;

export interface PegQueue {
  count: number;
  slot: Int32Array; // by row: day index x CLASS_COUNT + class
  index: Int32Array; // by row: stock lot, demand or supply line, or planned order, by its class
  left: Float64Array; // by row: smallest units that are not pegged yet
  sorted: Rows; // scratch of the counting sort
  slotEnd: Int32Array; // by slot: scratch of the counting sort
}

interface Rows {
  slot: Int32Array;
  index: Int32Array;
  left: Float64Array;
}

export function createPegQueue(dayCount: number): PegQueue {
  return {
    count: 0,
    ...createRows(64),
    sorted: createRows(64),
    slotEnd: new Int32Array(dayCount * CLASS_COUNT + 1),
  };
}

export function dayOfSlot(slot: number): number {
  return slot >> 2;
}

export function classOfSlot(slot: number): number {
  return slot & 3;
}

/** Makes room for a number of rows beyond those that are there. */
export function reserveRows(queue: PegQueue, added: number): void {
  const needed = queue.count + added;
  if (needed <= queue.slot.length) return;
  const grown = createRows(needed * 2);
  grown.slot.set(queue.slot);
  grown.index.set(queue.index);
  grown.left.set(queue.left);
  Object.assign(queue, grown);
  queue.sorted = createRows(needed * 2);
}

/** Adds a row to a queue that has room for it. */
export function enqueue(
  queue: PegQueue,
  day: number,
  serviceClass: number,
  index: number,
  left: number,
): void {
  const row = queue.count++;
  queue.slot[row] = day * CLASS_COUNT + serviceClass;
  queue.index[row] = index;
  queue.left[row] = left;
}

/** Brings the rows into the order of their slots, those of one slot as they were added. */
export function sortQueue(queue: PegQueue): void {
  const { slot, count } = queue;
  for (let row = 1; row < count; row++) {
    if (slot[row - 1] <= slot[row]) continue;
    if (count <= INSERTION_MAX) insertRows(queue, row);
    else countRows(queue);
    return;
  }
}

/** Insertion sort of rows of which those before `first` are in order. */
function insertRows({ slot, index, left, count }: PegQueue, first: number): void {
  for (let row = first; row < count; row++) {
    const itsSlot = slot[row];
    const itsIndex = index[row];
    const itsLeft = left[row];
    let at = row;
    for (; at > 0 && slot[at - 1] > itsSlot; at--) {
      slot[at] = slot[at - 1];
      index[at] = index[at - 1];
      left[at] = left[at - 1];
    }
    slot[at] = itsSlot;
    index[at] = itsIndex;
    left[at] = itsLeft;
  }
}

/** Counting sort over the slots of the horizon. */
function countRows(queue: PegQueue): void {
  const { slot, index, left, count, sorted, slotEnd } = queue;
  slotEnd.fill(0);
  for (let row = 0; row < count; row++) slotEnd[slot[row] + 1]++;
  for (let i = 1; i < slotEnd.length; i++) slotEnd[i] += slotEnd[i - 1];
  for (let row = 0; row < count; row++) {
    const at = slotEnd[slot[row]]++;
    sorted.slot[at] = slot[row];
    sorted.index[at] = index[row];
    sorted.left[at] = left[row];
  }
  queue.slot = sorted.slot;
  queue.index = sorted.index;
  queue.left = sorted.left;
  queue.sorted = { slot, index, left };
}

function createRows(capacity: number): Rows {
  return {
    slot: new Int32Array(capacity),
    index: new Int32Array(capacity),
    left: new Float64Array(capacity),
  };
}
