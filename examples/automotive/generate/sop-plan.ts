// The S&OP plan as agreed in February: demand by product and category, revenue in all, month by
// month; the past months stand beside what was sold then.

import { type Day, dateOfDay, dayOfDate, formatDay } from '../../../src/units/day.ts';
import { isWorkingDay } from '../../../src/units/working-calendar.ts';
import { calendarNamed } from './calendars.ts';
import { streamOf } from './company.ts';
import type { HistoryCell } from './history.ts';
import { MONTH_PROFILE } from './observed-shapes.ts';
import { PRODUCTS, type Product } from './products.ts';
import { fadingShare } from './series-demand.ts';

type Row = (string | number)[];

const VERSION = 'sop-2027-02';
/** February's revenue came out 0.6 % above its plan. */
const FEBRUARY_OVER_PLAN = 1.0057;

interface Month {
  first: Day;
  last: Day;
  isPast: boolean;
}

function monthsOfPlan(): Month[] {
  const months: Month[] = [];
  for (let n = 0; n < 17; n++) {
    const year = 2026 + Math.floor((2 + n) / 12);
    const month = ((2 + n) % 12) + 1;
    const first = dayOfDate(year, month, 1);
    const next = dayOfDate(month === 12 ? year + 1 : year, (month % 12) + 1, 1);
    months.push({ first, last: next - 1, isPast: n < 12 });
  }
  return months;
}

/** Pieces of a future month: the level of the consensus, before the newest call-offs. */
function plannedPieces(product: Product, month: Month): number {
  const calendar = calendarNamed('DE');
  let pieces = 0;
  for (let day = month.first; day <= month.last; day++) {
    if (!isWorkingDay(calendar, day)) continue;
    const share = fadingShare(product, day);
    for (const { perDay } of product.customers) pieces += perDay * share;
    const profile = MONTH_PROFILE[dateOfDay(day).month - 1]!;
    for (const { perWeek } of product.aftermarket) pieces += (perWeek / 5) * profile * share;
  }
  return Math.round(pieces);
}

function soldPieces(cells: readonly HistoryCell[]): Map<string, number> {
  const sold = new Map<string, number>();
  for (const { product, day, quantity } of cells) {
    const key = `${product.itemId} ${formatDay(day).slice(0, 7)}`;
    sold.set(key, (sold.get(key) ?? 0) + quantity);
  }
  return sold;
}

export function sopPlanRows(
  seed: number,
  cells: readonly HistoryCell[],
  prices: Map<string, number>,
): Row[] {
  const random = streamOf(seed, 'sop plan');
  const sold = soldPieces(cells);
  const rows: Row[] = [];
  for (const month of monthsOfPlan()) {
    const date = formatDay(month.first);
    const byCategory = new Map<string, number>();
    let revenue = 0;
    let soldRevenue = 0;
    for (const product of PRODUCTS) {
      const { itemId, category } = product;
      const error = 1 + 0.02 * random.normal();
      const actual = sold.get(`${itemId} ${date.slice(0, 7)}`) ?? 0;
      const pieces = month.isPast ? Math.round(actual * error) : plannedPieces(product, month);
      byCategory.set(category, (byCategory.get(category) ?? 0) + pieces);
      revenue += pieces * prices.get(itemId)!;
      soldRevenue += actual * prices.get(itemId)!;
      if (date >= '2027-01' && pieces > 0) {
        rows.push([VERSION, date, 'item', itemId, 'demand', pieces, 15]);
      }
    }
    for (const [category, pieces] of byCategory) {
      rows.push([VERSION, date, 'category', category, 'demand', pieces, 8]);
    }
    const total = date === '2027-02-01' ? soldRevenue / FEBRUARY_OVER_PLAN : revenue;
    rows.push([VERSION, date, 'total', '', 'revenue', Math.round(total), 3]);
  }
  return rows;
}
