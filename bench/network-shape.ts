// The size and shape of a seeded network, and what its parts share.

import { parseDay } from '../src/units/day.ts';

export interface NetworkShape {
  nodeCount: number;
  dayCount: number;
  seed: number;
  levelCount: number; // the last level is bought
  linesOfMadeItem: number; // mean
  demandsOfNode: number;
  suppliesOfNode: number;
  shortShare: number; // share of nodes whose supply is late or missing
}

export const MONDAY = parseDay('2026-01-05');
export const SUPPLIER_COUNT = 50;

/** Row starts of rows of equal length. */
export function starts(count: number, of: number): Int32Array {
  return Int32Array.from({ length: count + 1 }, (_, i) => i * of);
}
