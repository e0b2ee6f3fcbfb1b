// New orders of the parts trade: each customer that orders piece by piece goes on as it did in the
// last months of its history, item by item.

import { compareText } from '../../base/compare-text.ts';
import { formatDay } from '../../units/day.ts';
import { workingDaysAfter } from '../../units/working-calendar.ts';
import {
  type CompanyHour,
  counted,
  nameOf,
  nextNumber,
  quantityText,
  say,
  works,
  write,
} from './company-day.ts';
import { type FeedView, type Row, viewFeed } from './fact-view.ts';

/** History that is looked at, in days before its last. */
const PATTERN_DAYS = 120;
const WORKING_SHARE = 5 / 7;

/** How a customer orders an item at a place: on which share of days, and how much then. */
interface Habit {
  customerId: string;
  itemId: string;
  locationId: string;
  share: number;
  sizes: number[]; // smallest units
}

export function takeSalesOrders(hour: CompanyHour): void {
  const known = lastLines(hour);
  const placed = new Map<string, Habit[]>(); // by customer
  for (const habit of habitsOf(hour, known)) {
    if (!works(hour, habit.locationId) || hour.random.next() >= habit.share) continue;
    placed.set(habit.customerId, [...(placed.get(habit.customerId) ?? []), habit]);
  }
  let number = nextNumber(hour, 'sales_orders', 'order_id');
  let lines = 0;
  for (const [customerId, habits] of placed) {
    const orderId = String(number++);
    habits.forEach((habit, index) => {
      writeLine(hour, known, orderId, 10 * (index + 1), habit);
    });
    lines += habits.length;
    say(hour, `${nameOf(hour, 'customers', customerId)} orders ${spokenLines(habits)}`);
  }
  if (placed.size > 1) {
    hour.sheet.sentences = [
      `${counted(placed.size, 'customer orders', 'customers order')} ${counted(lines, 'line')}`,
    ];
  }
}

function spokenLines(habits: readonly Habit[]): string {
  return habits.length === 1 ? habits[0].itemId : `${habits.length} lines`;
}

interface LastLine {
  shipTo: string;
  unitPrice: number;
}

/** By customer, and by customer and item: ship-to and price of the last sales line. */
function lastLines(hour: CompanyHour): Map<string, LastLine> {
  const view = viewFeed(hour.facts, 'sales_orders');
  const customerId = view.text('customer_id');
  const itemId = view.text('item_id');
  const shipTo = view.text('ship_to');
  const price = view.numbers('unit_price');
  const customers = viewFeed(hour.facts, 'customers');
  const id = customers.text('customer_id');
  const isKnown = new Set<string>();
  for (let row = 0; row < customers.count; row++) isKnown.add(id(row));
  const last = new Map<string, LastLine>();
  for (const row of rowsByAge(view)) {
    if (!isKnown.has(customerId(row))) continue;
    const line = { shipTo: shipTo(row), unitPrice: price[row] };
    last.set(customerId(row), { ...line, unitPrice: Number.NaN });
    last.set(`${customerId(row)}|${itemId(row)}`, line);
  }
  return last;
}

/** The order placed last comes last. */
function rowsByAge(view: FeedView): number[] {
  const orderedAt = view.days('ordered_at');
  const [orderId, line] = ['order_id', 'line'].map((name) => view.text(name));
  const key = (row: number) => `${orderId(row)}/${line(row)}`;
  return Array.from({ length: view.count }, (_, row) => row).sort(
    (a, b) => orderedAt[a] - orderedAt[b] || compareText(key(a), key(b)),
  );
}

function habitsOf(hour: CompanyHour, known: Map<string, LastLine>): Habit[] {
  const { demandHistory: history, pool } = hour.facts;
  let lastDay = Number.NEGATIVE_INFINITY;
  for (const day of history.day) if (day < hour.day) lastDay = Math.max(lastDay, day);
  const habits: Habit[] = [];
  for (let series = 0; series < history.seriesCount; series++) {
    const customerId = pool.texts[history.customer[series]];
    if (!known.has(customerId)) continue;
    const sizes: number[] = [];
    for (let cell = history.start[series]; cell < history.start[series + 1]; cell++) {
      const isRecent = history.day[cell] > lastDay - PATTERN_DAYS && history.day[cell] <= lastDay;
      const quantity = Math.round(history.quantity[cell]);
      if (isRecent && quantity > 0) sizes.push(quantity);
    }
    if (sizes.length === 0) continue;
    habits.push({
      customerId,
      itemId: pool.texts[history.item[series]],
      locationId: pool.texts[history.location[series]],
      share: sizes.length / (PATTERN_DAYS * WORKING_SHARE),
      sizes,
    });
  }
  const key = ({ customerId, itemId, locationId }: Habit) =>
    `${customerId}|${itemId}|${locationId}`;
  return habits.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function writeLine(
  hour: CompanyHour,
  known: Map<string, LastLine>,
  orderId: string,
  line: number,
  habit: Habit,
): void {
  const { customerId, itemId, locationId, sizes } = habit;
  const last = known.get(`${customerId}|${itemId}`) ?? known.get(customerId);
  const calendar = hour.locationCalendar(locationId);
  const requested = formatDay(workingDaysAfter(calendar, hour.day, hour.random.integer(3, 9)));
  const row: Row = {
    order_id: orderId,
    line: String(line),
    schedule_line: '1',
    customer_id: customerId,
    item_id: itemId,
    location_id: locationId,
    quantity: quantityText(hour, itemId, hour.random.pick(sizes)),
    delivered_quantity: '0',
    requested_date: requested,
    promised_date: requested,
    ordered_at: formatDay(hour.day),
    status: 'open',
  };
  if (last && last.shipTo !== '') row.ship_to = last.shipTo;
  if (last && last.unitPrice > 0) row.unit_price = String(last.unitPrice);
  write(hour, 'sales_orders', `${orderId}/${line}`, row);
}
