// Summed cells of demand history in order of (series, day), in pages that are used again: merging
// new rows in costs a few pages beside the cells themselves, never a second copy. A cell takes 20
// bytes.

export const PAGE_CELLS = 1 << 15;

export interface CellPage {
  series: Int32Array;
  day: Int32Array; // days since FIRST_DAY
  quantity: Float64Array; // summed
  content: Int32Array; // fingerprint of the one row without a reference, 0 = none came yet
}

/** All pages but the last are full. */
export interface CellPages {
  pages: CellPage[];
  cellCount: number;
  free: CellPage[]; // emptied, to be used again
}

export function createCellPages(): CellPages {
  return { pages: [], cellCount: 0, free: [] };
}

export function takePage(cells: CellPages): CellPage {
  return (
    cells.free.pop() ?? {
      series: new Int32Array(PAGE_CELLS),
      day: new Int32Array(PAGE_CELLS),
      quantity: new Float64Array(PAGE_CELLS),
      content: new Int32Array(PAGE_CELLS),
    }
  );
}

/** Gives the page's memory back at once, without waiting for the garbage collector. */
export function dropPage(page: CellPage): void {
  for (const column of [page.series, page.day, page.quantity, page.content]) {
    (column.buffer as ArrayBuffer).transfer(0);
  }
}
