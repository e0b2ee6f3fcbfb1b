// A column of whole numbers: 32 bits each until one does not fit, then 64. Most quantities fit, and
// memory that is written for the first time costs more than all that is calculated with it.

export type WholeNumbers = Int32Array | Float64Array;

/** The first `count` numbers, 64 bits wide; the rest of the column is not read. */
export function widened(column: WholeNumbers, count: number): Float64Array {
  if (column instanceof Float64Array) return column;
  const wide = new Float64Array(column.length);
  wide.set(column.subarray(0, count));
  return wide;
}
