// Summed cells of demand history in order of (series, day), in pages that are given back as they
// are read: merging new rows in costs a page or two beside the cells themselves, never a second
// copy. A cell takes 20 bytes.

/** Cells of a page while there are few, so that a small file costs little. */
const SMALL_PAGE = 1 << 13;
const FEW_CELLS = 1 << 19;
/** 10 MiB: as a rule so large a piece goes back to the system as soon as it is freed, and the
 * system lends it only as it is written to, so that a page that is not full costs what it holds. */
const LARGE_PAGE = 1 << 19;

const BYTES_OF_CELL = 20;

export interface CellPage {
  size: number; // cells it has room for
  series: Int32Array;
  day: Int32Array; // days since FIRST_DAY
  quantity: Float64Array; // summed
  content: Int32Array; // fingerprint of the one row without a reference, 0 = none came yet
}

/** All pages but the last are full. */
export interface CellPages {
  pages: CellPage[];
  cellCount: number;
}

export function createCellPages(): CellPages {
  return { pages: [], cellCount: 0 };
}

/** Room for a page's cells when there may be so many in all. */
export function pageSize(cellsExpected: number): number {
  return cellsExpected <= FEW_CELLS ? SMALL_PAGE : LARGE_PAGE;
}

export function createPage(size: number): CellPage {
  const buffer = new ArrayBuffer(size * BYTES_OF_CELL);
  return {
    size,
    quantity: new Float64Array(buffer, 0, size),
    series: new Int32Array(buffer, size * 8, size),
    day: new Int32Array(buffer, size * 12, size),
    content: new Int32Array(buffer, size * 16, size),
  };
}

/** Gives the page's memory back at once, without waiting for the garbage collector. */
export function dropPage(page: CellPage): void {
  (page.quantity.buffer as ArrayBuffer).transfer(0);
}
