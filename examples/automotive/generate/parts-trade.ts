// What the parts trade takes from the three warehouses: a weekly forecast, orders that consume it,
// and the orders of the last weeks that have been shipped.

import type { Random } from '../../../src/base/prng.ts';
import { type Day, dateOfDay, formatDay, weekdayOf } from '../../../src/units/day.ts';
import { isWorkingDay } from '../../../src/units/working-calendar.ts';
import { calendarNamed } from './calendars.ts';
import { AS_OF, HORIZON_DAYS, type LocationId, locationNamed, streamOf } from './company.ts';
import { CUSTOMERS, type Customer } from './customers.ts';
import { MONTH_PROFILE } from './observed-shapes.ts';
import { PRODUCTS, type Product } from './products.ts';
import {
  type DatedNeed,
  fadingShare,
  forecastRow,
  spreadOver,
  stockDayOf,
} from './series-demand.ts';

const CONSUMPTION_DAYS = 7; // back and forward, the plan's default

export interface TradeOrderLine {
  orderId: string;
  customer: Customer;
  itemId: string;
  locationId: LocationId;
  quantity: number;
  requestedDay: Day;
  orderedAt: Day;
  closed: boolean;
  price: number;
}

export interface PartsTrade {
  forecastRows: (string | number)[][];
  orders: TradeOrderLine[];
  needs: DatedNeed[];
}

const TRADE = CUSTOMERS.filter((customer) => customer.segment === 'aftermarket');

function ordersOf(
  random: Random,
  product: Product,
  locationId: LocationId,
  perWeek: number,
  price: number,
): TradeOrderLine[] {
  const calendar = calendarNamed(locationNamed(locationId).calendarId);
  const orders: TradeOrderLine[] = [];
  for (let day = AS_OF - 21; day <= AS_OF + 25; day++) {
    // The further ahead, the fewer are already here: nearly all of the past, a tenth in four weeks.
    const alreadyHere = day < AS_OF ? 1 : Math.exp(-(day - AS_OF) / 11);
    const customer = random.pick(TRADE);
    const isOrdered = random.next() < 0.5 * alreadyHere;
    const quantity = Math.max(1, Math.round(perWeek * (0.2 + 0.35 * random.next())));
    const orderedDaysBefore = random.integer(3, 9);
    if (!isOrdered || !isWorkingDay(calendar, day)) continue;
    if (fadingShare(product, day) < 1) continue;
    const closed = day < AS_OF;
    if (!closed && stockDayOf(customer, locationId, day) < AS_OF) continue;
    orders.push({
      orderId: '',
      customer,
      itemId: product.itemId,
      locationId,
      quantity,
      requestedDay: day,
      orderedAt: Math.min(day - orderedDaysBefore, AS_OF - 1),
      closed,
      price,
    });
  }
  return orders;
}

function forecastDaysOf(
  random: Random,
  product: Product,
  locationId: LocationId,
  perWeek: number,
): { rows: (string | number)[][]; byDay: Map<Day, number> } {
  const calendar = calendarNamed(locationNamed(locationId).calendarId);
  const rows: (string | number)[][] = [];
  const byDay = new Map<Day, number>();
  const firstMonday = AS_OF - weekdayOf(AS_OF) - 7;
  for (let monday = firstMonday; monday < AS_OF + HORIZON_DAYS + 28; monday += 7) {
    const profile = MONTH_PROFILE[dateOfDay(monday).month - 1]!;
    const share = fadingShare(product, monday);
    const quantity = Math.round(perWeek * profile * share * (1 + 0.1 * (2 * random.next() - 1)));
    if (quantity === 0) continue;
    rows.push(forecastRow(product.itemId, locationId, monday, '', quantity));
    const working: Day[] = [];
    for (let day = monday; day < monday + 7; day++) {
      if (isWorkingDay(calendar, day)) working.push(day);
    }
    for (const { day, quantity: part } of spreadOver(working, quantity)) byDay.set(day, part);
  }
  return { rows, byDay };
}

/** Orders take the forecast of their day, then of the days before, then of the days after. */
export function consumeForecast(
  forecast: Map<Day, number>,
  orders: readonly { requestedDay: Day; quantity: number; orderId: string }[],
): void {
  const inTurn = [...orders].sort(
    (a, b) => a.requestedDay - b.requestedDay || (a.orderId < b.orderId ? -1 : 1),
  );
  for (const { requestedDay, quantity } of inTurn) {
    let left = quantity;
    const take = (day: Day): void => {
      const taken = Math.min(left, forecast.get(day) ?? 0);
      if (taken > 0) forecast.set(day, forecast.get(day)! - taken);
      left -= taken;
    };
    take(requestedDay);
    for (let back = 1; back <= CONSUMPTION_DAYS; back++) take(requestedDay - back);
    for (let ahead = 1; ahead <= CONSUMPTION_DAYS; ahead++) take(requestedDay + ahead);
  }
}

/** Numbers the lines: one order per customer, warehouse and day it was placed on. */
function numberOrders(orders: TradeOrderLine[]): void {
  orders.sort(
    (a, b) =>
      a.orderedAt - b.orderedAt ||
      (a.customer.customerId < b.customer.customerId ? -1 : 1) ||
      (a.itemId < b.itemId ? -1 : 1),
  );
  let number = 39800;
  let last = '';
  for (const order of orders) {
    const group = `${order.orderedAt} ${order.customer.customerId} ${order.locationId}`;
    if (group !== last) number += 1;
    last = group;
    order.orderId = String(number);
  }
}

export function partsTrade(seed: number, priceOf: Map<string, number>): PartsTrade {
  const result: PartsTrade = { forecastRows: [], orders: [], needs: [] };
  const series: { product: Product; locationId: LocationId; byDay: Map<Day, number> }[] = [];
  for (const product of PRODUCTS) {
    for (const { locationId, perWeek } of product.aftermarket) {
      const random = streamOf(seed, `trade ${product.itemId} ${locationId}`);
      const { rows, byDay } = forecastDaysOf(random, product, locationId, perWeek);
      result.forecastRows.push(...rows);
      series.push({ product, locationId, byDay });
      const price = Math.round(priceOf.get(product.itemId)! * 115) / 100;
      result.orders.push(...ordersOf(random, product, locationId, perWeek, price));
    }
  }
  numberOrders(result.orders);
  for (const { product, locationId, byDay } of series) {
    const { itemId } = product;
    const orders = result.orders.filter(
      (order) => order.itemId === itemId && order.locationId === locationId,
    );
    consumeForecast(
      byDay,
      orders.filter((order) => order.requestedDay >= AS_OF - CONSUMPTION_DAYS),
    );
    for (const order of orders) {
      if (order.closed) continue;
      const day = stockDayOf(order.customer, locationId, order.requestedDay);
      result.needs.push({ itemId, locationId, day, quantity: order.quantity });
    }
    for (const [day, quantity] of byDay) {
      if (day >= AS_OF && quantity > 0) result.needs.push({ itemId, locationId, day, quantity });
    }
  }
  return result;
}

export function salesOrderRows(orders: readonly TradeOrderLine[]): (string | number)[][] {
  const lines = new Map<string, number>();
  return orders.map((order) => {
    const line = (lines.get(order.orderId) ?? 0) + 10;
    lines.set(order.orderId, line);
    return [
      order.orderId,
      line,
      1,
      order.customer.customerId,
      order.customer.shipTo,
      order.itemId,
      order.locationId,
      order.quantity,
      order.closed ? order.quantity : 0,
      formatDay(order.requestedDay),
      formatDay(order.requestedDay),
      order.price,
      formatDay(order.orderedAt),
      order.closed ? 'closed' : 'open',
    ];
  });
}
