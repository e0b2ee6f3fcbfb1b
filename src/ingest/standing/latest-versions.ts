// Versions of one feed's rows in any order, as a database has them at hand: of each key the last
// one stays, and at the end no row of which the last one closes it. Sorting them would cost more
// than to read them.

import { closeRow, noteNewRow, type StandingFacts } from './standing-facts.ts';
import { keepOrFind, overwriteRow, type StandingTable } from './standing-table.ts';

export interface LatestVersions {
  /** Takes in the version that was written behind the last row of the table (`placeToWrite`).
   * `position`: of its log entry, from 1; one entry may close a row and set it, in this order. */
  take(position: number, set: boolean, line: number): void;
  /** After the last one. */
  end(): void;
}

export function latestVersions(standing: StandingFacts, into: StandingTable): LatestVersions {
  // By row: where its last version was made; negative = it closes the row.
  let madeAt = new Float64Array(Math.max(16, into.table.lines.length));
  return {
    take(position, set, line) {
      const made = set ? position : -position;
      const earlier = keepOrFind(into, line);
      if (earlier < 0) {
        const row = into.table.rowCount - 1;
        if (row >= madeAt.length) madeAt = longer(madeAt);
        madeAt[row] = made;
        noteNewRow(standing, into, row);
        return;
      }
      const known = Math.abs(madeAt[earlier]!);
      if (position < known || (position === known && !set)) return;
      madeAt[earlier] = made;
      if (set) overwriteRow(into, earlier, line, null);
    },
    end() {
      for (let row = into.table.rowCount - 1; row >= 0; row--) {
        if (madeAt[row]! < 0) closeRow(standing, into, row);
      }
    },
  };
}

function longer(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const made = new Float64Array(values.length * 2);
  made.set(values);
  return made;
}
