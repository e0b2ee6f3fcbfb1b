// Stock below zero: goods were issued before their receipt was posted. It is kept and counts as it
// stands.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { numberColumn } from '../../model/fact-table.ts';
import { type Facts, keyOfRow, rowPlace } from '../../model/facts.ts';
import {
  addDiagnostic,
  closedDiagnostics,
  createDiagnosticList,
} from '../../planning/network/diagnostic-list.ts';
import { createItemUnits } from '../item-units.ts';

export function negativeStock(facts: Facts): Diagnostic[] {
  const table = facts.tables.inventory!;
  const found = createDiagnosticList();
  const quantity = numberColumn(table, 'quantity');
  const units = createItemUnits(facts, table);
  for (let row = 0; row < table.rowCount; row++) {
    if (!(quantity[row]! < 0)) continue;
    const key = keyOfRow(facts, 'inventory', row);
    const line = facts.isStanding ? '' : ` (${rowPlace(facts, 'inventory', row)})`;
    addDiagnostic(found, {
      severity: 'warning',
      feed: 'inventory',
      key,
      rule: 'negative_stock',
      message:
        `Stock ${key} is ${units.format(row, quantity[row]!)}${line} and counts as negative. ` +
        'Post the missing receipt.',
    });
  }
  return closedDiagnostics(found);
}
