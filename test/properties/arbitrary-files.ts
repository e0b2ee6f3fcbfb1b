// Arbitrary data folders: valid tables with their settings, and the same with rows turned round.

import fc from 'fast-check';
import { AS_OF } from './arbitrary-cells.ts';
import { arbitraryTables, csvText, type Table } from './arbitrary-tables.ts';
import type { Files } from './planned-files.ts';

export interface CompanyFiles {
  tables: Table[];
  settings: Record<string, unknown>;
  files: () => Files;
}

const usualSettings = fc.record({
  as_of: fc.constantFrom(AS_OF, AS_OF, '2027-03-06'),
  horizon_days: fc.constantFrom(30, 60, 1),
  currency: fc.constantFrom('EUR', 'USD'),
  timezone: fc.constantFrom('UTC', 'Europe/Berlin'),
});
const wildSettings = fc.record({
  as_of: fc.constantFrom(AS_OF, '0001-01-01', '1900-02-28', '9998-06-01'),
  horizon_days: fc.constantFrom(1, 45, 400),
});

const company = (wild: boolean): fc.Arbitrary<CompanyFiles> =>
  fc
    .record({ tables: arbitraryTables(wild), settings: wild ? wildSettings : usualSettings })
    .map(({ tables, settings }) => {
      const files = () => filesOf(tables, { ...settings, files: STYLES });
      return { tables, settings, files, [fc.toStringMethod]: () => shownFiles(files()) };
    });

/** The same rows in another order. */
export function turnedRound({ tables, settings }: CompanyFiles): Files {
  const turned = tables.map((table) => ({ ...table, rows: [...table.rows].reverse() }));
  return filesOf(turned, { ...settings, files: STYLES });
}

/** Numbers and dates as the contract has them, so that none is ambiguous. */
const STYLES = { '*': { numbers: '1234.5', dates: 'YYYY-MM-DD' } };

/** A failing case as one would write it into a folder. */
export function shownFiles(files: Files): string {
  return Object.entries(files)
    .map(([name, content]) => `\n--- ${name}\n${Buffer.from(content).toString('utf8')}`)
    .join('');
}

export function filesOf(tables: readonly Table[], settings: Record<string, unknown>): Files {
  const files: Files = { 'drumbeat.json': JSON.stringify(settings) };
  for (const table of tables) {
    if (table.rows.length > 0) files[`${table.feed.name}.csv`] = csvText(table);
  }
  return files;
}

export const arbitraryCompanyFiles: fc.Arbitrary<CompanyFiles> = fc.oneof(
  { weight: 2, arbitrary: company(false) },
  { weight: 1, arbitrary: company(true) },
);
