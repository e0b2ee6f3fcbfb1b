// The day's demand, noted as history: what customers want on this day, by call-off or sales line,
// as ordered, whether stock serves it or not.

import { formatDay } from '../../units/day.ts';
import { type CompanyHour, quantityText, write } from './company-day.ts';
import { viewFeed } from './fact-view.ts';
import { readCallSeries } from './open-call-offs.ts';

export function noteDemand(hour: CompanyHour): void {
  const wanted = new Map<string, number>(); // by item, location and customer
  const add = (itemId: string, locationId: string, customerId: string, units: number) => {
    const key = `${itemId}|${locationId}|${customerId}`;
    wanted.set(key, (wanted.get(key) ?? 0) + units);
  };
  for (const { itemId, locationId, customerId, calls } of readCallSeries(hour)) {
    for (const { date, open } of calls) {
      if (date === hour.day) add(itemId, locationId, customerId, open);
    }
  }
  const view = viewFeed(hour.facts, 'sales_orders');
  const texts = ['item_id', 'location_id', 'customer_id', 'status'];
  const [itemId, locationId, customerId, status] = texts.map((name) => view.text(name));
  const requested = view.days('requested_date');
  const quantity = view.numbers('quantity');
  for (let row = 0; row < view.count; row++) {
    if (requested[row] !== hour.day || status(row) === 'cancelled') continue;
    add(itemId(row), locationId(row), customerId(row), quantity[row]);
  }
  for (const [key, units] of wanted) {
    if (units === 0) continue;
    const [item, location, customer] = key.split('|');
    write(hour, 'demand_history', key, {
      item_id: item,
      location_id: location,
      date: formatDay(hour.day),
      customer_id: customer,
      quantity: quantityText(hour, item, units),
    });
  }
}
