// Dates of orders more than twenty years from as_of: kept, but a year of 2207 or 1927 is a slip.

import { dayColumn } from '../../model/fact-table.ts';
import { type Facts, keyOfRow, rowPlace } from '../../model/facts.ts';
import type { PlanningSettings } from '../../model/parameters.ts';
import {
  addDiagnostic,
  createDiagnosticList,
  type DiagnosticList,
} from '../../planning/network/diagnostic-list.ts';
import { formatDay, NO_DAY } from '../../units/day.ts';
import type { AuditPart } from '../audit-rule.ts';

const ORDER_FEEDS = [
  'purchase_orders',
  'production_orders',
  'order_components',
  'transfer_orders',
  'sales_orders',
  'call_offs',
];
const TWENTY_YEARS = 7305; // days

export const farDates: readonly AuditPart[] = ORDER_FEEDS.map(
  (feedName) => (facts, settings) => farDatesOf(facts, feedName, settings),
);

function farDatesOf(facts: Facts, feedName: string, settings: PlanningSettings): DiagnosticList {
  const found = createDiagnosticList();
  const table = facts.tables[feedName]!;
  for (const column of table.feed.columns) {
    if (column.kind !== 'day') continue;
    const days = dayColumn(table, column.name);
    for (let row = 0; row < table.rowCount; row++) {
      const day = days[row]!;
      if (day === NO_DAY || Math.abs(day - settings.asOf) <= TWENTY_YEARS) continue;
      addDiagnostic(found, {
        severity: 'warning',
        feed: feedName,
        key: keyOfRow(facts, feedName, row),
        rule: 'far_date',
        message:
          `${column.name} ${formatDay(day)} in ${rowPlace(facts, feedName, row)} of ${feedName} ` +
          'is over twenty years away from as_of. Correct the year.',
      });
    }
  }
  return found;
}
