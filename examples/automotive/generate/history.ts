// Two years of daily demand as ordered, and half a year of outbound deliveries. Series demand is
// level with the makers' summer and Christmas breaks; the parts trade has M5's shape.

import type { Random } from '../../../src/base/prng.ts';
import { type Day, dateOfDay, dayOfDate, formatDay, weekdayOf } from '../../../src/units/day.ts';
import { isWorkingDay, workingDaysAfter } from '../../../src/units/working-calendar.ts';
import { calendarNamed } from './calendars.ts';
import { AS_OF, HISTORY_FROM, type LocationId, locationNamed, streamOf } from './company.ts';
import { CUSTOMERS, customerNamed } from './customers.ts';
import { drawDemandSize, MONTH_PROFILE, WEEKDAY_PROFILE, zeroShareOf } from './observed-shapes.ts';
import { PRODUCTS, type Product } from './products.ts';

export interface HistoryCell {
  product: Product;
  locationId: LocationId;
  day: Day;
  customerId: string;
  quantity: number;
  promotion: boolean;
  stockout: boolean;
}

/** Products that came to market inside the two years: decided on, first sold on. */
export const LAUNCHES: Record<string, { decidedOn: Day; launchedOn: Day }> = {
  'AC-312B': { decidedOn: dayOfDate(2026, 2, 9), launchedOn: dayOfDate(2026, 9, 7) },
  'CP-750': { decidedOn: dayOfDate(2025, 6, 16), launchedOn: dayOfDate(2026, 4, 13) },
  'WD-650': { decidedOn: dayOfDate(2025, 3, 10), launchedOn: dayOfDate(2025, 10, 6) },
};

const YEARLY_GROWTH = 0.03;
const PROMOTION = { from: dayOfDate(2026, 10, 5), to: dayOfDate(2026, 10, 16), uplift: 1.6 };

/** What of a normal day the car makers take: little in August's break and around New Year. */
function breakShare(day: Day): number {
  const { month, dayOfMonth } = dateOfDay(day);
  if (month === 8 && dayOfMonth >= 3 && dayOfMonth <= 21) return 0.35;
  if (month === 12 && dayOfMonth >= 19) return 0.25;
  if (month === 1 && dayOfMonth <= 5) return 0.4;
  return 1;
}

function growthUntil(day: Day): number {
  return 1 - (YEARLY_GROWTH * (AS_OF - day)) / 365;
}

function isOnSale(product: Product, day: Day): boolean {
  const launch = LAUNCHES[product.itemId];
  return launch === undefined || day >= launch.launchedOn;
}

function seriesHistory(seed: number, product: Product): HistoryCell[] {
  const cells: HistoryCell[] = [];
  for (const { customerId, locationId, perDay } of product.customers) {
    const random = streamOf(seed, `history ${product.itemId} ${customerId}`);
    const calendar = calendarNamed(locationNamed(locationId).calendarId);
    const pack = perDay >= 30 ? 5 : 1;
    let weekFactor = 1;
    for (let day = HISTORY_FROM; day < AS_OF; day++) {
      if (weekdayOf(day) === 0) weekFactor = 1 + 0.03 * random.normal();
      const dayFactor = 1 + 0.04 * random.normal();
      if (!isWorkingDay(calendar, day) || !isOnSale(product, day)) continue;
      const wanted = perDay * growthUntil(day) * breakShare(day) * weekFactor * dayFactor;
      const quantity = Math.max(0, Math.round(wanted / pack) * pack);
      if (quantity === 0) continue;
      cells.push({
        product,
        locationId,
        day,
        customerId,
        quantity,
        promotion: false,
        stockout: false,
      });
    }
  }
  return cells;
}

/** Days on which a warehouse had nothing left: demand is not what was sold. */
function stockoutSpell(random: Random): [Day, Day] {
  const from = HISTORY_FROM + random.integer(60, 700);
  return random.next() < 0.25 ? [from, from + random.integer(2, 5)] : [0, -1];
}

function tradeHistory(seed: number, product: Product): HistoryCell[] {
  const trade = CUSTOMERS.filter((customer) => customer.segment === 'aftermarket');
  const cells: HistoryCell[] = [];
  for (const { locationId, perWeek } of product.aftermarket) {
    const random = streamOf(seed, `history ${product.itemId} ${locationId}`);
    const calendar = calendarNamed(locationNamed(locationId).calendarId);
    const perDay = perWeek / 5;
    const zeroShare = zeroShareOf(perDay);
    const meanSize = perDay / (1 - zeroShare);
    const [emptyFrom, emptyTo] = stockoutSpell(random);
    for (let day = HISTORY_FROM; day < AS_OF; day++) {
      const draw = random.next();
      const customer = random.pick(trade);
      if (!isWorkingDay(calendar, day) || !isOnSale(product, day)) continue;
      const promotion = day >= PROMOTION.from && day <= PROMOTION.to && locationId === 'LEJ';
      const month = MONTH_PROFILE[dateOfDay(day).month - 1]!;
      const weekday = WEEKDAY_PROFILE[weekdayOf(day)]!;
      const factor = month * weekday * growthUntil(day) * (promotion ? PROMOTION.uplift : 1);
      const size = drawDemandSize(random, meanSize * factor);
      const stockout = day >= emptyFrom && day <= emptyTo;
      if (draw < zeroShare && !stockout) continue;
      cells.push({
        product,
        locationId,
        day,
        customerId: customer.customerId,
        quantity: stockout ? 0 : size,
        promotion,
        stockout,
      });
    }
  }
  return cells;
}

export function demandHistory(seed: number): HistoryCell[] {
  return PRODUCTS.flatMap((product) => [
    ...seriesHistory(seed, product),
    ...tradeHistory(seed, product),
  ]);
}

export function historyRows(cells: readonly HistoryCell[]): (string | number)[][] {
  return cells.map((cell) => [
    cell.product.itemId,
    cell.locationId,
    formatDay(cell.day),
    cell.customerId,
    '',
    cell.quantity,
    cell.promotion ? 'true' : '',
    cell.stockout ? 'true' : '',
  ]);
}

const OUTBOUND_FROM = AS_OF - 182;
const LATE_SHARE = 0.05;
const PARTIAL_SHARE = 0.012;

/** Half a year of what left for the car makers; one line a product, customer and day. */
export function outboundDeliveryRows(
  seed: number,
  cells: readonly HistoryCell[],
): (string | number)[][] {
  const random = streamOf(seed, 'outbound deliveries');
  const rows: (string | number)[][] = [];
  const german = calendarNamed('DE');
  for (const cell of cells) {
    if (cell.day < OUTBOUND_FROM || cell.quantity === 0) continue;
    const customer = customerNamed(cell.customerId);
    if (customer.segment !== 'series') continue;
    const isLate = random.next() < LATE_SHARE;
    const actual = isLate ? workingDaysAfter(german, cell.day, random.integer(1, 3)) : cell.day;
    const isPartial = random.next() < PARTIAL_SHARE;
    const premium = isLate && random.next() < 0.2;
    if (actual >= AS_OF) continue;
    rows.push([
      'outbound',
      `CO-${cell.product.itemId}-${cell.customerId}`,
      formatDay(cell.day).slice(2).replaceAll('-', ''),
      `LS-${700001 + rows.length}`,
      cell.customerId,
      cell.product.itemId,
      cell.locationId,
      isPartial ? Math.ceil(cell.quantity * 0.8) : cell.quantity,
      cell.quantity,
      '',
      formatDay(cell.day),
      formatDay(cell.day),
      formatDay(actual),
      random.next() < 0.985 ? '' : 'false',
      premium ? 280 + random.integer(0, 400) : '',
      premium ? 'true' : '',
      premium ? 'us' : '',
    ]);
  }
  return rows;
}
