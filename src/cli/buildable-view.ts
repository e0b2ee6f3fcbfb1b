// Clear to build on a terminal: first the orders that are not, with what they lack and when it
// comes, then the next ones that are.

import type { PlannedFolder } from '../app/commands/plan-folder.ts';
import type {
  BuildableDocument,
  BuildableRow,
  MissingRow,
} from '../contract/buildable-document.ts';
import { formatDay } from '../units/day.ts';
import { createPage, type Page } from './terminal/page.ts';
import type { TableColumn } from './terminal/table.ts';
import { count, counted, date, quantity } from './terminal/words.ts';

const NOT_CLEAR_SHOWN = 40;
const CLEAR_SHOWN = 15;

export async function writeBuildableView(
  stream: NodeJS.WriteStream,
  { network }: PlannedFolder,
  document: BuildableDocument,
): Promise<void> {
  const page = createPage(stream);
  const asOf = formatDay(network.asOf);
  const orders = [...document.orders];
  const clear = orders.filter((order) => order.clear);
  const notClear = orders.filter((order) => !order.clear);
  const days = counted(network.parameters.buildable_days, 'day');
  if (orders.length === 0) {
    page.sentence(`No production order runs or starts in the next ${days}.`);
    return page.end();
  }
  const all = `${counted(orders.length, 'production order')} that run or start in ${days}`;
  page.sentence(
    `${count(clear.length)} of ${all} ${clear.length === 1 ? 'is' : 'are'} clear to build.`,
  );
  const missing: TableColumn<BuildableRow> = {
    head: 'missing',
    cell: (row) => missingText(row.missing, asOf),
    wraps: true,
  };
  writeOrders(page, 'Not clear', notClear, NOT_CLEAR_SHOWN, [...orderColumns(asOf), missing]);
  writeOrders(page, 'Clear', clear, CLEAR_SHOWN, orderColumns(asOf));
  page.gap();
  page.note(
    'Clear: every component is there on the day it is needed. Now: what today’s stock and what ' +
      'is issued are enough for. Stock is shared in order of start date, first come first served.',
  );
  return page.end();
}

function orderColumns(asOf: string): TableColumn<BuildableRow>[] {
  return [
    { head: 'start', cell: (row) => date(row.start_date, asOf), align: 'right' },
    { head: 'order', cell: (row) => row.order_id },
    { head: 'item', cell: (row) => row.item_id },
    { head: 'at', cell: (row) => row.location_id, dispensable: 1 },
    { head: 'open', cell: (row) => quantity(row.open_quantity), align: 'right' },
    { head: 'now', cell: (row) => quantity(row.buildable_quantity), align: 'right' },
  ];
}

function writeOrders(
  page: Page,
  heading: string,
  orders: readonly BuildableRow[],
  shown: number,
  columns: readonly TableColumn<BuildableRow>[],
): void {
  if (orders.length === 0) return;
  page.gap();
  page.heading(heading, counted(orders.length, 'order'));
  page.table(columns, orders.slice(0, shown));
  const more = orders.length - shown;
  if (more > 0) page.note(`and ${count(more)} more: buildable --json lists them all`);
}

/** "20 of C-7 (purchase order 4711/10/1 on 9 Mar)" */
function missingText(missing: readonly MissingRow[], asOf: string): string {
  return missing
    .map((row) => {
      const what = `${quantity(row.quantity)} of ${row.component_item_id}`;
      if (row.supply === null) return `${what} (no supply)`;
      const supply = `${row.supply.kind.replaceAll('_', ' ')} ${row.supply.id}`;
      return `${what} (${supply} on ${date(row.available_date, asOf)})`;
    })
    .join('; ');
}
