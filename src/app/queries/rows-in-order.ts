// Puts a long list in the contract's order (by day, then key) without holding its rows: indices are
// grouped by day, and only one day's keys are in memory at a time.

import { compareText } from '../../base/compare-text.ts';
import { groupByRow } from '../../base/sparse-rows.ts';

export interface RowsInOrder<Row> {
  count: number; // of indices: 0 .. count - 1
  dayOf: (index: number) => number;
  keep: (index: number) => boolean;
  keyOf: (index: number) => string; // decides within a day, by code unit
  rowOf: (index: number, key: string) => Row;
}

export function* rowsInOrder<Row>({
  count,
  dayOf,
  keep,
  keyOf,
  rowOf,
}: RowsInOrder<Row>): Generator<Row> {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < count; index++) {
    if (!keep(index)) continue;
    first = Math.min(first, dayOf(index));
    last = Math.max(last, dayOf(index));
  }
  if (first > last) return;
  const dayRow = new Int32Array(count);
  for (let index = 0; index < count; index++) {
    dayRow[index] = keep(index) ? dayOf(index) - first : -1;
  }
  const { start, entries } = groupByRow(last - first + 1, dayRow);
  for (let row = 0; row < start.length - 1; row++) {
    const ofDay: { index: number; key: string }[] = [];
    for (let at = start[row]; at < start[row + 1]; at++) {
      ofDay.push({ index: entries[at], key: keyOf(entries[at]) });
    }
    ofDay.sort((a, b) => compareText(a.key, b.key) || a.index - b.index);
    for (const { index, key } of ofDay) yield rowOf(index, key);
  }
}
