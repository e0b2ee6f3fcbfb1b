// Sources without a lead time: they count as immediate, which plans everything too late.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { numberColumn, textColumn } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import {
  addDiagnostic,
  closedDiagnostics,
  createDiagnosticList,
} from '../../planning/network/diagnostic-list.ts';

export function missingLeadTimes(facts: Facts): Diagnostic[] {
  const table = facts.tables.sourcing!;
  const found = createDiagnosticList();
  const leadTime = numberColumn(table, 'lead_time_days');
  const id = textColumn(table, 'source_id');
  for (let row = 0; row < table.rowCount; row++) {
    if (!Number.isNaN(leadTime[row]!)) continue;
    const source = facts.pool.texts[id[row]!]!;
    addDiagnostic(found, {
      severity: 'warning',
      feed: 'sourcing',
      key: source,
      rule: 'no_lead_time',
      message: `Source ${source} has no lead time: it counts as 0 days. Give lead_time_days.`,
    });
  }
  return closedDiagnostics(found);
}
