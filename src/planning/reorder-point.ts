// Ordering by the *position* (handbook 3): reorder point and min-max.

import { METHOD_MIN_MAX } from '../model/network.ts';
import { countedQuantity } from './counted-supply.ts';
import { receiptDateFrom } from './lead-time.ts';
import { fillUpQuantity, nextLot, reorderQuantity } from './lot-sizing.ts';
import type { Netting } from './netting-state.ts';
import { addOrder } from './planned-order.ts';
import { chooseSourceOn, NO_SOURCE } from './source-choice.ts';

/** Methods reorder_point and min_max: an order is released on each day whose position is at or
 * under the reorder point; position = balance, inspection, and all that is still to come. */
export function orderByPosition(netting: Netting, node: number, method: number): void {
  const { network, usage, gross, choice } = netting;
  const { supply, dayCount, asOf } = network;
  const reorderPoint = network.nodes.reorderPoint[node] || 0;
  const fenceEnd = netting.receiptDays.fenceEndDay[netting.receiptDays.rowOfNode[node]];
  let position = usage.coverOpening;
  for (let line = supply.nodeStart[node]; line < supply.nodeStart[node + 1]; line++) {
    position += countedQuantity(network, line);
  }
  for (let day = 0; day < dayCount; day++) {
    position -= gross[day];
    if (!usage.isPlain) position += usage.both[day];
    if (position > reorderPoint) continue;
    const source = chooseSourceOn(choice, node, day);
    if (source === NO_SOURCE) continue;
    let left =
      method === METHOD_MIN_MAX
        ? fillUpQuantity(network, node, source, position)
        : reorderQuantity(network, node, source, position);
    const receiptDay = Math.max(receiptDateFrom(network, source, asOf + day) - asOf, fenceEnd);
    while (left > 0) {
      const lot = nextLot(network, node, source, left);
      choice.quotaPlaced[source] += lot;
      addOrder(netting, source, lot, receiptDay, day, receiptDay, 0);
      position += lot;
      left -= lot;
    }
  }
}
