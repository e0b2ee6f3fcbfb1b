// A count of days as a cell gives it: blank = none, a fraction rounded up, and never longer than
// all the dates there are, so that sums of days stay whole numbers of 32 bits.

const DAYS_MAX = 4_000_000; // 0001-01-01 to 9999-12-31 is 3,652,058 days

export function dayCount(cell: number): number {
  return cell > 0 ? Math.min(DAYS_MAX, Math.ceil(cell)) : 0;
}
