// Which of the spells that stand are which of those found now, when one item-location has several
// under one code: those that overlap or lie nearest belong together, each once, so that a stockout
// that moves by some days is the same one.

import type { Seen } from './living-exception.ts';

/** More pairs than this are matched in their order of dates: nobody has so many spells. */
const PAIRS_MAX = 4096;

/** By place in `found`: the place in `standing` that it is, -1 = none. `gapDays`: how far apart two
 * of the same may lie, Infinity = the subject alone makes it the same. */
export function matchSpells(
  standing: readonly Seen[],
  found: readonly Seen[],
  gapDays: number,
): Int32Array {
  const matched = new Int32Array(found.length).fill(-1);
  if (standing.length * found.length > PAIRS_MAX) {
    return matchInOrder(standing, found, matched);
  }
  const pairs: { a: number; b: number; gap: number; shift: number }[] = [];
  for (let a = 0; a < standing.length; a++) {
    for (let b = 0; b < found.length; b++) {
      const gap = gapBetween(standing[a], found[b]);
      if (gap <= gapDays) pairs.push({ a, b, gap, shift: shiftBetween(standing[a], found[b]) });
    }
  }
  pairs.sort((x, y) => x.gap - y.gap || x.shift - y.shift || x.a - y.a || x.b - y.b);
  const taken = new Uint8Array(standing.length);
  for (const { a, b } of pairs) {
    if (taken[a] === 1 || matched[b] >= 0) continue;
    taken[a] = 1;
    matched[b] = a;
  }
  return matched;
}

/** Days between the end of one and the beginning of the other, 0 = they share a day. */
export function gapBetween(a: Seen, b: Seen): number {
  if (a.firstDate === null || b.firstDate === null) return 0;
  const lastOfA = a.lastDate === null ? a.firstDate : Math.max(a.firstDate, a.lastDate);
  const lastOfB = b.lastDate === null ? b.firstDate : Math.max(b.firstDate, b.lastDate);
  return Math.max(0, a.firstDate - lastOfB, b.firstDate - lastOfA);
}

function shiftBetween(a: Seen, b: Seen): number {
  return Math.abs((a.firstDate ?? 0) - (b.firstDate ?? 0));
}

function matchInOrder(
  standing: readonly Seen[],
  found: readonly Seen[],
  matched: Int32Array,
): Int32Array {
  const inOrder = (all: readonly Seen[]): number[] =>
    all.map((_, i) => i).sort((i, j) => (all[i].firstDate ?? 0) - (all[j].firstDate ?? 0) || i - j);
  const from = inOrder(standing);
  inOrder(found).forEach((b, rank) => {
    if (rank < from.length) matched[b] = from[rank];
  });
  return matched;
}
