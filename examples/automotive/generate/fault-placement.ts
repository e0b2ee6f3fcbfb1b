// Puts the dirty rows at the end of their files, and remembers on which line each lies.

import { DIRTY_ROWS, type DirtyRow } from './dirty-rows.ts';
import type { Cell, Table } from './tables.ts';

/** A dirty row as it lies in its file. */
export interface PlacedFault {
  dirty: DirtyRow;
  line: number; // physical, the header is line 1
  value: Cell;
}

/** Adds the dirty rows at the end of their tables and says on which lines they lie. */
export function addDirtyRows(tables: readonly Table[]): PlacedFault[] {
  return DIRTY_ROWS.map((dirty) => {
    const target = tables.find(({ feed }) => feed === dirty.feed)!;
    const { columns, rows } = target;
    const at = (name: string): number => {
      const index = columns.indexOf(name);
      if (index < 0) throw new Error(`${dirty.feed} has no column ${name}`);
      return index;
    };
    const doubled =
      dirty.doubles === undefined
        ? columns.map(() => '')
        : rows.find((row) =>
            Object.entries(dirty.doubles!).every(
              ([name, cell]) => row[at(name)] === cell || String(row[at(name)]) === String(cell),
            ),
          )!;
    const row: Cell[] = [...doubled];
    for (const [name, cell] of Object.entries(dirty.cells)) row[at(name)] = cell;
    rows.push(row);
    const value = dirty.column === '' ? '' : row[at(dirty.column)];
    return { dirty, line: rows.length + 1, value };
  });
}
