// Quantities in bills of material that look like a slip of the unit against the other lines of the
// same component: 250 (grams) where its other parents take 0.25 (kilograms).

import type { Diagnostic } from '../../model/diagnostic.ts';
import { numberColumn, textColumn } from '../../model/fact-table.ts';
import { type Facts, keyOfRow, rowPlace } from '../../model/facts.ts';
import {
  addDiagnostic,
  closedDiagnostics,
  createDiagnosticList,
} from '../../planning/network/diagnostic-list.ts';
import { plainDecimal } from '../../units/decimal.ts';
import { peersOf, slipOf, slipWords } from '../powers-of-ten.ts';

const PEERS_LEAST = 4;
/** Parents differ in how many they take: tenfold is ordinary, thirtyfold is not. */
const SPREAD_LEAST = 0.25;

export function partsUnitErrors(facts: Facts): Diagnostic[] {
  const table = facts.tables.bom!;
  const found = createDiagnosticList();
  const component = textColumn(table, 'component_item_id');
  const quantity = numberColumn(table, 'quantity_per');
  const base = numberColumn(table, 'base_quantity');
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    if (component[row] === 0 || !(quantity[row]! > 0)) continue;
    const rows = rowsOf.get(component[row]!);
    if (rows) rows.push(row);
    else rowsOf.set(component[row]!, [row]);
  }
  const perParent = (row: number) => quantity[row]! / (Number.isNaN(base[row]!) ? 1 : base[row]!);
  for (const [item, rows] of rowsOf) {
    if (rows.length < PEERS_LEAST) continue;
    const peers = peersOf(
      Float64Array.from(rows, (row) => Math.log10(perParent(row))),
      SPREAD_LEAST,
    );
    for (const row of rows) {
      const slip = slipOf(peers, Math.log10(perParent(row)));
      if (slip === 0) continue;
      const usual = Number((10 ** peers.median).toPrecision(3));
      addDiagnostic(found, {
        severity: 'warning',
        feed: 'bom',
        key: keyOfRow(facts, 'bom', row),
        rule: 'unit_error',
        message:
          `quantity_per ${plainDecimal(quantity[row]!)} of component ${facts.pool.texts[item]} ` +
          `in ${rowPlace(facts, 'bom', row)} is about ${slipWords(slip)} what its ` +
          `other parents take (${plainDecimal(usual)}). Check its unit.`,
      });
    }
  }
  return closedDiagnostics(found);
}
