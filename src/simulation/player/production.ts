// The shops: orders start on their day when every component is there, which is then issued; they
// are complete on their due date; what could not start is put off to the next working day.

import { compareText } from '../../base/compare-text.ts';
import { type Day, formatDay, NO_DAY } from '../../units/day.ts';
import { workingDaysAfter, workingDaysBetween } from '../../units/working-calendar.ts';
import {
  type CompanyHour,
  change,
  counted,
  given,
  lookUp,
  quantityText,
  say,
  works,
  write,
} from './company-day.ts';
import { viewFeed } from './fact-view.ts';
import { availableOf, type Stock, stockOf } from './stock.ts';
import { putStock, takeStock } from './stock-moves.ts';

interface RunningOrder {
  row: number; // of feed production_orders
  orderId: string;
  stage: string;
  itemId: string;
  locationId: string;
  quantity: number;
  completed: number;
  start: Day;
  due: Day;
}

/** Open orders at places that work today. */
function openOrders(hour: CompanyHour): RunningOrder[] {
  const view = viewFeed(hour.facts, 'production_orders');
  const texts = ['order_id', 'stage', 'item_id', 'location_id', 'status'];
  const [orderId, stage, itemId, locationId, status] = texts.map((name) => view.text(name));
  const quantity = view.numbers('quantity');
  const completed = view.numbers('completed_quantity');
  const start = view.days('start_date');
  const due = view.days('due_date');
  const orders: RunningOrder[] = [];
  for (let row = 0; row < view.count; row++) {
    if ((status(row) !== 'open' && status(row) !== '') || !works(hour, locationId(row))) continue;
    orders.push({
      row,
      orderId: orderId(row),
      stage: stage(row),
      itemId: itemId(row),
      locationId: locationId(row),
      quantity: quantity[row],
      completed: given(completed[row]),
      start: start[row] === NO_DAY ? due[row] : start[row],
      due: due[row] === NO_DAY ? start[row] : due[row],
    });
  }
  return orders.sort(
    (a, b) => a.start - b.start || a.due - b.due || compareText(a.orderId, b.orderId),
  );
}

export function completeOrders(hour: CompanyHour): void {
  let count = 0;
  for (const order of openOrders(hour)) {
    if (order.stage !== 'started' || order.due > hour.day) continue;
    const { row, orderId, itemId, locationId, quantity, completed } = order;
    const rest = quantity - completed;
    if (rest > 0)
      putStock(stockOf(hour), itemId, locationId, 'available', rest, { orderId, line: '' });
    change(hour, 'production_orders', row, {
      completed_quantity: quantityText(hour, itemId, quantity),
      status: 'closed',
    });
    count++;
  }
  if (count > 0)
    say(hour, `${counted(count, 'production order is', 'production orders are')} completed`);
}

interface Component {
  row: number; // of feed order_components
  line: string;
  itemId: string;
  locationId: string;
  required: number;
  issued: number;
}

function componentsOf(hour: CompanyHour, orders: readonly RunningOrder[]) {
  const view = viewFeed(hour.facts, 'order_components');
  const texts = ['order_id', 'line', 'component_item_id', 'location_id'];
  const [orderId, line, itemId, locationId] = texts.map((name) => view.text(name));
  const required = view.numbers('required_quantity');
  const issued = view.numbers('issued_quantity');
  const components = new Map<string, Component[]>(orders.map((order) => [order.orderId, []]));
  const placeOf = new Map(orders.map((order) => [order.orderId, order.locationId]));
  for (let row = 0; row < view.count; row++) {
    const list = components.get(orderId(row));
    list?.push({
      row,
      line: line(row),
      itemId: itemId(row),
      locationId: locationId(row) || (placeOf.get(orderId(row)) ?? ''),
      required: required[row],
      issued: given(issued[row]),
    });
  }
  for (const list of components.values()) list.sort((a, b) => compareText(a.line, b.line));
  return components;
}

/** Before this hour what waits may only wait for what is made on the same day. */
const LAST_START = 13;

export function startOrders(hour: CompanyHour): void {
  const due = openOrders(hour).filter(
    ({ stage, start }) => stage !== 'started' && start <= hour.day,
  );
  const components = componentsOf(hour, due);
  let started = 0;
  const waiting: string[] = [];
  for (const order of due) {
    const parts = components.get(order.orderId) ?? [];
    const lacking = parts.find((part) => !isThere(stockOf(hour), part));
    if (lacking) {
      waiting.push(`order ${order.orderId} for ${order.itemId} waits for ${lacking.itemId}`);
      continue;
    }
    for (const part of parts) issue(hour, order, part);
    change(hour, 'production_orders', order.row, { stage: 'started', firm: '' });
    started++;
  }
  if (waiting.length > 0 && hour.hour >= LAST_START) {
    const more = waiting.length - 1;
    say(
      hour,
      more > 0 ? `${waiting[0]}, and ${counted(more, 'more waits', 'more wait')}` : waiting[0],
    );
  }
  if (started > 0)
    say(hour, `${counted(started, 'production order starts', 'production orders start')}`);
}

function isThere(stock: Stock, { itemId, locationId, required, issued }: Component): boolean {
  const there = availableOf(stock, itemId, locationId);
  if (there >= required - issued) return true;
  const successor = successorOf(stock.hour, itemId);
  if (successor === '') return false;
  return there + availableOf(stock, successor, locationId) >= required - issued;
}

/** Of a part that is run out: what takes over when it is gone. */
function successorOf(hour: CompanyHour, itemId: string): string {
  const isRunOut = lookUpFlag(hour, itemId);
  return isRunOut ? lookUp(hour.facts, 'items', 'item_id', itemId, 'successor_item_id') : '';
}

function lookUpFlag(hour: CompanyHour, itemId: string): boolean {
  const items = viewFeed(hour.facts, 'items');
  const id = items.text('item_id');
  const runOut = hour.facts.tables.items.columns.find(({ name }) => name === 'run_out');
  for (let row = 0; row < items.count; row++)
    if (id(row) === itemId) return runOut?.values[row] === 1;
  return false;
}

/** Issues a component; where the old part is at its end, the successor on a line of its own. */
function issue(hour: CompanyHour, order: RunningOrder, part: Component): void {
  const { itemId, locationId, required, issued, line } = part;
  const wanted = required - issued;
  if (wanted <= 0) return;
  const occasion = { orderId: order.orderId, line };
  const taken = takeStock(stockOf(hour), itemId, locationId, wanted, occasion);
  change(hour, 'order_components', part.row, {
    required_quantity: quantityText(hour, itemId, issued + taken),
    issued_quantity: quantityText(hour, itemId, issued + taken),
  });
  if (taken === wanted) return;
  const successor = successorOf(hour, itemId);
  const more = takeStock(stockOf(hour), successor, locationId, wanted - taken, {
    orderId: order.orderId,
    line: `${line}-2`,
  });
  const quantity = quantityText(hour, successor, more);
  write(hour, 'order_components', `${order.orderId}/${line}-2`, {
    order_id: order.orderId,
    line: `${line}-2`,
    component_item_id: successor,
    location_id: locationId,
    required_quantity: quantity,
    issued_quantity: quantity,
    date: formatDay(hour.day),
  });
}

/** In the evening: what could not start is put off, its due date by as many working days. */
export function putOffOrders(hour: CompanyHour): void {
  const late = openOrders(hour).filter(
    ({ stage, start }) => stage !== 'started' && start <= hour.day,
  );
  if (late.length === 0) return;
  const components = componentsOf(hour, late);
  for (const { row, orderId, locationId, start, due } of late) {
    const calendar = hour.locationCalendar(locationId);
    const next = workingDaysAfter(calendar, hour.day, 1);
    const length = Math.max(0, workingDaysBetween(calendar, start + 1, due));
    change(hour, 'production_orders', row, {
      start_date: formatDay(next),
      due_date: formatDay(length === 0 ? next : workingDaysAfter(calendar, next, length)),
    });
    for (const part of components.get(orderId) ?? []) {
      change(hour, 'order_components', part.row, { date: formatDay(next) });
    }
  }
  const orders = counted(late.length, 'production order is', 'production orders are');
  say(hour, `${orders} put off to the next day`);
}
