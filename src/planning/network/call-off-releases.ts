// Releases of a call-off (handbook 3): what a customer sends for an item, ship-to and kind. A later
// release replaces the one before, whole; the later one is that issued later, of one day that with
// the greater release id.

import { compareText } from '../../base/compare-text.ts';
import { dayColumn, textColumn } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';

export interface ReleaseColumns {
  texts: readonly string[];
  release: Int32Array; // by row of call_offs: pool code
  issuedOn: Int32Array; // date
  date: Int32Array; // date
}

export function releaseColumns(facts: Facts): ReleaseColumns {
  const table = facts.tables.call_offs!;
  return {
    texts: facts.pool.texts,
    release: textColumn(table, 'release_id'),
    issuedOn: dayColumn(table, 'issued_on'),
    date: dayColumn(table, 'date'),
  };
}

/** Rows of one customer, item, ship-to and kind, apart by release: the newest first, each by date.
 * A release was issued when the latest of its rows says. */
export function releasesOf(columns: ReleaseColumns, rows: readonly number[]): number[][] {
  const { texts, release, issuedOn, date } = columns;
  const releases = new Map<number, { rows: number[]; issued: number }>();
  for (const row of rows) {
    const same = releases.get(release[row]!);
    if (same) {
      same.rows.push(row);
      same.issued = Math.max(same.issued, issuedOn[row]!);
    } else releases.set(release[row]!, { rows: [row], issued: issuedOn[row]! });
  }
  return [...releases]
    .sort(([a, one], [b, other]) => {
      return other.issued - one.issued || compareText(texts[b]!, texts[a]!);
    })
    .map(([, one]) => one.rows.sort((a, b) => date[a]! - date[b]! || a - b));
}
