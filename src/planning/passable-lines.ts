// Needs of a phantom by running orders (handbook 3): demand lines of the phantom that use its own
// stock first, in their order of service and before what planned orders need of it that day. What
// it does not cover passes straight on to the phantom's components, each line's for itself.

import type { Network } from '../model/network.ts';
import type { Explosion } from './explosion.ts';
import type { Netting } from './netting-state.ts';
import { PLANNED_PASS_THROUGH } from './plan.ts';
import { addOrder } from './planned-order.ts';

/** By node: 1 = it has passable demand lines; null where no node has any. */
export function findPassableNodes({ demand, nodes }: Network): Uint8Array | null {
  let line = demand.passable.indexOf(1);
  if (line < 0) return null;
  const found = new Uint8Array(nodes.count);
  for (let node = 0; node < nodes.count && line >= 0; node++) {
    if (line >= demand.nodeStart[node + 1]) continue;
    found[node] = 1;
    line = demand.passable.indexOf(1, demand.nodeStart[node + 1]);
  }
  return found;
}

/** Adds what the node's own lines let pass on to what its parents' planned orders do. */
export function addPassableLines(explosion: Explosion, node: number): void {
  const { demand } = explosion.network;
  if (!explosion.hasPassable) {
    explosion.hasPassable = true;
    explosion.passable.fill(0);
  }
  for (let line = demand.nodeStart[node]; line < demand.nodeStart[node + 1]; line++) {
    if (demand.passable[line] === 0) continue;
    explosion.passable[demand.stockDay[line]] += demand.quantity[line];
  }
}

/** Passes on what the node's own lines need of the `quantity` that it lacks on a day: an order a
 * line, so that each is rounded up and pegged for itself. Returns what planned orders need. */
export function passLinesOn(
  netting: Netting,
  node: number,
  source: number,
  day: number,
  quantity: number,
): number {
  const { explosion, network } = netting;
  if (explosion.passableNodes?.[node] !== 1) return quantity;
  const { nodeStart, stockDay, passable, quantity: needed } = network.demand;
  let covered = explosion.passable[day] - quantity;
  let rest = quantity;
  for (let line = nodeStart[node]; line < nodeStart[node + 1]; line++) {
    if (passable[line] === 0 || stockDay[line] !== day) continue;
    const ofLine = Math.min(covered, needed[line]);
    covered -= ofLine;
    if (ofLine === needed[line]) continue;
    addOrder(netting, source, needed[line] - ofLine, day, day, day, PLANNED_PASS_THROUGH);
    rest -= needed[line] - ofLine;
  }
  return rest;
}
