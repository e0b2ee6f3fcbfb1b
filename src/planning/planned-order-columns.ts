// Planned orders and claims while they are being made: columns that grow by half when full.

import type { Claims, PlannedOrders } from './plan.ts';

export function createPlannedOrders(nodeCount: number, capacity: number): PlannedOrders {
  return {
    count: 0,
    firstOfNode: new Int32Array(nodeCount),
    countOfNode: new Int32Array(nodeCount),
    source: new Int32Array(capacity),
    quantity: new Float64Array(capacity),
    neededDay: new Int16Array(capacity),
    releaseDay: new Int16Array(capacity),
    receiptDay: new Int32Array(capacity),
    flags: new Uint8Array(capacity),
  };
}

export function growPlannedOrders(planned: PlannedOrders): void {
  const capacity = grownCapacity(planned.source.length);
  planned.source = grownInts(planned.source, capacity);
  planned.neededDay = grownDays(planned.neededDay, capacity);
  planned.releaseDay = grownDays(planned.releaseDay, capacity);
  planned.receiptDay = grownInts(planned.receiptDay, capacity);
  planned.quantity = grownFloats(planned.quantity, capacity);
  const flags = new Uint8Array(capacity);
  flags.set(planned.flags);
  planned.flags = flags;
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
    claims.supply = grownInts(claims.supply, capacity);
    claims.day = grownInts(claims.day, capacity);
    claims.quantity = grownFloats(claims.quantity, capacity);
    const silent = new Uint8Array(capacity);
    silent.set(claims.isSafetyOnly);
    claims.isSafetyOnly = silent;
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

export function grownInts(values: Int32Array, capacity: number): Int32Array {
  const grown = new Int32Array(capacity);
  grown.set(values);
  return grown;
}

function grownDays(values: Int16Array, capacity: number): Int16Array {
  const grown = new Int16Array(capacity);
  grown.set(values);
  return grown;
}

export function grownFloats(values: Float64Array, capacity: number): Float64Array {
  const grown = new Float64Array(capacity);
  grown.set(values);
  return grown;
}
