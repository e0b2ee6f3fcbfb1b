// The comparison with an ERP's planned orders on a terminal: how many agree, why the others do not,
// and both sides of the first that differ.

import type { PlannedFolder } from '../app/commands/plan-folder.ts';
import type { CompareDocument, ComparedRow, DatedQuantity } from '../contract/compare-document.ts';
import { formatDay } from '../units/day.ts';
import { createPage } from './terminal/page.ts';
import { count, counted, date, MISSING, quantity } from './terminal/words.ts';

const DIFFERING_SHOWN = 20;
const ORDERS_SHOWN = 4;

export async function writeCompareView(
  stream: NodeJS.WriteStream,
  { network }: PlannedFolder,
  document: CompareDocument,
): Promise<void> {
  const page = createPage(stream);
  const asOf = formatDay(network.asOf);
  const items = [...document.items];
  const differing = items.filter((item) => !item.equal);
  const equal = items.length - differing.length;
  page.sentence(
    `${count(equal)} of ${counted(items.length, 'item-location')} ` +
      `${equal === 1 ? 'is' : 'are'} planned as the ERP plans ${equal === 1 ? 'it' : 'them'}.`,
  );
  if (differing.length > 0) {
    const reasons = new Map<string, number>();
    for (const { reason } of differing) {
      reasons.set(reason ?? 'unknown', (reasons.get(reason ?? 'unknown') ?? 0) + 1);
    }
    const counts = [...reasons]
      .sort((a, b) => b[1] - a[1])
      .map(([reason, number]) => `${count(number)} ${reason.replaceAll('_', ' ')}`);
    page.gap();
    page.heading('Different', counts.join(', '));
    page.table<ComparedRow>(
      [
        { head: 'item', cell: (row) => row.item_id },
        { head: 'at', cell: (row) => row.location_id },
        { head: 'because of', cell: (row) => (row.reason ?? MISSING).replaceAll('_', ' ') },
        { head: 'ours', cell: (row) => ordersText(row.ours, asOf) },
        { head: 'theirs', cell: (row) => ordersText(row.theirs, asOf), wraps: true },
      ],
      differing.slice(0, DIFFERING_SHOWN),
    );
    const more = differing.length - DIFFERING_SHOWN;
    if (more > 0) page.note(`and ${count(more)} more: compare --json lists them all`);
    page.note('A reason is named only where planning with that one change gives the ERP’s orders.');
  }
  return page.end();
}

/** "100 on 9 Mar, 60 on 12 Mar, 3 more" */
function ordersText(orders: readonly DatedQuantity[], asOf: string): string {
  if (orders.length === 0) return MISSING;
  const shown = orders
    .slice(0, ORDERS_SHOWN)
    .map((order) => `${quantity(order.quantity)} on ${date(order.date, asOf)}`);
  const more = orders.length - ORDERS_SHOWN;
  return [...shown, ...(more > 0 ? [`${count(more)} more`] : [])].join(', ');
}
