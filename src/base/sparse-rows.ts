// Rows of unequal length in two flat arrays (compressed sparse rows): the entries of row r are
// `entries[start[r]]` .. `entries[start[r + 1] - 1]`, in the order in which they were given.

export interface SparseRows {
  start: Int32Array; // by row, and one more: where the row's entries begin
  entries: Int32Array; // the entries' indices, row by row
}

/** Groups the entries 0 .. rowOf.length - 1 by their row; a negative row leaves the entry out. */
export function groupByRow(rowCount: number, rowOf: ArrayLike<number>): SparseRows {
  const start = new Int32Array(rowCount + 1);
  for (let entry = 0; entry < rowOf.length; entry++) {
    if (rowOf[entry] >= 0) start[rowOf[entry] + 1]++;
  }
  for (let row = 0; row < rowCount; row++) start[row + 1] += start[row];
  const next = start.slice(0, rowCount);
  const entries = new Int32Array(start[rowCount]);
  for (let entry = 0; entry < rowOf.length; entry++) {
    const row = rowOf[entry];
    if (row >= 0) entries[next[row]++] = entry;
  }
  return { start, entries };
}
