// Netting (handbook 3): one node's requirements against its stock and supply, day by day. Ordering
// walks the *cover* or the *position*; the *projection* keeps every receipt on the day on which it
// can be there, so holes stay visible.

import { METHOD_MRP, METHOD_NONE, NEVER } from '../model/network.ts';
import { countedQuantity } from './counted-supply.ts';
import { orderByCover } from './cover.ts';
import { gatherDependent } from './explosion.ts';
import type { Netting } from './netting-state.ts';
import { orderByPosition } from './reorder-point.ts';
import { useStock } from './stock-usage.ts';

/** Nets one node: its parents must have been netted before. */
export function netNode(netting: Netting, node: number, isLeftOut: boolean): void {
  collectRequirements(netting, node);
  orderAndProject(netting, node, isLeftOut);
}

/** Explosion: fills `netting.gross` with all requirements of the node, by day. */
export function collectRequirements(netting: Netting, node: number): void {
  const { gross, network, explosion } = netting;
  const { nodeStart, stockDay, quantity } = network.demand;
  gross.fill(0);
  gatherDependent(explosion, node, gross);
  const end = nodeStart[node + 1];
  for (let line = nodeStart[node]; line < end; line++) {
    gross[stockDay[line]] += quantity[line];
  }
}

/** Orders what `netting.gross` lacks and writes the node's balance. */
export function orderAndProject(netting: Netting, node: number, isLeftOut: boolean): void {
  const { network, usage, planned } = netting;
  useStock(network, node, netting.gross, usage);
  netting.plannedReceipts.fill(0);
  planned.firstOfNode[node] = planned.count;
  const method = network.nodes.method[node];
  const passesOn = network.nodes.runOut[node] === 1 || netting.explosion.hasPassable;
  if (!isLeftOut) {
    if (method === METHOD_MRP || passesOn) orderByCover(netting, node, method);
    else if (method !== METHOD_NONE) orderByPosition(netting, node, method);
  }
  planned.countOfNode[node] = planned.count - planned.firstOfNode[node];
  project(netting, node);
}

/** The projection: each receipt on the day on which it can be there. */
function project(netting: Netting, node: number): void {
  const { network, usage, gross, plannedReceipts, balance } = netting;
  const { supply, dayCount } = network;
  const base = node * dayCount;
  const lineEnd = supply.nodeStart[node + 1];
  let line = supply.nodeStart[node];
  let projected = usage.opening;
  let firstShortDay = NEVER;
  for (let day = 0; day < dayCount; day++) {
    let receipts = plannedReceipts[day];
    for (; line < lineEnd && supply.usableDay[line] <= day; line++) {
      receipts += countedQuantity(network, line);
    }
    if (!usage.isPlain) receipts += usage.later[day] + usage.both[day];
    projected += receipts - gross[day];
    balance[base + day] = projected;
    if (projected < 0 && firstShortDay === NEVER) firstShortDay = day;
  }
  netting.firstShortDay[node] = firstShortDay;
}
