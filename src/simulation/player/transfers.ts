// Goods move between the company's places: they leave on their ship date as far as stock goes, and
// are in on their due date.

import { compareText } from '../../base/compare-text.ts';
import { type Day, formatDay, NO_DAY } from '../../units/day.ts';
import {
  type CompanyHour,
  change,
  counted,
  given,
  quantityText,
  say,
  works,
} from './company-day.ts';
import { type Row, viewFeed } from './fact-view.ts';
import { stockOf } from './stock.ts';
import { putStock, takeStock } from './stock-moves.ts';

interface Transfer {
  row: number; // of feed transfer_orders
  orderId: string;
  line: string;
  itemId: string;
  from: string;
  to: string;
  quantity: number;
  shipped: number;
  received: number;
  ship: Day;
  due: Day;
}

function openTransfers(hour: CompanyHour): Transfer[] {
  const view = viewFeed(hour.facts, 'transfer_orders');
  const texts = ['order_id', 'line', 'item_id', 'from_location_id', 'location_id', 'status'];
  const [orderId, line, itemId, from, to, status] = texts.map((name) => view.text(name));
  const quantity = view.numbers('quantity');
  const shipped = view.numbers('shipped_quantity');
  const received = view.numbers('received_quantity');
  const ship = view.days('ship_date');
  const due = view.days('due_date');
  const transfers: Transfer[] = [];
  for (let row = 0; row < view.count; row++) {
    if (status(row) !== 'open' && status(row) !== '') continue;
    transfers.push({
      row,
      orderId: orderId(row),
      line: line(row),
      itemId: itemId(row),
      from: from(row),
      to: to(row),
      quantity: quantity[row],
      shipped: given(shipped[row]),
      received: given(received[row]),
      ship: ship[row] === NO_DAY ? due[row] : ship[row],
      due: due[row] === NO_DAY ? ship[row] : due[row],
    });
  }
  const key = ({ orderId, line }: Transfer) => `${orderId}/${line}`;
  return transfers.sort((a, b) => compareText(key(a), key(b)));
}

/** What is short at the sender goes with what there is; the due date moves with the departure. */
export function shipTransfers(hour: CompanyHour): void {
  let count = 0;
  for (const transfer of openTransfers(hour)) {
    const { row, orderId, line, itemId, from, quantity, shipped, ship, due } = transfer;
    const wanted = quantity - shipped;
    if (from === '' || wanted <= 0 || ship > hour.day || !works(hour, from)) continue;
    const taken = takeStock(stockOf(hour), itemId, from, wanted, { orderId, line });
    if (taken === 0) continue;
    const cells: Row = { shipped_quantity: quantityText(hour, itemId, shipped + taken) };
    if (ship < hour.day) cells.due_date = formatDay(hour.day + Math.max(1, due - ship));
    if (ship < hour.day) cells.ship_date = formatDay(hour.day);
    change(hour, 'transfer_orders', row, cells);
    count++;
  }
  if (count > 0)
    say(hour, `${counted(count, 'transfer leaves', 'transfers leave')} for other places`);
}

export function receiveTransfers(hour: CompanyHour): void {
  let count = 0;
  for (const transfer of openTransfers(hour)) {
    const { row, orderId, line, itemId, to, quantity, shipped, received, due } = transfer;
    const units = shipped - received;
    if (units <= 0 || due > hour.day || !works(hour, to)) continue;
    putStock(stockOf(hour), itemId, to, 'available', units, { orderId, line });
    const cells: Row = { received_quantity: quantityText(hour, itemId, shipped) };
    if (shipped >= quantity) cells.status = 'closed';
    change(hour, 'transfer_orders', row, cells);
    count++;
  }
  if (count > 0) say(hour, counted(count, 'transfer arrives', 'transfers arrive'));
}
