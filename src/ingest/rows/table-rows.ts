// Accepted rows of a feed go into its fact table; the key tells repeated rows: the same content
// again is counted unchanged, other content is put aside.

import { createRowIndex, findOrAddRow, type KeyColumn, sameValues } from '../../base/row-index.ts';
import { addFactColumn, type FactTable, reserveRows } from '../../model/fact-table.ts';
import type { RowLayout } from './row-layout.ts';

export interface TableRows {
  table: FactTable;
  add(values: Float64Array, line: number): AddedRow;
}

/** 'taken', 'unchanged', or the line of the earlier row with this key and other content. */
export type AddedRow = 'taken' | 'unchanged' | { earlierLine: number };

/** `recordCount`: how many records the file has, so that the columns need not grow. */
export function createTableRows(
  table: FactTable,
  layout: RowLayout,
  recordCount: number,
): TableRows {
  const plans = [...layout.columns].sort((a, b) => a.index - b.index);
  reserveRows(table, recordCount + 1);
  for (const plan of plans) if (plan.isAttribute) addFactColumn(table, plan.column.name, 'text');
  let columns: KeyColumn[] = [];
  let keys: KeyColumn[] = [];
  let others: KeyColumn[] = [];
  const lookAtColumns = () => {
    columns = table.columns.map((column) => column.values);
    keys = columns.filter((_, index) => plans[index]!.column.key);
    others = columns.filter((_, index) => !plans[index]!.column.key);
  };
  lookAtColumns();
  const index = createRowIndex(recordCount);
  return {
    table,
    add(values, line) {
      // The row is written behind the last one and becomes part of the table when its key is new.
      const row = table.rowCount;
      if (row === table.lines.length) {
        reserveRows(table, row + 1); // the file has grown since it was surveyed
        lookAtColumns();
      }
      for (let c = 0; c < columns.length; c++) columns[c]![row] = values[c]!;
      const earlier = findOrAddRow(index, keys, row);
      if (earlier < 0) {
        table.lines[row] = line;
        table.rowCount = row + 1;
        return 'taken';
      }
      if (sameValues(others, earlier, row)) return 'unchanged';
      return { earlierLine: table.lines[earlier]! };
    },
  };
}
