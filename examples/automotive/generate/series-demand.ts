// What the car makers call off, day by day, and what the consensus forecast adds after the last
// called-off day. Nordwagen's newest release raises AC-310 from 380 to 525 a day.

import { type Day, dateOfDay, dayOfDate, formatDay, weekdayOf } from '../../../src/units/day.ts';
import { isWorkingDay, workingDaysBefore } from '../../../src/units/working-calendar.ts';
import { calendarNamed } from './calendars.ts';
import { AS_OF, HORIZON_DAYS, type LocationId, locationNamed, streamOf } from './company.ts';
import { CUSTOMERS, type Customer, customerNamed } from './customers.ts';
import { type CustomerDemand, PRODUCTS, type Product } from './products.ts';

export const FORECAST_VERSION = 'consensus-2027-02';
export const FORECAST_MADE_ON = dayOfDate(2027, 2, 22);
const SURGE_FROM = dayOfDate(2027, 3, 15);
const SURGE_PER_DAY = 525;
/** Their quantities stay level, as the story tells them. */
const LEVEL_ITEMS = new Set(['AC-290', 'AC-310', 'AC-312', 'EB-415']);

/** The share of its level that a fading product still sells, by month of 2027; zero from July. */
const FADING_BY_MONTH = [1, 1, 1, 0.9, 0.65, 0.25];
const FADING_ENDS = dayOfDate(2027, 6, 18);

/** A need on an item-location's stock, on the day on which the goods must leave. */
export interface DatedNeed {
  itemId: string;
  locationId: LocationId;
  day: Day;
  quantity: number;
}

export interface SeriesDemand {
  callOffRows: (string | number)[][];
  forecastRows: (string | number)[][];
  needs: DatedNeed[];
}

export function fadingShare(product: Product, day: Day): number {
  if (!product.fading) return 1;
  if (day > FADING_ENDS) return 0;
  const { year, month } = dateOfDay(day);
  return year < 2027 ? 1 : (FADING_BY_MONTH[month - 1] ?? 0);
}

/** Pieces called off for a day: level x week x day, in packs of five where it is many. */
function callOffQuantity(
  product: Product,
  demand: CustomerDemand,
  day: Day,
  weekFactor: number,
  dayFactor: number,
): number {
  const { perDay } = demand;
  if (LEVEL_ITEMS.has(product.itemId)) return perDay;
  const wanted = perDay * fadingShare(product, day) * weekFactor * dayFactor;
  const pack = perDay >= 30 ? 5 : 1;
  return Math.round(wanted / pack) * pack;
}

/** The day on which the goods of a call-off leave: back over transit, then over picking. */
export function stockDayOf(customer: Customer, locationId: LocationId, dueDay: Day): Day {
  const calendar = calendarNamed(locationNamed(locationId).calendarId);
  const leaves = customer.dateBasis === 'ship' ? dueDay : dueDay - customer.transitDays;
  return workingDaysBefore(calendar, leaves, customer.pickDays);
}

function zoneOf(customer: Customer, day: Day): string {
  if (day <= AS_OF + 6) return 'immediate';
  if (day <= dayOfDate(2027, 4, 1)) return 'firm';
  if (day <= AS_OF + 59) return 'material';
  return customer.callOffsUntil !== null && day <= customer.callOffsUntil ? 'forecast' : '';
}

interface DatedQuantity {
  day: Day;
  quantity: number;
}

function calledOffDays(seed: number, product: Product, demand: CustomerDemand): DatedQuantity[] {
  const customer = customerNamed(demand.customerId);
  const random = streamOf(seed, `call-offs ${product.itemId} ${demand.customerId}`);
  const calendar = calendarNamed(locationNamed(demand.locationId).calendarId);
  const days: DatedQuantity[] = [];
  let weekFactor = 1;
  for (let day = AS_OF - 7; day <= customer.callOffsUntil!; day++) {
    if (weekdayOf(day) === 0) weekFactor = 1 + 0.03 * (2 * random.next() - 1);
    if (!isWorkingDay(calendar, day)) continue;
    const dayFactor = 1 + 0.04 * (2 * random.next() - 1);
    if (stockDayOf(customer, demand.locationId, day) < AS_OF) continue;
    const quantity = callOffQuantity(product, demand, day, weekFactor, dayFactor);
    if (quantity > 0) days.push({ day, quantity });
  }
  return days;
}

/** One release of one customer for one item, as the feed has it. */
function releaseRows(
  customer: Customer,
  product: Product,
  demand: CustomerDemand,
  release: { releaseId: string; issuedOn: Day; kind: 'long' | 'daily' },
  days: readonly DatedQuantity[],
  shippedCumulative: number,
): (string | number)[][] {
  let cumulative = shippedCumulative;
  const byCumulative = customer.callOffStyle === 'cumulative';
  return days.map(({ day, quantity }) => {
    cumulative += quantity;
    return [
      customer.customerId,
      product.itemId,
      customer.shipTo,
      release.kind,
      release.releaseId,
      formatDay(day),
      demand.locationId,
      formatDay(release.issuedOn),
      zoneOf(customer, day),
      byCumulative ? '' : quantity,
      byCumulative ? cumulative : '',
      byCumulative ? shippedCumulative - demand.perDay : '',
      byCumulative ? shippedCumulative : '',
      byCumulative ? '2027-01-01' : '',
    ];
  });
}

/** Weekly consensus for a customer's product: what it took before the newest release. */
function seriesForecastRows(
  seed: number,
  product: Product,
  demand: CustomerDemand,
): { rows: (string | number)[][]; days: DatedQuantity[] } {
  const random = streamOf(seed, `forecast ${product.itemId} ${demand.customerId}`);
  const calendar = calendarNamed(locationNamed(demand.locationId).calendarId);
  const rows: (string | number)[][] = [];
  const days: DatedQuantity[] = [];
  const firstMonday = AS_OF - weekdayOf(AS_OF);
  for (let monday = firstMonday; monday < AS_OF + HORIZON_DAYS + 28; monday += 7) {
    const factor = LEVEL_ITEMS.has(product.itemId) ? 1 : 1 + 0.02 * (2 * random.next() - 1);
    const working: Day[] = [];
    for (let day = monday; day < monday + 7; day++) {
      if (isWorkingDay(calendar, day)) working.push(day);
    }
    let level = 0;
    for (const day of working) level += demand.perDay * fadingShare(product, day);
    const quantity = Math.round(level * factor);
    if (quantity === 0) continue;
    rows.push(forecastRow(product.itemId, demand.locationId, monday, demand.customerId, quantity));
    days.push(...spreadOver(working, quantity));
  }
  return { rows, days };
}

export function forecastRow(
  itemId: string,
  locationId: LocationId,
  monday: Day,
  customerId: string,
  quantity: number,
): (string | number)[] {
  return [
    FORECAST_VERSION,
    itemId,
    locationId,
    formatDay(monday),
    customerId,
    'week',
    quantity,
    formatDay(FORECAST_MADE_ON),
  ];
}

/** The k-th of n working days gets floor(kS/n) - floor((k-1)S/n). */
export function spreadOver(working: readonly Day[], quantity: number): DatedQuantity[] {
  const count = working.length;
  return working.map((day, k) => ({
    day,
    quantity: Math.floor(((k + 1) * quantity) / count) - Math.floor((k * quantity) / count),
  }));
}

/** Nordwagen's AC-310 as the newest release has it; the one before had 380 throughout. */
function raised(days: readonly DatedQuantity[]): DatedQuantity[] {
  return days.map(({ day, quantity }) => ({
    day,
    quantity: day >= SURGE_FROM ? SURGE_PER_DAY : quantity,
  }));
}

function callOffsOf(seed: number, product: Product, demand: CustomerDemand) {
  const customer = customerNamed(demand.customerId);
  const before = calledOffDays(seed, product, demand);
  const surges = product.itemId === 'AC-310' && demand.customerId === 'NORDWAGEN';
  const days = surges ? raised(before) : before;
  const shipped = demand.perDay * 41; // working days since the year began
  const newest = {
    releaseId: customer.releaseId,
    issuedOn: customer.issuedOn,
    kind: 'long' as const,
  };
  const rows: (string | number)[][] = [];
  if (demand.customerId === 'NORDWAGEN') {
    const previous = { releaseId: '117', issuedOn: dayOfDate(2027, 2, 22), kind: 'long' as const };
    rows.push(...releaseRows(customer, product, demand, previous, before, shipped));
    const daily = { releaseId: 'D-0302', issuedOn: AS_OF, kind: 'daily' as const };
    const thisWeek = days.filter(({ day }) => day <= AS_OF + 3);
    rows.push(...releaseRows(customer, product, demand, daily, thisWeek, shipped));
  }
  rows.push(...releaseRows(customer, product, demand, newest, days, shipped));
  return { rows, days, customer };
}

export function seriesDemand(seed: number): SeriesDemand {
  const result: SeriesDemand = { callOffRows: [], forecastRows: [], needs: [] };
  for (const product of PRODUCTS) {
    for (const demand of product.customers) {
      const { itemId } = product;
      const { locationId } = demand;
      const { rows, days, customer } = callOffsOf(seed, product, demand);
      result.callOffRows.push(...rows);
      for (const { day, quantity } of days) {
        result.needs.push({
          itemId,
          locationId,
          day: stockDayOf(customer, locationId, day),
          quantity,
        });
      }
      const lastCalledOff = days[days.length - 1]!.day;
      const forecast = seriesForecastRows(seed, product, demand);
      result.forecastRows.push(...forecast.rows);
      for (const { day, quantity } of forecast.days) {
        if (day > lastCalledOff) result.needs.push({ itemId, locationId, day, quantity });
      }
    }
  }
  return result;
}

/** From which locations each customer is served. */
export function shippingLocations(): Map<string, Set<string>> {
  const byCustomer = new Map<string, Set<string>>(CUSTOMERS.map((c) => [c.customerId, new Set()]));
  const trade = CUSTOMERS.filter((customer) => customer.segment === 'aftermarket');
  for (const product of PRODUCTS) {
    for (const { customerId, locationId } of product.customers) {
      byCustomer.get(customerId)!.add(locationId);
    }
    for (const { locationId } of product.aftermarket) {
      for (const { customerId } of trade) byCustomer.get(customerId)!.add(locationId);
    }
  }
  return byCustomer;
}
