// A feed's table on its way to a CSV file: column names, rows of cells, text by RFC 4180.

export type Cell = string | number;

export interface Table {
  feed: string;
  columns: readonly string[];
  rows: Cell[][];
}

export function table(feed: string, columns: string, rows: readonly (readonly Cell[])[]): Table {
  const names = columns.split(' ');
  for (const row of rows) {
    if (row.length !== names.length) {
      throw new Error(`${feed}: ${row.length} cells for ${names.length} columns: ${row.join()}`);
    }
  }
  return { feed, columns: names, rows: rows.map((row) => [...row]) };
}

function csvCell(cell: Cell): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvOf({ columns, rows }: Table): string {
  const lines = [columns.join(','), ...rows.map((row) => row.map(csvCell).join(','))];
  return `${lines.join('\n')}\n`;
}
