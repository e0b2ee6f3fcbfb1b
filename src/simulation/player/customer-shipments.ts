// Goods leave for customers: what call-offs and sales lines want off stock today or wanted before,
// as far as stock goes, the customer of the first rank first.

import { compareText } from '../../base/compare-text.ts';
import { type Day, formatDay, NO_DAY } from '../../units/day.ts';
import {
  type CompanyHour,
  change,
  counted,
  given,
  nameOf,
  quantityText,
  say,
  spokenQuantity,
  works,
  write,
} from './company-day.ts';
import { type Lanes, readLanes } from './customer-lanes.ts';
import { type Row, viewFeed } from './fact-view.ts';
import { type CallSeries, readCallSeries } from './open-call-offs.ts';
import { availableOf, stockOf } from './stock.ts';
import { takeStock } from './stock-moves.ts';

interface Departure {
  customerId: string;
  itemId: string;
  locationId: string;
  wanted: number;
  sent: number;
}

export function shipToCustomers(hour: CompanyHour): void {
  const lanes = readLanes(hour);
  const rank = ranksOfCustomers(hour);
  const departures: Departure[] = [];
  const series = readCallSeries(hour).sort(
    (a, b) => (rank.get(a.customerId) ?? 99) - (rank.get(b.customerId) ?? 99),
  );
  for (const one of series) {
    if (works(hour, one.locationId)) shipCallOffs(hour, lanes, one, departures);
  }
  shipSalesLines(hour, lanes, departures);
  tell(hour, departures);
}

function tell(hour: CompanyHour, departures: readonly Departure[]): void {
  const short = departures.filter(({ sent, wanted }) => sent < wanted);
  const gone = departures.filter(({ sent }) => sent > 0);
  for (const { customerId, itemId, sent, wanted } of short.slice(0, 1)) {
    say(
      hour,
      `${nameOf(hour, 'customers', customerId)} gets ${spokenQuantity(hour, itemId, sent)} of ` +
        `${spokenQuantity(hour, itemId, wanted)} ${itemId} today: stock lacks the rest`,
    );
  }
  if (gone.length > 0)
    say(hour, `${counted(gone.length, 'delivery leaves', 'deliveries leave')} for customers`);
}

function ranksOfCustomers(hour: CompanyHour): Map<string, number> {
  const view = viewFeed(hour.facts, 'customers');
  const id = view.text('customer_id');
  const priority = view.numbers('priority');
  const rank = new Map<string, number>();
  for (let row = 0; row < view.count; row++) {
    if (!Number.isNaN(priority[row])) rank.set(id(row), priority[row]);
  }
  return rank;
}

/** Calls of one series whose day has come: one delivery note for them all. */
function shipCallOffs(
  hour: CompanyHour,
  lanes: Lanes,
  series: CallSeries,
  departures: Departure[],
): void {
  const { customerId, itemId, locationId, shipTo } = series;
  const dayOf = (date: Day) => lanes.stockDay(locationId, customerId, shipTo, itemId, date);
  const calls = series.calls.filter(({ open, date }) => open > 0 && dayOf(date) <= hour.day);
  const wanted = calls.reduce((sum, { open }) => sum + open, 0);
  if (wanted === 0) return;
  const orderId = `CO-${itemId}-${customerId}`;
  const line = hour.stamp.slice(0, 6);
  const sent = takeStock(stockOf(hour), itemId, locationId, wanted, { orderId, line });
  departures.push({ customerId, itemId, locationId, wanted, sent });
  if (sent === 0) return;
  if (series.isCumulative) {
    const { row } = calls[calls.length - 1];
    change(hour, 'call_offs', row, {
      customer_received_cumulative: quantityText(hour, itemId, series.shipped),
      shipped_cumulative: quantityText(hour, itemId, series.shipped + sent),
    });
  } else {
    let left = sent;
    for (const { row, open } of calls) {
      const part = Math.min(left, open);
      if (part === 0) break;
      left -= part;
      change(hour, 'call_offs', row, { quantity: quantityText(hour, itemId, open - part) });
    }
  }
  const due = calls[calls.length - 1].date;
  noteDelivery(hour, {
    ...{ orderId, line, customerId, itemId, locationId, sent, wanted },
    requested: formatDay(due),
    promised: formatDay(due),
    arrival: hour.day + Math.max(0, due - dayOf(due)),
  });
}

interface Delivery {
  orderId: string;
  line: string;
  customerId: string;
  itemId: string;
  locationId: string;
  sent: number;
  wanted: number;
  requested: string;
  promised: string;
  arrival: Day;
}

function noteDelivery(hour: CompanyHour, delivery: Delivery): void {
  const { orderId, line, customerId, itemId, locationId, sent, wanted } = delivery;
  const row: Row = {
    direction: 'outbound',
    order_id: orderId,
    line,
    delivery_id: `LS-${hour.stamp}`,
    party_id: customerId,
    item_id: itemId,
    location_id: locationId,
    quantity: quantityText(hour, itemId, sent),
    ordered_quantity: quantityText(hour, itemId, wanted),
    actual_date: formatDay(delivery.arrival),
  };
  if (delivery.requested !== '') row.requested_date = delivery.requested;
  if (delivery.promised !== '') row.promised_date = delivery.promised;
  write(hour, 'deliveries', `${orderId}/${line}`, row);
}

/** Open sales lines, the oldest first; a line that ships complete waits until it can. */
function shipSalesLines(hour: CompanyHour, lanes: Lanes, departures: Departure[]): void {
  const view = viewFeed(hour.facts, 'sales_orders');
  const text = (name: string) => view.text(name);
  const [orderId, line, schedule] = ['order_id', 'line', 'schedule_line'].map(text);
  const [customerId, shipTo, itemId, locationId, status] = [
    'customer_id',
    'ship_to',
    'item_id',
    'location_id',
    'status',
  ].map(text);
  const quantity = view.numbers('quantity');
  const delivered = view.numbers('delivered_quantity');
  const requested = view.days('requested_date');
  const promised = view.days('promised_date');
  const complete = hour.facts.tables.sales_orders.columns.find((c) => c.name === 'ship_complete');
  const due = (row: number) => (promised[row] === NO_DAY ? requested[row] : promised[row]);
  const rows: number[] = [];
  for (let row = 0; row < view.count; row++) {
    const isOpen = status(row) === 'open' || status(row) === '';
    if (!isOpen || due(row) === NO_DAY || quantity[row] <= given(delivered[row])) continue;
    if (!works(hour, locationId(row))) continue;
    const customer = customerId(row);
    const day = lanes.stockDay(locationId(row), customer, shipTo(row), itemId(row), due(row));
    if (day <= hour.day) rows.push(row);
  }
  const key = (row: number) => `${orderId(row)}/${line(row)}/${schedule(row)}`;
  rows.sort((a, b) => due(a) - due(b) || compareText(key(a), key(b)));
  for (const row of rows) {
    const wanted = quantity[row] - given(delivered[row]);
    const place = [itemId(row), locationId(row)] as const;
    if (complete?.values[row] === 1 && availableOf(stockOf(hour), ...place) < wanted) continue;
    const sent = takeStock(stockOf(hour), ...place, wanted, {
      orderId: orderId(row),
      line: `${line(row)}.${schedule(row)}`,
    });
    departures.push({
      ...{ customerId: customerId(row), itemId: itemId(row), locationId: locationId(row) },
      ...{ wanted, sent },
    });
    if (sent === 0) continue;
    const total = given(delivered[row]) + sent;
    const cells: Row = { delivered_quantity: quantityText(hour, itemId(row), total) };
    if (total >= quantity[row]) cells.status = 'closed';
    change(hour, 'sales_orders', row, cells);
    const stockDay = lanes.stockDay(
      locationId(row),
      customerId(row),
      shipTo(row),
      itemId(row),
      due(row),
    );
    noteDelivery(hour, {
      orderId: orderId(row),
      line: `${line(row)}.${schedule(row)}`,
      customerId: customerId(row),
      itemId: itemId(row),
      locationId: locationId(row),
      ...{ sent, wanted },
      requested: requested[row] === NO_DAY ? '' : formatDay(requested[row]),
      promised: promised[row] === NO_DAY ? '' : formatDay(promised[row]),
      arrival: hour.day + Math.max(0, due(row) - stockDay),
    });
  }
}
