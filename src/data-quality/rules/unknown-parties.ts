// Ids that point to a supplier, customer, calendar or source which its feed does not have. Such
// rows are kept: the plan goes without the party's terms. One finding for each unknown id and
// column.

import { textColumn } from '../../model/fact-table.ts';
import { createKeyOrder, type Facts, keyOfRow, rowPlace } from '../../model/facts.ts';
import { FEEDS } from '../../model/feeds/feeds.ts';
import {
  addDiagnostic,
  createDiagnosticList,
  type DiagnosticList,
} from '../../planning/network/diagnostic-list.ts';
import type { AuditPart } from '../audit-rule.ts';

export const unknownParties: readonly AuditPart[] = FEEDS.flatMap((feed) =>
  feed.columns
    .filter(({ reference }) => reference?.unknown === 'warning')
    .map(({ name, reference }) => (facts: Facts) => {
      return unknownPartiesOf(facts, feed.name, name, reference!.to);
    }),
);

function unknownPartiesOf(
  facts: Facts,
  feedName: string,
  columnName: string,
  target: string,
): DiagnosticList {
  const found = createDiagnosticList();
  if (!facts.givenFeeds.has(target)) return found;
  const known = knownIds(facts, target);
  if (feedName === 'demand_history') checkHistory(facts, known, found);
  else checkColumn(facts, feedName, columnName, target, known, found);
  return found;
}

/** By pool code: 1 = an id of the feed. */
export function knownIds(facts: Facts, feedName: string): Uint8Array {
  const table = facts.tables[feedName]!;
  const ids = textColumn(table, table.feed.columns[0]!.name);
  const known = new Uint8Array(facts.pool.texts.length);
  for (let row = 0; row < table.rowCount; row++) known[ids[row]!] = 1;
  return known;
}

function checkColumn(
  facts: Facts,
  feedName: string,
  columnName: string,
  target: string,
  known: Uint8Array,
  found: DiagnosticList,
): void {
  const table = facts.tables[feedName]!;
  if (table.rowCount === 0) return;
  const codes = textColumn(table, columnName);
  const byKey = createKeyOrder(facts, feedName);
  const uses = new Map<number, { count: number; row: number }>(); // row: the first by key
  for (let row = 0; row < table.rowCount; row++) {
    const code = codes[row]!;
    if (code === 0 || known[code] === 1) continue;
    const use = uses.get(code);
    if (!use) uses.set(code, { count: 1, row });
    else {
      use.count++;
      if (byKey(row, use.row) < 0) use.row = row;
    }
  }
  for (const [code, { count, row }] of uses) {
    const rows = count === 1 ? 'a row' : `${count} rows`;
    addDiagnostic(found, {
      severity: 'warning',
      feed: feedName,
      key: keyOfRow(facts, feedName, row),
      rule: 'unknown_reference',
      message:
        `${columnName} ${facts.pool.texts[code]} in ${rows} of ${feedName} (as in ` +
        `${rowPlace(facts, feedName, row)}) is not in feed ${target}: ` +
        'planned without it. Add it there.',
    });
  }
}

function checkHistory(facts: Facts, known: Uint8Array, found: DiagnosticList): void {
  const { customer, seriesCount } = facts.demandHistory;
  const seen = new Set<number>();
  for (let series = 0; series < seriesCount; series++) {
    const code = customer[series]!;
    if (code !== 0 && known[code] !== 1) seen.add(code);
  }
  for (const code of seen) {
    addDiagnostic(found, {
      severity: 'warning',
      feed: 'demand_history',
      key: '',
      rule: 'unknown_reference',
      message:
        `customer_id ${facts.pool.texts[code]} of demand_history is not in feed customers: ` +
        'planned without it. Add it there.',
    });
  }
}
