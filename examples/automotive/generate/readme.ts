// The folder's README: the company, the story, what is in it, and the dirty rows with the rule
// that must catch each; counts and lines are those of the data just made.

import { readFileSync } from 'node:fs';
import type { PlacedFault } from './fault-placement.ts';
import { PRODUCTS } from './products.ts';
import { PURCHASED_PARTS } from './purchased-parts.ts';
import { SUPPLIERS } from './suppliers.ts';
import type { Table } from './tables.ts';

function countTable(tables: readonly Table[]): string {
  const rows = tables.map(({ feed, rows: { length } }) => `| \`${feed}\` | ${length} |`);
  return ['| feed | rows |', '|---|---|', ...rows].join('\n');
}

function faultTable(faults: readonly PlacedFault[], outcome: string): string {
  const rows = faults
    .filter(({ dirty }) => dirty.outcome === outcome)
    .map(({ dirty, line, value }) => {
      const shown = value === '' ? (dirty.column === '' ? 'its key' : '(blank)') : `\`${value}\``;
      const { feed, column, rule, why } = dirty;
      return `| ${feed} | ${line} | ${column} | ${shown} | ${rule} | ${why} |`;
    });
  return [
    '| feed | line | column | value | rule | what is wrong |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

export function readmeOf(tables: readonly Table[], faults: readonly PlacedFault[]): string {
  const template = readFileSync(new URL('./readme-template.md', import.meta.url), 'utf8');
  const numbers: Record<string, number> = {
    products: PRODUCTS.length,
    parts: PURCHASED_PARTS.length,
    suppliers: SUPPLIERS.length,
    quarantinedCount: faults.filter(({ dirty }) => dirty.outcome === 'quarantined').length,
  };
  return template
    .replace(/\{\{(\w+)\}\}/g, (slot, name) => String(numbers[name] ?? slot))
    .replace('{{counts}}', () => countTable(tables))
    .replace('{{quarantined}}', () => faultTable(faults, 'quarantined'))
    .replace('{{warnings}}', () => faultTable(faults, 'kept with a warning'));
}
