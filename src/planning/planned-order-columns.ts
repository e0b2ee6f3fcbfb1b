// Planned orders and claims while they are being made: columns that grow by half when full. Numbers
// are kept small (whole-numbers.ts), because fifty million orders are written and read again.

import { widened } from '../base/whole-numbers.ts';
import type { Claims, PlannedOrders } from './plan.ts';

/** The last day index that a narrow day column can hold. */
export const NARROW_DAY_MAX = 0x7fff;

export function createPlannedOrders(nodeCount: number, capacity: number): PlannedOrders {
  return {
    count: 0,
    firstOfNode: new Int32Array(nodeCount),
    countOfNode: new Int32Array(nodeCount),
    source: new Int32Array(capacity),
    quantity: new Int32Array(capacity),
    neededDay: new Int16Array(capacity),
    releaseDay: new Int16Array(capacity),
    receiptDay: new Int16Array(capacity),
    flags: new Uint8Array(capacity),
  };
}

/** The columns of a plan that nobody reads any more, for another one. Where a cycle was cut, a node
 * asks for the orders of one that comes after it: there are none yet. */
export function withoutOrders(used: PlannedOrders): PlannedOrders {
  used.firstOfNode.fill(0);
  used.countOfNode.fill(0);
  return { ...used, count: 0 };
}

/** Makes room for `more` orders. */
export function reserveOrders(planned: PlannedOrders, more: number): void {
  const needed = planned.count + more;
  if (needed <= planned.source.length) return;
  const capacity = Math.max(needed, grownCapacity(planned.source.length));
  planned.source = grown(planned.source, capacity);
  planned.quantity = grown(planned.quantity, capacity);
  planned.neededDay = grown(planned.neededDay, capacity);
  planned.releaseDay = grown(planned.releaseDay, capacity);
  planned.receiptDay = grown(planned.receiptDay, capacity);
  planned.flags = grown(planned.flags, capacity);
}

/** Room for a quantity that 32 bits do not hold: the whole column becomes 64 bits wide. */
export function widenQuantities(planned: PlannedOrders): Float64Array {
  const wide = widened(planned.quantity, planned.count);
  planned.quantity = wide;
  return wide;
}

/** Room for a day further off than a narrow column can say. */
export function widenDays(planned: PlannedOrders): void {
  planned.neededDay = new Int32Array(planned.neededDay);
  planned.receiptDay = new Int32Array(planned.receiptDay);
}

export function createClaims(supplyCount: number): Claims {
  return {
    count: 0,
    supply: new Int32Array(16),
    day: new Int32Array(16),
    quantity: new Float64Array(16),
    isSafetyOnly: new Uint8Array(16),
    claimedOfSupply: new Float64Array(supplyCount),
  };
}

export function addClaim(
  claims: Claims,
  supply: number,
  day: number,
  quantity: number,
  isSafetyOnly: boolean,
): void {
  if (claims.count === claims.supply.length) {
    const capacity = grownCapacity(claims.count);
    claims.supply = grown(claims.supply, capacity);
    claims.day = grown(claims.day, capacity);
    claims.quantity = grown(claims.quantity, capacity);
    claims.isSafetyOnly = grown(claims.isSafetyOnly, capacity);
  }
  claims.isSafetyOnly[claims.count] = isSafetyOnly ? 1 : 0;
  claims.supply[claims.count] = supply;
  claims.day[claims.count] = day;
  claims.quantity[claims.count++] = quantity;
  claims.claimedOfSupply[supply] += quantity;
}

export function grownCapacity(length: number): number {
  return Math.max(16, length + (length >>> 1));
}

type Column = Uint8Array | Int16Array | Int32Array | Float64Array;

/** The same numbers in a column of its kind with more room. */
export function grown<T extends Column>(values: T, capacity: number): T {
  const longer = new (values.constructor as new (length: number) => T)(capacity);
  longer.set(values);
  return longer;
}
